"""All rows of the files of an import: looked through, filtered, corrected in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import messages
from app.jobs import Jobs
from engines.database.errors import Cancelled, CounterfoilError
from engines.database.ticket import Ticket
from engines.exchange.errors import Rejected
from engines.exchange.reading.fixed import Fixes
from engines.exchange.spool import Spool
from ui.importing.rows_model import LINE, STATE, RowsModel
from widgets import theme
from widgets.table.text import integer

FILTER_MS = 200
_WIDEST = 260  # pixels that a column takes at first
Read = Callable[[Path, Ticket], Spool]


class Rows(QWidget):
    """Reads a file when it is first looked at. `corrected` carries a place and its new text."""

    corrected = Signal(object, str)

    def __init__(self, jobs: Jobs, read: Read, parent: QWidget | None = None) -> None:
        """`read` reads a file whole, in a job."""
        super().__init__(parent)
        self._jobs, self._read = jobs, read
        self._job: int | None = None
        self._asked = 0  # which answer is waited for
        self._rejected: Sequence[Rejected] = ()
        self._fixes = Fixes()
        self.model: RowsModel | None = None
        self.file, self.filter = QComboBox(), QLineEdit()
        self.only = QCheckBox(self.tr("Refused rows only"))
        self.count, self.table = QLabel(), QTableView()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(FILTER_MS)
        self._typed.timeout.connect(self._sift)
        self._build()

    def _build(self) -> None:
        self.file.setAccessibleName(self.tr("File"))
        self.filter.setPlaceholderText(self.tr("Filter rows"))
        self.filter.setAccessibleName(self.tr("Filter rows"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.table.setAccessibleName(self.tr("Rows of the file"))
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        theme.mark(self.count, "muted")
        head = QHBoxLayout()
        for part in (self.file, self.only, self.count):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.filter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.table, 1)
        self.file.currentIndexChanged.connect(self.look)
        self.only.toggled.connect(self._sift)
        self.filter.textChanged.connect(self._typed.start)

    def show_files(self, files: Sequence[Path]) -> None:
        """Other files, or the same ones read in another way: what was shown is of no use."""
        self.forget()
        self.file.blockSignals(True)
        self.file.clear()
        for one in files:
            self.file.addItem(one.name, one)
        self.file.blockSignals(False)
        self.file.setVisible(len(files) > 1)
        if self.isVisible():
            self.look()

    @property
    def has_files(self) -> bool:
        """Whether there is a file to be looked at."""
        return self.file.count() > 0

    def show_decisions(self, rejected: Sequence[Rejected], fixes: Fixes) -> None:
        """What is refused now, and what the person decided so far."""
        self._rejected, self._fixes = rejected, fixes
        if self.model is not None:
            self.model.show_decisions(rejected, fixes)

    def forget(self) -> None:
        """Stop reading, and drop what was read."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        self._asked += 1
        self.table.setModel(None)
        if self.model is not None:
            self.model.spool.close()
            self.model = None
        self.count.clear()

    def look(self) -> None:
        """Read the chosen file, unless it is there already."""
        path = self.file.currentData()
        if path is None or (self.model is not None and self.model.spool.name == path.name):
            return
        self.forget()
        self.count.setText(self.tr("Reading…"))
        asked = self._asked
        job = self._jobs.start(
            self.tr("Reading {files}").format(files=path.name),
            lambda ticket: self._read(path, ticket),
            lambda spool: self._show(spool, asked),
            lambda error: self._failed(error, asked),
        )
        self._job = job if self._jobs.busy else None

    def _show(self, spool: Spool, asked: int) -> None:
        if asked != self._asked:
            spool.close()
            return
        self._job = None
        self.destroyed.connect(spool.close)  # a window may go without closing what it opened
        self.model = RowsModel(spool)
        self.model.corrected.connect(self.corrected)
        self.model.show_decisions(self._rejected, self._fixes)
        self.table.setModel(self.model)
        self._widths()
        self._sift()

    def _widths(self) -> None:
        metrics, model = self.table.fontMetrics(), self.model
        if model is None:
            return
        head = [model.index(row, 0).row() for row in range(min(model.rowCount(), 30))]
        for column in range(min(model.columnCount(), 60)):
            texts = [str(model.index(row, column).data() or "") for row in head]
            texts.append(str(model.headerData(column, Qt.Orientation.Horizontal)))
            wide = max(metrics.horizontalAdvance(text) for text in texts) + 24
            self.table.setColumnWidth(column, min(wide, _WIDEST))
        self.table.setColumnWidth(STATE, _WIDEST if self._rejected else 80)
        self.table.setColumnWidth(LINE, metrics.horizontalAdvance("1,000,000") + 16)

    def _failed(self, error: Exception, asked: int) -> None:
        if asked != self._asked:
            return
        self._job = None
        self.count.clear()
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, CounterfoilError):
            raise error
        self.count.setText(messages.say(error, QLocale().name()))

    def _sift(self) -> None:
        """Show the rows that are asked for."""
        model, text = self.model, self.filter.text().strip()
        if model is None:
            return
        refused = model.refused if self.only.isChecked() else None
        if not text:
            self._show_some(refused)
            return
        asked = self._asked
        self._job = self._jobs.start(
            self.tr("Looking for “{text}”").format(text=text),
            lambda ticket: model.spool.matching(text, ticket),
            lambda found: self._found(found, refused, asked),
            lambda error: self._failed(error, asked),
        )

    def _found(self, found: Sequence[int], refused: Sequence[int] | None, asked: int) -> None:
        self._job = None
        if asked == self._asked:
            self._show_some(found if refused is None else sorted({*found} & {*refused}))

    def _show_some(self, numbers: Sequence[int] | None) -> None:
        model, locale = self.model, QLocale()
        if model is None:
            return
        model.show_some(numbers)
        words = self.tr("{shown} of {count} rows")
        shown, whole = integer(model.rowCount(), locale), integer(len(model.spool), locale)
        self.count.setText(words.format(shown=shown, count=whole))
