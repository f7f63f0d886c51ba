"""Values under the names that planning uses, and what the file itself calls each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from engines.exchange.errors import CellError
from engines.exchange.plan import Columns
from engines.exchange.reading import cells


class Fields(Protocol):
    """A row or a record: text by field, empty where there is none."""

    def get(self, name: str, /) -> str:
        """The text of a field."""

    def label(self, name: str) -> str:
        """The file's own word for the place of a field, for whoever has to mend it."""

    def __contains__(self, name: object) -> bool:
        """Whether the file has a place for the field at all."""


class RowFields:
    """A row of a table, by the names of its columns."""

    __slots__ = ("_places", "_texts", "cells", "columns")

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        self.columns, self.cells, self._places, self._texts = columns, cells, columns.place, cells
        if len(cells) < columns.width:
            self._texts = [*cells, *[""] * (columns.width - len(cells))]

    def get(self, name: str, /) -> str:
        """The cell of a field. Asked some thirty times a row: it calls nothing of ours."""
        place = self._places.get(name)
        return "" if place is None else self._texts[place]

    def label(self, name: str) -> str:
        """The header of its column."""
        return self.columns.named(name)

    def __contains__(self, name: object) -> bool:
        return name in self.columns


@dataclass(frozen=True, slots=True)
class RecordFields:
    """A part of a record, by the paths of its values: `line_items[2].price`."""

    values: Mapping[str, str]
    paths: Mapping[str, str] = field(default_factory=dict)
    nested: tuple[str, ...] = ()  # fields where a list or an object stands instead of a text

    def get(self, name: str, /) -> str:
        """The text of a value."""
        return self.values.get(name, "")

    def label(self, name: str) -> str:
        """The path of a value in the record."""
        return self.paths.get(name, name)

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def check(self) -> None:
        """Raise CellError for a value that is no text, or has bad characters."""
        for name in self.nested:
            raise CellError(self.label(name), self.get(name), "not plain")
        for name, value in self.values.items():
            cells.check_characters(self.label(name), value)


# The readers of cells, told where the value stands only when they refuse it: most values are good.


def money(fields: Fields, name: str, digits: int) -> int:
    """Minor units of an amount; 0 where there is none. Raises CellError."""
    value = fields.get(name)
    if not value:
        return 0
    try:
        minor = cells.parse_money(value, digits)
    except ValueError:
        minor = -1
    return minor if minor >= 0 else cells.money(fields.label(name), value, digits)


def integer(fields: Fields, name: str, default: str = "") -> int:
    """A number of pieces. Raises CellError."""
    value = fields.get(name) or default
    try:
        number = cells.parse_integer(value)
    except ValueError:
        number = -1
    return number if number >= 0 else cells.integer(fields.label(name), value)


def text(fields: Fields, name: str) -> str:
    """Clean text. Raises CellError."""
    value = fields.get(name)
    if len(value) <= cells.MAX_TEXT and value.isprintable():
        return value.strip()
    return cells.text(fields.label(name), value)


def identifier(fields: Fields, name: str) -> str:
    """An id or SKU. Raises CellError."""
    value = fields.get(name)
    if len(value) <= cells.MAX_IDENTIFIER and "+" not in value and value.isprintable():
        return value.strip().removeprefix("'")
    return cells.identifier(fields.label(name), value)


def moment(fields: Fields, name: str, zone: ZoneInfo) -> int:
    """Microseconds of a date and time. Raises CellError."""
    value = fields.get(name)
    try:
        return cells.parse_moment(value, zone)
    except ValueError:
        return cells.moment(fields.label(name), value, zone)
