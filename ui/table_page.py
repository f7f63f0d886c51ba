"""What the table tabs share: key figures, chips, a table with its footer, a detail panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.context import Context
from ui.table_answers import TableAnswers
from widgets import theme
from widgets.detail import DetailPanel
from widgets.key_figures import Figure, KeyFigures
from widgets.table.footer import FooterLine
from widgets.table.model import PagingModel
from widgets.table.source import Column, Filter, RowSource
from widgets.table.text import Words
from widgets.table.view import TableView

if TYPE_CHECKING:
    from widgets.table.edits import Edits

FIND_MS = 15  # keys of one burst are one question
REFRESH_MS = 120  # many changes in a row are shown once


class TablePage(QWidget):
    """Layout and wiring; a tab adds its columns, figures and what the panel shows."""

    opened = Signal(object)
    entry_wanted = Signal(int)
    thing_wanted = Signal(str)  # what an entry is about: order:17, variant:3
    action_wanted = Signal(str)  # an action of the window, by its name
    said = Signal(str, str)  # words (or the label of what was done), tone
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column],
        figures: Sequence[Figure],
        source: RowSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._view_key = ""
        self._find: QLineEdit | None = None
        self._chips: dict[str, QPushButton] = {}
        self.figures = KeyFigures(figures)
        self.figures.toggled.connect(self._figure_toggled)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.bar.addStretch(1)
        self.model = PagingModel(
            columns, context.jobs.ask, source, self.words(), ask_late=context.jobs.ask_late
        )
        self.table = TableView(self.model)
        self.footer = FooterLine(self)
        self.table.footer_changed.connect(self.footer.show_footer)
        self.table.current_changed.connect(self._current)
        self.table.edits_wanted.connect(self.edit)
        self.table.preset_wanted.connect(lambda key: self.show_view(key))
        self.answers = TableAnswers(self)
        self.detail = DetailPanel()
        self.detail.left.connect(self.table.setFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh_if_seen)
        self._stale = False
        self._compose()

    def when_filled(self, act: Callable[[], None]) -> None:
        """Do this once the first rows are there: they come before figures and all else."""
        if self.model.state in ("ready", "empty"):
            act()
        else:
            self.model.refreshed.connect(act, Qt.ConnectionType.SingleShotConnection)

    def words(self) -> Words:
        """How values are written: the window's locale, the shop's time zone."""
        return Words(QLocale(), self.context.zone)

    def _compose(self) -> None:
        self.card = QFrame()
        theme.mark(self.card, "card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.footer)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.card)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([830, 340])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        outer.addWidget(self.figures)
        outer.addLayout(self.bar)
        outer.addWidget(self.splitter, 1)

    def add_button(self, words: str, act: Callable[[], None], look: str = "") -> QPushButton:
        """A button at the right of the bar."""
        button = QPushButton(words)
        if look:
            theme.mark(button, look)
        button.clicked.connect(lambda: act())
        self.bar.addWidget(button)
        return button

    def add_find(self, words: str) -> QLineEdit:
        """A field that keeps the rows with these words, as typed."""
        field = QLineEdit()
        field.setObjectName("find")
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(120)
        field.setMaximumWidth(260)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(FIND_MS)
        field.textEdited.connect(lambda _text: timer.start())
        timer.timeout.connect(self._apply_where)
        self._find = field
        self.bar.addWidget(field, 100)
        return field

    def to_find(self) -> None:
        """Ctrl+F: to the field, else to the filter of the current column."""
        if self._find is None:
            self.table.titles.focus_filter(max(self.table.currentIndex().column(), 0))
            return
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def show_all(self) -> None:
        """Every row: no view, no words, no filter."""
        if self._find is not None:
            self._find.clear()
        self.table.titles.clear()
        self.show_view("")

    def _apply_where(self) -> None:
        where = self.view_where(self._view_key)
        words = self._find.text().strip() if self._find is not None else ""
        if words:
            where = (*where, Filter("words", "contains", words))
        self.table.set_where(where)

    def add_views(self, views: Sequence[tuple[str, str]]) -> dict[str, QPushButton]:
        """Saved views as chips at the left of the bar: (key, words)."""
        chips: dict[str, QPushButton] = {}
        for place, (key, words) in enumerate(views):
            chip = QPushButton(words)
            theme.mark(chip, "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda checked, name=key: self.show_view(name if checked else ""))
            self.bar.insertWidget(place, chip)
            chips[key] = chip
        self._chips = chips
        return chips

    def preset(self) -> str:
        """The chip or key figure in force, which a saved view keeps."""
        return self._view_key

    def title(self) -> str:
        """What the table is called on paper; a tab says it."""
        return ""

    def edit(self, edits: Edits) -> None:
        """Save what was typed or pasted; a tab that can says how."""
        self.table.edits_refused(edits, self.tr("Nothing can be edited here."))

    def add_tools(self, tab: str) -> None:
        """Saved views, export, and what else can be done to the table."""
        from ui.table_tools import add_tools

        add_tools(self, tab)

    def add_chip(self, button: QPushButton) -> None:
        """One more at the left of the bar, beside the views that are built in."""
        self.bar.insertWidget(len(self._chips), button)

    def _figure_toggled(self, key: str) -> None:
        self.show_view(key)

    def show_view(self, key: str) -> None:
        """Show only the rows of a view; "" shows all."""
        for name, chip in self._chips.items():
            chip.setChecked(name == key)
        self.figures.check(key)
        self._view_key = key
        self._apply_where()

    def view_where(self, key: str) -> tuple[Filter, ...]:
        """The conditions of a view; each tab has its own."""
        return ()

    def reveal(self, key: int) -> None:
        """Show one row, from anywhere; a tab that can says how."""

    def reveal_text(self, text: str) -> None:
        """Show the rows that a text names (a SKU, a customer); a tab that can says how."""

    def act(self, name: str) -> None:
        """Do an action of this tab by its name; a tab that has some says how."""

    def verify(self) -> None:
        """Check what the tab shows; only the ledger has something to check."""

    def _current(self, key: object) -> None:
        if key is not None:
            self.opened.emit(key)

    def later(self) -> None:
        """Something changed: refresh soon, once; a page that is not shown, when it is."""
        self._stale = True
        if self.isVisible():
            self.footer.say_stale()
            self._timer.start()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.footer.say_stale()
            QTimer.singleShot(0, self, self._refresh_if_seen)

    def refresh(self) -> None:
        """Ask for everything again, keeping place and selection."""
        self._stale = False
        self.table.refresh()
        key = self.table.current_key()
        if key is not None:
            self.opened.emit(key)
