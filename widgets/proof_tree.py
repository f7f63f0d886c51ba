"""Draws the audit path of a Merkle tree: from the root at the top to the leaf at the foot.

- ``Node(label, text, on_path)``: a hash shortened, and whole
- ``Level(left, right)``: two children of the node on the path above; one of them is on the path
- ``ProofTree(parent=None)``: ``show_path(root, levels)``; a click on a node copies its hash and
  emits ``copied(text)``; with the keyboard, Up and Down choose a node and Ctrl+C copies it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from widgets import theme

NODE_W, NODE_H, STEP = 82.0, 24.0, 46.0


@dataclass(frozen=True)
class Node:
    """A node: what it shows, the whole hash, and whether the path goes through it."""

    label: str
    text: str
    on_path: bool


@dataclass(frozen=True)
class Level:
    """The children of the path's node one level up."""

    left: Node
    right: Node


class ProofTree(QWidget):
    """The picture of a path."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root: Node | None = None
        self._levels: tuple[Level, ...] = ()
        self._places: list[tuple[QRectF, Node]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chosen = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_path(self, root: Node, levels: Sequence[Level]) -> None:
        """Draw a path: `levels` from the root down."""
        self._root, self._levels = root, tuple(levels)
        said = [root.text, *(n.text for one in levels for n in (one.left, one.right))]
        self.setAccessibleName(", ".join(said))
        self.setMinimumHeight(int(NODE_H + STEP * len(levels) + 8))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, int(NODE_H + STEP * len(self._levels) + 8))

    def _layout(self) -> list[tuple[QRectF, Node, QPointF | None]]:
        """Where each node stands; the path swings so that it stays within the width."""
        if self._root is None:
            return []
        wide = max(float(self.width()), 2 * NODE_W + 24)
        centre = wide / 2
        found: list[tuple[QRectF, Node, QPointF | None]] = []
        spread = max(min((wide - NODE_W) / 4, NODE_W * 0.75), NODE_W * 0.55)
        x, y = centre, 4.0
        parent = QPointF(x, y + NODE_H)
        found.append((QRectF(x - NODE_W / 2, y, NODE_W, NODE_H), self._root, None))
        for level in self._levels:
            y += STEP
            low, high = NODE_W / 2 + spread + 2, wide - NODE_W / 2 - spread - 2
            middle = min(max(x, low), high)
            next_x = x
            for node, place in ((level.left, middle - spread), (level.right, middle + spread)):
                found.append((QRectF(place - NODE_W / 2, y, NODE_W, NODE_H), node, parent))
                if node.on_path:
                    next_x = place
            x = next_x
            parent = QPointF(x, y + NODE_H)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, placed = theme.current(), self._layout()
        for rect, node, parent in placed:
            if parent is not None:
                colour = tokens.accent if node.on_path else tokens.line
                painter.setPen(QPen(QColor(colour), 1.4 if node.on_path else 1.0))
                painter.drawLine(parent, QPointF(rect.center().x(), rect.top()))
        painter.setFont(theme.mono())
        for rect, node, _parent in placed:
            fill, line = (
                ("accent_soft", "accent") if node.on_path else ("positive_soft", "positive")
            )
            painter.setBrush(QColor(getattr(tokens, fill)))
            painter.setPen(QPen(QColor(getattr(tokens, line)), 1.0))
            painter.drawRoundedRect(rect, 4, 4)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, node.label)
        self._places = [(rect, node) for rect, node, _ in placed]
        if self.hasFocus() and placed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2.0))
            chosen = placed[min(self._chosen, len(placed) - 1)][0]
            painter.drawRoundedRect(chosen.adjusted(-3, -3, 3, 3), 6, 6)

    def _at(self, place: QPointF) -> Node | None:
        return next((node for rect, node in self._places if rect.contains(place)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        node = self._at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if node else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if node:
            QToolTip.showText(event.globalPosition().toPoint(), node.text, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        node = self._at(event.position())
        if node:
            self._copy(node)

    def _copy(self, node: Node) -> None:
        QApplication.clipboard().setText(node.text)
        self.copied.emit(node.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        nodes = [node for _, node, _ in self._layout()]
        if not nodes:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy(nodes[min(self._chosen, len(nodes) - 1)])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._chosen = min(max(self._chosen + by, 0), len(nodes) - 1)
            self.update()
        else:
            super().keyPressEvent(event)
