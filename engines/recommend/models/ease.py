"""EASE: every item predicted from all others by ridge regression, in closed form.

Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019: P = (XᵀX + λI)⁻¹ and
score(u, j) = Σ_i x_ui·B_ij with B_ij = −P_ij/P_jj, B_jj = 0. Where there are fewer users than
items P is never written out: by Woodbury's identity P = (I − XᵀMX)/λ with M = (XXᵀ + λI)⁻¹, users
by users.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions, Ints
from engines.recommend.models.item_to_item import FittedItemToItem, Profile, named
from engines.recommend.models.model import Fitted, Reason, Scores, Sparse
from engines.recommend.models.neighbours import strongest

MOST = 11_000  # the square of it in float32 is 484 MB
_COLUMNS = 512


@dataclass(frozen=True)
class Ease:
    """EASE on purchases halved every `half_life` days, an item at most 1.

    Of more than `MOST` items (and users) those with most weight take part; the others are tied to
    nothing.
    """

    regularization: float = 100.0
    half_life: float = 180.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "ease"

    def fit(self, data: Interactions, ticket: Ticket) -> Fitted:
        """Invert the smaller Gram matrix: min(users, items)³ operations. Raises Cancelled."""
        profile = Profile(self.half_life)
        rows = profile.of(data)
        ridge = max(self.regularization, 1e-3)
        ticket.step(0, 2)
        buyers = rows[np.diff(rows.indptr) > 0]
        if buyers.shape[0] < min(data.items, MOST):
            return _by_users(profile, buyers, ridge)
        weight = np.asarray(rows.sum(axis=0)).ravel()
        part = np.sort(np.argsort(-weight, kind="stable")[:MOST])
        some = rows[:, part]
        ties = _inverse((some.T @ some).toarray(), ridge)
        ticket.step(1, 2)
        ties /= -np.diag(ties).copy()
        np.fill_diagonal(ties, 0.0)
        if len(part) < data.items:
            ties = _spread(ties, part, data.items)
        return FittedItemToItem("together", profile, ties)


@dataclass(frozen=True)
class FittedByUsers:
    """The ties of all items, held as M (users x users) between the users' rows X."""

    profile: Profile
    rows: Sparse  # X: CSR (users x items)
    middle: Sparse  # M
    ridge: float
    diagonal: Sparse  # P_jj (items)

    def scores(self, shoppers: Interactions) -> Scores:
        """u·B = u − (u·P)/diag(P)."""
        own = self.profile.of(shoppers)
        through = (own @ self.rows.T).toarray() @ self.middle
        spread = (self.rows.T @ through.T).T  # sparse first: scipy multiplies such quickly
        dense = own.toarray()
        found: Scores = dense - (dense - spread) / (self.ridge * self.diagonal)
        return np.ascontiguousarray(found, np.float32)

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """One part for each of the shopper's items: x_i·(x_iᵀ M x_j)/(λ P_jj)."""
        own = self.profile.of(shopper)
        columns = self.rows[:, items].toarray()
        ties = self.rows[:, own.indices].T @ (self.middle @ columns)
        ties /= self.ridge * self.diagonal[items]
        ties[own.indices[:, None] == items[None, :]] = 0.0
        return named("together", own.indices, own.data[:, None] * ties)


def _by_users(profile: Profile, rows: Sparse, ridge: float) -> FittedByUsers:
    middle = _inverse((rows @ rows.T).toarray(), ridge)
    diagonal = np.empty(rows.shape[1], np.float32)
    columns = rows.tocsc()
    for start in range(0, rows.shape[1], _COLUMNS):
        dense = columns[:, start : start + _COLUMNS].toarray()
        diagonal[start : start + _COLUMNS] = 1.0 - np.einsum("ui,ui->i", dense, middle @ dense)
    return FittedByUsers(profile, rows, middle, ridge, np.maximum(diagonal, 1e-6) / ridge)


def _inverse(gram: Sparse, ridge: float) -> Sparse:
    """The inverse of gram + ridge·I, in one array's memory (Cholesky)."""
    from scipy.linalg import lapack

    square = np.asfortranarray(gram.astype(np.float32))
    square[np.diag_indices_from(square)] += ridge
    factor, failed = lapack.spotrf(square, lower=1, overwrite_a=1, clean=0)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        return np.linalg.pinv(gram + ridge * np.eye(len(gram))).astype(np.float32)
    for at in range(len(inverse) - 1):  # LAPACK fills one half
        inverse[at, at + 1 :] = inverse[at + 1 :, at]
    return inverse.T  # the same, but by rows: sparse times dense would copy all of it every time


def _spread(ties: Sparse, part: Ints, items: int) -> Sparse:
    """The ties of some items among all items: CSR, the 200 strongest of each."""
    from scipy import sparse

    kept = strongest(sparse.csr_matrix(ties.T), 200).tocoo()
    cells = (kept.data, (part[kept.col], part[kept.row]))
    return sparse.csr_matrix(cells, shape=(items, items))
