"""What cells show over their rows' values while an answer is awaited, and after a refusal.

``Overlay()``: ``pending`` {(key, place): new value}, ``refused`` {(key, place): why}; empty nearly
always, so that painting asks two empty dictionaries. ``patched(pages, values)``: the pages of rows
in which values were saved, with these in their places.
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.table.source import Key, Row, Value

Cell = tuple[Key, int]


class Overlay:
    """Two small maps."""

    def __init__(self) -> None:
        self.pending: dict[Cell, Value] = {}
        self.refused: dict[Cell, str] = {}


Page = tuple[Row, ...]


def patched(pages: Mapping[int, Page], values: Mapping[Cell, Value]) -> dict[int, Page]:
    """Only the pages that change."""
    loaded = {row.key: row for rows in pages.values() for row in rows}
    changed: dict[Key, list[Value]] = {}
    for (key, place), value in values.items():
        if key in changed:
            changed[key][place] = value
        elif key in loaded:
            changed[key] = list(loaded[key].values)
            changed[key][place] = value
    made = {key: Row(key, tuple(row)) for key, row in changed.items()}
    return {
        page: tuple(made.get(row.key, row) for row in rows)
        for page, rows in pages.items()
        if any(row.key in made for row in rows)
    }
