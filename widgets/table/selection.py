"""What is selected in a table.

- ``Selection(keys, where, count)``
- ``ranges(view_selection) -> [(first, last)]``: places, both included
- ``rows_selection(model, places) -> QItemSelection``
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel

from widgets.table.source import Key, Where


@dataclass(frozen=True)
class Selection:
    """Keys, or (Ctrl+A) the predicate that all rows of the table fulfil."""

    keys: tuple[Key, ...] = ()
    where: Where | None = None
    count: int = 0


def ranges(chosen: QItemSelectionModel | None) -> list[tuple[int, int]]:
    """The selected rows as ranges that do not overlap, in order."""
    if chosen is None:
        return []
    parts = sorted({(part.top(), part.bottom()) for part in chosen.selection().toList()})
    joined: list[tuple[int, int]] = []
    for first, last in parts:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def rows_selection(model: QAbstractItemModel, places: Iterable[int]) -> QItemSelection:
    """Whole rows as Qt selects them."""
    chosen = QItemSelection()
    last = max(0, model.columnCount() - 1)
    for place in places:
        chosen.select(model.index(place, 0), model.index(place, last))
    return chosen
