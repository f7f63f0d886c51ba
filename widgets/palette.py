"""The search box at the top: what is typed is looked up, the hits are listed under it.

- ``Hit(kind, words, hint, key)``: one line; ``key`` comes back when it is chosen
- ``SearchBox(ask, find, parent=None)``: ``find(text) -> sequence of Hit`` runs through ``ask``;
  signal ``chosen(Hit)``; Ctrl+K is the window's business: ``open_up()``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from widgets import theme
from widgets.hits import HitDelegate
from widgets.table.source import Ask

DEBOUNCE_MS = 60
ROWS = 12


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: str
    words: str
    hint: str
    key: str


class SearchBox(QLineEdit):
    """Type, arrow, Enter."""

    chosen = Signal(object)

    def __init__(
        self, ask: Ask, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.mark(self, "search")
        self._ask, self._find = ask, find
        self._newest = 0
        self.setAccessibleName(self.tr("Search"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.installEventFilter(self)

    @cached_property
    def _list(self) -> QListWidget:
        """Where hits are listed; made when first something is looked up."""
        made = QListWidget(self.window())
        made.setWindowFlags(Qt.WindowType.ToolTip)
        theme.mark(made, "popup")
        made.setItemDelegate(HitDelegate(made))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(self.tr("Search results"))
        made.itemClicked.connect(self._take)
        made.hide()
        return made

    def open_up(self) -> None:
        """Focus, everything selected, everything offered."""
        self.setFocus()
        self.selectAll()
        self._look()

    def hits(self) -> list[Hit]:
        """What is listed now."""
        found = [
            self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())
        ]
        return [one for one in found if isinstance(one, Hit)]

    def _look(self) -> None:
        self._newest += 1
        number, text = self._newest, self.text().strip()

        def done(found: Sequence[Hit]) -> None:
            if number == self._newest:
                self._show(found)

        self._ask(lambda: self._find(text), done, lambda _error: self._list.hide())

    def _show(self, found: Sequence[Hit]) -> None:
        self._list.clear()
        for hit in found:
            item = QListWidgetItem(f"{hit.kind}: {hit.words} {hit.hint}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self._list.addItem(item)
        if not found or not self.hasFocus():
            self._list.hide()
            return
        self._list.setCurrentRow(0)
        height = self._list.sizeHintForRow(0) * min(len(found), ROWS) + 10
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._list.setGeometry(place.x(), place.y(), self.width(), height)
        self._list.show()
        self._list.raise_()

    def _take(self, item: QListWidgetItem | None) -> None:
        self._list.hide()
        hit = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(hit, Hit):
            self.clear()
            self.clearFocus()
            self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and "_list" in vars(self):
            self._list.hide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self._list.currentRow()
        if key == Qt.Key.Key_Down:
            self._list.setCurrentRow(min(row + 1, self._list.count() - 1))
        elif key == Qt.Key.Key_Up:
            self._list.setCurrentRow(max(row - 1, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)
