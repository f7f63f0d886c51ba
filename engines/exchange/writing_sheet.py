"""Writing rows as XLSX: one sheet, row by row, so that a million rows need no memory."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engines.database.errors import BadValue
from engines.exchange.writing import Column, are_harmless, batches, cell, neutral

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MAX_TEXT = 32_767  # characters of a cell
MAX_ROWS = 1_048_576
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_DAY_US = 86_400_000_000
_UNIX_DAY = 25_569  # 1 January 1970, in days since 30 December 1899
_MOMENT = 'yyyy-mm-dd hh:mm:ss" UTC"'
# What XML cannot hold, and what would read as such an escape.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_sheet(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows as a sheet; returns how many.

    Raises BadValue where a sheet cannot hold them: a text or a table that is too long.
    """
    from openpyxl import Workbook

    count = 0
    # Made elsewhere and copied: a workbook that cannot be saved leaves open files behind.
    with path.open("wb") as file, tempfile.TemporaryFile() as made:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Counterfoil")
        try:
            for size, lines in batches(rows, _Shown(sheet).column):
                count += size
                if count >= MAX_ROWS:  # with the names of the columns
                    raise BadValue("file", path.name.removesuffix(".part"), "too many rows")
                for line in lines:
                    sheet.append(line)
        finally:
            sheet.close()
        book.save(made)
        made.seek(0)
        shutil.copyfileobj(made, file)
    return count


class _Shown:
    """Values as cells: amounts and pieces are numbers, moments dates, the rest is text."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet

    def column(self, name: str, values: Column) -> Iterable[Any]:
        """A column of cells."""
        if set(map(type, values)) == {str} and are_harmless(values) and _fits(values):
            return [_fit(value) for value in values]
        if name.endswith("_us"):
            return [self._moment(value) for value in values]
        return [self._cell(name, value) for value in values]

    def _moment(self, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(value, int):
            return value
        made = WriteOnlyCell(self._sheet, value / _DAY_US + _UNIX_DAY)
        made.number_format = _MOMENT
        return made

    def _cell(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping) and set(value) == {"minor", "currency"}:
            amount = Decimal(cell(name, value))
            return amount if abs(value["minor"]) < _EXACT else str(amount)
        if isinstance(value, int) and abs(value) >= _EXACT:
            return str(value)  # an id: its last digits would be lost
        if isinstance(value, bool | int | float) or value is None:
            return value
        text = neutral(cell(name, value))
        text = text if isinstance(text, str) else str(text)
        if len(text) > MAX_TEXT:
            raise BadValue(name, text[:40], "long for a cell")
        return _fit(text)


def _fits(values: Column) -> bool:
    return max(map(len, values)) <= MAX_TEXT


def _fit(text: str) -> str:
    """Control characters as spreadsheets write them, _x0007_."""
    if text.isprintable() and "_x" not in text:
        return text
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
