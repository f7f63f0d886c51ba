"""What shoppers did with which items, as arrays: the one input of every model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DAY_SECONDS = 86_400
_UNIX = (10**8, 10**11)  # 1973 to 5138: integers that can be Unix seconds
_DAYS_ASSUMED = 365  # what a span of other integers is taken for


@dataclass(frozen=True)
class Interactions:
    """One element an interaction in every array, ordered by time.

    `time` is in integers that order time, `day` of them a day; `quantity` is positive; `basket`
    numbers what was bought together, from 0, each basket one user's; `weight` is how much an
    interaction tells (a purchase 1). `rating` is NaN where nobody rated. `now` is the moment ages
    are taken at: the same for some of the users as for all.
    """

    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    user: Ints
    item: Ints
    time: Ints
    basket: Ints
    quantity: Floats
    weight: Floats
    rating: Floats
    day: int
    now: int

    @property
    def users(self) -> int:
        """How many users there are, with or without interactions."""
        return len(self.user_ids)

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.item_ids)

    def __len__(self) -> int:
        """How many interactions there are."""
        return len(self.user)

    @property
    def start(self) -> int:
        """The first moment, 0 when nothing happened."""
        return int(self.time[0]) if len(self) else 0

    @property
    def end(self) -> int:
        """The last moment, 0 when nothing happened."""
        return int(self.time[-1]) if len(self) else 0

    @property
    def rated(self) -> bool:
        """Whether anybody rated anything."""
        return bool(np.isfinite(self.rating).any())

    def where(self, chosen: Bools | Ints) -> Interactions:
        """The interactions chosen by a mask or by place; users and items keep their numbers."""
        return replace(
            self,
            user=self.user[chosen],
            item=self.item[chosen],
            time=self.time[chosen],
            basket=self.basket[chosen],
            quantity=self.quantity[chosen],
            weight=self.weight[chosen],
            rating=self.rating[chosen],
        )

    def until(self, moment: int) -> Interactions:
        """What happened up to and with a moment, seen from it."""
        return replace(self.where(self.time <= moment), now=moment)

    def between(self, after: int, until: int) -> Interactions:
        """What happened later than `after`, up to and with `until`."""
        return self.where((self.time > after) & (self.time <= until))


def interactions(
    *,
    user_ids: tuple[str, ...],
    item_ids: tuple[str, ...],
    user: Ints,
    item: Ints,
    time: Ints,
    quantity: Floats | None = None,
    basket: Ints | None = None,
    weight: Floats | None = None,
    rating: Floats | None = None,
) -> Interactions:
    """Order raw rows by time, take returns (quantity below 0) from what was bought before.

    Without `basket`, what a user does on one day is one basket; where times are no Unix seconds,
    what carries one time.
    """
    count = len(user)
    order = np.argsort(time, kind="stable")
    user, item, time = user[order], item[order], time[order]
    told = np.ones(count) if quantity is None else quantity[order]
    day = _day_of(time)
    if basket is None:
        moment = time // DAY_SECONDS if is_unix(time) else time
        basket = _numbered(user, moment)
    else:
        basket = _numbered(user, basket[order])
    rows = Interactions(
        user_ids=user_ids,
        item_ids=item_ids,
        user=user,
        item=item,
        time=time,
        basket=basket,
        quantity=_less_returns(user, item, told),
        weight=np.ones(count) if weight is None else weight[order],
        rating=np.full(count, np.nan) if rating is None else rating[order],
        day=day,
        now=int(time[-1]) if count else 0,
    )
    return rows.where(rows.quantity > 0)


def is_unix(time: Ints) -> bool:
    """Whether integers can be Unix seconds of our times."""
    return bool(len(time)) and _UNIX[0] <= int(time.min()) and int(time.max()) <= _UNIX[1]


def _day_of(time: Ints) -> int:
    """How many units of time a day is: integers that are no Unix seconds are taken for a year."""
    if not len(time) or is_unix(time):
        return DAY_SECONDS
    return max(1, (int(time.max()) - int(time.min())) // _DAYS_ASSUMED)


def _numbered(user: Ints, of_user: Ints) -> Ints:
    """Number the pairs of user and basket from 0."""
    _, codes = np.unique(of_user, return_inverse=True)
    pairs = user * (int(codes.max()) + 1 if len(codes) else 1) + codes
    numbered: Ints = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return numbered


def _less_returns(user: Ints, item: Ints, quantity: Floats) -> Floats:
    """Quantities (ordered by time) after each return took from the user's latest purchases."""
    left = quantity.copy()
    returns = np.flatnonzero(quantity < 0)
    if not len(returns):
        return left
    span = int(item.max()) + 1
    pair = user * span + item
    touched = np.flatnonzero(np.isin(pair, pair[returns]))
    bought: dict[int, list[int]] = {}
    for at in touched.tolist():
        stack = bought.setdefault(int(pair[at]), [])
        if left[at] >= 0:
            stack.append(at)
            continue
        back = -left[at]
        while back > 0 and stack:
            taken = min(back, left[stack[-1]])
            left[stack[-1]] -= taken
            back -= taken
            if left[stack[-1]] == 0:
                stack.pop()
        left[at] = 0
    return left
