"""Everybody's history, which a purchase or a return changes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from engines.database.errors import BadValue
from engines.recommend.interactions import DAY_SECONDS, Interactions, Ints, is_unix
from engines.recommend.live.purchases import NOTHING, Purchases
from engines.recommend.live.shopper import Packed, Shopper


@dataclass(frozen=True, eq=False)
class Past:
    """One shopper's purchases with the basket of each; `told` numbers baskets told by name."""

    bought: Purchases
    basket: Ints
    told: Mapping[int, int]

    def added(self, item: int, time: int, quantity: float, basket: int | None, span: int) -> Past:
        """With one more purchase; of the basket of the same moment if none is told."""
        if basket is None:
            same = np.flatnonzero(self.bought.time // span == time // span)
            number = int(self.basket[same[-1]]) if len(same) else self._fresh()
            told = self.told
        else:
            number = self.told.get(basket, self._fresh())
            told = {**self.told, basket: number}
        more = self.bought.added(item, time, quantity, 1.0)
        return Past(more, np.concatenate((self.basket, [number])), told)

    def less(self, item: int, time: int, quantity: float) -> Past:
        """After a return."""
        left = self.bought.left(item, time, quantity)
        kept = np.flatnonzero(left > 0)
        return Past(replace(self.bought, quantity=left).where(kept), self.basket[kept], self.told)

    def _fresh(self) -> int:
        return 1 + max(int(self.basket.max(initial=-1)), max(self.told.values(), default=-1))


EMPTY = Past(NOTHING, np.zeros(0, np.int64), {})


class Shoppers:
    """Histories by the shopper's id: what was learned from, and what changed since.

    `now`, the moment ages are taken at, is the latest told. For one thread at a time.
    """

    def __init__(self, data: Interactions) -> None:
        order = np.argsort(data.user, kind="stable")
        self._bought = Purchases(data.item, data.time, data.quantity, data.weight).where(order)
        self._basket = data.basket[order]
        counts = np.bincount(data.user, minlength=data.users)
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        self._numbers = {name: at for at, name in enumerate(data.user_ids)}
        self._packed = Packed(data)
        self._item_ids, self._day = data.item_ids, data.day
        self._span = DAY_SECONDS if is_unix(data.time) else 1  # what is one basket, as learned
        self._changed: dict[str, Past] = {}
        self.now = data.now

    def number(self, user: str) -> int:
        """A shopper's number among those learned from, −1 of somebody else."""
        return self._numbers.get(user, -1)

    def of(self, user: str) -> Shopper:
        """A shopper as of now; one without a history if nobody knows them."""
        number = self.number(user)
        if user in self._changed or number < 0:
            return Packed(self.interactions(user)).of(0, number, self.now)
        return self._packed.of(number, number, self.now)

    def interactions(self, user: str) -> Interactions:
        """A shopper's history as models are given it, as of now."""
        past = self._past(user)
        order = np.argsort(past.bought.time, kind="stable")
        bought = past.bought.where(order)
        return Interactions(
            user_ids=(user,),
            item_ids=self._item_ids,
            user=np.zeros(len(bought), np.int64),
            item=bought.item,
            time=bought.time,
            basket=past.basket[order],
            quantity=bought.quantity,
            weight=bought.weight,
            rating=np.full(len(bought), np.nan),
            day=self._day,
            now=self.now,
        )

    def add(
        self, user: str, item: int, time: int, quantity: float = 1.0, basket: int | None = None
    ) -> None:
        """A purchase, of an item that was learned from. Raises BadValue."""
        self._check(item, quantity)
        past = self._past(user).added(item, time, quantity, basket, self._span)
        self._changed[user] = past
        self.now = max(self.now, time)

    def take_back(self, user: str, item: int, time: int, quantity: float = 1.0) -> None:
        """A return: takes from the latest purchases of the item up to `time`. Raises BadValue."""
        self._check(item, quantity)
        self._changed[user] = self._past(user).less(item, time, quantity)
        self.now = max(self.now, time)

    def forget(self, user: str) -> None:
        """Let no array hold anything of a shopper any more."""
        self._changed.pop(user, None)
        number = self._numbers.pop(user, -1)
        if number >= 0:
            rows = slice(self._starts[number], self._starts[number + 1])
            bought = self._bought
            for values in (bought.item, bought.time, bought.quantity, bought.weight, self._basket):
                values[rows] = 0
            self._packed.wipe(number)

    def _past(self, user: str) -> Past:
        found = self._changed.get(user)
        if found is not None:
            return found
        number = self.number(user)
        if number < 0:
            return EMPTY
        rows = slice(self._starts[number], self._starts[number + 1])
        return Past(self._bought.where(rows), self._basket[rows], {})

    def _check(self, item: int, quantity: float) -> None:
        if not 0 <= item < len(self._item_ids):
            raise BadValue("item", str(item), "not among those learned from")
        if not (isfinite(quantity) and quantity > 0):
            raise BadValue("quantity", str(quantity), "not above zero")
