"""A bar of parts in the colours of the series, and the legend that names them.

- ``Segment(amount, series)``: one part; what is below 0 has no length
- ``draw_bar(painter, rect, segments, full)``: `full` is the amount that fills the whole rect
- ``Legend(parent=None)``: ``show_entries([(series, words)])``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from widgets import theme

GAP, ROUND, SWATCH = 1.0, 2.0, 9


@dataclass(frozen=True)
class Segment:
    """One part of a bar."""

    amount: float
    series: int


def draw_bar(painter: QPainter, rect: QRectF, segments: Sequence[Segment], full: float) -> None:
    """The parts side by side, a hair apart."""
    tokens, left = theme.current(), rect.left()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for one in segments:
        width = rect.width() * max(one.amount, 0.0) / full if full > 0 else 0.0
        if width < GAP:
            continue
        painter.setBrush(QColor(tokens.of_series(one.series)))
        painter.drawRoundedRect(
            QRectF(left, rect.top(), max(width - GAP, 1.0), rect.height()), ROUND, ROUND
        )
        left += width
    painter.restore()


class _Swatch(QWidget):
    def __init__(self, series: int) -> None:
        super().__init__()
        self._series = series
        self.setFixedSize(QSize(SWATCH, SWATCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_bar(painter, QRectF(self.rect()), [Segment(1.0, self._series)], 1.0)
        painter.end()


class Legend(QWidget):
    """Swatches with words, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[tuple[int, str]]) -> None:
        """Show exactly these."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (series, words) in enumerate(entries):
            if place:
                self._row.addSpacing(8)
            self._row.addWidget(_Swatch(series))
            label = QLabel(words)
            theme.mark(label, "small")
            self._row.addWidget(label)
        self._row.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
