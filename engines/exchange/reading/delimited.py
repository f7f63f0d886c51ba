"""Rows of a CSV or TSV file, each with the line of the file on which it starts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.text import Encoding, detect

FIELD_LIMIT = 1 << 20  # characters in one cell; beyond it the quotes do not match
_REPORT = 20_000
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """A delimited file: its encoding, delimiter and header."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header as (line where it starts, cells). Blank lines are skipped.

        Raises FileUnreadable where quotes do not match or bytes do not decode; Cancelled.
        """
        with _open(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=False)
            total = self.path.stat().st_size
            line = 1
            try:
                next(reader)
                line = reader.line_num + 1
                for number, cells in enumerate(reader):
                    if cells:
                        yield line, cells
                    line = reader.line_num + 1
                    if number % _REPORT == 0:
                        ticket.step(file.buffer.tell() if hasattr(file, "buffer") else 0, total)
            except csv.Error as error:
                raise FileUnreadable(self.path, "quotes", line, str(error)) from error
            except UnicodeDecodeError as error:
                raise FileUnreadable(self.path, "encoding", line, str(error)) from error
        ticket.step(total, total)


@contextmanager
def _open(path: Path, encoding: Encoding) -> Iterator[TextIO]:
    csv.field_size_limit(FIELD_LIMIT)
    errors = "replace" if encoding.codec == "cp1252" else "strict"
    with path.open("r", encoding=encoding.codec, errors=errors, newline="") as file:
        yield file


def open_table(path: Path) -> Table:
    """Look at a file: encoding, delimiter (the commonest of , ; tab in the header), header.

    Raises FileUnreadable.
    """
    encoding = detect(path)
    with _open(path, encoding) as file:
        try:
            first = file.readline(FIELD_LIMIT)
            delimiter = max(",;\t", key=first.count)
            file.seek(0)
            header = next(csv.reader(file, delimiter=delimiter), [])
        except UnicodeDecodeError as error:
            raise FileUnreadable(path, "encoding", 1, str(error)) from error
        except csv.Error as error:
            raise FileUnreadable(path, "quotes", 1, str(error)) from error
    names = tuple(name.strip() for name in header)
    if not any(names):
        raise FileUnreadable(path, "no header", 1)
    return Table(path, encoding, delimiter, names)
