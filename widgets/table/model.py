"""A table model over pages of a RowSource, made for a million rows and more.

``PagingModel(columns, ask, source=None, words=Words(), parent=None)``

- ``set_source(source)``, ``set_where(where)``, ``set_sort(order)``, ``set_columns(columns)``,
  ``set_words(words)``, ``refresh()`` (same places, new values), ``retry()``
- ``columns``, ``where``, ``order``, ``source``, ``state``, ``error``, ``row(n) -> Row | None``,
  ``value(row, column)``, ``rows_now()``: loaded rows as (place, Row)
- ``base``: the source without groups; ``things()``: rows without the heads of groups;
  ``swap(source)``: the same rows in other groups
- ``marks``, ``marks_at``, ``set_marks(marks)``: conditional marks
- ``overlay``: values that wait to be saved, refusals; ``patch(cells)``: saved ones into the rows
- signals ``state_changed()``, ``refreshed()``, ``where_changed()``, ``order_changed()``
- role ``RAW``: the value itself; ``None`` while the page is on its way

Pages of 200 rows; the 60 used last are kept. Only the newest question's answer is applied.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import time_ns
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from widgets.table.overlay import Cells, Overlay, patched
from widgets.table.said import ROLES, cell_said
from widgets.table.source import (
    NUMBERS,
    Ask,
    Column,
    Nested,
    Order,
    Row,
    RowSource,
    Value,
    Where,
)
from widgets.table.text import Words

if TYPE_CHECKING:
    from widgets.table.marks import Mark, Ready

PAGE = 200
KEPT = 60
AT_ONCE = 2
LATE_MS = 20  # rows are painted before what is late is asked for
State = Literal["loading", "ready", "empty", "error"]
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Answer:
    total: int
    pages: dict[int, tuple[Row, ...]]


class PagingModel(QAbstractTableModel):
    """Asks for what is looked at, and shows placeholders until it comes."""

    state_changed = Signal()
    refreshed = Signal()
    where_changed = Signal()
    order_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        ask: Ask,
        source: RowSource | None = None,
        words: Words | None = None,
        parent: QObject | None = None,
        *,
        ask_late: Ask | None = None,
    ) -> None:
        """`ask_late` reads what is only completed later (`ask` where there is none)."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.words = words or Words()
        self.source: RowSource | None = None
        self.where: Where = ()
        self.order: Order = ()
        self.state: State = "empty"
        self.error: Exception | None = None
        self.ask = ask
        self.ask_late = ask_late or ask
        self.overlay = Overlay()
        self.marks: tuple[Mark, ...] = ()
        self.marks_at: dict[int, tuple[Ready, ...]] = {}
        self._total = 0
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._wanted: list[int] = []
        self._flying: set[int] = set()
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fetch)
        if source is not None:
            self.set_source(source)

    # what is asked

    def set_source(self, source: RowSource) -> None:
        self.source = source
        self._restart()

    @property
    def base(self) -> RowSource | None:
        """Where rows come from, without groups."""
        return self.source.base if isinstance(self.source, Nested) else self.source

    def things(self) -> int:
        """How many rows there are, without the heads of groups."""
        if isinstance(self.source, Nested):
            return self.source.things(self.where)
        return self._total

    def swap(self, source: RowSource) -> None:
        """The same question to a source that shows more or fewer of the same rows."""
        self.source = source
        self.refresh()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Which cells stand out."""
        self.marks = tuple(marks)
        self._prepare_marks()
        self.repaint_all()

    def _prepare_marks(self) -> None:
        """Work today into the marks: with every answer, as a window stays open over midnight."""
        if self.marks or self.marks_at:
            from widgets.table.marks import by_place

            self.marks_at = by_place(self.marks, self.columns, self.words, time_ns() // 1000)

    def set_where(self, where: Where) -> None:
        if where != self.where:
            self.where = where
            self._restart()
            self.where_changed.emit()

    def set_sort(self, order: Order) -> None:
        if order != self.order:
            self.order = order
            self._restart()
            self.order_changed.emit()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """The same columns in other words, after a language change."""
        if tuple(one.key for one in columns) != tuple(one.key for one in self.columns):
            raise ValueError("columns keep their keys")
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.repaint_all()

    def set_words(self, words: Words) -> None:
        self.words = words
        self._prepare_marks()
        self.repaint_all()

    def retry(self) -> None:
        self._restart()

    def _restart(self) -> None:
        """A new question: old rows stay on screen until the first answer."""
        self._load(keep_places=False, also=frozenset({0}))

    def refresh(self, also: frozenset[int] = frozenset()) -> None:
        """Ask again for what is loaded around the places in ``also`` (row numbers)."""
        recent = set(list(self._pages)[-3:])
        # the places' pages, a few at most: a refresh is for what is seen and selected
        self._load(
            keep_places=True, also=frozenset(recent | {place // PAGE for place in also} or {0})
        )

    def _load(self, *, keep_places: bool, also: frozenset[int]) -> None:
        source, where, order = self.source, self.where, self.order
        if source is None:
            return
        self._generation += 1
        mine = self._generation
        self._flying.clear()
        self._wanted.clear()

        def work() -> _Answer:
            total = source.count(where)
            pages = {
                page: tuple(source.page(where, order, page * PAGE, PAGE, total))
                for page in sorted(also)
                if page * PAGE < total
            }
            return _Answer(total, pages)

        def done(answer: _Answer) -> None:
            if mine == self._generation:
                self._apply(answer, keep_places=keep_places)

        if not keep_places or self.state == "error":
            self._set_state("loading")
        self.ask(work, done, lambda error: self._failed(mine, error))

    def _failed(self, generation: int, error: Exception) -> None:
        if generation == self._generation:
            self.error = error
            self._set_state("error")

    def _set_state(self, state: State) -> None:
        if state != "error":
            self.error = None
        self.state = state
        self.state_changed.emit()

    def _apply(self, answer: _Answer, *, keep_places: bool) -> None:
        self._prepare_marks()
        if keep_places:
            self._resize(answer.total)
            self._pages = OrderedDict(answer.pages)
            self._repaint(0, self._total - 1)
        else:
            self.beginResetModel()
            self._total = answer.total
            self._pages = OrderedDict(answer.pages)
            self.endResetModel()
        self._set_state("ready" if self._total else "empty")
        self.refreshed.emit()
        for page in answer.pages:
            QTimer.singleShot(LATE_MS, self, partial(self._complete, page))

    def _resize(self, total: int) -> None:
        """Grow or shrink at the end, so that scroll position and selection stay."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    # pages

    def _want(self, page: int) -> None:
        if page in self._flying:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        if not self._timer.isActive():
            self._timer.start(0)

    def _fetch(self) -> None:
        """Ask for the pages looked at last; what was scrolled past is forgotten."""
        while self._wanted and len(self._flying) < AT_ONCE:
            self._fetch_one(self._wanted.pop())
        if len(self._flying) >= AT_ONCE:
            del self._wanted[:-AT_ONCE]

    def _fetch_one(self, page: int) -> None:
        source, where, order, total = self.source, self.where, self.order, self._total
        if source is None:
            return
        mine = self._generation
        self._flying.add(page)

        def done(rows: tuple[Row, ...]) -> None:
            if mine != self._generation:
                return
            self._flying.discard(page)
            self._pages[page] = rows
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            self._repaint_page(page)
            QTimer.singleShot(LATE_MS, self, partial(self._complete, page))
            if self._wanted:
                self._timer.start(0)

        self.ask(
            lambda: tuple(source.page(where, order, page * PAGE, PAGE, total)),
            done,
            lambda error: self._failed(mine, error),
        )

    def _complete(self, page: int) -> None:
        """Ask for the late values of a page; they take the places of the rows that lack them."""
        late = self.source.late if self.source else None
        rows, mine = self._pages.get(page), self._generation
        if late is None or not rows:
            return

        def done(whole: Sequence[Row]) -> None:
            if mine == self._generation and page in self._pages:
                self._pages[page] = tuple(whole)
                self._repaint_page(page)

        self.ask_late(lambda: late(rows), done, lambda error: self._failed(mine, error))

    def _repaint_page(self, page: int) -> None:
        self._repaint(page * PAGE, min(page * PAGE + PAGE, self._total) - 1)

    def _repaint(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rows_now(self) -> Iterator[tuple[int, Row]]:
        """The rows that are loaded, with their places."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows, page * PAGE):
                if place < self._total:
                    yield place, row

    def row(self, place: int, *, want: bool = False) -> Row | None:
        """The row at a place if loaded; ``want`` asks for it otherwise."""
        page, at = divmod(place, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if want:
                self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[at] if at < len(rows) else None

    def value(self, place: int, column: int) -> Value:
        row = self.row(place)
        return None if row is None else row.values[column]

    def patch(self, cells: Cells) -> None:
        """What was saved stands in the rows until they are read again."""
        self._pages.update(patched(self._pages, cells))
        self.repaint_all()

    def repaint_all(self) -> None:
        """Something over the rows changed."""
        self._repaint(0, self._total - 1)

    def failed(self, error: Exception) -> None:
        """What was asked beside the pages went wrong."""
        self._failed(self._generation, error)

    # what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.kind in NUMBERS
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in ROLES:
            return None
        row = self.row(index.row(), want=True)
        return None if row is None else cell_said(self, row, index.column(), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            # Never seen: what a screen reader calls the row.
            named = role == Qt.ItemDataRole.DisplayRole and self.row(section) is not None
            return self.index(section, 0).data() if named else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip or None
        return None
