"""Items tied by what all shoppers do alike: a filter of the graph of shoppers and items.

Shen, Wu, Zhang, Shan, Zhang, Letaief, Li, "How powerful is graph convolution for recommendation?",
CIKM 2021 (GF-CF): with R̃ = D_U^−½·R·D_I^−½, score(u) = r_u·(R̃ᵀR̃ + α·D_I^−½·V·Vᵀ·D_I^½), V the
strongest right singular vectors of R̃; here without what an item says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions, Ints
from engines.recommend.models.item_to_item import Profile, named
from engines.recommend.models.model import Reason, Scores, Sparse


@dataclass(frozen=True)
class Spectral:
    """GF-CF on purchases halved every `half_life` days; `share` is the paper's α."""

    factors: int = 256
    share: float = 0.3
    half_life: float = 180.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "spectral"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedSpectral:
        """Find the strongest singular vectors. Raises Cancelled."""
        from scipy import sparse

        ticket.step(0, 1)
        profile = Profile(self.half_life)
        rows = profile.of(data)
        rows = rows[np.diff(rows.indptr) > 0]
        lengths = np.sqrt(np.asarray(rows.sum(axis=0)).ravel())
        inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        own = 1.0 / np.sqrt(np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-12))
        rows = (sparse.diags(own) @ rows @ sparse.diags(inverse)).tocsr().astype(np.float32)
        vectors = _strongest_vectors(rows, self.factors)
        squares = np.asarray(rows.multiply(rows).sum(axis=0)).ravel()
        smooth = self.share * np.einsum("fi,fi->i", vectors, vectors) * (lengths > 0)
        ticket.step(1, 1)
        return FittedSpectral(
            profile=profile,
            rows=rows,
            inward=vectors * inverse.astype(np.float32),
            outward=vectors * (self.share * lengths).astype(np.float32),
            itself=(squares + smooth).astype(np.float32),
        )


def _strongest_vectors(rows: Sparse, count: int) -> Sparse:
    """Right singular vectors (count x items) of the largest singular values."""
    from scipy.sparse.linalg import svds

    least = min(rows.shape)
    if least <= count + 1:
        _, values, vectors = np.linalg.svd(rows.toarray(), full_matrices=False)
        return vectors[values > 1e-5].astype(np.float32)
    start = np.ones(least, np.float32)  # the same every time
    return svds(rows, count, v0=start, return_singular_vectors="vh")[2].astype(np.float32)


@dataclass(frozen=True)
class FittedSpectral:
    """The ties of all items, held as rows R̃ (users x items) and factors (factors x items)."""

    profile: Profile
    rows: Sparse
    inward: Sparse
    outward: Sparse
    itself: Sparse  # (items): the diagonal of the ties

    def scores(self, shoppers: Interactions) -> Scores:
        """Through the shoppers with items in common, and through the factors."""
        own = self.profile.of(shoppers)
        alike = (own @ self.rows.T).toarray()
        found = (self.rows.T @ alike.T).T + (own @ self.inward.T) @ self.outward
        found -= own.multiply(self.itself[None, :]).toarray()
        return np.ascontiguousarray(found, np.float32)

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """One part for each of the shopper's other items."""
        own = self.profile.of(shopper)
        mine = own.indices
        ties = (self.rows[:, mine].T @ self.rows[:, items]).toarray()
        ties += self.inward[:, mine].T @ self.outward[:, items]
        ties[mine[:, None] == items[None, :]] = 0.0
        return named("together", mine, own.data[:, None] * ties)
