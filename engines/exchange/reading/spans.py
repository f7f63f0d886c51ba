"""Merged cells: which cells of a row lie under one that begins in a row above."""

from __future__ import annotations

import heapq

from engines.exchange.reading.flaws import flawed


class Spans:
    """Ranges that reach over several rows. Rows are asked for from top to bottom."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, int, int]] = []  # first row below, last row, columns
        self._open: list[tuple[int, int, int]] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._open)

    def add(self, top: int, bottom: int, left: int, right: int) -> None:
        """A merged range, columns counted from 0, both ends within; one in one row is no matter."""
        if bottom > top:
            heapq.heappush(self._waiting, (top + 1, bottom, left, right))

    def under(self, row: int, width: int) -> set[int]:
        """The columns (of the first `width`) of this row that belong to a cell above it."""
        while self._waiting and self._waiting[0][0] <= row:
            _, bottom, left, right = heapq.heappop(self._waiting)
            self._open.append((bottom, left, right))
        if not self._open:
            return set()
        self._open = [one for one in self._open if one[0] >= row]
        covered: set[int] = set()
        for _, left, right in self._open:
            covered.update(range(left, min(right + 1, width)))
        return covered

    def mark(self, row: int, cells: list[str], width: int) -> None:
        """Mark the cells of this row that belong to a cell above it."""
        for column in self.under(row, width):
            if column >= len(cells):
                cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = flawed("merged cell", cells[column])
