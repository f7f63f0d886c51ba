"""What lies over a table without rows: loading (after 150 ms), empty, error.

``StateOverlay(view, model)``: ``set_empty(title, text, action)``, ``say_error``: a callable
Exception -> str; ``follow()`` says what the model is doing, ``place()`` lies over the rows; signal
``acted()`` when the button of an empty table is pressed (after an error it is asked again).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.table.model import PagingModel

LOADING_MS = 150
LEAST, MOST = 200, 380  # width of the words in px


class StateOverlay(QWidget):
    """Centred words and at most one button."""

    acted = Signal()

    def __init__(self, view: QAbstractScrollArea, model: PagingModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._empty = ("", "", "")
        self.say_error: Callable[[Exception], str] = str
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.title = QLabel(self)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        theme.mark(self.title, "bold")
        theme.mark(self.text, "muted")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        for part in (self.title, self.text, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOADING_MS)
        self._timer.timeout.connect(self._loading)
        self.hide()

    def loading(self) -> None:
        """Says so only when it takes longer than 150 ms."""
        self.hide()
        self._timer.start()

    def _loading(self) -> None:
        self.message(self.tr("Loading…"), "")

    def message(self, title: str, text: str, action: str = "") -> None:
        self._timer.stop()
        for label, words in ((self.title, title), (self.text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        # Centred words get the height of a guess; they need that of the width they have.
        width = max(LEAST, min(MOST, self._view.viewport().width() - 32))
        self.text.setFixedSize(width, max(0, self.text.heightForWidth(width)))
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.show()

    def clear(self) -> None:
        self._timer.stop()
        self.hide()

    def set_empty(self, title: str, text: str = "", action: str = "") -> None:
        """Why there are no rows, and what can be done."""
        self._empty = (title, text, action)
        self.follow()

    def _pressed(self) -> None:
        if self._model.state == "error":
            self._model.retry()
        else:
            self.acted.emit()

    def place(self) -> None:
        """Over the rows."""
        self.setGeometry(self._view.viewport().geometry())
        self.raise_()

    def follow(self) -> None:
        """Loading only over no rows; an error covers rows that may no longer be true."""
        model = self._model
        if model.state == "ready":
            self.clear()
        elif model.state == "loading":
            if model.rowCount() == 0 or self.isVisible():
                self.loading()
        elif model.state == "error":
            said = "" if model.error is None else self.say_error(model.error)
            self.message(self.tr("The rows could not be read."), said, self.tr("Try again"))
        elif model.source is not None:
            title, text, action = self._empty
            self.message(title or self.tr("No rows"), text, action)
        self.place()
