"""Implicit matrix factorization by alternating least squares, solved for new shoppers too.

Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008: minimise
Σ c_ui (p_ui − x_uᵀy_i)² + λ(Σ‖x_u‖² + Σ‖y_i‖²) with confidence c = 1 + α·r.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions, Ints
from engines.recommend.models.item_to_item import Profile, named
from engines.recommend.models.model import Reason, Scores, Sparse


@dataclass(frozen=True)
class Als:
    """Factors of what shoppers bought, purchases halved every `half_life` days."""

    factors: int = 64
    regularization: float = 1.0
    confidence: float = 10.0
    rounds: int = 10
    half_life: float = 180.0
    seed: int = 7

    @property
    def name(self) -> str:
        """What the model is called."""
        return "als"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedAls:
        """Alternate: exact solutions for all shoppers, then for all items."""
        rows = Profile(self.half_life).of(data)
        columns = rows.T.tocsr()
        chance = np.random.default_rng(self.seed)
        items = chance.normal(0, 0.1, (data.items, self.factors)).astype(np.float32)
        for done in range(self.rounds):
            ticket.step(done, self.rounds)
            shoppers = self.solve(rows, items)
            items = self.solve(columns, shoppers)
        return FittedAls(self, items)

    def solve(self, rows: Sparse, others: Sparse) -> Sparse:
        """The best factors (rows x factors) of each row, given the factors of the columns."""
        gram = others.T @ others + self.regularization * np.eye(self.factors, dtype=np.float32)
        found = np.zeros((rows.shape[0], self.factors), np.float32)
        for at in range(rows.shape[0]):
            start, stop = rows.indptr[at], rows.indptr[at + 1]
            if start == stop:
                continue
            theirs = others[rows.indices[start:stop]]
            extra = self.confidence * rows.data[start:stop]
            left = gram + theirs.T @ (theirs * extra[:, None])
            found[at] = np.linalg.solve(left, theirs.T @ (1.0 + extra))
        return found


@dataclass(frozen=True)
class FittedAls:
    """The items' factors; a shopper's are solved from the shopper's own purchases."""

    model: Als
    items: Sparse

    def scores(self, shoppers: Interactions) -> Scores:
        """Products of factors."""
        mine = self.model.solve(Profile(self.model.half_life).of(shoppers), self.items)
        found: Scores = mine @ self.items.T
        return found

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """Each own item's part of the solution: y_iᵀ(YᵀCY + λI)⁻¹·c_j·y_j (section 5)."""
        rows = Profile(self.model.half_life).of(shopper)
        theirs = self.items[rows.indices]
        extra = self.model.confidence * rows.data
        gram = self.items.T @ self.items + theirs.T @ (theirs * extra[:, None])
        gram += self.model.regularization * np.eye(self.model.factors, dtype=np.float32)
        parts = (theirs @ np.linalg.solve(gram, self.items[items].T)) * (1.0 + extra)[:, None]
        return named("taste", rows.indices, parts)
