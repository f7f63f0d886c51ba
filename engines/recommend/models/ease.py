"""EASE: every item predicted from all others by ridge regression, in closed form.

Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019: P = (XᵀX + λI)⁻¹,
B = I − P·diag(1/diag(P)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions
from engines.recommend.models.item_to_item import FittedItemToItem, Profile
from engines.recommend.models.model import Sparse

MOST_ITEMS = 11_000  # the square of these in float32 is 484 MB


@dataclass(frozen=True)
class Ease:
    """EASE on purchases halved every `half_life` days, an item at most 1.

    The `MOST_ITEMS` items with most weight take part; the others are tied to nothing.
    """

    regularization: float = 100.0
    half_life: float = 180.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "ease"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedItemToItem:
        """Invert the Gram matrix: items³ operations."""
        profile = Profile(self.half_life)
        rows = profile.of(data)
        weight = np.asarray(rows.sum(axis=0)).ravel()
        part = np.sort(np.argsort(-weight, kind="stable")[:MOST_ITEMS])
        ticket.step(0, 2)
        gram = _gram(rows[:, part])
        gram[np.diag_indices_from(gram)] += self.regularization
        ticket.step(1, 2)
        ties = _inverse(gram)
        ties /= -np.diag(ties).copy()
        np.fill_diagonal(ties, 0.0)
        ticket.step(2, 2)
        if len(part) < data.items:
            ties = _spread(ties, part, data.items)
        return FittedItemToItem("together", profile, ties)


def _gram(rows: Sparse) -> Sparse:
    """XᵀX as a dense, Fortran-ordered float32 array."""
    return np.asfortranarray((rows.T @ rows).toarray().astype(np.float32))


def _inverse(gram: Sparse) -> Sparse:
    """The inverse of a positive definite array, in its own memory (Cholesky)."""
    from scipy.linalg import lapack

    factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1, clean=0)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        return np.linalg.pinv(gram).astype(np.float32)
    for at in range(len(inverse) - 1):  # LAPACK fills one half
        inverse[at, at + 1 :] = inverse[at + 1 :, at]
    return inverse


def _spread(ties: Sparse, part: Sparse, items: int) -> Sparse:
    """The ties of some items among all items: CSR, the 200 strongest of each."""
    from scipy import sparse

    from engines.recommend.models.neighbours import largest_of_rows

    kept = largest_of_rows(np.ascontiguousarray(ties.T), 200).tocoo()
    cells = (kept.data, (part[kept.col], part[kept.row]))
    return sparse.csr_matrix(cells, shape=(items, items))
