"""What is chosen in a table, and how that outlives new answers.

``Chosen(view, model)``: ``bands()``, ``shown()``, ``every`` (the columns chosen over all rows, as a
predicate), ``selection() -> Selection``, ``current_key()``, ``places()``, ``all_of(columns)``,
``reselect()``; signals ``changed()``, ``current_changed(key)``.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal

from widgets.table.choosing import ChoosingTable
from widgets.table.model import PagingModel
from widgets.table.selection import (
    Band,
    Selection,
    area,
    bands,
    row_count,
    runs,
)
from widgets.table.source import Key

REMEMBERED = 1000
Flag = QItemSelectionModel.SelectionFlag


class Chosen(QObject):
    """The selected cells and the current row of one view."""

    changed = Signal()
    current_changed = Signal(object)

    def __init__(self, view: ChoosingTable, model: PagingModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.every: frozenset[int] = frozenset()
        self._kept: dict[int, tuple[Key, frozenset[int]]] = {}
        self._heads = 0  # of groups, among the selected rows
        self._restoring = False
        self._told: Key | None = None
        self._awaited = False
        # Not the virtual method: PySide 6.11 damages memory handing QItemSelection to an override.
        view.selectionModel().selectionChanged.connect(lambda: self._selection_changed())
        view.selectionModel().currentChanged.connect(lambda: self._current_moved())

    # what there is

    def shown(self) -> frozenset[int]:
        return frozenset(self._view.shown_places())

    def bands(self) -> tuple[Band, ...]:
        return bands(self._view.selectionModel(), self.shown())

    def places(self) -> list[int]:
        """Where the chosen rows are, as far as they are remembered."""
        return list(self._kept)

    def selection(self) -> Selection:
        """Keys of the chosen rows that are loaded, or the predicate of all."""
        if self.every:
            return Selection((), self._model.where, self._model.things())
        keys = tuple(key for key, _columns in self._kept.values())
        return Selection(keys, None, max(row_count(self.bands()) - self._heads, len(keys)))

    def current_key(self) -> Key | None:
        index = self._view.currentIndex()
        row = self._model.row(index.row()) if index.isValid() else None
        return row.key if row is not None and row.own else None

    # what a person does

    def all_of(self, columns: frozenset[int]) -> None:
        """Everything the conditions match, loaded or not, in these columns."""
        self._view.choose_whole(columns)
        self.every = columns if self._model.rowCount() else frozenset()
        self.changed.emit()

    def forget_all(self) -> None:
        """The conditions change: what was all of them is not meant any more."""
        self.every = frozenset()

    def _selection_changed(self) -> None:
        if not self._restoring:
            self.every = frozenset()
            self._remember()
            self.changed.emit()

    def _remember(self) -> None:
        self._kept, self._heads = {}, 0
        for one in self.bands():
            for place in range(one.first, min(one.last + 1, one.first + REMEMBERED)):
                row = self._model.row(place)
                self._heads += row is not None and not row.own
                if row is not None and row.own:
                    self._kept[place] = (row.key, one.columns)

    def _current_moved(self) -> None:
        if not self._restoring:
            self.tell_current()

    def tell_current(self) -> None:
        """A row that is still on its way is told when it is here."""
        key, index = self.current_key(), self._view.currentIndex()
        self._awaited = index.isValid() and self._model.row(index.row()) is None
        if key != self._told and not self._awaited:
            self._told = key
            self.current_changed.emit(key)

    def rows_came(self) -> None:
        """More rows are loaded."""
        if self._awaited:
            self.tell_current()

    # after an answer

    def reselect(self) -> None:
        """The same things are selected where they are now."""
        if self.every:
            self.all_of(self.every)
        elif self._kept and row_count(self.bands()) in (0, len(self._kept)):
            self._select_kept()
        self.tell_current()

    def _select_kept(self) -> None:
        kept = dict(self._kept.values())
        places = {row.key: place for place, row in self._model.rows_now() if row.key in kept}
        by_columns: dict[frozenset[int], list[int]] = {}
        for key, place in places.items():
            by_columns.setdefault(kept[key], []).append(place)
        chosen = QItemSelection()
        for columns, rows in by_columns.items():
            for part in area(self._model, runs(rows), columns).toList():
                chosen.append(part)
        model = self._view.selectionModel()
        self._restoring = True
        model.select(chosen, Flag.ClearAndSelect)
        if self._told in places:
            column = max(0, self._view.currentIndex().column())
            model.setCurrentIndex(self._model.index(places[self._told], column), Flag.NoUpdate)
        elif self._told is not None:
            model.clearCurrentIndex()
        self._restoring = False
        self._remember()
        if dict(self._kept.values()).keys() != kept.keys():
            self.changed.emit()
