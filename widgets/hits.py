"""How a hit of the search box is painted: its kind at the left, its words, its hint behind.

``HitDelegate(parent)``: for a list whose items carry a ``Hit`` in ``UserRole``; ``HEIGHT`` a row.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets import theme

HEIGHT = 30
KIND = 96  # px for the kind
PAD = 12
Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HitDelegate(QStyledItemDelegate):
    """Paints one line of the list; the text of the item itself is what screen readers say."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, max(HEIGHT, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(Qt.ItemDataRole.UserRole)
        tokens = theme.current()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        small = QFont(option.font)
        small.setPixelSize(tokens.small)
        left = rect.left() + PAD
        self._write(
            painter, QRect(left, rect.top(), KIND, rect.height()), small, tokens.muted, hit.kind
        )
        left += KIND
        width = QFontMetrics(option.font).horizontalAdvance(hit.words) + PAD
        room = rect.right() - PAD - left
        words = QRect(left, rect.top(), min(width, room), rect.height())
        self._write(painter, words, option.font, tokens.text, hit.words)
        hint = QRect(words.right(), rect.top(), rect.right() - PAD - words.right(), rect.height())
        self._write(painter, hint, option.font, tokens.muted, hit.hint)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, font: QFont, colour: str, words: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, cut)
