"""The table people work in: Excel's keys, header filters, states, a frozen first column.

``TableView(model, parent=None)``

- ``set_where(where)``: the page's own conditions (key figures, chips); typed filters are added
- ``refresh()``: ask again, keeping scroll and selection
- ``selection() -> Selection`` (the rows that hold a selected cell), ``current_key()``,
  ``select_key(key) -> bool``, ``with_selected_keys(done, failed)``
- ``set_empty(title, text="", action="")``; signal ``empty_action()``; ``overlay.say_error``
- ``state_text()`` / ``restore(text)``: columns, widths, sort; ``set_filters_shown(shown)``;
  ``compact``, ``set_compact(compact)``
- ``editing``: typing, filling, pasting; signal ``edits_wanted(Edits)``: somebody answers with
  ``edits_done(edits)`` or ``edits_refused(edits, why)``
- ``copy()``; ``shown_columns() -> (place, Column) as shown``: for ``export.write_csv``
- signals ``selection_changed(Selection)``, ``current_changed(key)``, ``opened(key)``,
  ``find_wanted()``, ``footer_changed(Footer)``, ``copied(int)``, ``copy_failed(Exception)``,
  ``layout_changed()``, ``edits_wanted(Edits)``, ``export_wanted()``, ``print_wanted()``,
  ``preset_wanted(str)`` (the page's own choice of rows, as a saved view has it)
- ``grouping``, ``viewing`` (saved views), ``act(name)`` (see ``keys.KEYS``)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QMenu, QWidget

from widgets.table.acts import named_acts
from widgets.table.choosing import ChoosingTable
from widgets.table.chosen import REMEMBERED, Chosen
from widgets.table.delegates import CellDelegate
from widgets.table.filtering import Filtering
from widgets.table.fitting import fit_heads, fit_rows, is_compact
from widgets.table.header import FilterHeader
from widgets.table.layout import Layout
from widgets.table.model import PagingModel
from widgets.table.selection import Selection
from widgets.table.source import Column, Key, Where
from widgets.table.states import StateOverlay
from widgets.table.summing import Summing

if TYPE_CHECKING:
    from widgets.table.clipboard import Clip
    from widgets.table.editing import Editing
    from widgets.table.edits import Edits
    from widgets.table.grouping import Grouping
    from widgets.table.viewing import Viewing

ARROW = 26
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
    export_wanted = Signal()
    print_wanted = Signal()
    preset_wanted = Signal(str)

    def __init__(self, model: PagingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = model
        self._cells = CellDelegate(model, self)
        self.titles = FilterHeader(model, self)
        self.overlay = StateOverlay(self, model)
        self._set_up()
        self.setModel(model)
        self.arrangement = Layout(self, model, self.titles)
        self.filtering = Filtering(model, self.titles, self)
        self.chosen = Chosen(self, model)
        self.summing = Summing(model, self.chosen, self)
        self.arrangement.extend = self._extend_header
        self._acts = named_acts(self)
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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.titles.setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        fit_rows(self, compact=False)

    def _connect(self) -> None:
        model = self.pages
        model.state_changed.connect(self._show_state)
        model.refreshed.connect(self._reselect)
        model.order_changed.connect(self.titles.follow)
        model.dataChanged.connect(self.chosen.rows_came)
        self.chosen.changed.connect(self._tell)
        self.selectionModel().currentChanged.connect(lambda: self._take_input())
        self.chosen.current_changed.connect(self.current_changed)
        self.summing.told.connect(self.footer_changed)
        self.arrangement.changed.connect(self.layout_changed)
        self.arrangement.filters_wanted.connect(self.set_filters_shown)
        self.filtering.changing.connect(self.chosen.forget_all)
        self.overlay.acted.connect(self.empty_action)
        self.doubleClicked.connect(self._double_clicked)
        self.customContextMenuRequested.connect(self._menu)

    # made when first needed: a cold start does not pay for them

    @cached_property
    def editing(self) -> Editing:
        """Typing, filling, pasting."""
        from widgets.table.editing import Editing

        made = Editing(self, self.pages, self.clip)
        made.wanted.connect(self.edits_wanted)
        made.failed.connect(self.copy_failed)
        return made

    @cached_property
    def grouping(self) -> Grouping:
        """Groups by one column."""
        from widgets.table.grouping import Grouping

        made = Grouping(self.pages, self)
        made.changed.connect(lambda: fit_heads(self))
        self.pages.refreshed.connect(lambda: fit_heads(self))
        return made

    @cached_property
    def viewing(self) -> Viewing:
        """Saved views."""
        from widgets.table.viewing import Viewing

        made = Viewing(self)
        made.preset_wanted.connect(self.preset_wanted)
        return made

    def edits_done(self, edits: Edits) -> None:
        """What was wanted is saved."""
        self.editing.done(edits)

    def edits_refused(self, edits: Edits, why: str, keys: frozenset[Key] | None = None) -> None:
        """What was wanted is not saved; the cells (of ``keys``) say why."""
        self.editing.refused(edits, why, keys)

    # conditions

    def set_where(self, where: Where) -> None:
        self.filtering.set_where(where)

    def set_filters_shown(self, shown: bool) -> None:
        """Hiding the filter row also drops what was typed there."""
        if not shown:
            self.titles.clear()
        self.titles.show_filters(shown)
        self.updateGeometries()

    def set_compact(self, compact: bool) -> None:
        """Rows closer together."""
        fit_rows(self, compact=compact)
        self.layout_changed.emit()

    @property
    def compact(self) -> bool:
        """Whether the rows are."""
        return is_compact(self)

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

    def selection(self) -> Selection:
        """The rows with a selected cell: keys of those loaded (see ``with_selected_keys``)."""
        return self.chosen.selection()

    def with_selected_keys(
        self, done: Callable[[tuple[Key, ...]], None], failed: Callable[[Exception], None]
    ) -> None:
        """All selected keys in order, also of rows that were never loaded."""
        from widgets.table.clipboard import key_work

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
        self.overlay.set_empty(title, text, action)

    def _show_state(self) -> None:
        self.overlay.follow()
        self.summing.soon()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.overlay.place()

    # clipboard, state, columns

    def shown_columns(self) -> tuple[tuple[int, Column], ...]:
        return self.arrangement.shown()

    def state_text(self) -> str:
        return self.arrangement.state_text()

    def restore(self, text: str) -> bool:
        return self.arrangement.restore(text)

    def clip(self) -> Clip | None:
        """A question about the selected cells; about all of them, also in closed groups."""
        from widgets.table.clipboard import clip_of

        return clip_of(self.pages, self.chosen, self.shown_columns())

    def copy(self) -> None:
        """The selected cells as tab-separated text, read anew where they are not loaded."""
        from widgets.table.clipboard import tsv_work

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
            self.open_at(index)

    def open_at(self, index: Index) -> None:
        """Tell that a row is wanted; the head of a group opens or closes it."""
        row = self.pages.row(index.row())
        if row is not None and row.own:
            self.opened.emit(row.key)
        elif row is not None:
            self.grouping.toggle(index.row())

    def act(self, name: str) -> None:
        """Do what a key would do, by its name (see ``keys.KEYS``)."""
        self._acts[name]()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self.pages.row(index.row()) if index.isValid() and index.column() == 0 else None
        arrow = at.x() - self.visualRect(index).left() < ARROW if row is not None else False
        if row is not None and not row.own and arrow:
            self.grouping.toggle(index.row())

    def _extend_header(self, menu: QMenu, column: int) -> None:
        from widgets.table.menu import extend_header

        extend_header(self, menu, column)

    def _menu(self, place: QPoint) -> None:
        from widgets.table.menu import cell_menu

        menu = cell_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from widgets.table import keys

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._take_input()

    def _take_input(self) -> None:
        """Composed text is wanted where a cell can be edited; Qt goes by flags, which cost much."""
        index = self.currentIndex()
        wanted = index.isValid() and self.pages.columns[index.column()].editable
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, wanted)

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
        if "editing" in self.__dict__:
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
