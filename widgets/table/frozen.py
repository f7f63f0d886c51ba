"""A table whose first column stays in sight: ``FrozenTable(parent=None)``.

The others scroll under it; it is painted, hit and focused where it is seen. No second view.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from widgets import theme

Index = QModelIndex | QPersistentModelIndex
BAR = 3


class FrozenTable(QTableView):
    """A table view with its first column frozen."""

    def frozen_width(self) -> int:
        """Width of the first column while the others are scrolled under it, else 0."""
        if self.horizontalScrollBar().value() == 0 or self.isColumnHidden(0):
            return 0
        width = self.columnWidth(0)
        return width if width < self.viewport().width() // 2 else 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx or self.frozen_width():
            self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for one in (current, previous):
            if one.isValid():
                top = self.rowViewportPosition(one.row())
                self.viewport().update(0, top, BAR, self.rowHeight(one.row()))

    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        if index.isValid() and index.column() == 0 and self.frozen_width():
            rect.moveLeft(0)
        return rect

    def indexAt(self, place: QPoint) -> QModelIndex:
        index = super().indexAt(place)
        if index.isValid() and place.x() < self.frozen_width():
            return self.model().index(index.row(), 0)
        return index

    def reveal_column(self, column: int) -> None:
        """Scroll sideways until a column is in sight."""
        if self.model().rowCount():
            self.scrollTo(self.model().index(max(0, self.rowAt(0)), column))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == 0 and before:
            bar.setValue(before)  # it is in sight wherever the others are
        elif index.column() != 0:
            hidden = self.frozen_width() - self.visualRect(index).left()
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_frozen(painter)
        self._paint_bar(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter) -> None:
        """A bar at the left of the row that the panel beside is about."""
        row = self.currentIndex().row()
        if row >= 0:
            top = self.rowViewportPosition(row)
            colour = QColor(theme.current().accent)
            painter.fillRect(QRect(0, top, BAR, self.rowHeight(row) - 1), colour)

    def _paint_frozen(self, painter: QPainter) -> None:
        frozen = self.frozen_width()
        if not frozen:
            return
        tokens = theme.current()
        for row in range(max(0, self.rowAt(0)), self.model().rowCount()):
            top = self.rowViewportPosition(row)
            if top > self.viewport().height():
                break
            rect = QRect(0, top, frozen, self.rowHeight(row))
            painter.fillRect(rect, QColor(tokens.surface))
            self._paint_cell(painter, row, rect)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(frozen - 1, 0, frozen - 1, self.viewport().height())

    def _paint_cell(self, painter: QPainter, row: int, rect: QRect) -> None:
        index = self.model().index(row, 0)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = rect
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        else:
            option.state &= ~QStyle.StateFlag.State_HasFocus
        self.itemDelegate().paint(painter, option, index)
