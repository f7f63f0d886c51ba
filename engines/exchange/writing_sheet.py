"""Writing rows as XLSX: one sheet, row by row, so that a million rows need no memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engines.database.errors import BadValue
from engines.exchange.writing import Column, are_harmless, batches, cell, neutral

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MAX_TEXT = 32_767  # characters of a cell
MAX_ROWS = 1_048_576
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_DAY_US = 86_400_000_000
_UNIX_DAY = 25_569  # 1 January 1970, in days since 30 December 1899
_MOMENT = 'yyyy-mm-dd hh:mm:ss" UTC"'


def write_sheet(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows as a sheet; returns how many.

    Raises BadValue where a sheet cannot hold them: a text or a table that is too long.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # Made elsewhere and copied: what is made may be sought in, and goes in any case.
    with path.open("wb") as file, tempfile.TemporaryFile() as made:
        book = Workbook(made, {"constant_memory": True})
        try:
            count = _fill(book, path, rows)
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error  # what the disk said
        except BaseException:
            with suppress(Exception):
                book.close()  # or its own files stay open
            raise
        made.seek(0)
        shutil.copyfileobj(made, file)
    return count


def _fill(book: Workbook, path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    sheet = book.add_worksheet("Counterfoil")
    moments = book.add_format({"num_format": _MOMENT})
    writers: Mapping[type, Callable[..., Any]] = {
        str: sheet.write_string,
        int: sheet.write_number,
        float: sheet.write_number,
        Decimal: sheet.write_number,
        bool: sheet.write_boolean,
        Day: lambda line, column, value: sheet.write_number(line, column, value, moments),
    }
    count = at = 0
    for size, lines in batches(rows, column_of):
        count += size
        if count >= MAX_ROWS:  # with the names of the columns
            raise BadValue("file", path.name.removesuffix(".part"), "too many rows")
        for line in lines:
            for column, value in enumerate(line):
                if value is not None:
                    writers[type(value)](at, column, value)
            at += 1
    return count


class Day(float):
    """A moment as sheets count it: days, with the time as a part of one."""


def column_of(name: str, values: Column) -> Iterable[Any]:
    """Values as cells: amounts and pieces are numbers, moments dates, the rest is text."""
    if set(map(type, values)) == {str} and are_harmless(values) and _fits(values):
        return values if all(map(str.isprintable, values)) else map(_fit, values)
    if name.endswith("_us"):
        return [_moment(value) for value in values]
    return [_cell(name, value) for value in values]


def _moment(value: Any) -> Any:
    return Day(value / _DAY_US + _UNIX_DAY) if isinstance(value, int) else value


def _cell(name: str, value: Any) -> Any:
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
    """Without what no XML holds, and no text means (Unicode 16, section 23.7: noncharacters)."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
