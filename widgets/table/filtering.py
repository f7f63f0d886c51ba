"""The conditions a table shows: the page's own, and those typed into the filter row.

``Filtering(model, titles, parent)``: ``set_where(where)``; signal ``changing()`` before the model
is asked anew
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from widgets.table.header import FilterHeader
from widgets.table.model import PagingModel
from widgets.table.source import Where
from widgets.table.typed import conditions


class Filtering(QObject):
    """Joins both kinds."""

    changing = Signal()

    def __init__(self, model: PagingModel, titles: FilterHeader, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._titles = model, titles
        self._where: Where = ()
        self._typed: dict[int, Where] = {}
        titles.filter_typed.connect(self._filter_typed)

    def set_where(self, where: Where) -> None:
        """The page's own conditions."""
        self._where = where
        self._ask()

    def _ask(self) -> None:
        self.changing.emit()
        typed = tuple(one for column in sorted(self._typed) for one in self._typed[column])
        self._model.set_where(self._where + typed)

    def _filter_typed(self, column: int, text: str) -> None:
        found = conditions(text, self._model.columns[column], self._model.words)
        self._titles.set_bad(column, found is None)
        if found is not None:
            self._typed[column] = found
            self._ask()
