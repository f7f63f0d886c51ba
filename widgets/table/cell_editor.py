"""The field in which a cell is edited, and the note under it.

- ``CellEditor(column, parent)``: ``field``; ``text()``, ``set_text(text)``, ``set_bad(bad)``;
  signals ``done(way)`` (down, up, right, left, away) and ``given_up()``
- ``CellNote(parent)``: ``say(text, rect)`` under a cell; goes by itself
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from widgets import theme
from widgets.announce import announce
from widgets.table.keys import taken
from widgets.table.source import Column

NOTE_MS = 6_000
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ARROWS = {Qt.Key.Key_Down: "down", Qt.Key.Key_Up: "up"}


class CellEditor(QObject):
    """One line of text, or a choice."""

    done = Signal(str)
    given_up = Signal()

    def __init__(self, column: Column, parent: QWidget, *, arrows: bool) -> None:
        """With `arrows` (editing began by typing) up and down leave the cell, as in Excel."""
        super().__init__(parent)
        self._arrows = arrows
        self.field: QLineEdit | QComboBox
        if column.kind == "pill":
            self.field = box = QComboBox(parent)
            for value, label in column.labels.items():
                box.addItem(label, value)
            box.activated.connect(lambda _at: self.done.emit("away"))
        else:
            self.field = QLineEdit(parent)
        theme.mark(self.field, "cell")
        self.field.setAccessibleName(column.title)
        self.field.installEventFilter(self)

    def text(self) -> str:
        field = self.field
        return field.text() if isinstance(field, QLineEdit) else field.currentText()

    def set_text(self, text: str, *, select: bool) -> None:
        """What the field begins with; selected, so that typing replaces it, or to be added to."""
        field = self.field
        if isinstance(field, QLineEdit):
            field.setText(text)
            if select:
                field.selectAll()
            return
        at = field.findText(text, Qt.MatchFlag.MatchStartsWith)
        field.setCurrentIndex(max(at, 0))

    def set_bad(self, bad: bool, why: str = "") -> None:
        theme.mark(self.field, "cell-bad" if bad else "cell")
        self.field.setAccessibleDescription(why)

    def close(self, then: QWidget) -> None:
        """The focus goes to `then` first: a field that hides with it would hand it on by Tab."""
        self.field.removeEventFilter(self)
        if self.field.hasFocus():
            then.setFocus()
        self.field.hide()
        self.field.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and not self._popup_shown():
            self.done.emit("away")
        return False

    def _popup_shown(self) -> bool:
        return isinstance(self.field, QComboBox) and self.field.view().isVisible()

    def _key(self, event: QKeyEvent) -> bool:
        way = taken(event)
        if not way and self._arrows and not event.modifiers() & _HELD:
            way = _ARROWS.get(Qt.Key(event.key()), "")
        if way == "esc":
            self.given_up.emit()
        elif way:
            self.done.emit(way)
        return bool(way)


class CellNote(QLabel):
    """What is wrong with a cell, under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.mark(self, "cell-note")
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTE_MS)
        self._timer.timeout.connect(self.hide)

    def say(self, text: str, rect: QRect) -> None:
        """Show it by the cell, inside the table; a screen reader hears it."""
        self.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        parent = self.parentWidget()
        inside = rect if parent is None else parent.rect()
        left = min(rect.left(), inside.right() - self.width() - 4)
        below = rect.bottom() + 3
        if below + self.height() > inside.bottom():
            below = rect.top() - self.height() - 3
        self.move(max(left, 4), below)
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)
