"""Some rows of a sparse matrix, picked and added up without the overhead of sparse products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.recommend.interactions import Floats, Ints
from engines.recommend.models.model import Sparse


class Gathered:
    """The entries of some rows, one after the other: `sizes` (rows), `column` and `value`."""

    def __init__(self, sizes: Ints, column: Ints, value: NDArray[np.float32], width: int) -> None:
        self.sizes, self.column, self.value, self.width = sizes, column, value, width

    def summed(self, weights: Floats) -> Floats:
        """Σ weight · row over the rows: (width,)."""
        values = np.repeat(weights, self.sizes) * self.value
        found: Floats = np.bincount(self.column, values, self.width).astype(np.float64, copy=False)
        return found

    def times(self, dense: NDArray[np.float32]) -> NDArray[np.float32]:
        """The rows as a matrix, times a dense one (width x columns): (rows x columns)."""
        from scipy import sparse

        ends = np.concatenate(([0], np.cumsum(self.sizes)))
        shape = (len(self.sizes), self.width)
        found: NDArray[np.float32] = (
            sparse.csr_matrix((self.value, self.column, ends), shape) @ dense
        )
        return found

    def at(self, columns: Ints) -> Floats:
        """The values in some columns: (rows x columns), 0 where there is none."""
        found = np.zeros((len(self.sizes), len(columns)))
        place = np.full(self.width, -1, np.int64)
        place[columns] = np.arange(len(columns))
        there = np.flatnonzero(place[self.column] >= 0)
        row = np.searchsorted(np.cumsum(self.sizes), there, side="right")
        found[row, place[self.column[there]]] = self.value[there]
        return found


def as_row(dense: Floats) -> Gathered:
    """One row, of what is not 0."""
    column = np.flatnonzero(dense)
    return Gathered(np.array([len(column)]), column, dense[column].astype(np.float32), len(dense))


_PICKED = 8  # what an entry costs that is picked, in entries of a product with all


@dataclass(frozen=True, eq=False)
class Rows:
    """A sparse matrix by rows: those of row r at `starts[r]` up to `starts[r + 1]`."""

    starts: Ints
    column: Ints
    value: NDArray[np.float32]
    width: int

    @classmethod
    def of(cls, matrix: Sparse) -> Rows:
        """The arrays of a CSR matrix, not copied."""
        return cls(matrix.indptr, matrix.indices, matrix.data, matrix.shape[1])

    def entries(self, rows: Ints) -> int:
        """How many entries some rows have: what picking them costs."""
        return int((self.starts[rows + 1] - self.starts[rows]).sum())

    def pick(self, rows: Ints) -> Gathered:
        """Some rows, in the order asked for."""
        starts = self.starts[rows].astype(np.int64)
        sizes = self.starts[rows + 1] - starts
        ends = np.cumsum(sizes)
        at = np.repeat(starts - ends + sizes, sizes)
        at += np.arange(len(at))
        return Gathered(sizes, self.column[at], self.value[at], self.width)

    def wipe_row(self, row: int) -> None:
        """Make a row zero."""
        self.value[self.starts[row] : self.starts[row + 1]] = 0

    def wipe_column(self, column: int) -> None:
        """Make a column zero."""
        self.value[self.column == column] = 0


def product(rows: Rows, transposed: Sparse, some: Ints, weights: Floats) -> Floats:
    """Σ weight · row over some rows: these alone, or a product with all where they are many."""
    if _PICKED * rows.entries(some) < len(rows.value):
        return rows.pick(some).summed(weights)
    dense = np.zeros(transposed.shape[1], np.float32)
    dense[some] = weights
    found: Floats = (transposed @ dense).astype(np.float64)
    return found
