"""Rows to a workbook, in constant memory: numbers as numbers, dates as dates, text as text.

``write_xlsx(path, source, where, order, columns, words, progress=None) -> int``: rows written; all
or nothing; ``progress(done, total)`` may raise to cancel. Call it in a job: it imports xlsxwriter.
Raises OSError, and TextTooLong for a text that no cell holds.

A text that looks like a formula is stored as text and marked so, as an apostrophe in Excel does.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from widgets.table.export import Placed, Progress, counted, head_value, whole_or_not
from widgets.table.source import Column, Order, Row, RowSource, Value, Where
from widgets.table.text import FORMULA, Words, moment, plain

SHEET_ROWS = 1_048_575  # under the title; more begin another sheet
LONGEST = 32_767  # characters a cell can hold
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass
class TextTooLong(Exception):
    """A text that no cell of a workbook holds; it is not cut."""

    column: str
    start: str


def fitting(text: str) -> str:
    """Without the two noncharacters that no XML holds."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def _number_format(column: Column) -> str:
    if column.kind == "money":
        return "#,##0" + ("." + "0" * column.exponent if column.exponent else "")
    return {"integer": "#,##0", "date": DAY, "datetime": MOMENT}.get(column.kind, "General")


def native(value: Value, column: Column, words: Words) -> str | int | Decimal | date | None:
    """The value as a workbook knows it: exact money, wall clock times."""
    match column.kind, value:
        case _, None:
            return None
        case (("integer" | "money"), int()) if abs(value) >= EXACT:
            return plain(value, column, words)  # its last digits would be lost
        case "integer", int():
            return value
        case "money", int():
            return Decimal(value).scaleb(-column.exponent)
        case "date", int():
            return moment(value, words.zone).date()
        case "datetime", int():
            return moment(value, words.zone).replace(tzinfo=None, microsecond=0)
        case _, date():
            return value
    return plain(value, column, words)


class _Book:
    """A workbook under way, a row at a time."""

    def __init__(self, path: Path, columns: Sequence[Placed], words: Words) -> None:
        from xlsxwriter import Workbook

        self._columns, self._words = columns, words
        self._book = Workbook(str(path), {"constant_memory": True})
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._sheet: Any = None
        self._row = SHEET_ROWS + 1

    def _format(self, number: str, *, bold: bool, quoted: bool = False) -> Any:
        key = (number, bold, quoted)
        if key not in self._formats:
            told = {"num_format": number, "bold": bold, "quote_prefix": quoted}
            self._formats[key] = self._book.add_format(told)
        return self._formats[key]

    def _begin(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 1)
        self._row = 0
        for at, (_place, column) in enumerate(self._columns):
            self._sheet.set_column(at, at, max(8, column.width / 7))
        for at, (_place, column) in enumerate(self._columns):
            self._put(at, column.title, column, bold=True)

    def _put(
        self, at: int, value: str | int | Decimal | date | None, column: Column, *, bold: bool
    ) -> None:
        row, number = self._row, _number_format(column)
        if value is None:
            return
        if isinstance(value, str):
            if len(value) > LONGEST:
                raise TextTooLong(column.title, value[:40])
            form = self._format("General", bold=bold, quoted=value.startswith(FORMULA))
            self._sheet.write_string(row, at, fitting(value), form)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, at, value, self._format(number, bold=bold))
        else:
            self._sheet.write_number(row, at, value, self._format(number, bold=bold))

    def append(self, row: Row) -> None:
        """One more row; the head of a group, and the total, stand out."""
        if self._row >= SHEET_ROWS:
            self._begin()
        self._row += 1
        for at, (place, column) in enumerate(self._columns):
            value: str | int | Decimal | date | None
            if row.own:
                value = native(row.values[place], column, self._words)
            else:
                told = head_value(row, place, column, self._words)
                value = told if isinstance(told, str) else native(told, column, self._words)
            self._put(at, value, column, bold=not row.own)

    def save(self) -> None:
        """Write the whole. Raises OSError."""
        from xlsxwriter.exceptions import FileCreateError

        if self._sheet is None:
            self._begin()
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from error  # what the disk said

    def discard(self) -> None:
        """Close what sheets keep open, so that their files go."""
        with suppress(Exception):
            self._book.close()


def write_xlsx(
    path: Path,
    source: RowSource,
    where: Where,
    order: Order,
    columns: Sequence[Placed],
    words: Words,
    progress: Progress | None = None,
) -> int:
    """Write what is shown; the file appears only when it is complete.

    Raises OSError, TextTooLong.
    """
    done = 0
    with whole_or_not(path) as part:
        book = _Book(part, columns, words)
        try:
            for row in counted(source, where, order, progress):
                book.append(row)
                done += row.own
            book.save()
        except BaseException:
            book.discard()
            raise
    return done
