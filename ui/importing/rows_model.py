"""The rows of a file for a table view: a page at a time, refused cells marked with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from app import messages
from engines.exchange.errors import Rejected
from engines.exchange.reading.fixed import Fixes, Place
from engines.exchange.reading.table import Row
from engines.exchange.spool import Spool
from widgets import theme
from widgets.table.text import integer

LINE, STATE, CELLS = 0, 1, 2  # the first two columns are ours
PAGE = 256
_PAGES = 8

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Rows of a spool, all or some. `corrected` carries the place of a cell and its new text."""

    corrected = Signal(object, str)

    def __init__(self, spool: Spool) -> None:
        super().__init__()
        self.spool = spool
        self._some: Sequence[int] = range(len(spool))
        self._pages: dict[int, list[Row]] = {}
        self._problems: dict[int, list[Rejected]] = {}
        self._fixes = Fixes()

    def show_decisions(self, rejected: Sequence[Rejected], fixes: Fixes) -> None:
        """What is refused now, and what the person decided so far."""
        self._problems = {}
        for one in rejected:
            if one.file == self.spool.name:
                self._problems.setdefault(one.line, []).append(one)
        self._fixes = fixes
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def refused(self) -> Sequence[int]:
        """The numbers of the refused rows."""
        return self.spool.numbers(self._problems)

    def show_some(self, numbers: Sequence[int] | None) -> None:
        """Only these rows; all of them for None."""
        self.beginResetModel()
        self._some = range(len(self.spool)) if numbers is None else numbers
        self._pages = {}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._some)

    def columnCount(self, parent: Index | None = None) -> int:
        """The file's columns, and two of ours."""
        return 0 if parent is not None and parent.isValid() else CELLS + len(self.spool.header)

    def _row(self, at: int) -> Row:
        number = self._some[at]
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if len(self._pages) >= _PAGES:
                self._pages.pop(next(iter(self._pages)))
            rows = self._pages[page] = self.spool.rows(page * PAGE, PAGE)
        return rows[place]

    def _place(self, line: int, column: int) -> Place:
        return self.spool.name, line, self.spool.header[column - CELLS]

    def text(self, line: int, cells: Sequence[str], column: int) -> str:
        """What stands in a column: the correction, else what the file has."""
        if column == LINE:
            return integer(line, QLocale())
        if column == STATE:
            return self._state(line)
        at = column - CELLS
        fixed = self._fixes.cells.get(self._place(line, column))
        return fixed if fixed is not None else cells[at] if at < len(cells) else ""

    def _state(self, line: int) -> str:
        if (self.spool.name, line) in self._fixes.skipped:
            return self.tr("left out")
        problems = self._problems.get(line)
        if not problems:
            return ""
        language = QLocale().name()
        return "; ".join(
            f"{one.column}: {messages.reason(one.reason, language)}" for one in problems
        )

    def _refusals(self, line: int, column: int) -> list[Rejected]:
        if column < CELLS:
            return self._problems.get(line, []) if column == STATE else []
        name = self.spool.header[column - CELLS].casefold()
        return [one for one in self._problems.get(line, ()) if one.column.casefold() == name]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, the reason of a refusal as a tip, and the colours that show it."""
        if not index.isValid():
            return None
        line, cells = self._row(index.row())
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(line, cells, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LINE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        refusals = self._refusals(line, column)
        if role == Qt.ItemDataRole.ForegroundRole and (refusals or column == STATE):
            return QColor(theme.current().negative)
        if role == Qt.ItemDataRole.BackgroundRole and refusals:
            return QColor(theme.current().negative_soft)
        if role == Qt.ItemDataRole.ToolTipRole and refusals:
            language = QLocale().name()
            return "\n".join(messages.reason(one.reason, language) for one in refusals)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The file's own names."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        own: Mapping[int, str] = {LINE: self.tr("Line"), STATE: self.tr("Problem")}
        return own.get(section) or self.spool.header[section - CELLS]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The file's cells can be corrected."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= CELLS else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Correct a cell."""
        line, cells = self._row(index.row())
        if role != Qt.ItemDataRole.EditRole or value == self.text(line, cells, index.column()):
            return False
        self.corrected.emit(self._place(line, index.column()), str(value))
        return True
