"""Outline icons drawn for this program, recoloured from the theme and cached by Qt.

- ``NAMES``: what exists in ``resources/icons``
- ``icon(name, role="muted", size=16) -> QIcon``; ``pixmap(name, colour, size, ratio) -> QPixmap``
- ``IconButton(name, label, shortcut="", parent=None)``: icon-only button with accessible name and
  tooltip with the shortcut; follows the theme
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from widgets import theme

ICONS = Path(__file__).parents[1] / "resources" / "icons"
NAMES = (
    "bars",
    "bell",
    "box",
    "chat",
    "check",
    "chevron",
    "columns",
    "cross",
    "download",
    "filter",
    "lock",
    "person",
    "plus",
    "receipt",
    "redo",
    "search",
    "settings",
    "star",
    "tree",
    "truck",
    "undo",
    "upload",
    "warning",
)


def pixmap(name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon in ``#RRGGBB``, size in px at 100 %, for one device pixel ratio."""
    key = f"icon:{name}:{colour}:{size}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, result)
    return result


def icon(name: str, role: str = "muted", size: int = 16) -> QIcon:
    """The icon in a token's colour, sharp at 100 % and 200 %."""
    colour = getattr(theme.current(), role)
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour, size, ratio))
    return result


class IconButton(QToolButton):
    """An icon-only button: says its name to assistive tools and its shortcut in the tooltip."""

    def __init__(
        self,
        name: str,
        label: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        role: str = "muted",
    ) -> None:
        super().__init__(parent)
        self._name, self._role = name, role
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(16, 16))
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self.set_label(label)
        self._recolour()

    def set_label(self, label: str, shown_keys: str = "") -> None:
        """The words of the button; `shown_keys` where the window owns the shortcut."""
        keys = shown_keys or self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(label)
        self.setToolTip(f"{label} ({keys})" if keys else label)

    def set_icon(self, name: str, role: str = "muted") -> None:
        self._name, self._role = name, role
        self._recolour()

    def _recolour(self) -> None:
        self.setIcon(icon(self._name, self._role))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
