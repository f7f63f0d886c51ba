"""What sells most, and what sells better than it used to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.history import history
from engines.recommend.models.model import Reason, Scores


@dataclass(frozen=True)
class FittedByItem:
    """One score an item, whoever asks."""

    part: str
    by_item: Floats

    def scores(self, shoppers: Interactions) -> Scores:
        """The same row for every shopper."""
        row = self.by_item.astype(np.float32)
        return np.tile(row, (shoppers.users, 1))

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """The item itself is the reason."""
        return [
            [Reason(self.part, float(self.by_item[item]), item=item)] for item in items.tolist()
        ]


@dataclass(frozen=True)
class Popularity:
    """Share of baskets with the item, each basket halved every `half_life` days."""

    half_life: float = 30.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "popularity"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedByItem:
        """Count."""
        past = history(data)
        weight = past.weight * 0.5 ** (past.age / self.half_life)
        bought = np.bincount(past.item, weight, minlength=past.items)
        all_baskets = float(np.sum(0.5 ** (past.basket_age / self.half_life)))
        return FittedByItem(self.name, bought / max(all_baskets, 1e-12))


@dataclass(frozen=True)
class Trend:
    """Log of an item's share of recent sales over its share of all sales.

    Recent sales are halved every `half_life` days; `prior` sales at the old share are added, so
    that an item sold twice is no fashion: log((c + a) / (n·p + a)), c of n effective recent sales
    (Kish: (Σw)²/Σw²), p the share over all time, a the prior.
    """

    half_life: float = 7.0
    prior: float = 10.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "trend"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedByItem:
        """Count."""
        past = history(data)
        if not len(past.item):
            return FittedByItem(self.name, np.zeros(past.items))
        share = np.bincount(past.item, minlength=past.items) / len(past.item)
        weight = 0.5 ** (past.age / self.half_life)
        total = float(weight.sum())
        effective = total**2 / max(float((weight**2).sum()), 1e-300)
        recent = np.bincount(past.item, weight, minlength=past.items) / max(total, 1e-300)
        lift = (effective * recent + self.prior) / (effective * share + self.prior)
        return FittedByItem(self.name, np.log(lift))
