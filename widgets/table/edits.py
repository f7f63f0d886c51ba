"""What is to change in a table, as values.

- ``Edit(key, column, old, new)``: one cell; ``column`` is the column's key
- ``Edits(edits, how)``: one act of a person; ``rows``: how many rows it touches
- ``Problem(row, thing, column, text, reason)``: what cannot be done, and where
- ``Plan(how, edits, problems, notes, things)``: what would happen;
  ``Planner(how, columns, words)`` makes it: ``put(row_number, row, place, text)``,
  ``set_value(row_number, row, place, value)``, ``note(text)``, ``plan()``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from widgets.table.entered import Reading, read, reader
from widgets.table.source import Column, Key, Row, Value
from widgets.table.text import Words, shown

Taker = Callable[[int, Row, str], None]
How = Literal["typed", "filled", "pasted", "cleared", "set"]


class Edit(NamedTuple):
    """One cell, before and after."""

    key: Key
    column: str
    old: Value
    new: Value


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

    @property
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
        self._takers: dict[int, Taker] = {}

    def put(self, number: int, row: Row, place: int, text: str) -> None:
        """Text for a cell."""
        self.taker(place)(number, row, text)

    def taker(self, place: int) -> Taker:
        """What takes texts for the cells of one column: `put` for many of them."""
        found = self._takers.get(place)
        if found is None:
            found = self._takers[place] = self._made_taker(place)
        return found

    def _made_taker(self, place: int) -> Taker:
        column, things, thing = self._columns[place], self._things, self._thing
        read_text, name, append = reader(column, self._words), column.key, self._edits.append

        def take(number: int, row: Row, text: str) -> None:
            value, wrong = read_text(text)
            if wrong:
                self._problems.append(Problem(number, thing(row), column.title, text, wrong))
            elif value != (old := row.values[place]):
                key = row.key
                if key not in things:
                    things[key] = thing(row)
                append(Edit(key, name, old, value))

        return take

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
