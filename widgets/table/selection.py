"""What is selected in a table: cells in rectangles, seen as bands of rows.

- ``Selection(keys, where, count)``: the rows that hold a selected cell
- ``Band(first, last, columns)``: rows (both included) with the same selected columns
- ``bands(selection_model, shown) -> (Band, …)``: in order, none overlapping
- ``row_ranges(bands) -> [(first, last)]``, ``cell_count(bands)``
- ``area(model, first, last, columns) -> QItemSelection``; ``runs(numbers) -> [(first, last)]``
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel

from widgets.table.source import Key, Where


@dataclass(frozen=True)
class Selection:
    """Keys, or (Ctrl+A) the predicate that all rows of the table fulfil."""

    keys: tuple[Key, ...] = ()
    where: Where | None = None
    count: int = 0


@dataclass(frozen=True)
class Band:
    """Rows ``first`` to ``last`` with the same ``columns`` (places in the row) selected."""

    first: int
    last: int
    columns: frozenset[int]

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


def bands(chosen: QItemSelectionModel | None, shown: frozenset[int]) -> tuple[Band, ...]:
    """The selected cells of the shown columns."""
    if chosen is None:
        return ()
    opens: dict[int, list[frozenset[int]]] = defaultdict(list)
    closes: dict[int, list[frozenset[int]]] = defaultdict(list)
    for part in chosen.selection().toList():
        columns = shown & frozenset(range(part.left(), part.right() + 1))
        if columns:
            opens[part.top()].append(columns)
            closes[part.bottom() + 1].append(columns)
    return _swept(opens, closes)


def _swept(
    opens: dict[int, list[frozenset[int]]], closes: dict[int, list[frozenset[int]]]
) -> tuple[Band, ...]:
    found: list[Band] = []
    now: Counter[int] = Counter()
    since = 0
    for place in sorted({*opens, *closes}):
        columns = frozenset(now)
        if columns:
            last = found[-1] if found else None
            if last is not None and last.last == since - 1 and last.columns == columns:
                found[-1] = Band(last.first, place - 1, columns)
            else:
                found.append(Band(since, place - 1, columns))
        for some in closes.get(place, ()):
            now.subtract(some)
        for some in opens.get(place, ()):
            now.update(some)
        now = +now
        since = place
    return tuple(found)


def row_ranges(parts: Iterable[Band]) -> list[tuple[int, int]]:
    """The rows of the bands as ranges that do not touch."""
    joined: list[tuple[int, int]] = []
    for one in parts:
        if joined and one.first == joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], one.last)
        else:
            joined.append((one.first, one.last))
    return joined


def row_count(parts: Iterable[Band]) -> int:
    """How many rows hold a selected cell."""
    return sum(one.rows for one in parts)


def cell_count(parts: Iterable[Band]) -> int:
    """How many cells are selected."""
    return sum(one.rows * len(one.columns) for one in parts)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs without gaps: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def area(
    model: QAbstractItemModel, rows: Sequence[tuple[int, int]], columns: Iterable[int]
) -> QItemSelection:
    """Ranges of rows in these columns, as Qt selects them."""
    chosen = QItemSelection()
    across = runs(columns)
    for first, last in rows:
        for left, right in across:
            chosen.select(model.index(first, left), model.index(last, right))
    return chosen
