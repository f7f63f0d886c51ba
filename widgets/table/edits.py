"""What is to change in a table, as values.

- ``Edit(key, column, old, new)``: one cell; ``column`` is the column's key
- ``Edits(edits, how)``: one act of a person; ``rows``: how many rows it touches
- ``Problem(row, thing, column, text, reason)``: what cannot be done, and where
- ``Plan(how, edits, problems, notes, things)``: what would happen;
  ``Planner(how, columns, words)`` makes it: ``put(row_number, row, place, text)``,
  ``set_value(row_number, row, place, value)``, ``note(text)``, ``plan()``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple

from widgets.table.entered import Reading, read, read_all
from widgets.table.source import Column, Key, Row, Value
from widgets.table.text import Words, shown

Numbered = tuple[int, Row]  # a row with its number, from 1
How = Literal["typed", "filled", "pasted", "cleared", "set"]


class Edit(NamedTuple):
    """One cell, before and after."""

    key: Key
    column: str
    old: Value
    new: Value


# An edit of the tuple of its parts, in half the time: there may be 100,000.
_edit: Callable[[tuple[Any, ...]], Edit] = partial(tuple.__new__, Edit)


@dataclass(frozen=True)
class Edits:
    """What one act of a person changes."""

    edits: tuple[Edit, ...]
    how: How = "typed"

    @cached_property
    def rows(self) -> int:
        """How many rows are touched."""
        return len({one.key for one in self.edits})


@dataclass(frozen=True, slots=True)
class Problem:
    """A text that a cell cannot take. ``row`` counts from 1; ``thing`` names the row."""

    row: int
    thing: str
    column: str
    text: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What would change, what cannot, and what else should be known first."""

    how: How
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    things: Mapping[Key, str] = field(default_factory=dict)

    @cached_property
    def act(self) -> Edits:
        """What is asked for if a person agrees."""
        return Edits(self.edits, self.how)


class Planner:
    """Collects cells into a plan; cells that stay as they are need no change."""

    def __init__(self, how: How, columns: Mapping[int, Column], words: Words) -> None:
        self._how, self._columns, self._words = how, columns, words
        self._edits: list[Edit] = []
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._things: dict[Key, str] = {}
        self._known: dict[tuple[int, str], Reading] = {}

    def put(self, number: int, row: Row, place: int, text: str) -> None:
        """Text for a cell."""
        reading = self._known.get((place, text))
        if reading is None:
            reading = read(text, self._columns[place], self._words)
            self._known[place, text] = reading
        self._take(number, row, place, text, reading)

    def put_all(self, rows: Sequence[Numbered], texts: Mapping[int, Sequence[str | None]]) -> None:
        """Texts for the cells of rows, by column; None for a cell that is let alone."""
        # Worked out a column at a time, kept a row at a time, as a person reads.
        columns = [self._column(rows, place, some) for place, some in texts.items()]
        found = [one for cells in zip(*columns, strict=True) for one in cells if one is not None]
        edits = [one for one in found if isinstance(one, Edit)]
        self._problems += [one for one in found if isinstance(one, Problem)]
        self._edits += edits
        touched = {one.key for one in edits}
        for _number, row in rows:
            if row.key in touched and row.key not in self._things:
                self._things[row.key] = self._thing(row)

    def _column(
        self, rows: Sequence[Numbered], place: int, texts: Sequence[str | None]
    ) -> list[Edit | Problem | None]:
        """What becomes of each cell of a column; None where it stays as it is."""
        whole = [text for text in texts if text is not None]
        if len(whole) == len(texts):
            return self._whole_column(rows, place, whole)
        there = [at for at, text in enumerate(texts) if text is not None]
        found: list[Edit | Problem | None] = [None] * len(texts)
        some = self._whole_column([rows[at] for at in there], place, whole)
        for at, one in zip(there, some, strict=True):
            found[at] = one
        return found

    def _whole_column(
        self, rows: Sequence[Numbered], place: int, texts: Sequence[str]
    ) -> list[Edit | Problem | None]:
        column, name = self._columns[place], self._columns[place].key
        news, wrong = read_all(texts, column, self._words)
        keys, olds = [row.key for _number, row in rows], [row.values[place] for _, row in rows]
        found: list[Edit | Problem | None] = [
            None if new == old else _edit((key, name, old, new))
            for key, old, new in zip(keys, olds, news, strict=True)
        ]
        for at, why in wrong.items():
            number, row = rows[at]
            found[at] = Problem(number, self._thing(row), column.title, texts[at], why)
        return found

    def set_value(self, number: int, row: Row, place: int, value: Value) -> None:
        """A value for a cell; it has to hold the column's bounds like any text."""
        column = self._columns[place]
        text = shown(value, column, self._words)
        wrong = read(text, column, self._words).wrong
        self._take(number, row, place, text, Reading(value, wrong))

    def _take(self, number: int, row: Row, place: int, text: str, reading: Reading) -> None:
        column = self._columns[place]
        if reading.wrong:
            thing = self._thing(row)
            self._problems.append(Problem(number, thing, column.title, text, reading.wrong))
        elif reading.value != (old := row.values[place]):
            if row.key not in self._things:
                self._things[row.key] = self._thing(row)
            self._edits.append(Edit(row.key, column.key, old, reading.value))

    def _thing(self, row: Row) -> str:
        return shown(row.values[0], self._columns[0], self._words)

    def note(self, text: str) -> None:
        self._notes.append(text)

    def plan(self) -> Plan:
        return Plan(
            self._how,
            tuple(self._edits),
            tuple(self._problems),
            tuple(self._notes),
            self._things,
        )
