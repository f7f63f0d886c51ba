"""Short messages over the window that go by themselves; no modal boxes.

``Notices(window)``: ``show_notice(text, tone="neutral", action="", act=None)``; a bad one stays
until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from widgets import icons, theme

SHOWN_MS = 6_000


class Notices(QFrame):
    """The one notice that is shown now."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        theme.mark(self, "toast")
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        row.setSpacing(12)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setMaximumWidth(520)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        theme.mark(self._action, "flat")
        self._close = icons.IconButton("cross", self.tr("Close"))
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._act: Callable[[], None] | None = None
        self._action.clicked.connect(self._acted)
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    @property
    def offered(self) -> str:
        """What is offered to be done about it, if anything."""
        return self._action.text()

    def show_notice(
        self,
        text: str,
        tone: str = "neutral",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say something, with at most one thing to do about it."""
        self._act = act
        self._text.setText(text)
        theme.mark(self._text, "" if tone == "neutral" else tone)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if tone != "negative":
            self._timer.start(SHOWN_MS)

    def _acted(self) -> None:
        self.hide()
        if self._act:
            self._act()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.adjustSize()
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - 48)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
