"""A small list over a button: lines in words, each with a verb that leads somewhere.

- ``ActionLine(key, words, verb, tone="muted")``: one line
- ``ActionList(title, window)``: ``show_lines(lines, empty)``, ``open_over(button)`` (closes it when
  it is open); signal ``chosen(key)``. Tab and the arrows go from verb to verb, Space presses, Esc
  and a click elsewhere close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import icons, theme

WIDTH = 440


@dataclass(frozen=True)
class ActionLine:
    """What is the case, and the verb for it."""

    key: str
    words: str
    verb: str
    tone: str = "muted"


class ActionList(QFrame):
    """The list: a part of the window, over everything else in it."""

    chosen = Signal(str)

    def __init__(self, title: str, window: QWidget) -> None:
        super().__init__(window)
        theme.mark(self, "toast")
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self._button: QWidget = window
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        heading = QLabel(title)
        theme.mark(heading, "heading")
        box.addWidget(heading)
        self._box, self._body = box, QWidget()
        box.addWidget(self._body)
        self._verbs: list[QPushButton] = []
        self._shown: tuple[Sequence[ActionLine], str] | None = None

    def show_lines(self, lines: Sequence[ActionLine], empty: str) -> None:
        """Show these; without any, `empty` says so."""
        if self._shown == (lines, empty):
            return  # the same again: nobody loses the line they are on
        self._shown = (lines, empty)
        at = max(self._at(), 0)
        self._box.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body, self._verbs = QWidget(), []
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines):
            self._add(grid, row, line)
        if not lines:
            grid.addWidget(_said(empty, "muted"), 0, 0)
        self._box.addWidget(self._body)
        if self.isVisible():
            self._body.show()
            self._fit()
            self._focus(min(at, len(self._verbs) - 1))

    def _add(self, grid: QGridLayout, row: int, line: ActionLine) -> None:
        mark = QLabel()
        mark.setPixmap(icons.icon("warning", line.tone).pixmap(QSize(16, 16)))
        verb = QPushButton(line.verb)
        verb.setAccessibleName(f"{line.words}: {line.verb}")
        verb.clicked.connect(lambda: self._choose(line.key))
        self._verbs.append(verb)
        grid.addWidget(mark, row, 0)
        grid.addWidget(_said(line.words, ""), row, 1)
        grid.addWidget(verb, row, 2)

    def _choose(self, key: str) -> None:
        self.close_list()
        self.chosen.emit(key)

    def open_over(self, button: QWidget) -> None:
        """Show the list with its lower right corner at the button's upper one; or close it."""
        if self.isVisible():
            self.close_list()
            return
        self._button = button
        self._fit()
        self.show()
        self.raise_()
        self._focus(0)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def close_list(self) -> None:
        """Close; the focus goes back to where it came from."""
        held = self.isAncestorOf(QApplication.focusWidget() or self._button)
        self.hide()
        if held or self.hasFocus():
            self._button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press elsewhere closes the list; the button itself toggles it."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = event.globalPosition().toPoint()
            if not any(_holds(one, at) for one in (self, self._button)):
                self.hide()
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As high as the words need at this width, over the button."""
        layout, window = self.layout(), self.parentWidget()
        if layout is None or window is None:
            return
        layout.activate()
        height = layout.totalHeightForWidth(WIDTH)
        corner = self._button.mapTo(window, QPoint(self._button.width(), 0))
        self.setGeometry(max(corner.x() - WIDTH, 0), max(corner.y() - height - 8, 0), WIDTH, height)

    def _focus(self, at: int) -> None:
        if 0 <= at < len(self._verbs):
            self._verbs[at].setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.setFocus()

    def _at(self) -> int:
        """The line whose verb has the focus; -1 for none."""
        return next((n for n, one in enumerate(self._verbs) if one.hasFocus()), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self._at()
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() == Qt.Key.Key_Down:
            self._focus(min(at + 1, len(self._verbs) - 1))
        elif event.key() == Qt.Key.Key_Up:
            self._focus(max(at - 1, 0))
        else:
            super().keyPressEvent(event)


def _holds(widget: QWidget, at: QPoint) -> bool:
    return widget.rect().contains(widget.mapFromGlobal(at))


def _said(words: str, look: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    theme.mark(label, look)
    return label
