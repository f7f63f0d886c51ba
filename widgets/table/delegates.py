"""How cells are painted: text, pill, spark line, placeholder; hairlines, no zebra.

- ``CellDelegate(model, parent)``: paints every kind of ``Column``; ``restyle()`` after a change of
  theme or font
- ``draw_pill(painter, rect, words, text_colour, back_colour)``, ``draw_spark(painter, rect,
  numbers, colour)``: also for other parts
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from widgets import theme
from widgets.table.model import PagingModel
from widgets.table.source import NUMBERS, Column, Row
from widgets.table.text import group_words, shown
from widgets.theme_tokens import TONES, Theme

PAD = 10
HEAD = Column("", "")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# as plain numbers: combining enum members in Python costs more than painting a short text
SELECTED: int = QStyle.StateFlag.State_Selected.value
FOCUSED: int = QStyle.StateFlag.State_HasFocus.value


@dataclass(frozen=True)
class _Paints:
    """Colours and fonts made once for a theme."""

    tokens: Theme
    text: QColor
    muted: QColor
    line: QColor
    selection: QColor
    focus: QColor
    accent: QColor
    negative: QColor
    base: QFont
    mono: QFont
    small: QFont
    bold: QFont
    tones: dict[str, tuple[QColor, QColor]]
    base_metrics: QFontMetrics
    bold_metrics: QFontMetrics
    mono_metrics: QFontMetrics

    @classmethod
    def of(cls, tokens: Theme) -> _Paints:
        base = theme.tabular(QApplication.font())
        small = QFont(base)
        small.setPixelSize(tokens.small - 1)
        mono = theme.mono()
        bold = QFont(base)
        bold.setWeight(QFont.Weight.DemiBold)
        return cls(
            tokens,
            QColor(tokens.text),
            QColor(tokens.muted),
            QColor(tokens.line),
            QColor(tokens.selection),
            QColor(tokens.focus),
            QColor(tokens.accent),
            QColor(tokens.negative),
            base,
            mono,
            small,
            bold,
            {name: _colours(tokens, name) for name in TONES},
            QFontMetrics(base),
            QFontMetrics(bold),
            QFontMetrics(mono),
        )


def _colours(tokens: Theme, tone: str) -> tuple[QColor, QColor]:
    text, back = tokens.tone(tone)
    return QColor(text), QColor(back)


def draw_pill(painter: QPainter, rect: QRect, words: str, text: QColor, back: QColor) -> None:
    """A rounded label, left in the rectangle, centred in height; font is the painter's."""
    metrics = painter.fontMetrics()
    width = min(rect.width(), metrics.horizontalAdvance(words) + 16)
    height = min(rect.height() - 4, metrics.height() + 4)
    box = QRectF(rect.left(), rect.center().y() - height / 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(text)
    painter.drawText(
        box,
        Qt.AlignmentFlag.AlignCenter,
        metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width) - 10),
    )


def draw_spark(painter: QPainter, rect: QRect, numbers: Sequence[float], colour: QColor) -> None:
    """A line over the numbers from their lowest (or zero) to their highest, end point marked."""
    if len(numbers) < 2:
        return
    low, high = min(0, *numbers), max(numbers)
    span = (high - low) or 1
    area = QRectF(rect).adjusted(0, 7, -3, -7)
    step = area.width() / (len(numbers) - 1)
    points = [
        QPointF(area.left() + step * at, area.bottom() - (one - low) / span * area.height())
        for at, one in enumerate(numbers)
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 1.75, 1.75)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a PagingModel."""

    def __init__(self, model: PagingModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._paints: _Paints | None = None

    def restyle(self) -> None:
        self._paints = None

    def paints(self) -> _Paints:
        if self._paints is None:
            self._paints = _Paints.of(theme.current())
        return self._paints

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        paints = self.paints()
        rect: QRect = option.rect
        state: int = option.state.value
        if state & SELECTED:
            painter.fillRect(rect, paints.selection)
        painter.setPen(paints.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._model.row(index.row(), want=True)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        if row is None:
            self._placeholder(painter, inner, paints)
        elif not row.own:
            self._head(painter, inner, row, index.column(), paints)
        else:
            if self._model.marks_at:
                self._mark(painter, rect, row, index.column(), paints, plain=not state & SELECTED)
            self._cell(painter, inner, row, index.column(), paints)
        if state & FOCUSED:
            painter.setPen(QPen(paints.focus, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _head(self, painter: QPainter, rect: QRect, row: Row, place: int, paints: _Paints) -> None:
        """The head of a group: its value and count first, sums under their columns."""
        column, words = self._model.columns[place], self._model.words
        if place == 0:
            text = group_words(row, self._model.columns, words)
            self._text(painter, rect, HEAD, text, paints, paints.text)
        elif column.kind in NUMBERS and row.values[place] is not None:
            text = shown(row.values[place], column, words)
            # A number that is cut at its left would be another number.
            fits = paints.bold_metrics.horizontalAdvance(text) <= rect.width()
            font = paints.bold if fits else None
            self._text(painter, rect, column, text, paints, paints.text, font)

    def _mark(
        self,
        painter: QPainter,
        rect: QRect,
        row: Row,
        place: int,
        paints: _Paints,
        *,
        plain: bool,
    ) -> None:
        """A tone behind the cell and a bar at its left, so that colour is not all there is."""
        from widgets.table.marks import held

        tone = held(row, place, self._model.columns[place], self._model.marks_at)
        if tone is None:
            return
        text, back = paints.tones[tone]
        if plain:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), back)
        painter.fillRect(QRect(rect.left(), rect.top() + 4, 3, rect.height() - 9), text)

    def _placeholder(self, painter: QPainter, rect: QRect, paints: _Paints) -> None:
        bar = QRect(rect.left(), rect.center().y() - 3, max(8, rect.width() * 3 // 5), 6)
        painter.fillRect(bar, paints.line)

    def _cell(self, painter: QPainter, rect: QRect, row: Row, place: int, paints: _Paints) -> None:
        column = self._model.columns[place]
        value = row.values[place]
        overlay, muted = self._model.overlay, column.muted
        if overlay.pending and place in overlay.pending.get(row.key, ()):
            value, muted = overlay.seen(row, place), True
        if overlay.refused and (row.key, place) in overlay.refused:
            painter.setPen(QPen(paints.negative, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-PAD + 1, 1, PAD - 2, -2))
        if value is None:
            return
        if column.kind == "spark" and isinstance(value, tuple):
            painter.save()
            draw_spark(painter, rect, value, paints.accent)
            painter.restore()
        elif column.kind == "pill":
            self._pill(painter, rect, column, str(value), paints)
        else:
            text = shown(value, column, self._model.words)
            self._text(painter, rect, column, text, paints, paints.muted if muted else paints.text)

    def _pill(
        self, painter: QPainter, rect: QRect, column: Column, value: str, paints: _Paints
    ) -> None:
        text, back = paints.tokens.tone(column.tones.get(value, "neutral"))
        painter.save()
        painter.setFont(paints.small)
        draw_pill(painter, rect, column.labels.get(value, value), QColor(text), QColor(back))
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        column: Column,
        words: str,
        paints: _Paints,
        colour: QColor,
        font: QFont | None = None,
    ) -> None:
        painter.setFont(font or (paints.mono if column.mono else paints.base))
        painter.setPen(colour)
        line = words.replace("\n", " ")
        metrics = paints.mono_metrics if column.mono else paints.base_metrics
        if font is None and metrics.horizontalAdvance(line) > rect.width():
            line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, RIGHT if column.kind in NUMBERS else LEFT, line)
