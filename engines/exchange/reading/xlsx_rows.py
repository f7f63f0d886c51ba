"""Rows of an XLSX sheet, streamed: values as text, each in its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.flaws import flawed
from engines.exchange.reading.markup import DEPTH, HELD, fed, parser
from engines.exchange.reading.numbers import date_text, number_text
from engines.exchange.reading.package import Package
from engines.exchange.reading.spans import Spans
from engines.exchange.reading.table import MAX_COLUMNS, MAX_ROWS, Row
from engines.exchange.reading.xlsx_strings import unescaped

if TYPE_CHECKING:
    from engines.exchange.reading.sheet_xlsx import Book

_DIGITS = "0123456789"
_EXACT = 16  # a whole number of fewer digits stands as it is
_RANGE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=[\"']([A-Z0-9:$]{1,24})[\"']")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MAX_SPANS = 1_000_000
MAX_TEXT = 64 << 20  # characters of one row


class Strings(Protocol):
    """Texts by number."""

    def __getitem__(self, number: int, /) -> str:
        """Raises IndexError."""


class _Letters(dict[str, int]):
    """Columns by their letters, A = 0; worked out when first met."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
            if not "A" <= letter <= "Z" or number > MAX_COLUMNS:
                number = MAX_COLUMNS + 1
                break
        if len(self) < MAX_COLUMNS:
            self[letters] = number - 1
        return number - 1


class _Sheet:
    """What the parser of one sheet remembers between two elements."""

    def __init__(self, path: Path, book: Book, strings: Strings) -> None:
        self.ready: list[Row] = []
        self.ended = self.moved = False
        self._path, self._strings = path, strings
        self._dates, self._from_1904 = book.dates, book.from_1904
        self._letters = _Letters()
        self.line = self.depth = 0
        self._cells: list[str] = []
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._formula = self._phonetic = self._in_row = False
        self._parts: list[str] = []
        self._c = self._v = self._t = self._f = self._row = self._rph = self._data = ""
        self.made = parser(path)
        self.made.StartElementHandler = self._root
        self.made.EndElementHandler = self._end
        # A list collects the text without a call of our own.
        self.made.CharacterDataHandler = self._parts.append

    def _root(self, name: str, _: dict[str, str]) -> None:
        """The first element tells the prefix of all others, mostly none."""
        prefix = name[: name.find(":") + 1]
        self._c, self._v, self._t = prefix + "c", prefix + "v", prefix + "t"
        self._f, self._row, self._rph = prefix + "f", prefix + "row", prefix + "rPh"
        self._data = prefix + "sheetData"
        self.made.StartElementHandler = self._start
        self.depth = 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c:
            if self._cell is not None or not self._in_row:
                raise self._damaged()
            self._cell = attributes
            self._value = None
            self._formula = False
        elif name == self._v or name == self._t:
            self.depth += 1
            self._parts.clear()
        elif name == self._row:
            self._begin(attributes)
        else:
            self.depth += 1
            if self.depth > DEPTH:
                raise FileUnreadable(self._path, "bomb")
            if name == self._f:
                self._formula = True
            elif name == self._rph:
                self._phonetic = True

    def _begin(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r")
        line = self.line + 1
        if told is not None:
            if not told.isdigit() or len(told) > 9 or int(told) < line:
                raise self._damaged()
            line = int(told)
        if line > MAX_ROWS:
            raise FileUnreadable(self._path, "too many rows", MAX_ROWS)
        if self._in_row:
            raise self._damaged()
        self.line, self._cells, self._in_row = line, [], True

    def _end(self, name: str) -> None:
        if name == self._c:
            self._keep()
            self._cell = None
        elif name == self._v:
            self.depth -= 1
            parts = self._parts
            self._value = parts[0] if len(parts) == 1 else "".join(parts)
        elif name == self._row:
            self._finish()
        else:
            self.depth -= 1
            if name == self._t:
                if not self._phonetic:
                    self._value = (self._value or "") + "".join(self._parts)
            elif name == self._rph:
                self._phonetic = False
            elif name == self._data:
                self.ended = True

    def _place(self) -> int:
        """How many cells lie between the last one kept and this one."""
        cell, cells = self._cell, self._cells
        told = cell.get("r") if cell is not None else None
        if told is None:
            return 0
        column = self._letters[told.rstrip(_DIGITS)]
        if not 0 <= column < MAX_COLUMNS:
            raise FileUnreadable(self._path, "too wide", self.line)
        return column - len(cells)

    def _keep(self) -> None:
        gap = self._place()
        if gap:
            if gap < 0:
                raise self._damaged()
            self._cells.extend([""] * gap)
        elif len(self._cells) >= MAX_COLUMNS:
            raise FileUnreadable(self._path, "too wide", self.line)
        filled = self._value is not None or self._formula
        self._cells.append(self._text() if filled else "")

    def _text(self) -> str:
        """The value as text, by the cell's type and its number format."""
        cell, value = self._cell or {}, self._value
        kind = cell.get("t")
        if kind == "s":
            try:
                number = int(value or "")
                if number >= 0:
                    return self._strings[number]
            except (ValueError, IndexError) as error:
                raise self._damaged() from error
            raise self._damaged()
        if value is None or (self._formula and not value and kind != "str"):
            return flawed("formula without a value")
        if kind is None or kind == "n":
            style = self._dates.get(cell.get("s", ""))
            if style is not None and value:
                return date_text(value, style, from_1904=self._from_1904)
            if len(value) < _EXACT and value.isdecimal() and value[0] != "0":
                return value
            return number_text(value) if value else ""
        if kind == "inlineStr" or kind == "str":
            return unescaped(value) if "_x" in value else value
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            return flawed("error cell", value)
        return value  # t="d": ISO 8601

    def _finish(self) -> None:
        cells = self._cells
        if any(cells):
            if sum(map(len, cells)) > MAX_TEXT:
                raise FileUnreadable(self._path, "endless row", self.line)
            self.ready.append((self.line, cells))
        self._in_row, self.moved = False, True

    def _damaged(self) -> FileUnreadable:
        return FileUnreadable(self._path, "damaged", self.line or None)


def rows(
    package: Package, part: str, book: Book, strings: Strings, ticket: Ticket
) -> Iterator[Row]:
    """Every row with something in it. Raises FileUnreadable, Cancelled."""
    sheet = _Sheet(package.path, book, strings)
    total, done, since_row = package.declared_size(part), 0, 0
    for size in fed(package.path, sheet.made, package.stream(part)):
        done += size
        ticket.step(done, max(total, done))
        since_row = 0 if sheet.moved else since_row + size
        sheet.moved = False
        if sheet.depth > DEPTH:
            raise FileUnreadable(package.path, "bomb")
        yield from sheet.ready
        sheet.ready.clear()
        if sheet.ended:  # what follows the rows may be long, and is no matter
            return
        if since_row > HELD:
            raise FileUnreadable(package.path, "endless row", sheet.line)


def spans(package: Package, part: str, ticket: Ticket) -> Spans:
    """The merged cells, which stand behind the rows: the part is run through, not parsed.

    So a file that is cut off is known before its first row is read.
    """
    found = Spans()
    kept = b""
    done, total = 0, package.declared_size(part)
    for piece in package.stream(part):
        if not done and piece.startswith(_UTF_16):  # no program writes it
            raise FileUnreadable(package.path, "damaged", detail="UTF-16")
        done += len(piece)
        ticket.step(done, max(total * 8, done))
        window = kept + piece
        if b"mergeCell " in window:
            for told in _MERGED.findall(window):
                _add(found, told.decode())
            if len(found) > _MAX_SPANS:
                raise FileUnreadable(package.path, "bomb", detail="merged cells")
        kept = window[window.rfind(b"<") :][-200:]
    return found


def _add(found: Spans, told: str) -> None:
    match = _RANGE.match(told)
    if match:
        letters = _Letters()
        left, top, right, bottom = match.groups()
        found.add(int(top), int(bottom), letters[left], letters[right])
