"""A list of ranked things: rank and title, a figure, a bar of its parts, a sentence.

- ``Ranked(rank, title, figure, note, segments, sentence)``: one thing
- ``RankedList(parent=None)``: ``show_items([Ranked])``; signals ``current_changed(row)``,
  ``opened(row)`` by double click or Enter
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from widgets import theme
from widgets.stacked_bar import Segment, draw_bar

Index = QModelIndex | QPersistentModelIndex
PAD, BAR, BETWEEN = 6, 6, 3
BAR_SHARE = 0.45  # of the width; the note stands beside it
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Ranked:
    """One thing of the list; `figure` stands at the right, `note` beside the bar."""

    rank: int
    title: str
    figure: str
    note: str
    segments: tuple[Segment, ...]
    sentence: str


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Ranked, ...] = ()

    def show_items(self, items: Sequence[Ranked]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.rank}. {one.title}, {one.figure}, {one.note}: {one.sentence}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.title}\n{one.note}\n{one.sentence}"
        return None

    @property
    def full(self) -> float:
        """What fills a bar: the longest one there is."""
        sums = [sum(max(part.amount, 0.0) for part in one.segments) for one in self.items]
        return max(sums, default=0.0)


class _Delegate(QStyledItemDelegate):
    """Three lines: title and figure; bar and note; the sentence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        base, small = option.fontMetrics.height(), QFontMetrics(_small(option.font)).height()
        return QSize(200, base + 2 * small + 2 * BETWEEN + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(one, Ranked) or not isinstance(model, _Model):
            return
        tokens = theme.current()
        whole: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, QColor(tokens.selection))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        rect = whole.adjusted(PAD, PAD, -PAD, -PAD)
        self._lines(painter, rect, option.font, one, model.full)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, font: QFont, one: Ranked, full: float) -> None:
        tokens, small = theme.current(), _small(font)
        figures = theme.tabular(font)
        width = QFontMetrics(figures).horizontalAdvance(one.figure)
        line = QRect(rect.left(), rect.top(), rect.width(), QFontMetrics(font).height())
        _write(painter, line, figures, tokens.text, one.figure, right=True)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        title = f"{one.rank}. {one.title}"
        _write(painter, line.adjusted(0, 0, -width - PAD, 0), bold, tokens.text, title)
        height = QFontMetrics(small).height()
        line = QRect(rect.left(), line.bottom() + 1 + BETWEEN, rect.width(), height)
        bar = QRectF(line.left(), line.center().y() - BAR / 2 + 1, line.width() * BAR_SHARE, BAR)
        draw_bar(painter, bar, one.segments, full)
        note = line.adjusted(round(bar.width()) + PAD, 0, 0, 0)
        _write(painter, note, small, tokens.muted, one.note, right=True)
        line = line.translated(0, height + BETWEEN)
        _write(painter, line, small, tokens.muted, one.sentence)


def _small(font: QFont) -> QFont:
    made = theme.tabular(font)
    made.setPixelSize(theme.current().small)
    return made


def _write(
    painter: QPainter, rect: QRect, font: QFont, colour: str, words: str, *, right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), cut)


class RankedList(QListView):
    """The list; arrows move, Enter opens."""

    current_changed = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = _Model()
        self._items.setParent(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(72)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.current_changed.emit(now.row()) if now.isValid() else None
        )
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_items(self, items: Sequence[Ranked]) -> None:
        """Show exactly these; nothing is chosen."""
        self._items.show_items(items)

    def items(self) -> tuple[Ranked, ...]:
        """What is shown."""
        return self._items.items

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._items.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
