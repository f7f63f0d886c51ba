"""One shopper's purchases, as they stand after returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Ints
from engines.recommend.live.decay import Decay

_FIRST = np.ones(1, bool)


@dataclass(frozen=True, eq=False)
class Purchases:
    """One element a purchase in every array, in the order told; a change makes a new one.

    `time` in the units of the interactions; `quantity` is what was kept, above 0; `weight` is how
    much the purchase tells, whatever its quantity.
    """

    item: Ints
    time: Ints
    quantity: Floats
    weight: Floats

    def __len__(self) -> int:
        """How many purchases there are."""
        return len(self.item)

    def where(self, chosen: Ints | slice) -> Purchases:
        """Some of the purchases, by place."""
        return Purchases(
            self.item[chosen], self.time[chosen], self.quantity[chosen], self.weight[chosen]
        )

    def added(self, item: int, time: int, quantity: float, weight: float) -> Purchases:
        """With one more purchase."""
        return Purchases(
            np.concatenate((self.item, [item])),
            np.concatenate((self.time, [time])),
            np.concatenate((self.quantity, [quantity])),
            np.concatenate((self.weight, [weight])),
        )

    def less(self, item: int, time: int, quantity: float) -> Purchases:
        """After a return took from the latest purchases of the item up to `time`, last in first.

        As `interactions` does with quantities below 0: what exceeds the purchases is for nothing.
        """
        left = self.left(item, time, quantity)
        if left is self.quantity:
            return self
        kept = Purchases(self.item, self.time, left, self.weight)
        return kept.where(np.flatnonzero(left > 0))

    def left(self, item: int, time: int, quantity: float) -> Floats:
        """What a return leaves of every purchase: `quantity` itself if there is nothing to take."""
        at = np.flatnonzero((self.item == item) & (self.time <= time))
        if not len(at):
            return self.quantity
        left = self.quantity.copy()
        back = quantity
        for place in at[np.argsort(self.time[at], kind="stable")][::-1].tolist():
            taken = min(back, left[place])
            left[place] -= taken
            back -= taken
            if back <= 0:
                break
        return left

    def strengths(self, decay: Decay) -> tuple[Ints, Floats]:
        """The items bought, ascending, and of each Σ weight · 2^((t − L)/h) over its purchases."""
        order = self.item.argsort(kind="stable")
        item = self.item[order]
        starts = np.concatenate((_FIRST[: len(item)], item[1:] != item[:-1])).nonzero()[0]
        grown = (decay.grown(self.time) * self.weight)[order]
        return item[starts], np.add.reduceat(grown, starts)

    def strengths_at(self, now: int, half_life: float) -> tuple[Ints, Floats]:
        """The items bought and Σ weight · 2^(−(now − t)/half_life), half_life in units of time.

        What a shopper's own weights are made of: their half-life need not be that of likeness.
        """
        return self.strengths(Decay(half_life, float(now)))


NOTHING = Purchases(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64), np.zeros(0, np.float64)
)


def joined(parts: list[Purchases], order: Ints) -> Purchases:
    """Those at `order` of all parts, one after the other; an array at a time, to save memory."""
    return Purchases(
        np.concatenate([part.item for part in parts])[order],
        np.concatenate([part.time for part in parts])[order],
        np.concatenate([part.quantity for part in parts])[order],
        np.concatenate([part.weight for part in parts])[order],
    )
