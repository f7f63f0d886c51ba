"""RP3β: three random steps from a shopper over items and shoppers, popular ends held back.

Paudel, Christoffel, Newell, Bernstein, "Updatable, accurate, diverse, and scalable recommendations
for interactive applications", TiiS 2017: W = (P_ui-walk)^α, divided by the end item's popularity^β.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions
from engines.recommend.models.item_to_item import FittedItemToItem, Profile
from engines.recommend.models.model import Sparse
from engines.recommend.models.neighbours import CHUNK_BYTES, rows_of, strongest


@dataclass(frozen=True)
class Rp3Beta:
    """Random walks over purchases halved every `half_life` days."""

    alpha: float = 1.0
    beta: float = 0.6
    neighbours: int = 200
    half_life: float = 180.0

    @property
    def name(self) -> str:
        """What the model is called."""
        return "rp3beta"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedItemToItem:
        """Walk from every item to every item: ties[j, i] from j to i."""
        from scipy import sparse

        rows = Profile(self.half_life).of(data)
        to_item = _stochastic(rows).power(self.alpha)
        to_user = _stochastic(rows.T.tocsr()).power(self.alpha)
        popular = np.asarray(rows.sum(axis=0)).ravel()
        held = 1.0 / np.maximum(popular, 1e-12) ** self.beta
        held[popular == 0] = 0.0
        step = max(1, min(data.items, CHUNK_BYTES // (4 * max(data.items, 1))))
        found = []
        for start in range(0, data.items, step):
            ticket.step(start, data.items)
            ends = to_item[:, start : start + step]  # columns: the items a walk ends at
            walks = (to_user @ ends).T.tocsr()
            row = start + rows_of(walks)
            walks.data *= np.where(row == walks.indices, 0.0, held[row]).astype(np.float32)
            found.append(strongest(walks, self.neighbours))
        ties = sparse.vstack(found, format="csr").T.tocsr()
        return FittedItemToItem("together", Profile(self.half_life, root=True), ties)


def _stochastic(rows: Sparse) -> Sparse:
    """Every row divided by its sum."""
    found = rows.copy()
    total = np.asarray(rows.sum(axis=1)).ravel()
    found.data /= np.repeat(np.maximum(total, 1e-12), np.diff(found.indptr)).astype(np.float32)
    return found
