"""Excel's keys: which key does what in a table. One list for handling, menus and the key map.

- ``USES``: every ``KeyUse(name, keys, place)``
- ``named(event) -> str``: what is done to the cells, "" for any other key; ``key_of(name) -> str``
- ``movement(event) -> Movement | None``: arrows, Page, Home and End; with Ctrl to the edge, with
  Shift the selection grows
- ``taken(event) -> str``: where an open cell is left for ("down", …), "esc", or "" for typing
- ``typed(event) -> str``: the character a key writes, "" for none
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Place = Literal["cells", "moving", "tab", "open"]
_ARROWS = ("Up", "Down", "Left", "Right")
_ENDS = ("Home", "End")


@dataclass(frozen=True)
class KeyUse:
    """What keys are for.

    In ``cells`` they do something, ``moving`` they change the current cell, ``tab`` is Qt's own
    way from field to field, ``open`` is a cell that is being edited.
    """

    name: str
    keys: tuple[str, ...]
    place: Place = "cells"


def _with(held: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{held}+{key}" for key in keys)


USES: tuple[KeyUse, ...] = (
    KeyUse("move", _ARROWS, "moving"),
    KeyUse("page", ("PgUp", "PgDown"), "moving"),
    KeyUse("ends", _ENDS, "moving"),
    KeyUse("corners", _with("Ctrl", _ENDS), "moving"),
    KeyUse("edges", _with("Ctrl", _ARROWS), "moving"),
    KeyUse("grow", _with("Shift", (*_ARROWS, "PgUp", "PgDown", *_ENDS)), "moving"),
    KeyUse("grow_far", _with("Ctrl+Shift", (*_ARROWS, *_ENDS)), "moving"),
    KeyUse("down", ("Return", "Enter")),
    KeyUse("up", ("Shift+Return", "Shift+Enter")),
    KeyUse("beside", ("Tab", "Shift+Tab"), "tab"),
    KeyUse("open", ("Ctrl+Return", "Ctrl+Enter")),
    KeyUse("rows", ("Shift+Space",)),
    KeyUse("columns", ("Ctrl+Space",)),
    KeyUse("all", ("Ctrl+A",)),
    KeyUse("copy", ("Ctrl+C", "Ctrl+Ins")),
    KeyUse("paste", ("Ctrl+V", "Shift+Ins")),
    KeyUse("fill", ("Ctrl+D",)),
    KeyUse("today", ("Ctrl+;",)),
    KeyUse("clear", ("Del",)),
    KeyUse("set", ("Ctrl+Shift+E",)),
    KeyUse("edit", ("F2",)),
    KeyUse("take_down", ("Return", "Enter"), "open"),
    KeyUse("take_up", ("Shift+Return", "Shift+Enter"), "open"),
    KeyUse("take_right", ("Tab",), "open"),
    KeyUse("take_left", ("Shift+Tab",), "open"),
    KeyUse("esc", ("Esc",), "open"),
    KeyUse("find", ("Ctrl+F",)),
    KeyUse("filters", ("Ctrl+Shift+L",)),
    KeyUse("column_menu", ("Alt+Down",)),
    KeyUse("marks", ("Ctrl+Shift+M",)),
    KeyUse("compact", ("Ctrl+Shift+K",)),
    KeyUse("toggle", ("Space",)),
    KeyUse("open_all", ("Alt+Shift+Right",)),
    KeyUse("close_all", ("Alt+Shift+Left",)),
    KeyUse("export", ("Ctrl+E",)),
    KeyUse("print", ("Ctrl+P",)),
)


def _of(place: Place) -> Mapping[str, str]:
    return {key: use.name for use in USES if use.place == place for key in use.keys}


KEYS, _MOVING, _OPEN = _of("cells"), _of("moving"), _of("open")


@dataclass(frozen=True)
class Movement:
    """Where the current cell goes: an arrow, a page, Home or End."""

    way: str
    edge: bool
    extend: bool


def _text(event: QKeyEvent) -> str:
    text = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return text.replace("Num+", "").replace("Backtab", "Tab")


def key_of(name: str) -> str:
    """The first key of an act, for menus."""
    return next((key for key, known in KEYS.items() if known == name), "")


def named(event: QKeyEvent) -> str:
    """What a key is for."""
    return KEYS.get(_text(event), "")


def movement(event: QKeyEvent) -> Movement | None:
    """How a key moves through the cells."""
    text = _text(event)
    if text not in _MOVING:
        return None
    parts = text.split("+")
    return Movement(parts[-1], "Ctrl" in parts, "Shift" in parts)


def taken(event: QKeyEvent) -> str:
    """Where an open cell is left for."""
    return _OPEN.get(_text(event), "").removeprefix("take_")


def typed(event: QKeyEvent) -> str:
    """What a key writes into a cell."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    text = event.text()
    return text if text.isprintable() and not text.isspace() and not held else ""
