"""A table in a file, whatever the file: a header, and rows with the line on which each starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from engines.database.ticket import Ticket
from engines.exchange.reading.text import Encoding

Row: TypeAlias = tuple[int, list[str]]


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

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header. Raises FileUnreadable, Cancelled."""


def open_table(path: Path) -> Table:
    """The table in a file, by what its bytes are. Raises FileUnreadable."""
    from engines.exchange.reading.delimited import open_delimited
    from engines.exchange.reading.records import is_json, open_records
    from engines.exchange.reading.text import detect

    if is_json(path, detect(path)):
        return open_records(path)
    return open_delimited(path)
