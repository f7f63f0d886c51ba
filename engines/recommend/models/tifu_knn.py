"""TIFU-kNN: a shopper's baskets in groups that fade, and those of the nearest shoppers.

Hu, He, Gao, Zhang, "Modeling personalized item frequency information for next-basket
recommendation", SIGIR 2020: within a group the k-th last basket weighs r_b^k, the g-th last group
r_g^g; a shopper's vector is their mean; score = α·own + (1 − α)·mean of the neighbours' vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.history import history
from engines.recommend.models.model import Reason, Scores, Sparse
from engines.recommend.models.user_knn import by_neighbour


@dataclass(frozen=True)
class Tifu:
    """TIFU-kNN; `own` is the paper's α, neighbours are nearest by Euclidean distance."""

    groups: int = 7
    basket_decay: float = 0.9
    group_decay: float = 0.8
    neighbours: int = 300
    own: float = 0.5

    @property
    def name(self) -> str:
        """What the model is called."""
        return "tifu-knn"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedTifu:
        """Keep everybody's vector."""
        vectors = self.vectors(data)
        squares = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
        numbers = {name: at for at, name in enumerate(data.user_ids)}
        return FittedTifu(self, numbers, vectors, squares.astype(np.float32))

    def vectors(self, shoppers: Interactions) -> Sparse:
        """CSR (shoppers x items), float32."""
        past = history(shoppers)
        weight = self.weights(past.back, past.baskets[past.user])
        return past.matrix(weight).astype(np.float32)

    def weights(self, back: Ints, baskets: Ints) -> Floats:
        """What each item of a basket adds, `back` baskets before the last of so many."""
        size = np.ceil(baskets / self.groups)
        group = np.floor(back / size)
        weight: Floats = self.basket_decay ** (back - group * size) * self.group_decay**group
        weight /= np.minimum(size, baskets) * np.minimum(self.groups, baskets)
        return weight


@dataclass(frozen=True)
class FittedTifu:
    """The vectors of all who were learned from, with their squared lengths."""

    model: Tifu
    numbers: Mapping[str, int]
    vectors: Sparse
    squares: Sparse

    def scores(self, shoppers: Interactions) -> Scores:
        """The mix of one's own vector and the neighbours' mean."""
        own = self.model.vectors(shoppers)
        mixed = self.model.own * own + (1.0 - self.model.own) * (
            self._nearest(shoppers, own) @ self.vectors
        )
        found: Scores = mixed.toarray().astype(np.float32)
        return found

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """The shopper's own part, and one for each neighbour who bought the item."""
        own = self.model.vectors(shopper)
        nearest = self._nearest(shopper, own)
        theirs = self.vectors[nearest.indices][:, items].toarray() * nearest.data[:, None]
        found = by_neighbour(items, nearest.indices, (1.0 - self.model.own) * theirs)
        mine = (self.model.own * own[:, items]).toarray()[0].tolist()
        for item, amount, reasons in zip(items.tolist(), mine, found, strict=True):
            if amount:
                reasons.insert(0, Reason("bought", amount, item=item))
        return found

    def _nearest(self, shoppers: Interactions, own: Sparse) -> Sparse:
        """CSR (shoppers x users): 1 / neighbours for each of the nearest."""
        from scipy import sparse

        distance = self.squares[None, :] - 2.0 * (own @ self.vectors.T).toarray()
        for row, name in enumerate(shoppers.user_ids):
            if name in self.numbers:
                distance[row, self.numbers[name]] = np.inf
        distance[:, np.diff(self.vectors.indptr) == 0] = np.inf
        count = min(self.model.neighbours, distance.shape[1])
        kept = np.argpartition(distance, count - 1, axis=1)[:, :count]
        there = np.isfinite(np.take_along_axis(distance, kept, axis=1))
        rows = np.broadcast_to(np.arange(len(kept))[:, None], kept.shape)
        share = np.full(int(there.sum()), 1.0 / count, np.float32)
        shape = (len(kept), distance.shape[1])
        return sparse.csr_matrix((share, (rows[there], kept[there])), shape=shape)
