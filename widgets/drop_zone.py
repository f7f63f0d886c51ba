"""A place to drop a file on, or to choose one by button.

``DropZone(kinds="", parent=None)``: ``kinds`` is the dialog's name filter ("CSV (*.csv)");
``set_words(title, text, button)``; signals ``chosen(Path)`` for one file, ``refused(str)`` for what
is no single local file
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme


class DropZone(QWidget):
    """A dashed frame with a sentence and a button."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, kinds: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = kinds
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(140)
        self.title, self.text, self.button = QLabel(), QLabel(), QPushButton()
        theme.mark(self.title, "bold")
        theme.mark(self.text, "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(8)
        for part in (self.title, self.text, self.button):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        self.button.clicked.connect(self.choose)
        self.set_words(self.tr("Drop a file here"), self.tr("or"), self.tr("Choose a file…"))

    def set_words(self, title: str, text: str, button: str) -> None:
        """What it says, again after a language change."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.setAccessibleName(title)

    def choose(self) -> None:
        """Ask for a file in the platform's dialog."""
        name, _ = QFileDialog.getOpenFileName(self, self.button.text(), "", self.kinds)
        if name:
            self.chosen.emit(Path(name))

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        event.acceptProposedAction()
        self.take(event.mimeData())

    def take(self, data: QMimeData) -> None:
        """What was dropped: exactly one local file, or a refusal that says why."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if len(paths) != 1:
            self.refused.emit(self.tr("Drop one file at a time."))
        elif not paths[0].is_file():
            self.refused.emit(self.tr("{name} is not a file.").format(name=paths[0].name))
        else:
            self.chosen.emit(paths[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = tokens.accent if self._over else tokens.muted
        painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.accent_soft if self._over else tokens.surface))
        radius = tokens.radius_card
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), radius, radius)
