"""Items bought by the same people, or in the same baskets: cosine of their columns, the nearest.

cos(i, j) = Σ_u x_ui·x_uj / (‖x_i‖·‖x_j‖ + shrink): Sarwar, Karypis, Konstan, Riedl, "Item-based
collaborative filtering recommendation algorithms", WWW 2001; the shrink keeps two sales in common
from being called a likeness (Bell and Koren 2007).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Ints
from engines.recommend.models.model import Sparse

MOST_THREADS = 4
CHUNK_BYTES = 16 * 2**20  # of dense float32 at once, however many items there are


def cosine_neighbours(columns: Sparse, count: int, shrink: float, ticket: Ticket) -> Sparse:
    """The `count` nearest items of each item: CSR (items x items), ties[j, i], diagonal 0.

    `columns` is CSR (rows x items), a row a user or a basket. Raises Cancelled.
    """
    from scipy import sparse

    columns = columns.astype(np.float32).tocsr()
    items = columns.shape[1]
    lengths = np.sqrt(np.asarray(columns.multiply(columns).sum(axis=0)).ravel())
    if not shrink:  # the product of scaled columns is the cosine: no second pass over all pairs
        columns.data /= np.maximum(lengths, 1e-12)[columns.indices]
    by_item = columns.T.tocsr()
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    step = max(1, min(items // threads + 1, CHUNK_BYTES // (4 * max(items, 1))))

    def nearest_of(start: int) -> Sparse:
        together = by_item[start : start + step] @ columns
        if shrink:
            norms = lengths[start + rows_of(together)] * lengths[together.indices]
            together.data /= norms + np.float32(shrink)
        nearest = strongest(together, count + 1)  # an item is nearest to itself
        nearest.data[start + rows_of(nearest) == nearest.indices] = 0
        return strongest(nearest, count)

    found = []
    with ThreadPoolExecutor(threads) as pool:  # scipy's products let Python go
        waiting = [pool.submit(nearest_of, start) for start in range(0, items, step)]
        try:
            for done, future in enumerate(waiting):
                ticket.step(done, len(waiting))
                found.append(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    ticket.step(len(waiting), len(waiting))
    return sparse.vstack(found, format="csr").T.tocsr()


def rows_of(matrix: Sparse) -> Ints:
    """The row of every stored value of a CSR matrix."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def strongest(matrix: Sparse, count: int) -> Sparse:
    """Keep of every row of a CSR matrix its `count` largest values above 0."""
    from scipy import sparse

    data, columns, starts = matrix.data, matrix.indices, matrix.indptr.tolist()
    values, places, ends = [], [], [0]
    for begin, end in pairwise(starts):
        row, where = data[begin:end], columns[begin:end]
        if end - begin > count:
            kept = np.argpartition(row, end - begin - count)[end - begin - count :]
            row, where = row[kept], where[kept]
        values.append(row)
        places.append(where)
        ends.append(ends[-1] + len(row))
    if not ends[-1]:
        return sparse.csr_matrix(matrix.shape, dtype=data.dtype)
    cells = (np.concatenate(values), np.concatenate(places), np.array(ends))
    found = sparse.csr_matrix(cells, shape=matrix.shape)
    found.data[found.data < 0] = 0
    found.eliminate_zeros()
    found.sort_indices()
    return found
