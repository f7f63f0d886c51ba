"""Predicted ratings: the neighbours of a user, weighted by cosine, on explicit ratings.

R̂_ui = μ_u + Σ_j α(u, j)·(R_ji − μ_j) / Σ_j |α(u, j)| over the nearest users j who rated i, with
α(u, j) = n / (n + shrink) · cos of the mean-centred ratings of the n items both rated: Resnick et
al., "GroupLens", CSCW 1994; shrunk as in Herlocker et al., SIGIR 1999 (significance weighting).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Interactions
from engines.recommend.models.model import Sparse

ENOUGH = 1e-9  # a likeness below it is none


@dataclass(frozen=True)
class Neighbour:
    """A user whose rating counts: by number, how alike, what they gave, and what they give all."""

    user: int
    weight: float
    rating: float
    mean: float


@dataclass(frozen=True)
class Prediction:
    """A predicted rating; `basis` is neighbours, user mean, item mean or overall mean."""

    rating: float
    mean: float
    neighbours: tuple[Neighbour, ...]
    basis: str


@dataclass(frozen=True)
class FittedRatings:
    """Everybody's latest rating of everything: CSR (users x items), with the means."""

    ratings: Sparse
    centred: Sparse  # each less its user's mean
    lengths: Floats
    means: Floats  # of users; the overall mean for who rated nothing
    overall: float
    lowest: float
    highest: float
    neighbours: int
    shrink: float

    def predict(self, user: int | None, item: int | None) -> Prediction:
        """What a user would give an item; None stands for one that nobody knows."""
        if item is None:
            return self._fallback(user)
        column = self.ratings[:, [item]].tocoo()
        who, given = column.row, column.data
        if user is None or not self.lengths[user]:
            mean = float(given.mean()) if len(given) else self.overall
            if user is not None and self.ratings.indptr[user + 1] > self.ratings.indptr[user]:
                return self._fallback(user)
            basis = "item mean" if len(given) else "overall mean"
            return Prediction(mean, mean, (), basis)
        near = self._nearest(user, who, given)
        mean = float(self.means[user])
        total = sum(abs(one.weight) for one in near)
        if not total:
            return self._fallback(user)
        moved = sum(one.weight * (one.rating - one.mean) for one in near) / total
        return Prediction(self._within(mean + moved), mean, near, "neighbours")

    def _nearest(self, user: int, who: Sparse, given: Floats) -> tuple[Neighbour, ...]:
        mine = self.centred[[user]]
        others = self.centred[who]
        dots = np.asarray((others @ mine.T).todense()).ravel()
        lengths = self.lengths[who] * self.lengths[user]
        shared = np.asarray((abs(others).sign() @ abs(mine).sign().T).todense()).ravel()
        alike = dots / np.maximum(lengths, 1e-12) * shared / (shared + self.shrink)
        alike[(who == user) | (lengths == 0)] = 0
        order = np.lexsort((who, -np.abs(alike)))[: self.neighbours]
        return tuple(
            Neighbour(int(who[at]), float(alike[at]), float(given[at]), float(self.means[who[at]]))
            for at in order.tolist()
            if abs(alike[at]) > ENOUGH
        )

    def _fallback(self, user: int | None) -> Prediction:
        if user is None or self.ratings.indptr[user + 1] == self.ratings.indptr[user]:
            return Prediction(self.overall, self.overall, (), "overall mean")
        mean = float(self.means[user])
        return Prediction(mean, mean, (), "user mean")

    def _within(self, rating: float) -> float:
        return float(min(max(rating, self.lowest), self.highest))


@dataclass(frozen=True)
class RatingKnn:
    """Settings of the prediction."""

    neighbours: int = 40
    shrink: float = 10.0

    def fit(self, data: Interactions) -> FittedRatings:
        """Keep the latest rating of every user and item. Raises ValueError without ratings."""
        from scipy import sparse

        rated = data.where(np.isfinite(data.rating))
        if not len(rated):
            raise ValueError("no ratings")
        cells = rated.user * rated.items + rated.item
        unique, back = np.unique(cells[::-1], return_index=True)  # ordered by time: last is latest
        values = rated.rating[::-1][back]
        user, item = unique // rated.items, unique % rated.items
        shape = (data.users, data.items)
        ratings = sparse.csr_matrix((values, (user, item)), shape=shape)
        counts = np.bincount(user, minlength=data.users)
        overall = float(values.mean())
        sums = np.bincount(user, values, minlength=data.users)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), overall)
        centred = sparse.csr_matrix((values - means[user], (user, item)), shape=shape)
        lengths = np.sqrt(np.asarray(centred.multiply(centred).sum(axis=1)).ravel())
        return FittedRatings(
            ratings=ratings,
            centred=centred,
            lengths=lengths,
            means=means,
            overall=overall,
            lowest=float(values.min()),
            highest=float(values.max()),
            neighbours=self.neighbours,
            shrink=self.shrink,
        )
