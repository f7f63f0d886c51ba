"""The status line: the last checkpoint, running jobs with progress and cancel, the bell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.context import Context
from ui.actions import ALERTS_KEYS
from widgets import theme
from widgets.icons import IconButton
from widgets.progress import JobChip
from widgets.table.source import Column
from widgets.table.text import Words, integer, shown

if TYPE_CHECKING:
    from engines.ledger.queries import Head

MOMENT = Column("at", "", "datetime")


class StatusLine(QWidget):
    """One line at the foot of the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._jobs: dict[int, JobChip] = {}
        theme.mark(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(24)
        self.checkpoint = QLabel()
        theme.mark(self.checkpoint, "small")
        self._row.addWidget(self.checkpoint)
        self._row.addStretch(1)
        simulated = context.shop.about.simulated
        if simulated:
            note = QLabel(self.tr("Demo shop: stock and deliveries are simulated"))
            note.setToolTip(simulated)
            theme.mark(note, "small")
            self._row.addWidget(note)
        self.bell = IconButton("bell", "")
        self._row.addWidget(self.bell)
        self.show_alerts(0, grave=False)
        context.jobs.started.connect(self._started)
        context.jobs.progressed.connect(self._progressed)
        context.jobs.ended.connect(self._ended)

    def load(self) -> None:
        """Ask for the newest checkpoint."""
        from engines.ledger import queries as log

        self.context.jobs.ask(
            lambda: self.context.shop.database.read(log.head), self._show, lambda _error: None
        )

    def _show(self, head: Head | None) -> None:
        if head is None:
            return
        words = Words(QLocale(), self.context.zone)
        text = self.tr("● Checkpoint {size} · signed {time}")
        self.checkpoint.setText(
            text.format(size=integer(head.size, QLocale()), time=shown(head.at_us, MOMENT, words))
        )

    def show_alerts(self, count: int, *, grave: bool) -> None:
        """The number of alerts on the bell; none shows no number."""
        style = Qt.ToolButtonStyle
        self.bell.setText(integer(count, QLocale()) if count else "")
        self.bell.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if count else style.ToolButtonIconOnly
        )
        self.bell.set_icon("bell", "negative" if grave else "text" if count else "muted")
        words = self.tr("Alerts: {count}") if count else self.tr("No alerts")
        keys = QKeySequence(ALERTS_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.bell.set_label(words.format(count=integer(count, QLocale())), keys)

    def _started(self, number: int, title: str) -> None:
        chip = self._jobs[number] = JobChip(title)
        chip.cancelled.connect(partial(self.context.jobs.cancel, number))
        self._row.insertWidget(1, chip)

    def _progressed(self, number: int, done: int, total: int) -> None:
        if number in self._jobs:
            self._jobs[number].show_progress(done, total)

    def _ended(self, number: int) -> None:
        chip = self._jobs.pop(number, None)
        if chip is not None:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
