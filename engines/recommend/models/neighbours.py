"""Items bought by the same people, or in the same baskets: cosine of their columns, the nearest.

cos(i, j) = Σ_u x_ui·x_uj / (‖x_i‖·‖x_j‖ + shrink): Sarwar, Karypis, Konstan, Riedl, "Item-based
collaborative filtering recommendation algorithms", WWW 2001; the shrink keeps two sales in common
from being called a likeness (Bell and Koren 2007).
"""

from __future__ import annotations

import numpy as np

from engines.database.ticket import Ticket
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
        stop = min(start + step, items)
        together = (by_item[start:stop] @ columns).toarray()
        together /= lengths[start:stop, None] * lengths[None, :] + np.float32(shrink + 1e-12)
        together[np.arange(stop - start), np.arange(start, stop)] = 0
        found.append(largest_of_rows(together, count))
    ticket.step(items, items)
    return sparse.vstack(found, format="csr").T.tocsr()


def largest_of_rows(values: Sparse, count: int) -> Sparse:
    """Keep of every row of a dense array its largest `count`, as CSR without zeros."""
    from scipy import sparse

    rows, items = values.shape
    if count < items:
        kept = np.argpartition(values, items - count, axis=1)[:, items - count :]
        kept.sort(axis=1)
        data = np.take_along_axis(values, kept, axis=1)
        pointers = np.arange(0, rows * count + 1, count)
        found = sparse.csr_matrix((data.ravel(), kept.ravel(), pointers), shape=values.shape)
    else:
        found = sparse.csr_matrix(values)
    found.eliminate_zeros()
    return found
