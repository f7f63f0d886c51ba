"""Import: choose files, see the whole of what would happen, then let it happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import messages
from app.context import Context
from engines.database.errors import Cancelled, CounterfoilError
from engines.database.ticket import Ticket
from engines.exchange import run as exchange
from engines.exchange.plan import Options, Plan
from widgets import theme
from widgets.table.text import integer, money

AMOUNTS = ("amount", "price", "spent")
LISTED = 1_000  # problems listed; the count says how many there are


class ImportDialog(QDialog):
    """Drop or choose → preview with every problem → import with progress and cancel."""

    imported = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.files: list[Path] = []
        self._job: int | None = None
        self._importing = False
        self._news = self._refused = False
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Import"))
        self.resize(760, 560)
        self._build()
        context.jobs.progressed.connect(self._progress)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        self.drop = QPushButton(self.tr("Drop files here, or press to choose them"))
        theme.mark(self.drop, "drop")
        self.drop.clicked.connect(self._choose)
        self.what = QLabel()
        theme.mark(self.what, "heading")
        self.what.setWordWrap(True)
        self.will = QLabel()
        self.will.setWordWrap(True)
        self.left_out = QLabel()
        self.left_out.setWordWrap(True)
        self.left_out.hide()
        self.sums = QTableWidget(0, 3)
        self.sums.setAccessibleName(self.tr("Totals"))
        self.problems = QTableWidget(0, 5)
        self.problems.setAccessibleName(self.tr("Problems"))
        headers = [
            self.tr("File"),
            self.tr("Line"),
            self.tr("Column"),
            self.tr("Value"),
            self.tr("Problem"),
        ]
        self.problems.setHorizontalHeaderLabels(headers)
        totals = [self.tr("Total"), self.tr("Accepted rows"), self.tr("The file's own")]
        self.sums.setHorizontalHeaderLabels(totals)
        for table in (self.sums, self.problems):
            table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            table.verticalHeader().hide()
            table.horizontalHeader().setStretchLastSection(True)
            table.setFrameShape(QFrame.Shape.StyledPanel)
            table.hide()
        self.sums.setMaximumHeight(190)
        self.skip = QCheckBox(self.tr("Skip the refused rows and import the rest"))
        self.skip.toggled.connect(self._may_import)
        self.skip.hide()
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
        parts = (self.drop, self.what, self.left_out, self.will, self.sums, self.problems)
        for part in (*parts, self.skip):
            outer.addWidget(part)
        outer.addStretch(1)
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
            self.tr("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods *.parquet)"),
        )
        if files:
            self.look_at([Path(file) for file in files])

    @property
    def options(self) -> Options:
        """How to read."""
        about = self.context.shop.about
        return Options(about.currency, about.timezone, skip_rejected=self.skip.isChecked())

    def look_at(self, files: Sequence[Path]) -> None:
        """Read the files whole and show what would happen."""
        self.files, self._importing = list(files), False
        self.drop.setText(", ".join(file.name for file in files))
        self.go.setEnabled(False)
        options, context = self.options, self.context
        self._start(
            self.tr("Reading {files}").format(files=self.drop.text()),
            lambda ticket: exchange.preview(
                context.shop.database, context.actor, "auto", files, options, ticket
            ),
            self.show_preview,
        )

    def _start(
        self,
        title: str,
        work: Callable[[Ticket], exchange.Outcome],
        done: Callable[[exchange.Outcome], None],
    ) -> None:
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
        self.what.setText(messages.say(error, QLocale().name()))
        theme.mark(self.what, "negative")
        for part in (self.left_out, self.sums, self.problems, self.skip):
            part.hide()
        self.will.clear()

    def show_preview(self, outcome: exchange.Outcome) -> None:
        """Show counts, totals beside the file's own, and every problem."""
        self._job = None
        self.bar.hide()
        plan, locale = outcome.plan, QLocale()
        theme.mark(self.what, "heading")
        kinds = self.kind_words()
        text = self.tr("{kind}, {encoding}: {read} rows, {accepted} accepted, {rejected} refused")
        self.what.setText(
            text.format(
                kind=" + ".join(kinds.get(one, one) for one in outcome.kind.split("+")),
                encoding=self._encodings(outcome),
                read=integer(plan.read, locale),
                accepted=integer(plan.accepted, locale),
                rejected=integer(len(plan.rejected), locale),
            )
        )
        self._fill_left_out(outcome)
        self.will.setText(self._will(plan))
        self._fill_sums(plan)
        self._fill_problems(plan)
        self._news = bool(plan.facts or plan.personal)
        self.skip.setVisible(bool(plan.rejected) and self._news)
        self._refused = bool(plan.rejected)
        self._may_import()

    def kind_words(self) -> dict[str, str]:
        """What the kinds of files are called."""
        return {
            "shopify-orders": self.tr("Shopify orders"),
            "shopify-products": self.tr("Shopify products"),
            "shopify-inventory": self.tr("Shopify inventory"),
            "shopify-customers": self.tr("Shopify customers"),
            "online-retail": self.tr("Online Retail invoices"),
        }

    def thing_words(self) -> dict[str, str]:
        """What is counted."""
        return {
            "orders": self.tr("orders"),
            "lines": self.tr("lines"),
            "units": self.tr("pieces"),
            "customers": self.tr("customers"),
            "products": self.tr("products"),
            "variants": self.tr("variants"),
            "levels": self.tr("stock levels"),
            "locations": self.tr("locations"),
            "amount": self.tr("amount"),
            "price": self.tr("sum of prices"),
            "spent": self.tr("total spent"),
        }

    def _will(self, plan: Plan) -> str:
        names, locale = self.thing_words(), QLocale()
        new = [f"{integer(n, locale)} {names.get(k, k)}" for k, n in plan.created.items()]
        changed = [f"{integer(n, locale)} {names.get(k, k)}" for k, n in plan.updated.items()]
        parts = []
        if new:
            parts.append(self.tr("New: {things}.").format(things=", ".join(new)))
        if changed:
            parts.append(self.tr("Changed: {things}.").format(things=", ".join(changed)))
        if plan.unchanged:
            parts.append(
                self.tr("{count} rows are known already.").format(
                    count=integer(plan.unchanged, locale)
                )
            )
        return " ".join(parts) or self.tr("Nothing would change.")

    def _encodings(self, outcome: exchange.Outcome) -> str:
        """How the files were read, each way once."""
        named = self.tr("{name}, sheet “{sheet}”")
        ways = [
            named.format(name=one.name, sheet=one.sheet) if one.sheet else one.name
            for one in outcome.read_as
        ]
        return ", ".join(dict.fromkeys(ways))

    def _fill_left_out(self, outcome: exchange.Outcome) -> None:
        """Name the sheets that were not read: nobody is to look for their rows."""
        shown, hidden = self.tr("“{sheet}”"), self.tr("“{sheet}” (hidden)")
        names = [
            (hidden if sheet.hidden else shown).format(sheet=sheet.name)
            for one in outcome.read_as
            for sheet in one.left_out
        ]
        self.left_out.setText(self.tr("Sheets not read: {sheets}").format(sheets=", ".join(names)))
        self.left_out.setVisible(bool(names))

    def _fill_sums(self, plan: Plan) -> None:
        names, locale = self.thing_words(), QLocale()
        self.sums.setRowCount(len(plan.totals))
        for row, (key, value) in enumerate(plan.totals.items()):
            shown = [value, plan.file_totals.get(key, 0)]
            cells = [names.get(key, key)]
            for number in shown:
                if key in AMOUNTS:
                    cells.append(money(number, self.context.digits, locale))
                else:
                    cells.append(integer(number, locale))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.sums.setItem(row, column, item)
        self.sums.setVisible(bool(plan.totals))

    def _fill_problems(self, plan: Plan) -> None:
        self.problems.setRowCount(min(len(plan.rejected), LISTED))
        language = QLocale().name()
        for row, one in enumerate(plan.rejected[:LISTED]):
            why = messages.reason(one.reason, language)
            cells = [one.file, str(one.line), one.column, one.value, why]
            for column, words in enumerate(cells):
                self.problems.setItem(row, column, QTableWidgetItem(words))
        self.problems.setVisible(bool(plan.rejected))

    def _may_import(self) -> None:
        self.go.setEnabled(self._news and (not self._refused or self.skip.isChecked()))

    def start(self) -> None:
        """Import."""
        self._importing = True
        self.go.setEnabled(False)
        self.drop.setEnabled(False)
        files, options, context = list(self.files), self.options, self.context
        self._start(
            self.tr("Importing {files}").format(files=self.drop.text()),
            lambda ticket: exchange.import_files(
                context.shop.database, context.actor, "auto", files, options, ticket
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
