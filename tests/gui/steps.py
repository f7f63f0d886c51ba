"""Short ways through the window, shared by its tests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget


def settle() -> None:
    """Let everything that is due happen."""
    for _ in range(20):
        QCoreApplication.processEvents()


def button(parent: QWidget, words: str) -> QPushButton:
    """The visible button that says so."""
    return next(
        one for one in parent.findChildren(QPushButton) if one.text() == words and one.isVisible()
    )
