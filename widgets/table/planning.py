"""What an act on many cells would change: worked out over rows read anew, loaded or not.

Each gives a ``Plan`` and touches no widget, so it can be asked for elsewhere:
``pasted(clip, block)``, ``filled(clip)``, ``cleared(clip)``, ``dated(clip, day)``,
``changed(clip, operation)``; ``block_of(grid, chosen, room) -> Block``: how a copied grid covers
the selected area.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice

from PySide6.QtCore import QCoreApplication

from widgets.table.clipboard import Clip
from widgets.table.edits import How, Numbered, Plan, Planner
from widgets.table.export import cell_text
from widgets.table.operations import Operation
from widgets.table.source import Column, Row, Value
from widgets.table.text import integer, moment

Grid = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class Block:
    """A copied grid where it is to go: ``rows`` × ``columns`` cells, repeated to fill them.

    ``lost_rows`` and ``lost_columns`` lie beyond the table.
    """

    grid: Grid
    rows: int
    columns: int
    lost_rows: int = 0
    lost_columns: int = 0


def block_of(grid: Grid, chosen: tuple[int, int], room: tuple[int, int]) -> Block:
    """``chosen``: (rows, columns) selected; ``room``: (rows, columns) from there to the edge."""
    height, width = len(grid), max(len(line) for line in grid)
    grid = [[*line, *[None] * (width - len(line))] for line in grid]
    rows = chosen[0] if chosen[0] % height == 0 else height
    columns = chosen[1] if chosen[1] % width == 0 else width
    fits_rows, fits_columns = min(rows, room[0]), min(columns, room[1])
    return Block(grid, fits_rows, fits_columns, rows - fits_rows, columns - fits_columns)


class _Acts:
    """A planner that counts what cannot be edited, to say so."""

    def __init__(self, how: How, clip: Clip) -> None:
        self.clip = clip
        self.columns: dict[int, Column] = dict(clip.columns)
        self.planner = Planner(how, self.columns, clip.words)
        self._locked: Counter[str] = Counter()

    def put(self, number: int, row: Row, place: int, text: str) -> None:
        column = self.columns[place]
        if column.editable and row.own:
            self.planner.put(number, row, place, text)
        elif column.kind != "spark" and text != cell_text(row, place, column, self.clip.words):
            self._locked[column.title] += 1

    def put_all(self, rows: Sequence[Numbered], texts: Mapping[int, list[str | None]]) -> None:
        """`put` for a block of cells: texts by column."""
        heads = [at for at, (_number, row) in enumerate(rows) if not row.own]
        for place, some in texts.items():
            # The head of a group takes nothing, and that is said.
            for at in heads if self.columns[place].editable else range(len(rows)):
                (number, row), text = rows[at], some[at]
                if text is not None:
                    self.put(number, row, place, text)
                some[at] = None
        self.planner.put_all(rows, texts)

    def set_value(self, number: int, row: Row, place: int, value: Value) -> None:
        column = self.columns[place]
        if column.editable and row.own:
            self.planner.set_value(number, row, place, value)
        elif value != row.values[place]:
            self._locked[column.title] += 1

    def plan(self) -> Plan:
        sentence = QCoreApplication.translate(
            "Plan", "“{column}” cannot be edited here: {count} cells stay as they are."
        )
        for title, count in self._locked.items():
            said = integer(count, self.clip.words.locale)
            self.planner.note(sentence.format(column=title, count=said))
        return self.planner.plan()


def pasted(clip: Clip, block: Block) -> Plan:
    """The block over the one band of the clip, whose columns stand from left to right."""
    acts, grid, locale = _Acts("pasted", clip), block.grid, clip.words.locale
    places = [place for place, _column in clip.chosen]
    copied = list(zip(*grid, strict=True))
    # What takes longer to read is nothing that is typed.
    placed = replace(clip, whole=False).placed()
    rows = [(place + 1, row) for place, _band, row in placed]
    acts.put_all(
        rows,
        {
            place: list(islice(cycle(column), len(rows)))
            for place, column in zip(places, cycle(copied), strict=False)
        },
    )
    if block.lost_rows:
        sentence = QCoreApplication.translate(
            "Plan", "{count} copied rows lie beyond the last row and are left out."
        )
        acts.planner.note(sentence.format(count=integer(block.lost_rows, locale)))
    if block.lost_columns:
        sentence = QCoreApplication.translate(
            "Plan", "{count} copied columns lie beyond the last column and are left out."
        )
        acts.planner.note(sentence.format(count=integer(block.lost_columns, locale)))
    return acts.plan()


def filled(clip: Clip) -> Plan:
    """Each selected column takes the value of its topmost selected cell."""
    acts = _Acts("filled", clip)
    above: dict[int, Value] = {}
    for place, band, row in clip.placed():
        for column, _about in clip.chosen:
            if column in band.columns:
                if column in above:
                    acts.set_value(place + 1, row, column, above[column])
                else:
                    above[column] = row.values[column]
    return acts.plan()


def cleared(clip: Clip) -> Plan:
    """Selected cells become empty, where they may."""
    acts = _Acts("cleared", clip)
    for place, band, row in clip.placed():
        for column, _about in clip.chosen:
            if column in band.columns:
                acts.put(place + 1, row, column, "")
    return acts.plan()


def changed(clip: Clip, operation: Operation) -> Plan:
    """The operation on every selected cell."""
    acts = _Acts("set", clip)
    for place, band, row in clip.placed():
        for column, _about in clip.chosen:
            if column in band.columns:
                value = row.values[column]
                if operation.kind == "set":
                    acts.put(place + 1, row, column, operation.text)
                elif isinstance(value, int):
                    acts.set_value(place + 1, row, column, operation.of(value))
    return acts.plan()


def dated(clip: Clip, day: date) -> Plan:
    """Selected cells take a day, if they hold dates."""
    acts = _Acts("typed", clip)
    for place, band, row in clip.placed():
        for column, about in clip.chosen:
            if column in band.columns and about.kind in ("date", "datetime"):
                acts.put(place + 1, row, column, day.isoformat())
    return acts.plan()


def today(clip: Clip, now_us: int) -> date:
    """The day it is in the shop."""
    return moment(now_us, clip.words.zone).date()
