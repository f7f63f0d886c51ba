"""The key map (F1): what actions do, and keys in a table, from the lists they act by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Action
from widgets import theme
from widgets.table.key_words import table_keys

TALLEST = 560  # px; more scrolls


class KeysDialog(QDialog):
    """Everywhere at the left; in tables, in two columns, at the right."""

    def __init__(self, actions: Sequence[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(36)
        keyed = [(one.text, one.shown_keys()) for one in actions if one.keys]
        tables = table_keys()
        half = (len(tables) + 1) // 2
        row.addWidget(_column(self.tr("Everywhere"), keyed))
        row.addWidget(_column(self.tr("In tables"), tables[:half]))
        row.addWidget(_column("", tables[half:]))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.windowTitle())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        wanted = inner.sizeHint()
        bar = area.verticalScrollBar().sizeHint().width()
        self.resize(wanted.width() + bar + 2, min(wanted.height() + 2, TALLEST))


def _column(title: str, pairs: Sequence[tuple[str, str]]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    heading = QLabel(title)
    theme.mark(heading, "bold")
    grid.addWidget(heading, 0, 0, 1, 2)
    for place, (words, keys) in enumerate(pairs, 1):
        grid.addWidget(QLabel(words), place, 0)
        label = QLabel(keys)
        theme.mark(label, "muted")
        grid.addWidget(label, place, 1, Qt.AlignmentFlag.AlignLeft)
    grid.setRowStretch(len(pairs) + 1, 1)
    return column
