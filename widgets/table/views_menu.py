"""A menu of the saved views of a table: show, save, remove; column sets too.

``ViewsMenu(view, store, preset)``: ``preset() -> str`` is the page's own choice of rows, which a
view keeps.
"""

from __future__ import annotations

from collections.abc import Callable
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
        for one in saved:
            self.addAction(self._words(one), partial(self._view.viewing.apply, one))
        if saved:
            self.addSeparator()
        self.addAction(self.tr("Save this view…"), lambda: self.ask(only_columns=False))
        self.addAction(self.tr("Save these columns…"), lambda: self.ask(only_columns=True))
        if saved:
            less = self.addMenu(self.tr("Remove"))
            for one in saved:
                less.addAction(self._words(one), partial(self._store.remove, one))

    def _words(self, one: SavedView) -> str:
        name = one.name.replace("&", "&&")
        if one.only_columns:
            name = self.tr("{name} (columns)").format(name=name)
        return self.tr("{name} (shared)").format(name=name) if one.shared else name

    def ask(self, *, only_columns: bool) -> FormDialog:
        """Ask for a name and keep what is shown; the menu itself may be gone by then."""
        view, store, preset = self._view, self._store, self._preset()
        title = self.tr("Save these columns") if only_columns else self.tr("Save this view")
        dialog = FormDialog(title, self.tr("Save"), self._view)
        name, share = QLineEdit(), QCheckBox(self.tr("Everybody in the shop"))
        name.setMaxLength(LONGEST)
        dialog.add("name", self.tr("Name"), name)
        if self._store.can_share:
            dialog.add("share", self.tr("Show it to"), share)
        missing = self.tr("Give it a name.")
        dialog.check = lambda: None if name.text().strip() else ("name", missing)

        def keep() -> None:
            store.save(
                view.viewing.now(
                    name.text().strip(),
                    preset,
                    only_columns=only_columns,
                    shared=share.isChecked(),
                )
            )

        dialog.accepted.connect(keep)
        dialog.finished.connect(dialog.deleteLater)
        theme.mark(dialog.verb, "primary")
        dialog.open()
        return dialog
