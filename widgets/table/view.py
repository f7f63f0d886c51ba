"""The table people work in: Excel's keys, header filters, states, a frozen first column.

``TableView(model, parent=None)``

- ``set_where(where)``: the page's own conditions (key figures, chips); typed filters are added
- ``refresh()``: ask again, keeping scroll and selection
- ``selection() -> Selection``, ``current_key()``, ``select_key(key) -> bool``,
  ``with_selected_keys(done, failed)``
- ``set_empty(title, text="", action="")``; signal ``empty_action()``; ``say_error``: a callable
  Exception -> str
- ``state_text()`` / ``restore(text)``: columns, widths, sort; ``set_filters_shown(shown)``
- ``copy()``; ``shown_columns() -> (place, Column) as shown``: for ``export.write_csv``
- signals ``selection_changed(Selection)``, ``current_changed(key)``, ``opened(key)``,
  ``find_wanted()``, ``footer_changed(Footer)``, ``copied(int)``, ``copy_failed(Exception)``,
  ``layout_changed()``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QWidget,
)

from widgets.table.clipboard import Clip, key_work, tsv_work
from widgets.table.delegates import CellDelegate
from widgets.table.footer import footer_of
from widgets.table.frozen import FrozenTable
from widgets.table.header import FilterHeader
from widgets.table.layout import Layout
from widgets.table.model import PagingModel
from widgets.table.selection import Selection, ranges, rows_selection
from widgets.table.source import Column, Filter, Key, Where
from widgets.table.states import StateOverlay
from widgets.table.typed import conditions

ROW_HEIGHT = 28
REMEMBERED = 1000
Index = QModelIndex | QPersistentModelIndex


class TableView(FrozenTable):
    """Shows a PagingModel."""

    selection_changed = Signal(object)
    current_changed = Signal(object)
    opened = Signal(object)
    find_wanted = Signal()
    footer_changed = Signal(object)
    copied = Signal(int)
    copy_failed = Signal(object)
    layout_changed = Signal()
    empty_action = Signal()

    def __init__(self, model: PagingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = model
        self.say_error: Callable[[Exception], str] | None = None
        self._where: Where = ()
        self._typed: dict[int, Where] = {}
        self._empty = ("", "", "")
        self._every = False
        self._kept: dict[int, Key] = {}
        self._restoring = False
        self._told: Key | None = None
        self._awaited = False
        self._cells = CellDelegate(model, self)
        self.titles = FilterHeader(model, self)
        self.overlay = StateOverlay(self)
        self._set_up()
        self.setModel(model)
        self.arrangement = Layout(self, model, self.titles)
        self._connect()
        self.arrangement.reset()
        self._show_state()

    def _set_up(self) -> None:
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self.titles)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Table"))
        self.titles.setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 10)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)

    def _connect(self) -> None:
        model = self.pages
        model.state_changed.connect(self._show_state)
        model.refreshed.connect(self._reselect)
        model.order_changed.connect(self.titles.follow)
        # Not the virtual method: PySide 6.11 damages memory handing QItemSelection to an override.
        self.selectionModel().selectionChanged.connect(lambda: self._selection_changed())
        self.arrangement.changed.connect(self.layout_changed)
        self.arrangement.filters_wanted.connect(self.set_filters_shown)
        self.titles.filter_typed.connect(self._filter_typed)
        self.overlay.acted.connect(self._overlay_acted)
        self.doubleClicked.connect(lambda index: self._open(index))
        self._footer_timer = QTimer(self)
        self._footer_timer.setSingleShot(True)
        self._footer_timer.setInterval(0)
        self._footer_timer.timeout.connect(self._tell_footer)
        model.dataChanged.connect(self._data_changed)

    # conditions

    def set_where(self, where: Where) -> None:
        self._where = where
        self._ask_where()

    def _ask_where(self) -> None:
        typed: list[Filter] = [one for column in sorted(self._typed) for one in self._typed[column]]
        self._every = False
        self.pages.set_where(self._where + tuple(typed))

    def _filter_typed(self, column: int, text: str) -> None:
        found = conditions(text, self.pages.columns[column], self.pages.words)
        self.titles.set_bad(column, found is None)
        if found is not None:
            self._typed[column] = found
            self._ask_where()

    def set_filters_shown(self, shown: bool) -> None:
        """Hiding the filter row also drops what was typed there."""
        if not shown:
            self.titles.clear()
        self.titles.show_filters(shown)
        self.updateGeometries()

    # selection

    def _selection_changed(self) -> None:
        if self._restoring:
            return
        self._every = False
        self._remember()
        self._tell()

    def _remember(self) -> None:
        self._kept = {}
        for first, last in self._ranges():
            for place in range(first, min(last + 1, first + REMEMBERED)):
                row = self.pages.row(place)
                if row is not None:
                    self._kept[place] = row.key

    def selectAll(self) -> None:
        """Everything the conditions match, loaded or not."""
        super().selectAll()
        self._every = self.pages.rowCount() > 0
        self._tell()

    def _tell(self) -> None:
        self.selection_changed.emit(self.selection())
        self._footer_timer.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._restoring:
            self._tell_current()

    def _tell_current(self) -> None:
        """A row that is still on its way is told when it is here."""
        key = self.current_key()
        self._awaited = key is None and self.currentIndex().isValid()
        if key != self._told and not self._awaited:
            self._told = key
            self.current_changed.emit(key)

    def _data_changed(self) -> None:
        if self._awaited:
            self._tell_current()
        self._footer_timer.start()

    def current_key(self) -> Key | None:
        index = self.currentIndex()
        row = self.pages.row(index.row()) if index.isValid() else None
        return None if row is None else row.key

    def _ranges(self) -> list[tuple[int, int]]:
        return ranges(self.selectionModel())

    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges())

    def selection(self) -> Selection:
        """What is selected now; keys of rows that are loaded (see ``with_selected_keys``)."""
        if self._every:
            return Selection((), self.pages.where, self.pages.rowCount())
        return Selection(tuple(self._kept.values()), None, self.selected_count())

    def with_selected_keys(
        self, done: Callable[[tuple[Key, ...]], None], failed: Callable[[Exception], None]
    ) -> None:
        """All selected keys in order, also of rows that were never loaded."""
        clip = self._clip()
        if clip is not None:
            self.pages.ask(key_work(clip), done, failed)

    def select_key(self, key: Key) -> bool:
        """Select and show the row with this key, if it is loaded."""
        for place, row in self.pages.rows_now():
            if row.key == key:
                self.setCurrentIndex(self.pages.index(place, 0))
                return True
        return False

    def refresh(self) -> None:
        top = max(0, self.rowAt(0))
        places = list(self._kept) if len(self._kept) <= REMEMBERED else []
        self.pages.refresh(also=frozenset({top, *places}))

    def _reselect(self) -> None:
        """After an answer, the same keys are selected where they are now."""
        kept = set(self._kept.values())
        if self._every:
            super().selectAll()
            self._every = self.pages.rowCount() > 0
        elif kept and self.selected_count() in (0, len(self._kept)):
            self._select_keys(kept)
        self._tell_current()
        self._footer_timer.start()

    def _select_keys(self, kept: set[Key]) -> None:
        places = {row.key: place for place, row in self.pages.rows_now() if row.key in kept}
        chosen = rows_selection(self.pages, sorted(places.values()))
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        self._restoring = True
        model.select(chosen, flags.ClearAndSelect | flags.Rows)
        if self._told in places:
            column = max(0, self.currentIndex().column())
            model.setCurrentIndex(self.pages.index(places[self._told], column), flags.NoUpdate)
        elif self._told is not None:
            model.clearCurrentIndex()
        self._restoring = False
        self._remember()
        if set(self._kept.values()) != kept:
            self._tell()

    # footer

    def _tell_footer(self) -> None:
        self.footer_changed.emit(footer_of(self.pages, self._ranges(), every=self._every))

    # states

    def set_empty(self, title: str, text: str = "", action: str = "") -> None:
        self._empty = (title, text, action)
        self._show_state()

    def _show_state(self) -> None:
        error = self.pages.error
        said = "" if error is None else self.say_error(error) if self.say_error else str(error)
        self.overlay.show_state(self.pages, self._empty, said)
        self._place_overlay()
        self._footer_timer.start()

    def _overlay_acted(self) -> None:
        if self.pages.state == "error":
            self.pages.retry()
        else:
            self.empty_action.emit()

    def _place_overlay(self) -> None:
        self.overlay.setGeometry(self.viewport().geometry())
        self.overlay.raise_()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_overlay()

    # clipboard, state, columns

    def shown_columns(self) -> tuple[tuple[int, Column], ...]:
        return self.arrangement.shown()

    def state_text(self) -> str:
        return self.arrangement.state_text()

    def restore(self, text: str) -> bool:
        return self.arrangement.restore(text)

    def _clip(self) -> Clip | None:
        source, ranges = self.pages.source, self._ranges()
        if source is None or not ranges:
            return None
        return Clip(
            source,
            self.pages.where,
            self.pages.order,
            tuple(ranges),
            self.pages.rowCount(),
            self.shown_columns(),
            self.pages.words,
        )

    def copy(self) -> None:
        """The selected rows as tab-separated text, read anew where they are not loaded."""
        clip = self._clip()
        if clip is None:
            return

        def done(text: str) -> None:
            QApplication.clipboard().setText(text)
            self.copied.emit(clip.count)

        self.pages.ask(tsv_work(clip), done, self.copy_failed.emit)

    # keys

    def _open(self, index: Index) -> None:
        row = self.pages.row(index.row())
        if row is not None:
            self.opened.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self._open(self.currentIndex())
            else:
                up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(-1 if up else 1)
        elif event.key() == Qt.Key.Key_L and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.set_filters_shown(not self.titles.filters_shown)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _step(self, by: int) -> None:
        index = self.currentIndex()
        row = min(max(index.row() + by, 0), self.pages.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self.pages.index(row, max(0, index.column())))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's own name)
        """Tab goes right and leaves the table after the last column, so nobody is trapped."""
        index = self.currentIndex()
        target = (
            self.arrangement.beside(index.column(), 1 if next else -1) if index.isValid() else None
        )
        if target is None:
            return super().focusNextPrevChild(next)
        self.selectionModel().setCurrentIndex(
            self.pages.index(index.row(), target), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        return True

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.titles.follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
        ):
            self._cells.restyle()
            self.viewport().update()
        elif event.type() == QEvent.Type.LanguageChange:
            self._show_state()
