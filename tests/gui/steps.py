"""Short ways through the window, shared by its tests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.start import Program


def settle() -> None:
    """Let everything that is due happen, also the end of what was let go."""
    for _ in range(20):
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def end(program: Program) -> None:
    """Close the window for good: what stays would be dressed anew with every later one."""
    window, program.window = program.window, None
    if window is not None:
        window.close()
        window.deleteLater()
    settle()


def button(parent: QWidget, words: str) -> QPushButton:
    """The visible button that says so."""
    return next(
        one for one in parent.findChildren(QPushButton) if one.text() == words and one.isVisible()
    )
