"""A table's named columns, read whole: ids numbered as they come, numbers as arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.database.ticket import Ticket
from engines.exchange.errors import BadCell, ColumnTwice, WrongKind
from engines.exchange.reading.table import Row, Table, open_table

BATCH = 50_000


def table_with(path: Path, kind: str, needed: Sequence[str]) -> Table:
    """Open a table that has these columns. Raises FileUnreadable, WrongKind, ColumnTwice."""
    table = open_table(path, knows=lambda header: set(needed) <= set(header))
    names = [name.strip().lower() for name in table.header]
    missing = tuple(name for name in needed if name not in names)
    if missing:
        raise WrongKind(path, kind, missing)
    for name in needed:
        if names.count(name) > 1:
            raise ColumnTwice(path, table.header_line, name)
    return table


class Column:
    """One column: takes batches of cells; `refused` says which cell cannot be taken."""

    def __init__(self, name: str) -> None:
        self.name = name

    def take(self, cells: Sequence[str]) -> None:
        """Add cells. Raises ValueError."""
        raise NotImplementedError

    def reason(self, cell: str) -> str | None:
        """Why a cell cannot be taken, as a stable key; None when it can."""
        raise NotImplementedError


class Ids(Column):
    """Names numbered in the order they come."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.numbers: dict[str, int] = {}
        self._found: list[NDArray[np.int64]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Number the names. Raises ValueError for an empty one."""
        numbers = self.numbers
        if "" in cells:
            raise ValueError
        found = [numbers.setdefault(cell, len(numbers)) for cell in cells]
        self._found.append(np.array(found, np.int64))

    def reason(self, cell: str) -> str | None:
        """An id is there."""
        return None if cell else "empty cell"

    def names(self) -> tuple[str, ...]:
        """The names, by number."""
        return tuple(self.numbers)

    def array(self) -> NDArray[np.int64]:
        """The numbers, a row each."""
        return np.concatenate(self._found) if self._found else np.zeros(0, np.int64)


class Integers(Column):
    """Whole numbers; an empty cell is `EMPTY`."""

    EMPTY = np.iinfo(np.int64).min

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._found: list[NDArray[np.int64]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read whole numbers. Raises ValueError."""
        try:
            found = [int(cell) for cell in cells]
        except ValueError:
            found = [_whole(cell) for cell in cells]
        try:
            self._found.append(np.array(found, np.int64))
        except OverflowError as error:
            raise ValueError from error

    def reason(self, cell: str) -> str | None:
        """A whole number of 64 bits."""
        try:
            np.array([_whole(cell)], np.int64)
        except (ValueError, OverflowError):
            return "not a whole number"
        return None

    def array(self) -> NDArray[np.int64]:
        """The numbers, a row each."""
        return np.concatenate(self._found) if self._found else np.zeros(0, np.int64)


class Numbers(Column):
    """Finite numbers; an empty cell is `empty`."""

    def __init__(self, name: str, empty: float) -> None:
        super().__init__(name)
        self.empty = empty
        self._found: list[NDArray[np.float64]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read numbers. Raises ValueError."""
        found = np.array([float(cell) if cell else self.empty for cell in cells])
        if not np.isfinite(found[[bool(cell) for cell in cells]]).all():
            raise ValueError
        self._found.append(found)

    def reason(self, cell: str) -> str | None:
        """A finite number."""
        try:
            return None if not cell or math.isfinite(float(cell)) else "not a number"
        except ValueError:
            return "not a number"

    def array(self) -> NDArray[np.float64]:
        """The numbers, a row each."""
        return np.concatenate(self._found) if self._found else np.zeros(0)


def _whole(cell: str) -> int:
    if not cell.strip():
        return Integers.EMPTY
    try:
        return int(cell)
    except ValueError:
        whole = float(cell)  # as 1.291e9 and 1291000000.0, which spreadsheets write
        if not whole.is_integer():
            raise
        return int(whole)


def read_columns(table: Table, columns: Sequence[Column], ticket: Ticket) -> int:
    """Fill the columns from a table; returns how many rows it has.

    Raises BadCell at the first cell that cannot be taken, FileUnreadable, Cancelled.
    """
    names = [name.strip().lower() for name in table.header]
    places = [names.index(column.name) for column in columns]
    count = 0
    rows = table.rows(ticket)
    while batch := list(islice(rows, BATCH)):
        count += len(batch)
        width = len(table.header)
        full = all(len(cells) >= width for _, cells in batch)
        lines = batch if full else list(_padded(batch, width))
        for column, place in zip(columns, places, strict=True):
            cells = [cells[place] for _, cells in lines]
            try:
                column.take(cells)
            except ValueError:
                raise _first_bad(table.path, column, place, lines) from None
    return count


def _padded(batch: Sequence[Row], width: int) -> Iterator[Row]:
    for line, cells in batch:
        yield line, list(cells) + [""] * (width - len(cells))


def _first_bad(path: Path, column: Column, place: int, batch: Sequence[Row]) -> BadCell:
    reason: Callable[[str], str | None] = column.reason
    for line, cells in batch:
        if why := reason(cells[place]):
            return BadCell(path, line, column.name, cells[place], why)
    raise AssertionError(column.name)  # take() and reason() of one column disagree
