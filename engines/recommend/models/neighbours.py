"""Items bought by the same people, or in the same baskets: cosine of their columns, the nearest.

cos(i, j) = Σ_u x_ui·x_uj / (‖x_i‖·‖x_j‖ + shrink): Sarwar, Karypis, Konstan, Riedl, "Item-based
collaborative filtering recommendation algorithms", WWW 2001; the shrink keeps two sales in common
from being called a likeness (Bell and Koren 2007).
"""

from __future__ import annotations

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Ints
from engines.recommend.models.model import Sparse

CHUNK_BYTES = 64 * 2**20  # of dense float32 at once, however many items there are


def cosine_neighbours(columns: Sparse, count: int, shrink: float, ticket: Ticket) -> Sparse:
    """The `count` nearest items of each item: CSR (items x items), ties[j, i], diagonal 0.

    `columns` is CSR (rows x items), a row a user or a basket. Raises Cancelled.
    """
    from scipy import sparse

    columns = columns.astype(np.float32).tocsr()
    items = columns.shape[1]
    lengths = np.sqrt(np.asarray(columns.multiply(columns).sum(axis=0)).ravel())
    by_item = columns.T.tocsr()
    step = max(1, min(items, CHUNK_BYTES // (4 * max(items, 1))))
    found = []
    for start in range(0, items, step):
        ticket.step(start, items)
        together = (by_item[start : start + step] @ columns).tocsr()
        row = start + rows_of(together)
        norms = lengths[row] * lengths[together.indices] + np.float32(shrink + 1e-12)
        together.data /= norms
        together.data[row == together.indices] = 0
        found.append(strongest(together, count))
    ticket.step(items, items)
    return sparse.vstack(found, format="csr").T.tocsr()


def rows_of(matrix: Sparse) -> Ints:
    """The row of every stored value of a CSR matrix."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def strongest(matrix: Sparse, count: int) -> Sparse:
    """Keep of every row of a CSR matrix its `count` largest values above 0."""
    data, starts = matrix.data, matrix.indptr
    kept = data > 0
    for row in np.flatnonzero(np.diff(starts) > count).tolist():
        begin, end = starts[row], starts[row + 1]
        weak = np.argpartition(data[begin:end], end - begin - count)[: end - begin - count]
        kept[begin + weak] = False
    found = matrix.copy()
    found.data = np.where(kept, data, 0)
    found.eliminate_zeros()
    return found
