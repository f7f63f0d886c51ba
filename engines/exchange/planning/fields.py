"""Values under the names that planning uses, and what the file itself calls each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from engines.exchange.errors import CellError
from engines.exchange.plan import Columns
from engines.exchange.reading.cells import check_characters


class Fields(Protocol):
    """A row or a record: text by field, empty where there is none."""

    def get(self, name: str) -> str:
        """The text of a field."""

    def label(self, name: str) -> str:
        """The file's own word for the place of a field, for whoever has to mend it."""

    def __contains__(self, name: object) -> bool:
        """Whether the file has a place for the field at all."""


class RowFields:
    """A row of a table, by the names of its columns."""

    __slots__ = ("cells", "columns")

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        self.columns, self.cells = columns, cells

    def get(self, name: str) -> str:
        """The cell of a field."""
        return self.columns.get(self.cells, name)

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

    def get(self, name: str) -> str:
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
            check_characters(self.label(name), value)
