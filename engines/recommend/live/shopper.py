"""One shopper as models see them: what was bought, in which basket, how long ago."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.frequency import Pairs, pairs
from engines.recommend.models.history import history


@dataclass(frozen=True, eq=False)
class Shopper:
    """A history as `history` and `pairs` tell it, of one shopper.

    `number` is the shopper's among those that were learned from, −1 of somebody else. `pairs`
    holds the items, each once, ascending. One element an item of a basket: `place` says which of
    the items, `back`, `age` (days) and `weight` are as in a History. `basket_age` is one a basket.
    """

    number: int
    pairs: Pairs
    place: Ints
    back: Ints
    age: Floats
    weight: Floats
    basket_age: Floats

    @property
    def items(self) -> Ints:
        """The items ever bought, ascending."""
        return self.pairs.item

    def summed(self, values: Floats) -> Floats:
        """Sums by item (items,) of a value an item of a basket."""
        found = np.bincount(self.place, values, len(self.items))
        return found.astype(np.float64, copy=False)  # integers where there is nothing to sum

    def decayed(self, half_life: float) -> Floats:
        """How often each item was bought (items,), halved every so many days."""
        return self.summed(self.weight * 0.5 ** (self.age / half_life))


class Packed:
    """The histories of many shoppers, worked out at once, so that one is a few slices."""

    def __init__(self, data: Interactions) -> None:
        past = history(data)
        order = np.argsort(past.user, kind="stable")
        user, item = past.user[order], past.item[order]
        known = pairs(past)
        self._now, self._day = data.now, data.day
        self._known = known
        self._pair_starts = _starts(known.user, data.users)
        cells = user * max(past.items, 1) + item
        keys = known.user * max(past.items, 1) + known.item
        self._place = np.searchsorted(keys, cells) - self._pair_starts[user]
        self._cell_starts = _starts(user, data.users)
        self._back, self._age = past.back[order], past.age[order]
        self._weight = past.weight[order]
        of_baskets = np.argsort(past.basket_user, kind="stable")
        self._basket_starts = _starts(past.basket_user, data.users)
        self._basket_age = past.basket_age[of_baskets]

    def of(self, user: int, number: int, now: int) -> Shopper:
        """A shopper by place here, as of a moment that is not before the data's."""
        later = (now - self._now) / self._day
        pair = slice(self._pair_starts[user], self._pair_starts[user + 1])
        cell = slice(self._cell_starts[user], self._cell_starts[user + 1])
        basket = slice(self._basket_starts[user], self._basket_starts[user + 1])
        known = self._known
        return Shopper(
            number=number,
            pairs=Pairs(
                user=known.user[pair],
                item=known.item[pair],
                times=known.times[pair],
                since_first=known.since_first[pair],
                last_age=known.last_age[pair] + later,
                first_age=known.first_age[pair] + later,
            ),
            place=self._place[cell],
            back=self._back[cell],
            age=self._age[cell] + later,
            weight=self._weight[cell],
            basket_age=self._basket_age[basket] + later,
        )

    def wipe(self, user: int) -> None:
        """Overwrite a shopper's history with zeros."""
        known = self._known
        pair = slice(self._pair_starts[user], self._pair_starts[user + 1])
        for values in (known.item, known.times, known.since_first, known.last_age, known.first_age):
            values[pair] = 0
        cell = slice(self._cell_starts[user], self._cell_starts[user + 1])
        for values in (self._place, self._back, self._age, self._weight):
            values[cell] = 0
        self._basket_age[self._basket_starts[user] : self._basket_starts[user + 1]] = 0


def _starts(user: Ints, users: int) -> Ints:
    """Where each user's rows begin in an array ordered by user, and where the last ones end."""
    return np.concatenate(([0], np.cumsum(np.bincount(user, minlength=users))))
