"""Scores as a shopper's own items, each passing its weight on to the items it is tied to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Interactions, Ints
from engines.recommend.models.history import history
from engines.recommend.models.model import Reason, Scores, Sparse


@dataclass(frozen=True)
class Profile:
    """A shopper as weighted items: each purchase halved every `half_life` days, an item at most 1.

    `root` divides by the root of the sum, so that much bought does not mean high scores.
    """

    half_life: float
    root: bool = False

    def of(self, shoppers: Interactions) -> Sparse:
        """CSR (shoppers x items), float32."""
        from scipy import sparse

        weights = history(shoppers).decayed(self.half_life).astype(np.float32)
        np.minimum(weights.data, 1.0, out=weights.data)
        if self.root:
            total = np.asarray(weights.sum(axis=1)).ravel()
            weights = sparse.diags(1.0 / np.sqrt(np.maximum(total, 1e-12)), format="csr") @ weights
        return weights.tocsr()


@dataclass(frozen=True)
class FittedItemToItem:
    """score(u, i) = Σ_j profile(u, j) · ties(j, i).

    `ties` (items x items) is CSR or a dense float32 array; its diagonal is 0.
    """

    part: str
    profile: Profile
    ties: Sparse

    def scores(self, shoppers: Interactions) -> Scores:
        """One product of matrices."""
        product = self.profile.of(shoppers) @ self.ties
        dense = product.toarray() if hasattr(product, "toarray") else product
        found: Scores = np.ascontiguousarray(dense, np.float32)
        return found

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """One part for each of the shopper's items that is tied to the item."""
        own = self.profile.of(shopper)
        tied = self.ties[own.indices][:, items]
        dense = tied.toarray() if hasattr(tied, "toarray") else tied
        return named(self.part, own.indices, own.data[:, None] * dense)


def named(part: str, own: Ints, amounts: Sparse) -> list[list[Reason]]:
    """Reasons from amounts (own items x items asked about), zeros left out."""
    mine = own.tolist()
    return [
        [
            Reason(part, amount, item=item)
            for item, amount in zip(mine, column, strict=True)
            if amount
        ]
        for column in amounts.T.tolist()
    ]
