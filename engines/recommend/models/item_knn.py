"""Items like those a shopper has bought: by who bought them, or by what lay in one basket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions
from engines.recommend.models.history import history
from engines.recommend.models.item_to_item import FittedItemToItem, Profile
from engines.recommend.models.model import Sparse
from engines.recommend.models.neighbours import cosine_neighbours


@dataclass(frozen=True)
class ItemKnn:
    """R_ui = Σ_j α(u, j)·cos(i, j) over the nearest items, by the people who bought both.

    Purchases are halved every `half_life` days for likeness, every `profile_half_life` days for
    the shopper's own weights α. With `bm25` columns are weighted as Robertson and Zaragoza (2009,
    k1 = 100, b = 0.8, as is usual for likeness of items) before the cosine.
    """

    neighbours: int = 200
    half_life: float = 180.0
    profile_half_life: float = 60.0
    shrink: float = 0.0
    bm25: bool = False

    @property
    def name(self) -> str:
        """What the model is called."""
        return "item-knn"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedItemToItem:
        """Find the nearest items of every item."""
        columns = history(data).decayed(self.half_life)
        if self.bm25:
            columns = bm25_weighted(columns)
        else:
            np.minimum(columns.data, 1.0, out=columns.data)
        ties = cosine_neighbours(columns, self.neighbours, self.shrink, ticket)
        return FittedItemToItem("together", Profile(self.profile_half_life, root=True), ties)


@dataclass(frozen=True)
class Complements:
    """What goes with a shopper's items in one basket: cosine over baskets."""

    neighbours: int = 200
    profile_half_life: float = 60.0
    shrink: float = 5.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "complements"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedItemToItem:
        """Find what lies in the same baskets."""
        baskets = history(data).basket_matrix()
        ties = cosine_neighbours(baskets, self.neighbours, self.shrink, ticket)
        return FittedItemToItem("same basket", Profile(self.profile_half_life, root=True), ties)


def bm25_weighted(counts: Sparse, k1: float = 100.0, b: float = 0.8) -> Sparse:
    """BM25 of users as terms and items as documents: CSR (users x items)."""
    weighted = counts.tocoo()
    users = counts.shape[0]
    holders = np.bincount(weighted.row, minlength=users)
    idf = np.log(counts.shape[1] / (1.0 + holders))
    length = np.asarray(counts.sum(axis=0)).ravel()
    norm = (1.0 - b) + b * length / max(float(length.mean()), 1e-12)
    data = weighted.data * (k1 + 1.0) / (k1 * norm[weighted.col] + weighted.data)
    weighted.data = data * np.maximum(idf[weighted.row], 0.0)
    return weighted.tocsr()
