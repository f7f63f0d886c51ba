"""Which items make a list: pins first, then the best by score that no cap forbids.

Going down the scores and passing over what would break a cap gives up the least score where one
cap holds, or caps within caps; where brands and categories are both limited it may give up more
than the least, and stays the same every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.rules.compiled import Cap, PinAt

_AT_ONCE = 128  # candidates looked at in one go
_ENDLESS = 2**62


class Room:
    """How many items each group of a cap may still take."""

    def __init__(self, cap: Cap, k: int) -> None:
        self.cap = cap
        groups = int(cap.group.max(initial=-1)) + 1
        self.left = [cap.most(k)] * groups + [_ENDLESS]  # group −1, none, is the last

    def full(self) -> Bools:
        """(items): which belong to a group that takes no more."""
        no_more: Bools = np.array(self.left) <= 0
        return no_more[self.cap.group]

    def take(self, item: int) -> None:
        """Count an item."""
        self.left[self.cap.group[item]] -= 1


@dataclass
class Choice:
    """A list in the making: `open` (items) may still be chosen, `pinned` holds place: pin."""

    total: Floats
    open: Bools
    k: int
    rooms: list[Room]
    pinned: dict[int, PinAt] = field(default_factory=dict)
    chosen: list[int] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        """How many places are still free."""
        return self.k - len(self.pinned) - len(self.chosen)

    def pin(self, pins: Sequence[PinAt]) -> None:
        """Place pins whose place is free and whose item may be shown; limits hold for them too."""
        hard = [room for room in self.rooms if not room.cap.soft]
        for one in pins:
            if one.place >= self.k or one.place in self.pinned or not self.open[one.item]:
                continue
            if all(room.left[room.cap.group[one.item]] > 0 for room in hard):
                self.pinned[one.place] = one
                self._take(one.item)

    def fill(self, rooms: list[Room]) -> None:
        """Choose the best items until the list is full or nothing is left within these rooms."""
        while self.wanted:
            free = self.open.copy()
            for room in rooms:
                free &= ~room.full()
            some = best_of(self.total, free, max(_AT_ONCE, 4 * self.wanted))
            if not len(some):
                return
            self._go_down(some, rooms)

    def _go_down(self, items: Ints, rooms: list[Room]) -> None:
        """Choose from items in order."""
        tied = [(room.left, room.cap.group[items].tolist()) for room in rooms]
        for at, item in enumerate(items.tolist()):
            if all(left[group[at]] > 0 for left, group in tied):
                self.chosen.append(item)
                self._take(item)
                if not self.wanted:
                    return

    def _take(self, item: int) -> None:
        self.open[item] = False
        for room in self.rooms:
            room.take(item)


def best_of(total: Floats, free: Bools, count: int) -> Ints:
    """The best `count` free items, best first, the lower number first of equals."""
    items = np.flatnonzero(free)
    values = total[items]
    if len(items) > count:
        edge = np.partition(values, len(items) - count)[len(items) - count]
        above = np.flatnonzero(values > edge)
        ties = np.flatnonzero(values == edge)[: count - len(above)]
        some = np.sort(np.concatenate([above, ties]))
        items, values = items[some], values[some]
    best: Ints = items[np.argsort(-values, kind="stable")]
    return best


def choose(
    total: Floats, allowed: Bools, pins: Sequence[PinAt], caps: Sequence[Cap], k: int
) -> tuple[Ints, list[PinAt | None]]:
    """The items of a list of at most k, and the pin that put each there, if one did.

    `total` is finite where `allowed`. Pins of places that the list does not reach move up.
    """
    choice = Choice(total, allowed.copy(), k, [Room(cap, k) for cap in caps])
    choice.pin(pins)
    choice.fill(choice.rooms)
    if any(cap.soft for cap in caps):
        choice.fill([room for room in choice.rooms if not room.cap.soft])
    rest = iter(sorted(choice.chosen, key=lambda item: (-total[item], item)))
    items: list[int] = []
    by: list[PinAt | None] = []
    for place in range(k):
        pin = choice.pinned.get(place)
        item = next(rest, None) if pin is None else pin.item
        if item is not None:
            items.append(item)
            by.append(pin)
    return np.array(items, np.int64), by
