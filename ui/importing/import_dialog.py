"""Import: choose files, see the whole of what would happen, then let it happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import messages
from app.context import Context
from engines.database.errors import Cancelled, CounterfoilError
from engines.database.ticket import Ticket
from engines.exchange import run as exchange
from engines.exchange.mapping.rules import Mapping
from engines.exchange.mapping.targets import TARGETS
from engines.exchange.plan import Options, Plan
from engines.exchange.spool import Spool
from ui.importing import said
from ui.importing.columns import ColumnsEditor
from ui.importing.looking import AUTO, Looked, look, table_of
from ui.importing.problems import Problems
from ui.importing.reading_bar import ReadingBar
from ui.importing.rows import Rows
from ui.importing.totals import Totals
from ui.importing.words import kind_words
from widgets import theme
from widgets.table.text import integer

T = TypeVar("T")
AT_ONCE = 64 << 20  # bytes of files whose rows are shown without being asked for
STOCK = frozenset({"stock", "shopify-inventory"})  # kinds whose pieces can be set or added
AGAIN_MS = 300  # several corrections in a row are one new preview


class ImportDialog(QDialog):
    """Drop or choose → preview with every problem → import with progress and cancel."""

    imported = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.files: list[Path] = []
        self.mapping: Mapping | None = None
        self._job: int | None = None
        self._importing = False
        self._plan: Plan | None = None
        self._previewed: exchange.Outcome | None = None
        self._shown_as = (AUTO, Options("", ""))  # how the rows are read
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Import"))
        self.resize(980, 720)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.preview)
        self._build()
        context.jobs.progressed.connect(self._progress)
        self.finished.connect(self.rows.forget)

    def _build(self) -> None:
        outer = self.layout_of_all = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(10)
        self.drop = QPushButton(self.tr("Drop files here, or press to choose them"))
        theme.mark(self.drop, "drop")
        self.drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.drop.clicked.connect(self._choose)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of file"))
        self.kind.addItem(self.tr("Recognised by its columns"), AUTO)
        for name in TARGETS:
            self.kind.addItem(self.tr("Any table: {kind}").format(kind=kind_words()[name]), name)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.kind.hide()
        self.what, self.will = QLabel(), QLabel()
        theme.mark(self.what, "heading")
        self.left_out = QLabel()
        for label in (self.what, self.will, self.left_out):
            label.setWordWrap(True)
        self.left_out.hide()
        self.reading = ReadingBar()
        self.reading.changed.connect(self._read_otherwise)
        self.reading.hide()
        self.columns = ColumnsEditor()
        self.columns.changed.connect(self._mapped)
        self.columns.failed.connect(self._failed)
        self.columns.hide()
        self.sums = Totals(self.context.digits)
        self.sums.hide()
        self.problems = Problems()
        self.problems.changed.connect(self._again.start)
        self.rows = Rows(self.context.jobs, self._spooled)
        self.rows.corrected.connect(self.problems.correct)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.problems, self.tr("Problems"))
        self.tabs.addTab(self.rows, self.tr("All rows"))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tabs.hide()
        self.figures = QComboBox()
        self.figures.setAccessibleName(self.tr("What the pieces are"))
        self.figures.addItem(self.tr("Pieces are the count: stock is set to them"), "set")
        self.figures.addItem(self.tr("Pieces came in: they are added to the stock"), "add")
        self.figures.currentIndexChanged.connect(self._again.start)
        self.figures.hide()
        self.skip = QCheckBox(self.tr("Skip the refused rows and import the rest"))
        self.skip.toggled.connect(self._may_import)
        self.skip.hide()
        outer.addWidget(self.drop, 10)
        for part in (self.kind, self.reading, self.figures, self.what, self.left_out, self.will):
            outer.addWidget(part)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.columns, 3)
        middle.addWidget(self.sums, 2, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(middle, 1)
        outer.addWidget(self.tabs, 2)
        outer.addWidget(self.skip)
        self._foot(outer)

    def _foot(self, outer: QVBoxLayout) -> None:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        self.stop = QPushButton(self.tr("Cancel"))
        self.stop.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("Import"))
        theme.mark(self.go, "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.start)
        row.addWidget(self.stop)
        row.addWidget(self.go)
        outer.addWidget(self.bar)
        outer.addLayout(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self.look_at([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def _choose(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Choose files"),
            "",
            self.tr("Tables (*.csv *.tsv *.txt *.json *.xlsx *.xlsm *.ods *.parquet)"),
        )
        if files:
            self.look_at([Path(file) for file in files])

    @property
    def options(self) -> Options:
        """How to read."""
        about = self.context.shop.about
        return Options(
            about.currency,
            about.timezone,
            stock=self.figures.currentData(),
            skip_rejected=self.skip.isChecked(),
            layout=self.reading.layout_told(),
            mapping=self.mapping,
            fixes=self.problems.fixes(),
        )

    def look_at(self, files: Sequence[Path]) -> None:
        """Read other files whole and show what would happen."""
        self.files, self.mapping = list(files), None
        self.drop.setText(", ".join(file.name for file in files))
        theme.mark(self.drop, "")  # the large target has done its part
        self.drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.layout_of_all.setStretchFactor(self.drop, 0)
        self.problems.forget()
        self.reading.forget()
        self.rows.show_files([])
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(0)
        self.kind.blockSignals(False)
        self.preview()

    def _kind_chosen(self) -> None:
        self.mapping = None
        self.problems.forget()
        self.preview()

    def _read_otherwise(self) -> None:
        self.mapping = None  # it was made for the columns that were found before
        self.rows.show_files([])
        self._again.start()

    def _tab_chosen(self, at: int) -> None:
        if self.tabs.widget(at) is self.rows:
            self.rows.look()

    def _mapped(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._again.start()

    def preview(self) -> None:
        """Read the files as things are told now, and show what would happen."""
        if self._job is not None:
            self.context.jobs.cancel(self._job)
        self._importing = False
        self.go.setEnabled(False)
        files, kind, options = list(self.files), self.kind.currentData(), self.options
        self._start(
            self.tr("Reading {files}").format(files=self.drop.text()),
            lambda ticket: look(self.context, files, kind, options, ticket),
            self.show_looked,
        )

    def _spooled(self, file: Path, ticket: Ticket) -> Spool:
        """In a job: the rows of a file, read as the preview reads them."""
        return Spool(table_of(self.context, file, self._shown_as[0], self._shown_as[1]), ticket)

    def _start(self, title: str, work: Callable[[Ticket], T], done: Callable[[T], None]) -> None:
        self.bar.setRange(0, 0)
        self.bar.show()
        number = self.context.jobs.start(title, work, done, self._failed)
        # An inline lane has ended the job before it is known here.
        self._job = number if self.context.jobs.busy else None

    def _progress(self, number: int, done: int, total: int) -> None:
        if number == self._job and total > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000 * done // total, 1000))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.bar.hide()
        self.drop.setEnabled(True)
        if not isinstance(error, CounterfoilError):
            raise error
        if isinstance(error, Cancelled):
            return
        if self._importing:
            self.context.notices.stopped.emit("import", error)
        self._say(error)
        self.columns.hide()

    def _say(self, error: CounterfoilError) -> None:
        self.what.setText(messages.say(error, QLocale().name()))
        theme.mark(self.what, "negative")
        for part in (self.left_out, self.sums, self.skip, self.figures):
            part.hide()
        self.will.clear()
        self._plan = None
        self._may_import()

    def show_looked(self, looked: Looked) -> None:
        """Show how a table is mapped, then what would happen, or what the mapping lacks."""
        self.kind.show()
        if looked.table is not None:
            self.reading.show_table(looked.table)
        self.reading.setVisible(looked.table is not None)
        self.columns.setVisible(looked.suggestion is not None)
        if looked.suggestion is not None:
            found = looked.suggestion
            self.mapping = found.mapping
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(self.kind.findData(found.mapping.kind))
            self.kind.blockSignals(False)
            self.columns.show_mapping(found.mapping, found.header, found.samples)
        self._show_rows(looked)
        if looked.outcome is not None:
            self.show_preview(looked.outcome)
            return
        self._job = None
        self.bar.hide()
        if looked.lacks is not None:
            self._say(looked.lacks)

    def _show_rows(self, looked: Looked) -> None:
        """Have the rows ready to be read, unless they are there and were read in the same way."""
        self.tabs.setVisible(looked.table is not None)
        told = (self.kind.currentData(), replace(self.options, fixes=None, skip_rejected=False))
        if looked.table is not None and (self._shown_as != told or not self.rows.has_files):
            self._shown_as = told
            self.rows.show_files(self.files)
            refused = looked.outcome is not None and looked.outcome.plan.rejected
            small = sum(file.stat().st_size for file in self.files) < AT_ONCE
            self.tabs.setCurrentWidget(self.rows if small and not refused else self.problems)

    def show_preview(self, outcome: exchange.Outcome) -> None:
        """Show counts, totals beside the file's own, and every problem."""
        self._job = None
        self.bar.hide()
        plan, locale = outcome.plan, QLocale()
        self._plan, self._previewed = plan, outcome
        theme.mark(self.what, "heading")
        kinds = kind_words()
        text = self.tr("{kind}, {encoding}: {read} rows, {accepted} accepted, {rejected} refused")
        self.what.setText(
            text.format(
                kind=" + ".join(kinds.get(one, one) for one in outcome.kind.split("+")),
                encoding=said.read_as(outcome),
                read=integer(plan.read, locale),
                accepted=integer(plan.accepted, locale),
                rejected=integer(len(plan.rejected), locale),
            )
        )
        left_out = said.left_out(outcome)
        self.left_out.setText(left_out)
        self.left_out.setVisible(bool(left_out))
        self.will.setText(said.will(plan))
        self.sums.show_plan(plan)
        self.figures.setVisible(not STOCK.isdisjoint(outcome.kind.split("+")))
        self.problems.show_rejected(plan.rejected)
        self.rows.show_decisions(plan.rejected, self.problems.fixes())
        self.skip.setVisible(bool(plan.rejected) and self._news())
        self._may_import()

    def _news(self) -> bool:
        return self._plan is not None and bool(self._plan.facts or self._plan.personal)

    def _may_import(self) -> None:
        stops = self._plan is None or self.options.stops(self._plan.rejected)
        self.go.setEnabled(self._news() and not stops)

    def start(self) -> None:
        """Import."""
        self._importing = True
        self.go.setEnabled(False)
        self.drop.setEnabled(False)
        files, options, context = list(self.files), self.options, self.context
        # What was chosen a moment ago has not been looked at yet.
        previewed = None if self._again.isActive() else self._previewed
        kind = self.kind.currentData()
        self._start(
            self.tr("Importing {files}").format(files=self.drop.text()),
            lambda ticket: exchange.import_files(
                context.shop.database, context.actor, kind, files, options, ticket, previewed
            ),
            self._done,
        )

    def _done(self, outcome: exchange.Outcome) -> None:
        self._job = None
        self.imported.emit(outcome)
        self.accept()

    def reject(self) -> None:
        """Stop the job if one runs, and close; nothing of it is kept."""
        if self._job is not None:
            self.context.jobs.cancel(self._job)
        super().reject()
