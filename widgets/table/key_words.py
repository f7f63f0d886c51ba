"""The table's keys in words, for the key map.

``table_keys() -> (words, keys) in order``; ``key_text(use) -> str``: as this platform writes them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from widgets.table.keys import USES, KeyUse

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def words() -> dict[str, str]:
    """What each use is called."""
    translate = QCoreApplication.translate
    return {
        "move": translate("TableKeys", "To the next cell"),
        "page": translate("TableKeys", "A page up or down"),
        "ends": translate("TableKeys", "First or last column"),
        "corners": translate("TableKeys", "First or last row"),
        "edges": translate("TableKeys", "To the edge of the table"),
        "grow": translate("TableKeys", "Select more cells"),
        "grow_far": translate("TableKeys", "Select to the edge"),
        "down": translate("TableKeys", "Down"),
        "up": translate("TableKeys", "Up"),
        "beside": translate("TableKeys", "Right, left"),
        "open": translate("TableKeys", "Open the row"),
        "rows": translate("TableKeys", "Select rows"),
        "columns": translate("TableKeys", "Select columns"),
        "all": translate("TableKeys", "Select all"),
        "copy": translate("TableKeys", "Copy for a spreadsheet"),
        "paste": translate("TableKeys", "Paste from a spreadsheet"),
        "fill": translate("TableKeys", "Fill down"),
        "today": translate("TableKeys", "Today’s date"),
        "clear": translate("TableKeys", "Clear the cells"),
        "set": translate("TableKeys", "Change many values"),
        "edit": translate("TableKeys", "Edit the cell (or just type)"),
        "take_down": translate("TableKeys", "Take what was typed, go down"),
        "take_up": translate("TableKeys", "Take what was typed, go up"),
        "take_right": translate("TableKeys", "Take what was typed, go right"),
        "take_left": translate("TableKeys", "Take what was typed, go left"),
        "esc": translate("TableKeys", "Give up what was typed"),
        "find": translate("TableKeys", "Find in the table"),
        "filters": translate("TableKeys", "Filter row"),
        "column_menu": translate("TableKeys", "Sort, hide, group by the column"),
        "marks": translate("TableKeys", "Marks"),
        "compact": translate("TableKeys", "Compact rows"),
        "toggle": translate("TableKeys", "Open or close a group"),
        "open_all": translate("TableKeys", "Open all groups"),
        "close_all": translate("TableKeys", "Close all groups"),
        "export": translate("TableKeys", "Export"),
        "print": translate("TableKeys", "Print"),
    }


def _mouse() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        (translate("TableKeys", "Sort"), translate("TableKeys", "Click a title")),
        (translate("TableKeys", "Sort by a second"), translate("TableKeys", "Shift+click a title")),
        (translate("TableKeys", "Move a column"), translate("TableKeys", "Drag a title")),
        (translate("TableKeys", "Hide columns"), translate("TableKeys", "Right-click a title")),
    ]


def key_text(use: KeyUse) -> str:
    """``Ctrl+C``; keys that move, all of them: ``Ctrl+ ↑ ↓ ← →``."""
    if use.place == "cells" or use.place == "open":
        return QKeySequence(use.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    if use.name == "beside":
        return ", ".join(use.keys)
    held = use.keys[0].rpartition("+")[0]
    names = [_ARROWS.get(name, name) for name in (key.rpartition("+")[2] for key in use.keys)]
    if not held:
        return " ".join(names)
    prefix = QKeySequence(use.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{prefix.removesuffix(prefix.split('+')[-1])} {' '.join(names)}"


def table_keys() -> Sequence[tuple[str, str]]:
    """(words, keys) of everything that keys and mouse do in a table."""
    known = words()
    return [*((known[use.name], key_text(use)) for use in USES), *_mouse()]
