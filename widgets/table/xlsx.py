"""Rows to a workbook, in constant memory: numbers as numbers, dates as dates, text as text.

``write_xlsx(path, source, where, order, columns, words, progress=None) -> int``: rows written; all
or nothing; ``progress(done, total)`` may raise to cancel. Call it in a job: it imports openpyxl.

A text that looks like a formula is stored as text and marked so, as an apostrophe in Excel does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from widgets.table.export import Placed, Progress, counted, whole_or_not
from widgets.table.source import Column, Order, RowSource, Value, Where
from widgets.table.text import FORMULA, Words, moment, plain

SHEET_ROWS = 1_048_575  # under the title; more begin another sheet
LONGEST = 32_767  # characters a cell can hold
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def _number_format(column: Column) -> str:
    if column.kind == "money":
        return "#,##0" + ("." + "0" * column.exponent if column.exponent else "")
    return {"integer": "#,##0", "date": DAY, "datetime": MOMENT}.get(column.kind, "General")


def native(value: Value, column: Column, words: Words) -> str | int | Decimal | date | None:
    """The value as a workbook knows it: exact money, wall clock times."""
    match column.kind, value:
        case _, None:
            return None
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
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self._columns, self._words = columns, words
        self._book: Any = Workbook(write_only=True)
        self._cell, self._illegal = WriteOnlyCell, ILLEGAL_CHARACTERS_RE
        self._sheet: Any = None
        self._left = 0

    def _begin(self) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._sheet = self._book.create_sheet()
        self._left = SHEET_ROWS
        self._sheet.freeze_panes = "B2"
        titles = []
        for at, (_place, column) in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = max(8, column.width / 7)
            cell = self._text(column.title)
            cell.font = Font(bold=True)
            titles.append(cell)
        self._sheet.append(titles)

    def _text(self, text: str) -> Any:
        cell = self._cell(self._sheet, self._illegal.sub("", text)[:LONGEST])
        cell.data_type = "s"
        if text.startswith(FORMULA):
            cell.quotePrefix = True
        return cell

    def _made(self, value: Value, column: Column) -> Any:
        found = native(value, column, self._words)
        if found is None:
            return None
        if isinstance(found, str):
            return self._text(found)
        cell = self._cell(self._sheet, found)
        cell.number_format = _number_format(column)
        return cell

    def append(self, values: Sequence[Value]) -> None:
        if not self._left:
            self._begin()
        self._left -= 1
        self._sheet.append([self._made(values[place], column) for place, column in self._columns])

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
    """Write what is shown; the file appears only when it is complete. Raises OSError."""
    book = _Book(columns, words)
    done = 0
    with whole_or_not(path) as part:
        try:
            for row in counted(source, where, order, progress):
                book.append(row.values)
                done += 1
            book.save(part)
        except BaseException:
            book.discard()
            raise
    return done
