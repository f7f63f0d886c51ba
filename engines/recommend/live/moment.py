"""What readers see: every pair of items, as it stands at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engines.recommend.interactions import Floats, Ints
from engines.recommend.live.base import Base
from engines.recommend.live.purchases import Purchases
from engines.recommend.live.rows import Rows
from engines.recommend.models.model import Sparse


@dataclass(frozen=True, eq=False)
class Moment:
    """C = Σ_u x_u x_uᵀ over the users of `base` but `replaced`, plus over the live `rows`.

    `norms` (items) is the diagonal of C. All of it stays as it is but `changed`, the purchases of
    users with rows, which the writer goes on to fill.
    """

    base: Base
    rows: Rows
    replaced: Ints
    norms: Floats
    changed: Mapping[int, Purchases]

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.norms)

    @cached_property
    def per_length(self) -> Floats:
        """1/√C_ii (items,), 0 of what nobody bought; made by the first who reads it."""
        lengths = np.sqrt(self.norms)
        return np.divide(1.0, lengths, out=np.zeros(self.items), where=lengths > 0)

    def history(self, user: int) -> Purchases:
        """What a user bought and kept; nothing of somebody unknown."""
        found = self.changed.get(user)
        return self.base.of(user) if found is None else found

    def cosine_scores(self, items: Ints, weights: Floats) -> Floats:
        """Σ_j α_j C_ij / √(C_ii C_jj) over the shopper's items j other than i: float64 (items,).

        `weights` are the α of `items`; items nobody bought score 0 and pass nothing on.
        """
        known = items < self.items
        items, weights = items[known], weights[known]
        passed = weights * self.per_length[items]
        sums = self._times(items, passed)
        np.subtract.at(sums, items, passed * self.norms[items])
        scores: Floats = sums * self.per_length
        return scores

    def cosine_parts(self, item: int, items: Ints, weights: Floats) -> Floats:
        """The part of each j in the score of an item (len(items),), 0 of the item itself."""
        parts = np.zeros(len(items))
        others = (items < self.items) & (items != item)
        if item < self.items:
            mine = items[others]
            lengths = self.per_length[item] * self.per_length[mine]
            parts[others] = weights[others] * self._with(item)[mine] * lengths
        return parts

    def strengths(self, item: int, now: float) -> Floats:
        """C_ij of an item with every item (items,), itself included, decayed to `now`."""
        return self._with(item) * self.base.decay.shrunk_to(now) ** 2

    def together(self, item: int) -> Ints:
        """How many users bought both the item and every item (items,); at itself how many it."""
        found = np.zeros(self.items, np.int64)
        if item >= self.items:
            return found
        if item < self.base.items:
            by_item = _ones(self.base.by_item)
            holders = by_item[[item]].toarray().ravel()
            holders[self.replaced] = 0
            found[: self.base.items] = by_item @ holders
        rows = _ones(self.rows.matrix)
        holders = rows[:, [item]].toarray().ravel() * self.rows.live.astype(np.int64)
        found += rows.T @ holders
        return found

    def norms_of(self, items: Ints) -> Floats:
        """C_ii of some items, summed anew: taking away from sums would leave rounding errors."""
        packed = items < self.base.items
        found = np.zeros(len(items))
        columns = self.base.by_item[items[packed]]
        columns.data **= 2
        counted = np.ones(self.base.users)
        counted[self.replaced] = 0
        found[packed] = columns @ counted

        wanted = np.zeros(self.items, bool)
        wanted[items] = True
        at = np.flatnonzero(wanted[self.rows.items])
        row = np.searchsorted(self.rows.ends, at, side="right") - 1
        squares = self.rows.live[row] * self.rows.strengths[at] ** 2
        return found + np.bincount(self.rows.items[at], squares, self.items)[items]

    def _with(self, item: int) -> Floats:
        """C_ij of an item with every item, as of the landmark."""
        if item >= self.items:
            return np.zeros(self.items)
        return self._times(np.array([item]), np.ones(1))

    def _times(self, items: Ints, weights: Floats) -> Floats:
        """Σ_j C_ij w_j as Xᵀ(X w): two products with what is sparse, where C may be dense."""
        sums = np.zeros(self.items)
        packed = items < self.base.items
        of_users = self.base.by_user[:, items[packed]] @ weights[packed]
        of_users[self.replaced] = 0
        sums[: self.base.items] = self.base.by_item @ of_users
        if len(self.rows.live):
            of_rows = self.rows.matrix @ np.bincount(items, weights, self.items)
            sums += self.rows.by_item @ (of_rows * self.rows.live)
        return sums


def _ones(matrix: Sparse) -> Sparse:
    """1 where a matrix has an entry, as int64."""
    from scipy import sparse

    ones = np.ones(len(matrix.data), np.int64)
    return sparse.csr_matrix((ones, matrix.indices, matrix.indptr), shape=matrix.shape)
