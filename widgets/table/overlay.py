"""What cells show over their rows' values while an answer is awaited, and after a refusal.

``Overlay()``: ``pending`` {(key, place): new value}, ``refused`` {(key, place): why}; empty nearly
always, so that painting asks two empty dictionaries.
"""

from __future__ import annotations

from widgets.table.source import Key, Value

Cell = tuple[Key, int]


class Overlay:
    """Two small maps."""

    def __init__(self) -> None:
        self.pending: dict[Cell, Value] = {}
        self.refused: dict[Cell, str] = {}
