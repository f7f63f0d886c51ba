"""Lists for shoppers: the best k items of each by a model's scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Bools, Floats, Interactions, Ints
from engines.recommend.models.model import Fitted, Scores
from engines.recommend.windows import NEW

CHUNK_BYTES = 16 * 2**20  # of one model's float32 scores at once
_MOST_AT_ONCE = 512


@dataclass(frozen=True)
class Lists:
    """Items (shoppers x k) best first, -1 where there is none, their scores NaN-free (0 there).

    `guessed` marks shoppers of whom nothing is known: they get what is popular.
    """

    items: Ints
    scores: Floats
    guessed: Bools


class Histories:
    """Interactions by user, so that a few users' are found without looking at all."""

    def __init__(self, data: Interactions) -> None:
        self.data = data
        self._order = np.argsort(data.user, kind="stable")
        counts = np.bincount(data.user, minlength=data.users)
        self._starts = np.concatenate(([0], np.cumsum(counts)))

    def of(self, users: Ints) -> Interactions:
        """The histories of some users, each once, who become users 0, 1, 2 …"""
        parts = [self._order[self._starts[user] : self._starts[user + 1]] for user in users]
        rows = np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
        number = np.full(self.data.users, -1, np.int64)
        number[users] = np.arange(len(users))
        chosen = self.data.where(rows)
        ids = tuple(self.data.user_ids[user] for user in users)
        return replace(chosen, user=number[chosen.user], user_ids=ids)

    def chunks(self, users: Ints) -> Iterator[tuple[int, Interactions]]:
        """Histories of as many users at a time as memory is for, with the place of the first."""
        step = max(1, min(_MOST_AT_ONCE, CHUNK_BYTES // (4 * max(self.data.items, 1))))
        for start in range(0, len(users), step):
            yield start, self.of(users[start : start + step])


def hide_bought(scores: Scores, shoppers: Interactions) -> None:
    """Take what a shopper ever bought out of the running."""
    scores[shoppers.user, shoppers.item] = -np.inf


def best(scores: Scores, k: int) -> Ints:
    """The k best columns of each row, best first, the lower number first of equals; -1 for -inf."""
    k = min(k, scores.shape[1])
    if not k:
        return np.zeros((len(scores), 0), np.int64)
    split = scores.shape[1] - k
    some = np.argpartition(scores, split, axis=1)[:, split:]
    values = np.take_along_axis(scores, some, axis=1)
    order = np.lexsort((some, -values), axis=1)
    items = np.take_along_axis(some, order, axis=1)
    there = np.isfinite(np.take_along_axis(values, order, axis=1))
    return np.where(there, items, -1)


def recommend(
    fitted: Fitted,
    popular: Fitted,
    data: Interactions,
    users: Ints,
    k: int,
    target: str,
    ticket: Ticket,
) -> Lists:
    """Lists for known users by number. Raises Cancelled."""
    histories = Histories(data)
    items = np.full((len(users), k), -1, np.int64)
    shown = np.zeros((len(users), k))
    guessed = np.zeros(len(users), bool)
    for start, shoppers in histories.chunks(users):
        ticket.step(start, len(users))
        scores = fitted.scores(shoppers)
        strangers = np.bincount(shoppers.user, minlength=shoppers.users) == 0
        if strangers.any():
            scores[strangers] = popular.scores(shoppers)[strangers]
        if target == NEW:
            hide_bought(scores, shoppers)
        found = best(scores, k)
        rows = slice(start, start + shoppers.users)
        items[rows, : found.shape[1]] = found
        values = np.take_along_axis(scores, np.maximum(found, 0), axis=1)
        shown[rows, : found.shape[1]] = np.where(found >= 0, values, 0.0)
        guessed[rows] = strangers
    ticket.step(len(users), len(users))
    return Lists(items, shown, guessed)
