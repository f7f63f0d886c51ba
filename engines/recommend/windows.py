"""Honest tests: learn from what lies before a moment, be judged by what came after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engines.recommend.interactions import Interactions, Ints
from engines.recommend.measure.metrics import Relevant, relevant_of

NEXT, NEW = "next", "new"
MOST_SHARE = 8  # a window is at most this part of the time there is
LONGEST_DAYS = 60.0


@dataclass(frozen=True)
class Window:
    """What is known at `moment`, and each shopper's first basket up to `until` as the answer.

    Only shoppers known at `moment` are asked about: `asked` (users), the k-th one wanted the items
    of `wanted`'s k-th. For the target `new` these are only items that the shopper never bought
    before, and who bought nothing new is not asked about.
    """

    known: Interactions
    target: str
    moment: int
    until: int
    asked: Ints
    wanted: Relevant

    def sample(self, most: int) -> Window:
        """The same asking at most so many shoppers: an even choice, the same every time."""
        count = len(self.asked)
        if count <= most:
            return self
        return self.at(np.sort(np.random.default_rng(count).choice(count, most, replace=False)))

    def at(self, places: Ints) -> Window:
        """The same asking the shoppers at some places (ascending) only."""
        kept = np.isin(self.wanted.user, places)
        offsets = np.concatenate(([0], np.cumsum(self.wanted.count[places])))
        wanted = Relevant(offsets, self.wanted.items[kept])
        return replace(self, asked=self.asked[places], wanted=wanted)


def window(data: Interactions, *, moment: int, until: int, target: str) -> Window:
    """Cut all shoppers at one moment."""
    known = data.until(moment)
    later = data.between(moment, until)
    seen = np.zeros(data.users, bool)
    seen[known.user] = True
    first = _first_baskets(later)
    mine = seen[later.user] & (later.basket == first[later.user])
    cells = np.unique(later.user[mine] * data.items + later.item[mine])
    if target == NEW:
        cells = np.setdiff1d(cells, known.user * data.items + known.item)
    user, item = cells // max(data.items, 1), cells % max(data.items, 1)
    asked, place = np.unique(user, return_inverse=True)
    wanted = relevant_of(place.astype(np.int64), item, len(asked))
    return Window(
        known=known, target=target, moment=moment, until=until, asked=asked, wanted=wanted
    )


def _first_baskets(later: Interactions) -> Ints:
    """(users): the first basket of each, -1 where there is none."""
    first = np.full(later.users, -1, np.int64)
    users, at = np.unique(later.user, return_index=True)  # ordered by time: the first is earliest
    first[users] = later.basket[at]
    return first


def validation(data: Interactions, target: str, *, windows: int = 3) -> tuple[Window, ...]:
    """Windows before the end of what is known, the latest first, none overlapping another."""
    span = data.end - data.start
    length = max(1, min(span // MOST_SHARE, int(LONGEST_DAYS * data.day)))
    found = []
    for back in range(windows):
        until = data.end - back * length
        one = window(data, moment=until - length, until=until, target=target)
        if len(one.asked):
            found.append(one)
    return tuple(found)
