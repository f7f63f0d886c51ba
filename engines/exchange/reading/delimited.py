"""Rows of a CSV or TSV file, each with the line of the file on which it starts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engines.database.ticket import Ticket
from engines.exchange.errors import CellError, FileUnreadable
from engines.exchange.reading.cells import check_characters
from engines.exchange.reading.table import Row
from engines.exchange.reading.text import Encoding, detect, readable

FIELD_LIMIT = 1 << 24  # characters in one cell; beyond it the quotes do not match
_REPORT = 20_000


@dataclass(frozen=True)
class Delimited:
    """A delimited file: its encoding, delimiter and header."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header as (line where it starts, cells). Blank lines are skipped.

        Raises FileUnreadable where quotes do not match or bytes do not decode; Cancelled.
        """
        with readable(self.path), _open(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
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
                raise _malformed(self.path, line, error) from error
            except UnicodeDecodeError as error:
                line = _undecodable(self.path, self.encoding)
                raise FileUnreadable(self.path, "encoding", line, str(error)) from error
        ticket.step(total, total)


@contextmanager
def _open(path: Path, encoding: Encoding) -> Iterator[TextIO]:
    csv.field_size_limit(FIELD_LIMIT)
    # UTF-16 has no way to carry a broken byte on: it stops there.
    errors = "strict" if encoding.codec.startswith("utf-16") else "surrogateescape"
    with path.open("r", encoding=encoding.codec, errors=errors, newline="") as file:
        yield file


def _malformed(path: Path, line: int, error: csv.Error) -> FileUnreadable:
    reason = "endless cell" if "field limit" in str(error) else "quotes"
    return FileUnreadable(path, reason, line, str(error))


def _undecodable(path: Path, encoding: Encoding) -> int:
    """The line of the first character that does not decode (a decoder reads far ahead of it)."""
    with path.open("r", encoding=encoding.codec, errors="replace", newline="") as file:
        return next((line for line, text in enumerate(file, 1) if "\ufffd" in text), 1)


def open_delimited(path: Path) -> Delimited:
    """Look at a file: encoding, delimiter (the commonest of , ; tab in the header), header.

    Raises FileUnreadable.
    """
    encoding = detect(path)
    with readable(path), _open(path, encoding) as file:
        try:
            first = file.readline(FIELD_LIMIT)
            delimiter = max(",;\t", key=first.count)
            file.seek(0)
            header = next(csv.reader(file, delimiter=delimiter, strict=True), [])
        except UnicodeDecodeError as error:
            line = _undecodable(path, encoding)
            raise FileUnreadable(path, "encoding", line, str(error)) from error
        except csv.Error as error:
            raise _malformed(path, 1, error) from error
    names = tuple(name.strip() for name in header)
    if not any(names):
        raise FileUnreadable(path, "no header", 1)
    try:
        check_characters("", "".join(names))
    except CellError as error:
        reason = "encoding" if error.reason == "encoding" else "binary"
        raise FileUnreadable(path, reason, 1) from error
    return Delimited(path, encoding, delimiter, names)
