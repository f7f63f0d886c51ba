"""Removable chips for the conditions in force, and one to add another.

``Chips(parent=None)``: ``show_chips([Chip(key, words)])``, ``set_add_words(words)`` ("" hides it);
signals ``removed(key)``, ``add_wanted()``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets import theme


@dataclass(frozen=True)
class Chip:
    """One condition in words."""

    key: str
    words: str


class _ChipButton(QPushButton):
    """Pressed by mouse, Space, Delete or Backspace, it takes the condition away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """A row of chips."""

    removed = Signal(str)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._chips: list[_ChipButton] = []
        self._add = QPushButton(self)
        theme.mark(self._add, "add")
        self._add.clicked.connect(lambda: self.add_wanted.emit())
        self._add.hide()
        self._row.addWidget(self._add)
        self._row.addStretch(1)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show exactly these."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [self._button(chip) for chip in chips]
        for place, button in enumerate(self._chips):
            self._row.insertWidget(place, button)

    def _button(self, chip: Chip) -> _ChipButton:
        button = _ChipButton(f"{chip.words}  ×", self)
        theme.mark(button, "chip")
        label = self.tr("Remove the filter {words}").format(words=chip.words)
        button.setAccessibleName(label)
        button.setToolTip(label)
        button.clicked.connect(lambda: self.removed.emit(chip.key))
        return button

    def set_add_words(self, words: str) -> None:
        """The words of the chip that adds a condition; empty words hide it."""
        self._add.setText(f"+ {words}")
        self._add.setAccessibleName(words)
        self._add.setVisible(bool(words))
