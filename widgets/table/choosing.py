"""A table whose cells are chosen in blocks, by mouse and by Excel's keys.

``ChoosingTable(parent=None)``: ``go(movement)``, ``step(by)``, ``choose_rows()``,
``choose_columns()``, ``extend_to(row, column)``, ``shown_places() -> [place]`` from left to right.

The block between two cells is worked out from their places, not from pixels: a cell that is
scrolled away or lies under the frozen column still is where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from widgets.table.frozen import FrozenTable
from widgets.table.selection import area, bands, row_ranges

if TYPE_CHECKING:
    from widgets.table.keys import Movement

_Cursor = QAbstractItemView.CursorAction
_ACTIONS = {
    "Up": _Cursor.MoveUp,
    "Down": _Cursor.MoveDown,
    "Left": _Cursor.MoveLeft,
    "Right": _Cursor.MoveRight,
    "PgUp": _Cursor.MovePageUp,
    "PgDown": _Cursor.MovePageDown,
}
Flag = QItemSelectionModel.SelectionFlag


class ChoosingTable(FrozenTable):
    """A frozen table with blocks of cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._anchor = (-1, -1)  # where a block begins, and
        self._tip = (-1, -1)  # the current cell it was drawn to

    def shown_places(self) -> list[int]:
        """The shown columns from left to right, as places in the row."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [place for place in places if not header.isSectionHidden(place)]

    # blocks

    def _block(self, one: tuple[int, int], other: tuple[int, int]) -> QItemSelection:
        header = self.horizontalHeader()
        low, high = sorted((header.visualIndex(one[1]), header.visualIndex(other[1])))
        columns = [
            place
            for place in map(header.logicalIndex, range(low, high + 1))
            if not header.isSectionHidden(place)
        ]
        top, bottom = sorted((one[0], other[0]))
        return area(self.model(), [(top, bottom)], columns)

    def extend_to(self, row: int, column: int) -> None:
        """Select the block from where it began to this cell, which becomes the current one."""
        index = self.currentIndex()
        now = (index.row(), index.column())
        if now != self._tip or self._anchor[0] < 0:
            self._anchor = now
        self._tip = (row, column)
        chosen = self.selectionModel()
        chosen.setCurrentIndex(self.model().index(row, column), Flag.NoUpdate)
        chosen.select(self._block(self._anchor, self._tip), Flag.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed = self.indexAt(event.position().toPoint())
        current = self.currentIndex()
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = (pressed.row(), pressed.column())
        elif self._tip != (current.row(), current.column()):
            self._anchor = (current.row(), current.column())
        super().mousePressEvent(event)
        self._tip = (self.currentIndex().row(), self.currentIndex().column())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """The mouse was pressed, or drawn to the lower right corner of ``rect``."""
        inside = self.viewport().rect()
        at = rect.bottomRight()
        place = QPoint(min(max(at.x(), 0), inside.right()), min(max(at.y(), 0), inside.bottom()))
        index = self.indexAt(place)
        if not index.isValid():
            last = self.model().rowCount() - 1
            if last < 0:
                return
            index = self.model().index(last, max(self.columnAt(place.x()), 0))
        if self._anchor[0] < 0:
            self._anchor = (index.row(), index.column())
        self._tip = (index.row(), index.column())
        self.selectionModel().select(self._block(self._anchor, self._tip), command)

    # whole rows and columns

    def choose_rows(self) -> None:
        """The whole rows of the selected cells (Shift+Space)."""
        shown = self.shown_places()
        rows = row_ranges(bands(self.selectionModel(), frozenset(shown)))
        if not rows and self.currentIndex().isValid():
            rows = [(self.currentIndex().row(), self.currentIndex().row())]
        self.selectionModel().select(area(self.model(), rows, shown), Flag.ClearAndSelect)

    def choose_columns(self) -> frozenset[int]:
        """The whole columns of the selected cells (Ctrl+Space); which they are."""
        shown = frozenset(self.shown_places())
        parts = bands(self.selectionModel(), shown)
        columns = frozenset(place for one in parts for place in one.columns)
        if not columns and self.currentIndex().isValid():
            columns = frozenset({self.currentIndex().column()})
        self.choose_whole(columns)
        return columns

    def choose_whole(self, columns: frozenset[int]) -> None:
        """Every row in these columns."""
        rows = [(0, self.model().rowCount() - 1)] if self.model().rowCount() else []
        self.selectionModel().select(area(self.model(), rows, columns), Flag.ClearAndSelect)

    # keys

    def go(self, by: Movement) -> None:
        """Move the current cell, or with it the end of the block."""
        rows, shown = self.model().rowCount(), self.shown_places()
        if not rows or not shown:
            return
        row, column = self._target(by, rows - 1, shown)
        if by.extend:
            self.extend_to(row, column)
        else:
            self.setCurrentIndex(self.model().index(row, column))

    def _target(self, by: Movement, last: int, shown: list[int]) -> tuple[int, int]:
        index = self.currentIndex()
        row, column = max(index.row(), 0), index.column()
        if column not in shown:
            column = shown[0]
        if by.way in ("Home", "End"):
            column = shown[0] if by.way == "Home" else shown[-1]
            return ((0 if by.way == "Home" else last) if by.edge else row), column
        if by.edge:
            edges = {
                "Up": (0, column),
                "Down": (last, column),
                "Left": (row, shown[0]),
                "Right": (row, shown[-1]),
            }
            return edges.get(by.way, (row, column))
        found = self.moveCursor(_ACTIONS[by.way], Qt.KeyboardModifier.NoModifier)
        return (found.row(), found.column()) if found.isValid() else (row, column)

    def step(self, by: int) -> None:
        """Enter goes down, Shift+Enter up, in the same column."""
        index = self.currentIndex()
        row = min(max(index.row() + by, 0), self.model().rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, max(0, index.column())))

    def keyboardSearch(self, search: str) -> None:
        """Typing searches through no million rows: it edits, or does nothing."""
