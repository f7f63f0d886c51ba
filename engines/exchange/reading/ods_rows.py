"""Rows of ODS sheets, streamed: values as text, repeated cells and rows laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.flaws import flawed
from engines.exchange.reading.markup import DEPTH, HELD, fed, parser
from engines.exchange.reading.numbers import clock_text, number_text
from engines.exchange.reading.package import Package
from engines.exchange.reading.spans import Spans
from engines.exchange.reading.table import MAX_COLUMNS, MAX_ROWS

_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 "
_TABLE, _OFFICE, _TEXT, _STYLE = (_ODF.format(one) for one in ("table", "office", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
# What stands inside a table and is no cell of it: comments, pictures, what changed earlier.
_ASIDE = frozenset(
    {
        _OFFICE + "annotation",
        _TABLE + "shapes",
        _TABLE + "tracked-changes",
        _TABLE + "dde-links",
        _ODF.format("drawing") + "frame",
    }
)
_SPACE = re.compile(r"[ \t\r\n]+")
_DURATION = re.compile(r"^(-?)PT(\d+)H(\d+)M(\d+)(?:[.,](\d+))?S$")
_MADE = 20_000_000  # cells that repetition alone may make
MAX_TEXT = 64 << 20


class Content:
    """One run over content.xml: all sheets (`only` None), or the rows of one."""

    def __init__(
        self, path: Path, *, only: int | None, width: int = 0, at_most: int = MAX_ROWS
    ) -> None:
        self.sheets: list[tuple[str, bool]] = []  # name, hidden
        self._path, self._only, self._at_most = path, only, at_most
        self._width = width
        self._depth = self._aside = self._in_table = 0
        self.hidden: set[str] = set()  # styles of tables that do not show
        self._style = ""
        self._ready: list[tuple[int, int, list[str], int]] = []
        self._moved = False
        self._made_cells = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self.line, self._given = 0, 0
        self._spans = Spans()
        self._wanted = self._only is None or self._only == len(self.sheets) - 1
        self._cells: list[str] = []
        self._column = self._spaces = 0
        self._repeat = 1
        self._cell: Mapping[str, str] | None = None
        self._covered = self._in_text = False
        self._parts: list[str] = []

    def rows(
        self, package: Package, part: str, ticket: Ticket
    ) -> Iterator[tuple[int, int, list[str]]]:
        """Every row with something in it, with the number of its sheet.

        Raises FileUnreadable, Cancelled.
        """
        made = parser(self._path, separator=" ")
        made.StartElementHandler, made.EndElementHandler = self._start, self._end
        made.CharacterDataHandler = self._text
        total, done, since_row = package.declared_size(part), 0, 0
        for size in fed(self._path, made, package.stream(part)):
            done += size
            ticket.step(done, max(total, done))
            since_row = 0 if self._moved else since_row + size
            self._moved = False
            if since_row > HELD:
                raise FileUnreadable(self._path, "endless row", self.line or None)
            for sheet, line, cells, times in self._ready:
                for more in range(times):
                    if more % 10_000 == 9_999:
                        ticket.step(done, max(total, done))
                    yield sheet, line + more, list(cells)
            self._ready.clear()
            if self._only is not None and len(self.sheets) > self._only + 1:
                return

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise FileUnreadable(self._path, "bomb")
        if self._aside:
            return
        if name in _ASIDE or (name == _TABLE + "table" and self._in_table):
            self._aside = self._depth
        elif name == _TABLE + "table":
            self._in_table = self._depth
            hidden = attributes.get(_TABLE + "style-name", "") in self.hidden
            self.sheets.append((attributes.get(_TABLE + "name", ""), hidden))
            self._begin_sheet()
        elif self._in_table:
            if self._wanted:
                self._start_inside(name, attributes)
        elif name == _STYLE + "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif name == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false":
            self.hidden.add(self._style)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self._cell, self._covered = attributes, name.endswith("covered-table-cell")
            self._parts = []
        elif name in (_TEXT + "p", _TEXT + "h"):
            if self._parts:
                self._parts.append("\n")
            self._in_text = True
        elif name == _TEXT + "s":
            times = self._count(attributes, _TEXT + "c")
            self._spaces += times
            if self._spaces > MAX_TEXT:
                raise FileUnreadable(self._path, "endless row", self.line + 1)
            self._parts.append(" " * times)
        elif name == _TEXT + "tab":
            self._parts.append("\t")
        elif name == _TEXT + "line-break":
            self._parts.append("\n")
        elif name == _TABLE + "table-row":
            self._cells, self._column, self._spaces = [], 0, 0
            self._repeat = self._count(attributes, _TABLE + "number-rows-repeated")

    def _text(self, data: str) -> None:
        if self._in_text and self._wanted and not self._aside:
            self._parts.append(_SPACE.sub(" ", data))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._aside:
            if self._depth < self._aside:
                self._aside = 0
        elif self._in_table and self._depth < self._in_table:
            self._in_table = 0
        elif self._in_table and not self._wanted:
            self._moved = True  # what is passed over is not held
        elif self._in_table:
            if name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                self._end_cell()
            elif name in (_TEXT + "p", _TEXT + "h"):
                self._in_text = False
            elif name == _TABLE + "table-row":
                self._end_row()

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        told = attributes.get(name, "1")
        if not told.isdecimal() or len(told) > 9:
            raise FileUnreadable(self._path, "damaged", self.line or None)
        return max(int(told), 1)

    def _end_cell(self) -> None:
        cell = self._cell or {}
        times = self._count(cell, _TABLE + "number-columns-repeated")
        value = "" if self._covered else self._value(cell)
        if value:
            if self._column + times > MAX_COLUMNS:
                raise FileUnreadable(self._path, "too wide", self.line + 1)
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._cells.extend([value] * times)
        rows = self._count(cell, _TABLE + "number-rows-spanned")
        if rows > 1 and not self._covered:
            last = self._column + self._count(cell, _TABLE + "number-columns-spanned") - 1
            self._spans.add(self.line + 1, self.line + rows, self._column, last)
        self._column += times
        self._cell = None

    def _value(self, cell: Mapping[str, str]) -> str:
        kind = cell.get(_OFFICE + "value-type", "")
        if cell.get(_CALC + "value-type") == "error":
            return flawed("error cell", "".join(self._parts))
        if kind in ("float", "percentage", "currency"):
            return number_text(cell.get(_OFFICE + "value", ""))
        if kind == "date":
            return _date(cell.get(_OFFICE + "date-value", ""))
        if kind == "time":
            return _time(cell.get(_OFFICE + "time-value", ""))
        if kind == "boolean":
            return "TRUE" if cell.get(_OFFICE + "boolean-value") == "true" else "FALSE"
        if not kind and _TABLE + "formula" in cell:
            return flawed("formula without a value")
        told = cell.get(_OFFICE + "string-value")
        return "".join(self._parts) if told is None else told

    def _end_row(self) -> None:
        self._moved = True
        first, times = self.line + 1, self._repeat
        self.line += times
        if self._given >= self._at_most or not any(self._cells):
            return
        if self.line > MAX_ROWS:
            raise FileUnreadable(self._path, "too many rows", MAX_ROWS)
        self._made_cells += (times - 1) * len(self._cells)
        if self._made_cells > _MADE:
            raise FileUnreadable(self._path, "bomb", first)
        if sum(map(len, self._cells)) > MAX_TEXT:
            raise FileUnreadable(self._path, "endless row", first)
        times = min(times, self._at_most - self._given)
        self._given += times
        self._lay(first, times)

    def _lay(self, first: int, times: int) -> None:
        """Keep a row to be handed out; of a repeated one, each for itself under a merged cell."""
        number = len(self.sheets) - 1
        if not len(self._spans):
            self._ready.append((number, first, self._cells, times))
            return
        for line in range(first, first + times):
            cells = list(self._cells)
            self._spans.mark(line, cells, self._width)
            self._ready.append((number, line, cells, 1))


def _date(told: str) -> str:
    """2026-09-03T10:14:00.000000000 as other readers know it."""
    day, found, time = told.partition("T")
    if not found:
        return told
    whole, _, fraction = time.partition(".")
    fraction = fraction.rstrip("0")
    return f"{day} {whole}.{fraction}" if fraction else f"{day} {whole}"


def _time(told: str) -> str:
    match = _DURATION.match(told)
    if match is None or match[1] or len(match[2]) > 9:
        return told
    hours, minutes, seconds = (int(match[n]) for n in (2, 3, 4))
    thousandths = int((match[5] or "").ljust(3, "0")[:3])
    return clock_text(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
