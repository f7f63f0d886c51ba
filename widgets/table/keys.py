"""Excel's keys: which key does what in a table.

- ``KEYS``: keys → name of what is done; ``named(event) -> str``: "" for any other key
- ``movement(event) -> Movement | None``: arrows, Page, Home and End; with Ctrl to the edge, with
  Shift the selection grows
- ``typed(event) -> str``: the character a key writes, "" for none
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

KEYS: Mapping[str, str] = {
    "Ctrl+C": "copy",
    "Ctrl+Ins": "copy",
    "Ctrl+V": "paste",
    "Shift+Ins": "paste",
    "Ctrl+F": "find",
    "Ctrl+A": "all",
    "Return": "down",
    "Enter": "down",
    "Shift+Return": "up",
    "Shift+Enter": "up",
    "Ctrl+Return": "open",
    "Ctrl+Enter": "open",
    "Ctrl+Shift+L": "filters",
    "Shift+Space": "rows",
    "Ctrl+Space": "columns",
    "F2": "edit",
    "Del": "clear",
    "Ctrl+D": "fill",
    "Ctrl+;": "today",
    "Ctrl+Shift+E": "set",
    "Space": "toggle",
    "Alt+Shift+Right": "open_all",
    "Alt+Shift+Left": "close_all",
    "Ctrl+Shift+M": "marks",
    "Ctrl+E": "export",
    "Ctrl+P": "print",
}
_MOVES = ("Up", "Down", "Left", "Right", "PgUp", "PgDown", "Home", "End")


@dataclass(frozen=True)
class Movement:
    """Where the current cell goes: one of ``_MOVES``."""

    way: str
    edge: bool
    extend: bool


def _text(event: QKeyEvent) -> str:
    text = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return text.replace("Num+", "")


def named(event: QKeyEvent) -> str:
    """What a key is for."""
    return KEYS.get(_text(event), "")


def movement(event: QKeyEvent) -> Movement | None:
    """How a key moves through the cells."""
    parts = _text(event).split("+")
    if parts[-1] not in _MOVES or "Alt" in parts or "Meta" in parts:
        return None
    return Movement(parts[-1], "Ctrl" in parts, "Shift" in parts)


def typed(event: QKeyEvent) -> str:
    """What a key writes into a cell."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    text = event.text()
    return text if text.isprintable() and not text.isspace() and not held else ""
