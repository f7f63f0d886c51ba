"""The one window: tab rail, search, pages, status line; and what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.context import Context
from engines.database.errors import Cancelled, CounterfoilError
from ui.actions import actions
from ui.pages import make_page
from ui.status import StatusLine
from ui.table_page import TablePage
from widgets import theme
from widgets.notices import Notices
from widgets.palette import Hit, SearchBox
from widgets.rail import Rail

if TYPE_CHECKING:
    from engines.exchange.run import Outcome
    from ui.alerts.desk import AlertDesk
    from ui.importing.watcher import Watcher
    from ui.search import Finder

ALERTS_AFTER_MS = 300  # once the first page is painted
NAME_PX = 200  # a longer name is shortened at the top
SETTLE_MS = 50
ICONS = {
    "inventory": "box",
    "orders": "receipt",
    "recommendations": "star",
    "ledger": "tree",
}


class MainWindow(QMainWindow):
    """Everything a person sees of an open shop."""

    reopen_wanted = Signal()
    appearance_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.pages: dict[str, TablePage] = {}
        self.actions_list = actions()
        self._desk: AlertDesk | None = None
        self._watcher: Watcher | None = None
        self._alerts_timer = QTimer(self)
        self._alerts_timer.setSingleShot(True)
        self._alerts_timer.setInterval(ALERTS_AFTER_MS)
        self._alerts_timer.timeout.connect(self._come_late)
        self.setWindowTitle(f"{context.shop.about.name} – Counterfoil")
        self.resize(1440, 900)
        self.setMinimumSize(1040, 640)
        self._build()
        self._restore()
        context.notices.committed.connect(lambda _notice: self.status.load())
        context.notices.stopped.connect(
            lambda job, error: self.alerts().presenter.stopped(job, error)
        )

    def _build(self) -> None:
        centre = QWidget()
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.search = SearchBox(self.context.jobs.ask, lambda text: self._finder.find(text))
        self.search.chosen.connect(self._found)
        self.search.setPlaceholderText(self.tr("Search orders, SKUs, customers, entries, actions"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setMinimumWidth(320)
        self.search.setMaximumWidth(520)
        outer.addWidget(self._top())
        self.rail = Rail()
        self.stack = QStackedWidget()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        outer.addLayout(middle, 1)
        self.status = StatusLine(self.context)
        self.status.bell.clicked.connect(lambda: self.do("alerts"))
        outer.addWidget(self.status)
        self.setCentralWidget(centre)
        self.toasts = Notices(centre)
        self.rail.selected.connect(self.show_tab)
        for action in self.actions_list:
            name = action.name.removeprefix("tab.")
            if not self.context.may_all(action.right):
                continue
            if action.name.startswith("tab."):
                self.rail.add(name, ICONS[name], action.text, action.keys)
            elif action.keys:
                shortcut = QShortcut(QKeySequence(action.keys), self)
                shortcut.activated.connect(partial(self.do, action.name))

    def _top(self) -> QWidget:
        bar = QWidget()
        theme.mark(bar, "panel")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(47)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        name = QLabel("Counterfoil")
        name.setFixedWidth(172)
        theme.mark(name, "heading")
        about = self.context.shop.about
        named = _shortened(about.name, NAME_PX)
        shop = QLabel(f"{named} · {about.currency} · {about.timezone}")
        shop.setToolTip(about.name)
        theme.mark(shop, "muted")
        person = QLabel(_shortened(self.context.actor.name, NAME_PX))
        person.setToolTip(self.context.actor.name)
        theme.mark(person, "pill-accent")
        person.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(name)
        row.addWidget(self.search, 100)
        row.addStretch(1)
        row.addWidget(shop)
        row.addSpacing(8)
        row.addWidget(person)
        return bar

    def _page(self, name: str) -> TablePage:
        """A tab's page, made when it is first shown."""
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = make_page(name, self.context)
            page.entry_wanted.connect(self.show_entry)
            page.thing_wanted.connect(self.show_thing)
            page.failed.connect(self.show_error)
            page.said.connect(self._said)
            page.action_wanted.connect(self.do)
            self.stack.addWidget(page)
            if len(self.pages) == 1:
                # The first rows are painted before anything else is read.
                page.when_filled(lambda: QTimer.singleShot(SETTLE_MS, self.status.load))
                page.when_filled(self._alerts_timer.start)
            state = settings.load()["layout"].get(f"table.{name}")
            if isinstance(state, str):
                page.table.restore(state)
            sizes = settings.load()["layout"].get(f"split.{name}")
            if isinstance(sizes, list) and len(sizes) == page.splitter.count():
                # Once the page has its width: before, sizes would be stretched to it.
                QTimer.singleShot(0, partial(page.splitter.setSizes, sizes))
        return page

    def _come_late(self) -> None:
        """Bring the bell, and what looks at a watched folder; their code is read elsewhere."""
        from app import machine

        makers: dict[str, Callable[[], object]] = {"ui.alerts.desk": self.alerts}
        if machine.known(self.context.shop.place).watched:
            makers["ui.importing.watched"] = self.watcher

        def read() -> None:
            for name in makers:
                import_module(name)

        def come(_read: None) -> None:
            for make in makers.values():
                make()

        self.context.jobs.ask_late(read, come, self.show_error)

    def alerts(self) -> AlertDesk:
        """What stands behind the bell, made when it is first needed."""
        if self._desk is None:
            from ui.alerts.desk import AlertDesk

            self._desk = AlertDesk(self.context, self.status, self.go, self)
        return self._desk

    def watcher(self) -> Watcher:
        """What looks at the watched folder, made after the first page is shown."""
        if self._watcher is None:
            from ui.importing.watched import make_watcher

            self._watcher = make_watcher(self.context, self.toasts, partial(self.do, "undo"), self)
        return self._watcher

    def show_tab(self, name: str) -> TablePage:
        """Show a tab."""
        page = self._page(name)
        self.stack.setCurrentWidget(page)
        self.rail.select(name)
        return page

    def current_tab(self) -> str:
        """The tab that is shown."""
        shown = self.stack.currentWidget()
        return next((name for name, page in self.pages.items() if page is shown), "orders")

    def show_entry(self, index: int) -> None:
        """Show an entry of the ledger."""
        page = self.show_tab("ledger")
        page.reveal(index)

    def show_thing(self, subject: str) -> None:
        """Show what an entry is about."""
        kind, _, key = subject.partition(":")
        if kind == "sku":
            self.go(subject)
            return
        self.show_tab("orders" if kind == "order" else "inventory").reveal(int(key))

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, in the language of the window."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, CounterfoilError):
            from app import messages

            self.toasts.show_notice(messages.say(error, QLocale().name()), "negative")

    def _said(self, words: str, tone: str) -> None:
        if tone == "acted":
            self._saved(words)
        else:
            self.toasts.show_notice(words, tone)

    def _saved(self, label: str) -> None:
        """Say what was saved; undo is offered where it is possible."""
        from app.undo import Next, next_undo
        from ui.labels import label_words

        text = self.tr("Saved: {what}").format(what=label_words(label))

        def say(found: Next | None) -> None:
            possible = found is not None and found.possible
            act = partial(self.do, "undo") if possible else None
            self.toasts.show_notice(text, "neutral", self.tr("Undo") if possible else "", act)

        database, actor = self.context.shop.database, self.context.actor
        self.context.jobs.ask(lambda: next_undo(database, actor), say, self.show_error)

    @cached_property
    def _finder(self) -> Finder:
        from ui.search import Finder

        return Finder(self.context, self.actions_list)

    def _found(self, hit: Hit) -> None:
        self.go(hit.key)

    def go(self, route: str) -> None:
        """Go where a route leads: action:verify, view:orders.late, order:17, sku:MUG-1 …"""
        kind, _, key = route.partition(":")
        if kind == "action":
            self.do(key)
        elif kind == "view":
            tab, _, view = key.partition(".")
            self.show_tab(tab).show_view(view)
        elif kind == "order":
            self.show_tab("orders").reveal(int(key))
        elif kind == "sku":
            self.show_tab("inventory").reveal_text(key)
        elif kind == "customer":
            self.show_tab("orders").reveal_text(key)
        elif kind == "entry":
            self.show_entry(int(key))
        elif kind == "setting":
            self._settings(key)

    def do(self, name: str) -> None:
        """Do an action by its name."""
        tab, _, act = name.partition(".")
        if act:
            page = self.show_tab(act if tab == "tab" else tab)
            if tab != "tab":
                page.act(act)
            return
        acts: dict[str, Callable[[], None]] = {
            "search": self.search.open_up,
            "import": self.import_files,
            "watch": self._watch,
            "undo": lambda: self._undo(redo=False),
            "redo": lambda: self._undo(redo=True),
            "refresh": self._refresh,
            "verify": self._verify,
            "backup": self._backup,
            "alerts": lambda: self.alerts().open(),
            "settings": self._settings,
            "keys": self._keys,
            "open": self.reopen_wanted.emit,
            "password": self._password,
        }
        acts[name]()

    def import_files(self) -> None:
        """Open the import dialog."""
        # A cold start must not pay for readers of files and for dialogs.
        from ui.importing.import_dialog import ImportDialog

        dialog = ImportDialog(self.context, self)
        dialog.imported.connect(self._imported)
        dialog.open()

    def _imported(self, outcome: Outcome) -> None:
        text = self.tr("Imported {count} rows").format(count=outcome.plan.accepted)
        self.toasts.show_notice(text, "positive", self.tr("Undo"), partial(self.do, "undo"))

    def _watch(self) -> None:
        from ui.importing.watched import choose_folder

        choose_folder(self.watcher(), self.toasts, self)

    def _undo(self, *, redo: bool) -> None:
        """Act on the text field that has the focus, else on the data."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QPlainTextEdit) and field is not self.search:
            field.redo() if redo else field.undo()
            return
        from app import undo
        from ui.labels import label_words

        act = undo.redo if redo else undo.undo
        words = self.tr("Redone: {what}") if redo else self.tr("Undone: {what}")
        self.context.jobs.ask(
            lambda: act(self.context.shop.database, self.context.actor).value,
            lambda label: self.toasts.show_notice(words.format(what=label_words(label))),
            self.show_error,
        )

    def _refresh(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, TablePage):
            page.refresh()

    def _verify(self) -> None:
        self.show_tab("ledger").verify()

    def _backup(self) -> None:
        from ui.backup import ask_and_back_up

        ask_and_back_up(self.context, self, self.toasts.show_notice, self.show_error)

    def _keys(self) -> None:
        from ui.key_map import KeysDialog

        KeysDialog(self.actions_list, self).open()

    def _settings(self, first: str = "") -> None:
        from ui.dialogs import SettingsDialog

        dialog = SettingsDialog(self, first)
        dialog.changed.connect(self.appearance_changed.emit)
        dialog.open()

    def _password(self) -> None:
        from ui.dialogs import PasswordDialog

        dialog = PasswordDialog(self.context, self)
        dialog.failed.connect(self.show_error)
        dialog.open()

    def _restore(self) -> None:
        stored = settings.load()["layout"].get("window")
        if isinstance(stored, str):
            self.restoreGeometry(QByteArray.fromBase64(stored.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout; jobs that run are stopped safely."""
        self._alerts_timer.stop()
        layout = dict(settings.load()["layout"])
        layout["window"] = bytes(self.saveGeometry().toBase64().data()).decode()
        for name, page in self.pages.items():
            layout[f"table.{name}"] = page.table.state_text()
            layout[f"split.{name}"] = page.splitter.sizes()
        settings.save(layout=layout)
        self.context.close()
        super().closeEvent(event)


def _shortened(name: str, width: int) -> str:
    """A name that leaves room for the rest of the bar; a tooltip says the whole of it."""
    return QFontMetrics(QApplication.font()).elidedText(name, Qt.TextElideMode.ElideRight, width)
