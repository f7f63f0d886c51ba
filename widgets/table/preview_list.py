"""Lists in the preview of changes: thousands of lines, of which only those in sight are written.

``PreviewList(parent, name)``: ``fill(titles, count, line)``: ``line(at) -> [text, …]``; the first
column is right-aligned with ``numbered``; ``rowCount()``, ``text(row, column)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets import theme

MEASURED = 40  # lines that say how wide a column is
NARROW, WIDE = 64, 240
PAD = 24
REMEMBERED = 200  # lines
# Looked up once: each cell is asked for nine roles whenever it is painted.
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
_SIDE, _COLOUR = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole
Index = QModelIndex | QPersistentModelIndex
Line = Callable[[int], Sequence[str]]


class _Lines(QAbstractTableModel):
    """Texts that are made when they are looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.titles: Sequence[str] = ()
        self.count = 0
        self.line: Line = lambda _at: ()
        self.kept: dict[int, Sequence[str]] = {}
        self.numbered = False
        self.muted = QColor(theme.current().muted)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def text(self, row: int, column: int) -> str:
        return (self.made(row)[column] or "–").replace("\n", " ")

    def made(self, row: int) -> Sequence[str]:
        """A line is made once for all that is asked of its cells."""
        line = self.kept.get(row)
        if line is None:
            if len(self.kept) > REMEMBERED:
                self.kept.clear()
            line = self.kept[row] = self.line(row)
        return line

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in _WORDS:
            return self.text(index.row(), index.column())
        if role == _SIDE:
            return self._side(index.column())
        if role == _COLOUR:
            return self.muted if self.text(index.row(), index.column()) == "–" else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self.titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = self.numbered and column == 0
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class PreviewList(QTableView):
    """A list to read."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(max(24, self.fontMetrics().height() + 6))
        self.horizontalHeader().setHighlightSections(False)
        self.hide()

    def fill(
        self, titles: Sequence[str], count: int, line: Line, *, numbered: bool = False
    ) -> None:
        """Show so many lines; with `numbered` the first column holds numbers."""
        lines = self._lines
        lines.beginResetModel()
        lines.titles, lines.count, lines.line, lines.numbered = titles, count, line, numbered
        lines.kept.clear()
        lines.endResetModel()
        self._fit()
        self.show()

    def rowCount(self) -> int:
        return self._lines.count

    def text(self, row: int, column: int) -> str:
        return self._lines.text(row, column)

    def _fit(self) -> None:
        """As wide as the first lines need, within bounds; the last column takes what is left."""
        header, metrics = self.horizontalHeader(), QFontMetrics(self.font())
        title = QFontMetrics(header.font())
        lines, last = self._lines, len(self._lines.titles) - 1
        measured = [lines.made(at) for at in range(min(lines.count, MEASURED))]
        for column in range(last):
            widths = [title.horizontalAdvance(lines.titles[column])]
            widths += [metrics.horizontalAdvance(one[column][:80]) for one in measured]
            header.resizeSection(column, min(max(max(widths) + PAD, NARROW), WIDE))
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
