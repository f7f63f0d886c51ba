"""The rail of tabs at the left: icon and word, one checked.

``Rail(parent=None)``: ``add(key, icon, words, shortcut)``, ``select(key)``,
``set_words(key, words)``, ``set_badge(key, text)``; signal ``selected(key)``
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import icons, theme

WIDTH = 204  # px: the longest name of a tab, checked and so in bold


class _Tab(QPushButton):
    def __init__(self, key: str, icon: str, words: str, shortcut: str) -> None:
        super().__init__()
        self.key, self.icon_name, self.shortcut_text = key, icon, shortcut
        theme.mark(self, "rail")
        self.setCheckable(True)
        self.setShortcut(QKeySequence(shortcut))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        self.picture, self.words, self.badge = QLabel(), QLabel(words), QLabel()
        theme.mark(self.badge, "small")
        self.badge.hide()
        for label in (self.picture, self.words, self.badge):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.badge)
        self.toggled.connect(self.paint)
        self.tell(words)
        self.paint()

    def sizeHint(self) -> QSize:
        return QSize(160, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 34)

    def tell(self, words: str) -> None:
        """Write the words."""
        self.words.setText(words)
        self.setAccessibleName(words)
        keys = QKeySequence(self.shortcut_text).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{words} ({keys})")

    def paint(self) -> None:
        """Icon in the colour of the state."""
        colour = "accent" if self.isChecked() else "muted"
        picture = icons.icon(self.icon_name, colour, 16).pixmap(QSize(16, 16))
        self.picture.setPixmap(picture)
        theme.mark(self.words, "bold-accent" if self.isChecked() else "muted")


class Rail(QFrame):
    """The rail."""

    selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "bar")
        self.setFixedWidth(WIDTH)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 12, 8, 12)
        self._box.setSpacing(2)
        self._box.addStretch(1)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}

    def add(self, key: str, icon: str, words: str, shortcut: str) -> None:
        """One more tab."""
        tab = _Tab(key, icon, words, shortcut)
        self._group.addButton(tab)
        self._tabs[key] = tab
        self._box.insertWidget(self._box.count() - 1, tab)
        tab.clicked.connect(lambda: self.selected.emit(key))

    def tabs(self) -> list[str]:
        """The tabs there are, from the top."""
        return list(self._tabs)

    def select(self, key: str) -> None:
        """Check a tab, without a signal."""
        self._tabs[key].setChecked(True)

    def set_words(self, key: str, words: str) -> None:
        """Write a tab's words."""
        self._tabs[key].tell(words)

    def set_badge(self, key: str, text: str) -> None:
        """A number behind the words."""
        badge = self._tabs[key].badge
        badge.setText(text)
        badge.setVisible(bool(text))
