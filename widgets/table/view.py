"""The table people work in: Excel's keys, header filters, states, a frozen first column.

``TableView(model, parent=None)``

- ``set_where(where)``: the page's own conditions (key figures, chips); typed filters are added
- ``refresh()``: ask again, keeping scroll and selection
- ``selection() -> Selection`` (the rows that hold a selected cell), ``current_key()``,
  ``select_key(key) -> bool``, ``with_selected_keys(done, failed)``
- ``set_empty(title, text="", action="")``; signal ``empty_action()``; ``say_error``: a callable
  Exception -> str
- ``state_text()`` / ``restore(text)``: columns, widths, sort; ``set_filters_shown(shown)``
- ``editing``: typing, filling, pasting; signal ``edits_wanted(Edits)``: somebody answers with
  ``edits_done(edits)`` or ``edits_refused(edits, why)``
- ``copy()``; ``shown_columns() -> (place, Column) as shown``: for ``export.write_csv``
- signals ``selection_changed(Selection)``, ``current_changed(key)``, ``opened(key)``,
  ``find_wanted()``, ``footer_changed(Footer)``, ``copied(int)``, ``copy_failed(Exception)``,
  ``layout_changed()``, ``edits_wanted(Edits)``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QWidget,
)

from widgets.table import keys
from widgets.table.choosing import ChoosingTable
from widgets.table.chosen import REMEMBERED, Chosen
from widgets.table.clipboard import Clip, key_work, tsv_work
from widgets.table.delegates import CellDelegate
from widgets.table.editing import Editing
from widgets.table.header import FilterHeader
from widgets.table.layout import Layout
from widgets.table.model import PagingModel
from widgets.table.selection import Selection
from widgets.table.source import Column, Filter, Key, Where
from widgets.table.states import StateOverlay
from widgets.table.summing import Summing
from widgets.table.typed import conditions

ROW_HEIGHT = 28
Index = QModelIndex | QPersistentModelIndex


class TableView(ChoosingTable):
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
    edits_wanted = Signal(object)

    def __init__(self, model: PagingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = model
        self.say_error: Callable[[Exception], str] | None = None
        self._where: Where = ()
        self._typed: dict[int, Where] = {}
        self._empty = ("", "", "")
        self._cells = CellDelegate(model, self)
        self.titles = FilterHeader(model, self)
        self.overlay = StateOverlay(self)
        self._set_up()
        self.setModel(model)
        self.arrangement = Layout(self, model, self.titles)
        self.chosen = Chosen(self, model)
        self.summing = Summing(model, self.chosen, self)
        self.editing = Editing(self, model, self.clip)
        self.edits_done = self.editing.done
        self.edits_refused = self.editing.refused
        self._acts = self._named_acts()
        self._connect()
        self.arrangement.reset()
        self._show_state()

    def _set_up(self) -> None:
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self.titles)
        # A click on a title sorts; Qt would select the column as well.
        self.titles.sectionPressed.disconnect()
        self.titles.sectionEntered.disconnect()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Table"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
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
        model.dataChanged.connect(self.chosen.rows_came)
        self.chosen.changed.connect(self._tell)
        self.chosen.current_changed.connect(self.current_changed)
        self.summing.told.connect(self.footer_changed)
        self.arrangement.changed.connect(self.layout_changed)
        self.arrangement.filters_wanted.connect(self.set_filters_shown)
        self.titles.filter_typed.connect(self._filter_typed)
        self.overlay.acted.connect(self._overlay_acted)
        self.doubleClicked.connect(self._double_clicked)
        self.editing.wanted.connect(self.edits_wanted)
        self.editing.failed.connect(self.copy_failed)
        self.customContextMenuRequested.connect(self._menu)

    # conditions

    def set_where(self, where: Where) -> None:
        self._where = where
        self._ask_where()

    def _ask_where(self) -> None:
        typed: list[Filter] = [one for column in sorted(self._typed) for one in self._typed[column]]
        self.chosen.forget_all()
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

    def selectAll(self) -> None:
        """Everything the conditions match, loaded or not."""
        self.chosen.all_of(self.chosen.shown())

    def select_columns(self) -> None:
        """The whole columns of the selected cells, loaded or not."""
        self.chosen.all_of(self.choose_columns())

    def _tell(self) -> None:
        self.selection_changed.emit(self.selection())
        self.summing.soon()

    def current_key(self) -> Key | None:
        return self.chosen.current_key()

    def selected_count(self) -> int:
        """How many rows hold a selected cell."""
        return self.selection().count

    def selection(self) -> Selection:
        """The rows with a selected cell: keys of those loaded (see ``with_selected_keys``)."""
        return self.chosen.selection()

    def with_selected_keys(
        self, done: Callable[[tuple[Key, ...]], None], failed: Callable[[Exception], None]
    ) -> None:
        """All selected keys in order, also of rows that were never loaded."""
        clip = self.clip()
        if clip is not None:
            self.pages.ask(key_work(clip), done, failed)

    def select_key(self, key: Key) -> bool:
        """Select and show the row with this key, if it is loaded."""
        for place, row in self.pages.rows_now():
            if row.key == key:
                self.setCurrentIndex(self.pages.index(place, 0))
                self.choose_rows()
                return True
        return False

    def refresh(self) -> None:
        top = max(0, self.rowAt(0))
        places = self.chosen.places()
        if len(places) > REMEMBERED:
            places = []
        self.pages.refresh(also=frozenset({top, *places}))

    def _reselect(self) -> None:
        self.chosen.reselect()
        self.summing.soon()

    # states

    def set_empty(self, title: str, text: str = "", action: str = "") -> None:
        self._empty = (title, text, action)
        self._show_state()

    def _show_state(self) -> None:
        error = self.pages.error
        said = "" if error is None else self.say_error(error) if self.say_error else str(error)
        self.overlay.show_state(self.pages, self._empty, said)
        self._place_overlay()
        self.summing.soon()

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

    def clip(self) -> Clip | None:
        """A question about the selected cells."""
        source, parts = self.pages.source, self.chosen.bands()
        if source is None or not parts:
            return None
        return Clip(
            source,
            self.pages.where,
            self.pages.order,
            parts,
            self.pages.rowCount(),
            self.shown_columns(),
            self.pages.words,
        )

    def copy(self) -> None:
        """The selected cells as tab-separated text, read anew where they are not loaded."""
        clip = self.clip()
        if clip is None:
            return

        def done(text: str) -> None:
            QApplication.clipboard().setText(text)
            self.copied.emit(clip.count)

        self.pages.ask(tsv_work(clip), done, self.copy_failed.emit)

    # keys

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.editing.begin():
            self._open(index)

    def _edit(self) -> None:
        self.editing.begin()

    def _open(self, index: Index) -> None:
        row = self.pages.row(index.row())
        if row is not None:
            self.opened.emit(row.key)

    def _named_acts(self) -> dict[str, Callable[[], None]]:
        return {
            "copy": self.copy,
            "find": self.find_wanted.emit,
            "all": self.selectAll,
            "rows": self.choose_rows,
            "columns": self.select_columns,
            "down": lambda: self.step(1),
            "up": lambda: self.step(-1),
            "open": lambda: self._open(self.currentIndex()),
            "filters": lambda: self.set_filters_shown(not self.titles.filters_shown),
            "edit": self._edit,
            "paste": self.editing.paste,
            "fill": self.editing.fill,
            "clear": self.editing.clear,
            "today": self.editing.today,
            "set": self.editing.ask_operation,
        }

    def act(self, name: str) -> None:
        """Do what a key would do, by its name (see ``keys.KEYS``)."""
        self._acts[name]()

    def _menu(self, place: QPoint) -> None:
        from widgets.table.menu import cell_menu

        menu = cell_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act, way = self._acts.get(keys.named(event)), keys.movement(event)
        typed = keys.typed(event)
        if act is not None:
            act()
        elif way is not None:
            self.go(way)
        elif not (typed and self.editing.begin(typed)):
            super().keyPressEvent(event)
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed text (Chinese) opens the cell like any typing."""
        if (event.commitString() or event.preeditString()) and self.editing.begin(""):
            field = self.editing.cell.field
            if field is not None:
                QApplication.sendEvent(field, event)
            return
        super().inputMethodEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's own name)
        """Tab goes right and leaves the table after the last column, so nobody is trapped."""
        index = self.currentIndex()
        target = (
            self.arrangement.beside(index.column(), 1 if next else -1) if index.isValid() else None
        )
        if target is None:
            return super().focusNextPrevChild(next)
        self.setCurrentIndex(self.pages.index(index.row(), target))
        return True

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.editing.cell.place()
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
