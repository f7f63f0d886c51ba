"""Takes and applies saved views of one table.

``Viewing(view)``: ``now(name, preset="", …) -> SavedView``, ``apply(saved)``; signal
``preset_wanted(str)``: the page shows its own choice again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from widgets.table.state import dump, parse
from widgets.table.views import SavedView

if TYPE_CHECKING:
    from widgets.table.view import TableView


class Viewing(QObject):
    """What a table shows now, as a view, and back."""

    preset_wanted = Signal(str)

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view

    def now(
        self,
        name: str,
        preset: str = "",
        *,
        only_columns: bool = False,
        shared: bool = False,
    ) -> SavedView:
        """How the table looks now."""
        view = self._view
        state = parse(view.state_text())
        if state is None:
            raise ValueError("a table's own state is readable")
        columns = view.pages.columns
        return SavedView(
            name,
            state,
            {columns[place].key: text for place, text in view.titles.texts().items()},
            preset,
            view.grouping.key,
            view.pages.marks,
            only_columns,
            shared,
        )

    def apply(self, saved: SavedView) -> None:
        """Show a view; a column set leaves sort, filters, groups and marks alone."""
        view = self._view
        if saved.only_columns:
            view.arrangement.arrange(saved.state)
            return
        self.preset_wanted.emit(saved.preset)
        view.set_filters_shown(False)  # and with it what was typed there
        view.restore(dump(replace(saved.state, filters_shown=bool(saved.filters))))
        for place, column in enumerate(view.pages.columns):
            if column.key in saved.filters:
                view.titles.set_text(place, saved.filters[column.key])
        view.set_filters_shown(saved.state.filters_shown or bool(saved.filters))
        view.pages.set_marks(saved.marks)
        view.grouping.by(saved.group)
