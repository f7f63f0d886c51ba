"""Every problem of a preview: filtered as typed, fixed in place, or left out one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import messages
from engines.exchange.errors import Rejected
from engines.exchange.reading.fixed import Fixes, Place
from widgets import theme
from widgets.table.text import integer

LISTED = 2_000  # problems listed; the count says how many there are
OUT, FILE, LINE, COLUMN, VALUE, WHY = range(6)


class Problems(QWidget):
    """What was refused. `fixes()` is what the person decided; `changed` when that is more."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rejected: Sequence[Rejected] = ()
        self._cells: dict[Place, str] = {}
        self._skipped: set[tuple[str, int]] = set()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        head = QHBoxLayout()
        self.count = QLabel()
        theme.mark(self.count, "section")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter problems"))
        self.filter.setAccessibleName(self.tr("Filter problems"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.filter.textChanged.connect(self._sift)
        head.addWidget(self.count, 1)
        head.addWidget(self.filter)
        self.table = QTableWidget(0, 6)
        self.table.setAccessibleName(self.tr("Problems"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Leave out"),
                self.tr("File"),
                self.tr("Line"),
                self.tr("Column"),
                self.tr("Value (double-click to correct)"),
                self.tr("Problem"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.itemChanged.connect(self._edited)
        box.addLayout(head)
        box.addWidget(self.table, 1)

    def forget(self) -> None:
        """Other files: nothing was decided about them."""
        self._cells.clear()
        self._skipped.clear()

    def fixes(self) -> Fixes:
        """Cells corrected and rows left out so far."""
        return Fixes(dict(self._cells), frozenset(self._skipped))

    def correct(self, place: Place, text: str) -> None:
        """A cell was corrected elsewhere."""
        self._cells[place] = text
        self.changed.emit()

    def show_rejected(self, rejected: Sequence[Rejected]) -> None:
        """List what is refused now."""
        self._rejected = rejected
        locale = QLocale()
        words = self.tr("{count} refused rows") if rejected else self.tr("No row is refused.")
        self.count.setText(words.format(count=integer(len(rejected), locale)))
        self.table.blockSignals(True)
        self.table.setRowCount(min(len(rejected), LISTED))
        for row, one in enumerate(rejected[:LISTED]):
            self._fill(row, one)
        self.table.blockSignals(False)
        self.table.resizeColumnsToContents()
        self._sift(self.filter.text())
        self.table.setVisible(bool(rejected))
        self.filter.setVisible(bool(rejected))

    def _fill(self, row: int, one: Rejected) -> None:
        why = messages.reason(one.reason, QLocale().name())
        for column, words in enumerate(("", one.file, str(one.line), one.column, one.value, why)):
            item = QTableWidgetItem(words)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column == OUT:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                out = (one.file, one.line) in self._skipped
                item.setCheckState(Qt.CheckState.Checked if out else Qt.CheckState.Unchecked)
            elif column == VALUE and one.column:
                flags |= Qt.ItemFlag.ItemIsEditable
            item.setFlags(flags)
            self.table.setItem(row, column, item)

    def _edited(self, item: QTableWidgetItem) -> None:
        one = self._rejected[item.row()]
        if item.column() == VALUE:
            self._cells[one.file, one.line, one.column] = item.text()
        elif item.column() == OUT:
            out = item.checkState() == Qt.CheckState.Checked
            # An order goes in or stays out with all its rows.
            for place in self._same(one):
                self._skipped.add(place) if out else self._skipped.discard(place)
        self.changed.emit()

    def _same(self, one: Rejected) -> list[tuple[str, int]]:
        """The row itself, and the rows that are refused only because of it."""
        rest = "rest of a refused order"
        places = [(one.file, one.line)]
        if one.reason == rest or any(other.reason == rest for other in self._rejected):
            places += [(r.file, r.line) for r in self._rejected if r.reason == rest]
        return places

    def _sift(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, column) for column in range(1, 6))
            found = any(cell is not None and wanted in cell.text().casefold() for cell in cells)
            self.table.setRowHidden(row, bool(wanted) and not found)
