"""Rows of a CSV or TSV file, each with the line of the file on which it starts."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engines.database.errors import BadValue
from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.header import HEAD, checked, header_at, looks_like_header, names_of
from engines.exchange.reading.table import Knows, Row, nobody
from engines.exchange.reading.text import Encoding, detect, readable

FIELD_LIMIT = 1 << 24  # characters in one cell; beyond it the quotes do not match
_RECORD_LIMIT = 2 * FIELD_LIMIT  # characters in one row
_SNIFFED = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
_REPORT = 20_000
# WeChat Pay writes a tab between a closing quotation mark and the comma, so that numbers stay text.
_TAB_BEHIND = re.compile(r'(?<!")"\t+(?=[,;|\r\n])')


@dataclass(frozen=True)
class Delimited:
    """A delimited file: its encoding, delimiter and header."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    header_line: int = 1

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header as (line where it starts, cells). Blank lines are skipped.

        Raises FileUnreadable where quotes do not match or bytes do not decode; Cancelled.
        """
        total = 0
        with readable(self.path), _open(self.path, self.encoding) as file:
            total = self.path.stat().st_size
            below = self.header_line
            for number, row in enumerate(_records(self.path, file, self.encoding, self.delimiter)):
                if number % _REPORT == 0:
                    ticket.step(file.buffer.tell() if hasattr(file, "buffer") else 0, total)
                if row[0] > below:
                    yield row
        ticket.step(total, total)


def _records(path: Path, file: TextIO, encoding: Encoding, delimiter: str) -> Iterator[Row]:
    """Every record with the line where it starts. Raises FileUnreadable."""
    held = [0]

    def lines() -> Iterator[str]:
        while line := file.readline(_RECORD_LIMIT):
            held[0] += len(line)
            if held[0] >= _RECORD_LIMIT:
                raise csv.Error("row larger than field limit")
            yield _TAB_BEHIND.sub('"', line) if '"\t' in line and delimiter != "\t" else line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            held[0] = 0
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _malformed(path, line, error) from error
    except UnicodeDecodeError as error:
        line = _undecodable(path, encoding)
        raise FileUnreadable(path, "encoding", line, str(error)) from error


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
    line = 1
    with path.open("r", encoding=encoding.codec, errors="replace", newline="") as file:
        while text := file.readline(_RECORD_LIMIT):
            if "\ufffd" in text:
                return line
            line += text.endswith(("\n", "\r"))
    return 1


def open_delimited(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    knows: Knows = nobody,
) -> Delimited:
    """Look at a file: encoding, delimiter, header; what is given is not guessed.

    Raises FileUnreadable, BadValue.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\x00'):
        raise BadValue("delimiter", delimiter, "not a delimiter")
    found = detect(path, encoding)
    with readable(path), _open(path, found) as file:
        mark = delimiter or _delimiter(_sample(path, file, found), knows)
        file.seek(0)
        records = _records(path, file, found, mark)
        line, names = _header(path, records, header_row, knows)
    return Delimited(path, found, mark, checked(path, line, names), line)


def _header(
    path: Path, records: Iterator[Row], header_row: int | None, knows: Knows
) -> tuple[int, tuple[str, ...]]:
    if header_row is not None:
        for line, cells in records:
            if line >= header_row:
                return line, names_of(cells)
        raise FileUnreadable(path, "no header", header_row)
    head: list[Row] = []
    try:
        for row in records:
            head.append(row)
            if len(head) == HEAD:
                break
    except FileUnreadable as error:
        # What is wrong further down is told when the rows are read: there it has its place.
        if not head or error.reason == "encoding":
            raise
    at = header_at(head, knows)
    return (1, ()) if at is None else (head[at][0], names_of(head[at][1]))


def _sample(path: Path, file: TextIO, encoding: Encoding) -> str:
    try:
        return file.read(_SNIFFED)
    except UnicodeDecodeError as error:
        line = _undecodable(path, encoding)
        raise FileUnreadable(path, "encoding", line, str(error)) from error


def _delimiter(sample: str, knows: Knows) -> str:
    """The delimiter of the first records: one that gives a known header, else the most even one."""
    parsed = {mark: _parsed(sample, mark) for mark in DELIMITERS}
    for mark, rows in parsed.items():
        if any(knows(names_of(cells)) for cells in rows):
            return mark
    return max(DELIMITERS, key=lambda mark: _evenness(parsed[mark]))


def _parsed(sample: str, mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
            if cells:
                rows.append(cells)
            if len(rows) == HEAD:
                break
    except csv.Error:
        pass  # a cell without end: what came before it must do
    return rows


def _evenness(rows: list[list[str]]) -> float:
    """The delimiters of the commonest width, times the square of its share among the rows.

    Signs in free text give a few wide rows. A decimal comma is even, but no header has one.
    """
    widths = Counter(len(cells) for cells in rows)
    if not rows:
        return 0.0
    width, often = max(widths.items(), key=lambda one: (one[1] * (one[0] - 1), one[0]))
    first = next(names_of(cells) for cells in rows if len(cells) == width)
    named = 1.0 if looks_like_header(first) else 0.1
    return (often / len(rows)) ** 2 * (width - 1) * named
