"""What can be wrong with a file, as data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engines.database.errors import CounterfoilError


@dataclass
class FileUnreadable(CounterfoilError):
    """The file cannot be read at all. `reason` is a stable key: missing, empty, binary …"""

    file: Path
    reason: str
    line: int | None = None
    detail: str = ""
    column: int | None = None


@dataclass
class NothingKept(CounterfoilError):
    """The file is well and known, but of things of which the shop keeps none."""

    file: Path
    what: str


@dataclass
class WrongKind(CounterfoilError):
    """The file is not of the kind it should be: columns are missing."""

    file: Path
    kind: str
    missing: tuple[str, ...]


@dataclass
class ColumnTwice(CounterfoilError):
    """A column that counts stands twice in the header: nobody knows which one is meant."""

    file: Path
    line: int
    column: str


@dataclass
class BadCell(CounterfoilError):
    """A cell of a table that is read whole cannot be taken. `reason` is a stable key."""

    file: Path
    line: int
    column: str
    value: str
    reason: str


@dataclass
class KindUnknown(CounterfoilError):
    """No importer knows this file's columns."""

    file: Path
    columns: tuple[str, ...]


@dataclass
class RowsRejected(CounterfoilError):
    """Rows were refused and the person did not say to skip them: nothing was imported."""

    count: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused row: where, which value, and why (a stable key that messages spell out)."""

    file: str
    line: int
    column: str
    value: str
    reason: str


class CellError(Exception):
    """A cell that cannot be taken: raised inside an importer, becomes a Rejected."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        """`reason` is a stable key."""
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason
