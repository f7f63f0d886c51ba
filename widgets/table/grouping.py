"""Groups as a person opens and closes them.

``Grouping(model, parent)``: ``by(key)`` ("" for plain rows), ``key``, ``can``, ``toggle(place)``,
``open_all()``, ``close_all()``; signal ``changed()``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from widgets.table.grouped import GroupedSource, GroupRow
from widgets.table.model import PagingModel
from widgets.table.source import Groupable


class Grouping(QObject):
    """By which column the rows of a model are grouped."""

    changed = Signal()

    def __init__(self, model: PagingModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @property
    def key(self) -> str:
        """The key of the column rows are grouped by."""
        source = self._model.source
        return source.key if isinstance(source, GroupedSource) else ""

    @property
    def can(self) -> bool:
        """Whether the source groups at all."""
        return isinstance(self._model.base, Groupable)

    def by(self, key: str) -> None:
        """Group by a column, if the source can."""
        base = self._model.base
        if key == self.key or base is None:
            return
        columns = self._model.columns
        if isinstance(base, Groupable) and any(one.key == key and one.groupable for one in columns):
            self._model.set_source(GroupedSource(base, columns, key))
        else:
            self._model.set_source(base)
        self.changed.emit()

    def toggle(self, place: int) -> None:
        """Open or close the group whose head stands here."""
        row, source = self._model.row(place), self._model.source
        if isinstance(row, GroupRow) and isinstance(source, GroupedSource):
            self._model.swap(source.toggled(row.group.value))

    def open_all(self) -> None:
        """Every group, also those that were never looked at."""
        model, source, where = self._model, self._model.source, self._model.where
        if isinstance(source, GroupedSource):
            model.ask(lambda: source.all_opened(where), model.swap, model.failed)

    def close_all(self) -> None:
        """Only heads."""
        if isinstance(self._model.source, GroupedSource):
            self._model.swap(self._model.source.none_opened())
