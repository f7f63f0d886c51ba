"""A table in a file, whatever the file: a header, and rows with the line on which each starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from engines.database.ticket import Ticket
from engines.exchange.reading.text import Encoding, magic_of

Row: TypeAlias = tuple[int, list[str]]
# Whether somebody knows what the columns of a header mean.
Knows: TypeAlias = Callable[[Sequence[str]], bool]

MAX_COLUMNS = 16_384  # what spreadsheets have; no table of a shop comes near
MAX_ROWS = 1_048_576


class Table(Protocol):
    """What importers read. Cells are text; a line is that of the file (a sheet's row, a record)."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def encoding(self) -> Encoding:
        """How its text is written."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def header_line(self) -> int:
        """The line of the header."""

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header. Raises FileUnreadable, Cancelled."""


class TableOver:
    """What every table over another one takes from it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def path(self) -> Path:
        """The file."""
        return self._table.path

    @property
    def encoding(self) -> Encoding:
        """How its text is written."""
        return self._table.encoding

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._table.header

    @property
    def header_line(self) -> int:
        """The line of the header."""
        return self._table.header_line


def nobody(_: Sequence[str]) -> bool:
    """Of a header that no importer waits for."""
    return False


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    sheet: str | None = None,
    knows: Knows = nobody,
) -> Table:
    """The table in a file, by what its bytes are; what is given is not guessed.

    `knows` tells a header that is looked for from any other: it settles which sheet, which row and
    which delimiter are meant. Raises FileUnreadable, BadValue (no such encoding or delimiter).
    """
    if magic_of(path) == "zip":
        from engines.exchange.reading.sheets import open_sheet

        return open_sheet(path, header_row=header_row, sheet=sheet, knows=knows)
    from engines.exchange.reading.delimited import open_delimited
    from engines.exchange.reading.records import is_json, may_be_json, open_records
    from engines.exchange.reading.text import detect

    if may_be_json(path) and is_json(path, found := detect(path, encoding)):
        return open_records(path, found)
    return open_delimited(
        path, encoding=encoding, delimiter=delimiter, header_row=header_row, knows=knows
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person says of how files are laid out; None is guessed."""

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None

    def open(self, path: Path, knows: Knows = nobody) -> Table:
        """The table in a file. Raises as open_table."""
        return open_table(
            path,
            encoding=self.encoding,
            delimiter=self.delimiter,
            header_row=self.header_row,
            sheet=self.sheet,
            knows=knows,
        )
