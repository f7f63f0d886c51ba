"""Which columns a table shows, in what order and width, and what it is sorted by.

``Layout(view, model, header)`` keeps both and makes the header's menu: ``reset()``,
``sort_by(column, add)``, ``open_menu(column, place)``, ``menu(column) -> QMenu``, ``shown()``,
``state_text()``, ``restore(text) -> bool``, ``arrange(state)``, ``beside(column, by)``;
``extend(menu, column)``: who adds to the header's menu; signal ``changed()``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from widgets.table.delegates import PAD
from widgets.table.export import Placed
from widgets.table.fitting import fit_rows, is_compact
from widgets.table.frozen import FrozenTable
from widgets.table.header import FilterHeader
from widgets.table.model import PagingModel
from widgets.table.source import Sort
from widgets.table.state import ColumnState, TableState, dump, parse


class Layout(QObject):
    """The columns of one table as a person arranges them."""

    changed = Signal()
    filters_wanted = Signal(bool)

    def __init__(self, view: FrozenTable, model: PagingModel, header: FilterHeader) -> None:
        super().__init__(view)
        self._view, self._model, self._header = view, model, header
        self.extend: Callable[[QMenu, int], None] = lambda _menu, _column: None
        header.sectionMoved.connect(self.changed)
        header.sectionResized.connect(self.changed)
        header.sort_wanted.connect(self.sort_by)
        header.menu_wanted.connect(self.open_menu)

    def reset(self) -> None:
        """The columns as the program gives them: order, width, and which are hidden."""
        for place, column in enumerate(self._model.columns):
            self._header.moveSection(self._header.visualIndex(place), place)
            self._header.setSectionHidden(place, column.hidden)
            self._header.resizeSection(place, max(column.width, self._title_width(column.title)))
        self.changed.emit()

    def _title_width(self, title: str) -> int:
        """Room for the whole title, in whatever language and font."""
        return self._header.fontMetrics().horizontalAdvance(title) + 2 * PAD

    # sort

    def sort_by(self, column: int, add: bool = False) -> None:
        """A click: ascending, then descending; ``add`` keeps the first key and adds a second."""
        about = self._model.columns[column]
        if not about.sortable:
            return
        order = self._model.order
        now = next((one for one in order if one.key == about.key), None)
        wanted = Sort(about.key, descending=now is not None and not now.descending)
        if add and order and order[0].key != about.key:
            self._model.set_sort((order[0], wanted))
        elif add and now is not None:
            self._model.set_sort((wanted, *order[1:]))
        else:
            self._model.set_sort((wanted,))
        self.changed.emit()

    def _sort(self, column: int, descending: bool) -> None:
        self._model.set_sort((Sort(self._model.columns[column].key, descending),))
        self.changed.emit()

    # columns

    def _visual(self) -> list[int]:
        header = self._header
        return [header.logicalIndex(place) for place in range(header.count())]

    def shown(self) -> tuple[Placed, ...]:
        """(place in the row, Column) from left to right, without the hidden ones."""
        return tuple(
            (place, self._model.columns[place])
            for place in self._visual()
            if not self._header.isSectionHidden(place)
        )

    def beside(self, column: int, by: int) -> int | None:
        """The shown column next to this one, or None at the end."""
        places = [place for place, _ in self.shown()]
        if column not in places:
            return None
        at = places.index(column) + by
        return places[at] if 0 <= at < len(places) else None

    def set_hidden(self, column: int, hidden: bool) -> None:
        """Hide or show a column; the first one always stays."""
        if column != 0:
            self._header.setSectionHidden(column, hidden)
            self.changed.emit()

    # the header's menu

    def menu(self, column: int) -> QMenu:
        """Sort, show and hide, filter row, reset."""
        from widgets.table.keys import key_of  # a start opens no menu

        menu = QMenu(self._view)
        if 0 <= column < len(self._model.columns) and self._model.columns[column].sortable:
            menu.addAction(self.tr("Sort ascending"), lambda: self._sort(column, False))
            menu.addAction(self.tr("Sort descending"), lambda: self._sort(column, True))
            order = self._model.order
            if order and order[0].key != self._model.columns[column].key:
                menu.addAction(self.tr("Then sort by this"), lambda: self.sort_by(column, True))
            menu.addSeparator()
        for place in self._visual():
            action = menu.addAction(self._model.columns[place].title)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(place))
            action.setEnabled(place != 0)
            action.toggled.connect(lambda on, at=place: self.set_hidden(at, not on))
        menu.addSeparator()
        keys = QKeySequence(key_of("filters")).toString(QKeySequence.SequenceFormat.NativeText)
        filters = menu.addAction(self.tr("Filter row") + "\t" + keys)
        filters.setCheckable(True)
        filters.setChecked(self._header.filters_shown)
        filters.toggled.connect(self.filters_wanted)
        menu.addAction(self.tr("Reset columns"), self.reset)
        self.extend(menu, column)
        return menu

    def open_menu(self, column: int, place: QPoint) -> None:
        menu = self.menu(column)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    # state

    def state_text(self) -> str:
        """The arrangement as JSON text."""
        columns = self._model.columns
        kept = []
        for place in self._visual():
            hidden = self._header.isSectionHidden(place)
            width = self._width(place, hidden)
            kept.append(ColumnState(columns[place].key, width, hidden))
        filters, compact = self._header.filters_shown, is_compact(self._view)
        return dump(TableState(tuple(kept), self._model.order, filters, compact))

    def _width(self, place: int, hidden: bool) -> int:
        """A hidden section says 0; it comes back in its first width."""
        return self._model.columns[place].width if hidden else self._header.sectionSize(place)

    def restore(self, text: str) -> bool:
        """Arrange as the text says; columns it does not know keep their place at the end."""
        state = parse(text)
        if state is None:
            return False
        self.arrange(state)
        sortable = {one.key for one in self._model.columns if one.sortable}
        self._model.set_sort(tuple(one for one in state.order if one.key in sortable))
        self.filters_wanted.emit(state.filters_shown)
        fit_rows(self._view, compact=state.compact)
        return True

    def arrange(self, state: TableState) -> None:
        """The columns alone: order, width, which are hidden."""
        at = {column.key: place for place, column in enumerate(self._model.columns)}
        known = [one for one in state.columns if one.key in at]
        for target, one in enumerate(known):
            place = at[one.key]
            if place != 0:
                self._header.moveSection(self._header.visualIndex(place), target)
            self._header.resizeSection(place, one.width)
            self._header.setSectionHidden(place, one.hidden and place != 0)
        self.changed.emit()
