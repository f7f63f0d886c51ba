"""Rows to a workbook, in constant memory: numbers as numbers, dates as dates, text as text.

``write_xlsx(path, source, where, order, columns, words, progress=None) -> int``: rows written; all
or nothing; ``progress(done, total)`` may raise to cancel. Call it in a job: it imports openpyxl.
Raises OSError, and TextTooLong for a text that no cell holds.

A text that looks like a formula is stored as text and marked so, as an apostrophe in Excel does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
# What XML cannot hold, and what would read as such an escape.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass
class TextTooLong(Exception):
    """A text that no cell of a workbook holds; it is not cut."""

    column: str
    start: str


def fitting(text: str) -> str:
    """Control characters as spreadsheets write them, _x0007_."""
    if text.isprintable() and "_x" not in text:
        return text
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


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
    """A workbook under way."""

    def __init__(self, columns: Sequence[Placed], words: Words) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self._columns, self._words = columns, words
        self._book: Any = Workbook(write_only=True)
        self._cell, self._bold = WriteOnlyCell, Font(bold=True)
        self._sheet: Any = None
        self._left = 0

    def _begin(self) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet = self._book.create_sheet()
        self._left = SHEET_ROWS
        self._sheet.freeze_panes = "B2"
        titles = []
        for at, (_place, column) in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = max(8, column.width / 7)
            cell = self._text(column.title, column)
            cell.font = self._bold
            titles.append(cell)
        self._sheet.append(titles)

    def _text(self, text: str, column: Column) -> Any:
        if len(text) > LONGEST:
            raise TextTooLong(column.title, text[:40])
        cell = self._cell(self._sheet, fitting(text))
        cell.data_type = "s"
        if text.startswith(FORMULA):
            cell.quotePrefix = True
        return cell

    def _made(self, value: Value, column: Column) -> Any:
        found = native(value, column, self._words)
        if found is None:
            return None
        if isinstance(found, str):
            return self._text(found, column)
        cell = self._cell(self._sheet, found)
        cell.number_format = _number_format(column)
        return cell

    def append(self, row: Row) -> None:
        if not self._left:
            self._begin()
        self._left -= 1
        if row.own:
            cells = [self._made(row.values[place], column) for place, column in self._columns]
        else:
            cells = [self._head(row, place, column) for place, column in self._columns]
        self._sheet.append(cells)

    def _head(self, row: Row, place: int, column: Column) -> Any:
        """The head of a group, and the total, stand out."""
        value = head_value(row, place, column, self._words)
        made = self._text(value, column) if isinstance(value, str) else self._made(value, column)
        if made is not None:
            made.font = self._bold
        return made

    def save(self, path: Path) -> None:
        if self._sheet is None:
            self._begin()
        self._book.save(path)

    def discard(self) -> None:
        """Close what write-only sheets keep open, so that their files go."""
        for sheet in self._book.worksheets:
            sheet.close()


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
    book = _Book(columns, words)
    done = 0
    with whole_or_not(path) as part:
        try:
            for row in counted(source, where, order, progress):
                book.append(row)
                done += row.own
            book.save(part)
        except BaseException:
            book.discard()
            raise
    return done
