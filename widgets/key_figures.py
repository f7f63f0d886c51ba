"""A strip of at most five figures that are also filters.

- ``Figure(key, caption, filters=True)``: one card
- ``KeyFigures(figures, parent=None)``: ``show_value(key, text)``, ``check(key or "")``,
  ``set_captions({key: caption})``; signal ``toggled(key)``: the checked card, "" for none
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets import theme

HEIGHT = 66


@dataclass(frozen=True)
class Figure:
    """One card: its key, what stands under the figure, and whether it filters."""

    key: str
    caption: str
    filters: bool = True


class _Card(QPushButton):
    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self.value = QLabel("–")
        self.caption = QLabel(figure.caption)
        theme.mark(self, "figure")
        theme.mark(self.value, "figure")
        theme.mark(self.caption, "small")
        self.value.setFont(theme.tabular(self.value.font()))
        self.setCheckable(figure.filters)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if figure.filters else Qt.FocusPolicy.NoFocus
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(2)
        for label in (self.value, self.caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(label)

    def sizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, HEIGHT)

    def tell(self, text: str) -> None:
        """Show a value, and say it to screen readers."""
        self.value.setText(text)
        self.setAccessibleName(f"{self.caption.text()}: {text}")


class KeyFigures(QWidget):
    """The strip."""

    toggled = Signal(str)

    def __init__(self, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._cards: dict[str, _Card] = {}
        for figure in figures:
            card = _Card(figure)
            card.clicked.connect(self._clicked)
            self._cards[figure.key] = card
            box.addWidget(card, 1)

    def _clicked(self) -> None:
        card = self.sender()
        if isinstance(card, _Card) and card.figure.filters:
            self.check(card.figure.key if card.isChecked() else "")
            self.toggled.emit(card.figure.key if card.isChecked() else "")

    def check(self, key: str) -> None:
        """Mark one card as the filter in force, or none."""
        for name, card in self._cards.items():
            card.setChecked(name == key and card.figure.filters)

    def show_value(self, key: str, text: str) -> None:
        """Write a figure."""
        self._cards[key].tell(text)

    def set_captions(self, captions: Mapping[str, str]) -> None:
        """Write the words under the figures (in another language)."""
        for key, caption in captions.items():
            self._cards[key].caption.setText(caption)
            self._cards[key].tell(self._cards[key].value.text())
