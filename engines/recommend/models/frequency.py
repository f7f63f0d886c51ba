"""What a shopper buys again and again: how often, and whether it is due.

`bought again` is the share of a shopper's baskets, since the first with the item, that held it
again, shrunk to the item's own share among all shoppers: the posterior mean of a beta-binomial
(Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.history import History, history
from engines.recommend.models.model import Reason, Scores, Sparse


@dataclass(frozen=True)
class Pairs:
    """What a shopper and an item have had to do with one another, one element a pair."""

    user: Ints
    item: Ints
    times: Ints  # baskets with the item
    since_first: Ints  # baskets after the first with it
    last_age: Floats  # days
    first_age: Floats  # days


def pairs(past: History) -> Pairs:
    """Every shopper's items, each once."""
    keys, at = np.unique(past.user * past.items + past.item, return_inverse=True)
    count = len(keys)
    since = np.zeros(count, np.int64)
    np.maximum.at(since, at, past.back)
    last, first = np.full(count, np.inf), np.zeros(count)
    np.minimum.at(last, at, past.age)
    np.maximum.at(first, at, past.age)
    return Pairs(
        user=keys // max(past.items, 1),
        item=keys % max(past.items, 1),
        times=np.bincount(at, minlength=count).astype(np.int64),
        since_first=since,
        last_age=last,
        first_age=first,
    )


Aspect = Literal["bought again", "due", "not overdue", "bought"]


@dataclass(frozen=True)
class FittedFrequency:
    """One aspect of what a shopper's own purchases say."""

    aspect: Aspect
    prior: float
    again: Floats  # (items): share of later baskets that hold the item again
    gap: Floats  # (items): days between two purchases by one shopper

    def of(self, shoppers: Interactions) -> Sparse:
        """CSR (shoppers x items), float32."""
        from scipy import sparse

        known = pairs(history(shoppers))
        cells = (self.values(known).astype(np.float32), (known.user, known.item))
        return sparse.csr_matrix(cells, shape=(shoppers.users, shoppers.items))

    def scores(self, shoppers: Interactions) -> Scores:
        """0 for what was never bought."""
        found: Scores = self.of(shoppers).toarray()
        return found

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """The shopper's own purchases of the item."""
        amounts = self.scores(shopper)[0, items].tolist()
        return [
            [Reason(self.aspect, amount, item=item)] if amount else []
            for item, amount in zip(items.tolist(), amounts, strict=True)
        ]

    def values(self, known: Pairs) -> Floats:
        """The aspect of each pair."""
        if self.aspect == "bought":
            return np.ones(len(known.user))
        if self.aspect == "bought again":
            hits = known.times - 1 + self.prior * self.again[known.item]
            return hits / (known.since_first + self.prior)
        own = self.gap[known.item] + (known.first_age - known.last_age)
        late = np.log((known.last_age + 1.0) / (own / known.times + 1.0))
        if self.aspect == "due":
            return np.exp(-0.5 * late**2)
        return 1.0 / (1.0 + np.exp(np.minimum(2.0 * late, 50.0)))


@dataclass(frozen=True)
class Frequency:
    """Personal purchase frequency, one aspect of it.

    `due` is highest when as many days have passed as usually do between two purchases of the
    item (a bell of one unit of log time), `not overdue` falls once more have; gaps are a
    shopper's own, with the item's mean counted as one more. `bought` is 1 for what was bought.
    """

    aspect: Aspect = "bought again"
    prior: float = 20.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return self.aspect

    def fit(self, data: Interactions, ticket: Ticket) -> FittedFrequency:
        """Learn how often, and how soon, each item is bought again."""
        past = history(data)
        known = pairs(past)
        again = _shrunk(
            _counted(known.item, known.times - 1, past.items),
            _counted(known.item, known.since_first, past.items),
        )
        more = known.times > 1
        days = (known.first_age - known.last_age)[more] / (known.times[more] - 1)
        there = np.bincount(known.item[more], minlength=past.items)
        total = np.bincount(known.item[more], days, minlength=past.items)
        usual = float(days.mean()) if len(days) else 30.0
        gap = np.where(there > 0, total / np.maximum(there, 1), usual)
        return FittedFrequency(self.aspect, self.prior, again, gap)


def _counted(item: Ints, values: Ints, items: int) -> Floats:
    return np.bincount(item, values, minlength=items).astype(np.float64)


def _shrunk(hits: Floats, chances: Floats, prior: float = 20.0) -> Floats:
    """Shares of each item, shrunk to that of all."""
    overall = float(hits.sum()) / max(float(chances.sum()), 1.0)
    return (hits + prior * overall) / (chances + prior)
