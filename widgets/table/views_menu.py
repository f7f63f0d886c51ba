"""A menu of the saved views of a table: show, save, remove; column sets too.

``ViewsMenu(view, store, preset)``: ``preset() -> str`` is the page's own choice of rows, which a
view keeps. ``ask(only_columns)`` opens a ``SaveDialog``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from widgets import theme
from widgets.dialogs import FormDialog
from widgets.table.view import TableView
from widgets.table.views import LONGEST, SavedView, ViewStore


class ViewsMenu(QMenu):
    """As of when it was opened."""

    def __init__(
        self,
        view: TableView,
        store: ViewStore,
        preset: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._store, self._preset = view, store, preset
        self.setAccessibleName(self.tr("Saved views"))
        self._fill()

    def _fill(self) -> None:
        saved = list(self._store.views())
        for shared in (False, True):
            some = [one for one in saved if one.shared is shared]
            for one in some:
                self.addAction(self._words(one), partial(self._view.viewing.apply, one))
            if some:
                self.addSeparator()
        self.addAction(self.tr("Save this view…"), lambda: self.ask(only_columns=False))
        self.addAction(self.tr("Save these columns…"), lambda: self.ask(only_columns=True))
        if saved:
            self._removing(saved)

    def _removing(self, saved: Sequence[SavedView]) -> None:
        less = self.addMenu(self.tr("Remove"))
        for one in saved:
            action = less.addAction(self._words(one), partial(self._store.remove, one))
            action.setEnabled(self._store.may_change(one))

    def _words(self, one: SavedView) -> str:
        name = one.name.replace("&", "&&")
        if one.only_columns:
            name = self.tr("{name} (columns)").format(name=name)
        if one.owner:
            words = self.tr("{name} (shared by {owner})")
            return words.format(name=name, owner=one.owner.replace("&", "&&"))
        return self.tr("{name} (shared)").format(name=name) if one.shared else name

    def ask(self, *, only_columns: bool) -> SaveDialog:
        """Ask for a name and keep what is shown; the menu itself may be gone by then."""
        view, store, preset = self._view, self._store, self._preset()

        def keep(name: str, shared: bool) -> None:
            now = view.viewing.now(name, preset, only_columns=only_columns, shared=shared)
            store.save(now)

        dialog = SaveDialog(store, keep, view, only_columns=only_columns)
        dialog.open()
        return dialog


class SaveDialog(FormDialog):
    """Under which name, and for whom; a name that is there is replaced, and the verb says so."""

    def __init__(
        self,
        store: ViewStore,
        keep: Callable[[str, bool], None],
        parent: QWidget,
        *,
        only_columns: bool,
    ) -> None:
        super().__init__("", "", parent)
        columns = self.tr("Save these columns")
        self.setWindowTitle(columns if only_columns else self.tr("Save this view"))
        self._store = store
        self.name = QLineEdit()
        self.share = QCheckBox(self.tr("Everybody in the shop"))
        self.name.setMaxLength(LONGEST)
        self.add("name", self.tr("Name"), self.name)
        if store.can_share:
            self.add("share", self.tr("Show it to"), self.share)
        self.name.textChanged.connect(lambda _text: self._say_verb())
        self.share.toggled.connect(lambda _on: self._say_verb())
        self.check = self._wrong
        self.accepted.connect(lambda: keep(self._named(), self.share.isChecked()))
        self.finished.connect(self.deleteLater)
        theme.mark(self.verb, "primary")
        self._say_verb()

    def _named(self) -> str:
        return self.name.text().strip()

    def _there(self) -> SavedView | None:
        """What would be replaced: a private and a shared view may have one name."""
        wanted = (self._named(), self.share.isChecked())
        return next((one for one in self._store.views() if (one.name, one.shared) == wanted), None)

    def _say_verb(self) -> None:
        self.verb.setText(self.tr("Save") if self._there() is None else self.tr("Replace"))

    def _wrong(self) -> tuple[str, str] | None:
        there = self._there()
        if not self._named():
            return "name", self.tr("Give it a name.")
        if there is not None and not self._store.may_change(there):
            words = self.tr("{owner} shares a view of this name. Choose another one.")
            return "name", words.format(owner=there.owner)
        return None
