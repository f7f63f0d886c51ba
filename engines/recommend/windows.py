"""Honest tests: learn from what lies before a moment, be judged by what came after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Interactions, Ints

NEXT, NEW = "next", "new"
MOST_SHARE = 8  # a window is at most this part of the time there is
LONGEST_DAYS = 60.0


@dataclass(frozen=True)
class Window:
    """What is known at `moment`, and each shopper's first basket up to `until` as the answer.

    Only shoppers known at `moment` are asked about: `asked` (users), their answers' items are
    `answers[starts[k]:starts[k + 1]]`. For the target `new` an answer holds only items that the
    shopper never bought before, and who bought nothing new is not asked about.
    """

    known: Interactions
    target: str
    moment: int
    until: int
    asked: Ints
    starts: Ints
    answers: Ints


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
    asked, starts = np.unique(user, return_index=True)
    return Window(
        known=known,
        target=target,
        moment=moment,
        until=until,
        asked=asked,
        starts=np.append(starts, len(user)).astype(np.int64),
        answers=item,
    )


def _first_baskets(later: Interactions) -> Ints:
    """(users): the first basket of each, -1 where there is none."""
    first = np.full(later.users, -1, np.int64)
    users, at = np.unique(later.user, return_index=True)  # ordered by time: the first is earliest
    first[users] = later.basket[at]
    return first


def validation(data: Interactions, target: str, *, windows: int = 2) -> tuple[Window, ...]:
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
