"""What cells show over their rows' values while an answer is awaited, and after a refusal.

``Overlay()``: ``pending`` {key: {place: new value}}, ``refused`` {(key, place): why}; empty nearly
always, so that painting asks two empty dictionaries; ``add(cells)``, ``drop(cells)``: what waits;
``seen(row, place)``: the value a person sees. ``patched(pages, cells)``: the pages of rows in which
values were saved, with these in their places.
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.table.source import Key, Row, Value

Cell = tuple[Key, int]
# New values by row and place. Those of a row are never changed, only replaced: they are shared.
Cells = Mapping[Key, Mapping[int, Value]]
Page = tuple[Row, ...]


class Overlay:
    """Two small maps."""

    def __init__(self) -> None:
        self.pending: dict[Key, Mapping[int, Value]] = {}
        self.refused: dict[Cell, str] = {}

    def add(self, cells: Cells) -> None:
        """These wait to be saved; what was refused of them is forgotten."""
        old = self.pending
        merged = {key: {**old[key], **row} for key, row in cells.items() if key in old}
        self.pending = {**old, **cells, **merged}
        if self.refused:
            self.refused = {
                cell: why
                for cell, why in self.refused.items()
                if cell[1] not in cells.get(cell[0], ())
            }

    def drop(self, cells: Cells) -> None:
        """These wait no longer."""
        left = {key: row for key, row in self.pending.items() if row is not cells.get(key)}
        for key in left.keys() & cells.keys():
            gone, row = cells[key], left.pop(key)
            rest = {place: value for place, value in row.items() if place not in gone}
            if rest:
                left[key] = rest
        self.pending = left

    def seen(self, row: Row, place: int) -> Value:
        """What waits to be saved, else what the row holds."""
        value = row.values[place]
        return self.pending.get(row.key, {}).get(place, value) if self.pending else value


def patched(pages: Mapping[int, Page], cells: Cells) -> dict[int, Page]:
    """Only the pages that change."""
    return {
        page: tuple(_patched(row, cells.get(row.key)) for row in rows)
        for page, rows in pages.items()
        if any(row.key in cells for row in rows)
    }


def _patched(row: Row, changed: Mapping[int, Value] | None) -> Row:
    if changed is None:
        return row
    values = list(row.values)
    for place, value in changed.items():
        values[place] = value
    return Row(row.key, tuple(values))
