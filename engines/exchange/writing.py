"""Writing rows to a file: CSV, XLSX or JSON by its ending."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from engines.database.errors import BadValue
from engines.database.files import plain_files
from engines.database.moments import iso
from engines.database.money import Money

Column: TypeAlias = Sequence[Any]
# What the values of a column (of this name) are in the file.
Shown: TypeAlias = Callable[[str, Column], Iterable[Any]]

_DANGEROUS = frozenset("=+-@\t\r")
_BATCH = 300  # rows that are turned into columns at a time; more make work for Python's memory
_MONEY = {"minor", "currency"}
_TEXT, _WHOLE, _PAIRS, _PLAIN = {str}, {int}, {dict}, {int, float, bool, type(None)}


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows, the columns from the first one; returns how many.

    The file is written beside and renamed when whole, so that a stop leaves the old one.
    Raises BadValue, and DiskFull or FileNotWritable where it cannot be written.
    """
    writers = {".csv": _csv, ".json": _json, ".xlsx": _xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise BadValue("file", path.name, "unknown ending")
    part = path.with_name(path.name + ".part")
    with plain_files(path):
        try:
            count = writer(part, rows)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return count


def cell(name: str, value: Any) -> Any:
    """A value as a table shows it: money as decimal text, times as ISO 8601."""
    if isinstance(value, Mapping) and set(value) == _MONEY:
        return _amount(value["minor"], value["currency"])
    if name.endswith("_us") and isinstance(value, int):
        return _moment(value)
    if isinstance(value, bytes):
        return value.decode()
    return "" if value is None else value


# Prices and days come again and again in a table.
@lru_cache(maxsize=100_000)
def _amount(minor: int, currency: str) -> str:
    return Money(minor, currency).text()


@lru_cache(maxsize=100_000)
def _moment(moment_us: int) -> str:
    return iso(moment_us)


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value[:1] in _DANGEROUS and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def are_harmless(column: Column) -> bool:
    """Whether a spreadsheet runs none of these texts; quick for a whole column."""
    return _DANGEROUS.isdisjoint([text[:1] for text in set(column)])


def texts(name: str, column: Column) -> Iterable[Any]:
    """A column as CSV holds it, looked at as a whole: cell by cell would cost ten times as much."""
    kinds = set(map(type, column))
    if kinds == _TEXT:
        if are_harmless(column):
            return column
    elif name.endswith("_us"):
        if kinds == _WHOLE:
            return map(_moment, column)
    elif kinds <= _PLAIN:
        return column
    elif kinds == _PAIRS and set(map(len, column)) == {2}:
        try:
            return [_amount(value["minor"], value["currency"]) for value in column]
        except KeyError:
            pass  # some other pair
    return [neutral(cell(name, value)) for value in column]


def batches(
    rows: Iterable[Mapping[str, Any]], shown: Shown
) -> Iterator[tuple[int, Iterable[Sequence[Any]]]]:
    """The lines of a table in batches, with the number of rows in each; nothing for no rows.

    The first batch is the names of the columns, which are no row.
    """
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    names = list(first)
    yield 0, [[name.removesuffix("_us") for name in names]]
    found = chain([first], found)
    while batch := list(islice(found, _BATCH)):
        columns = zip(names, _columns(names, batch), strict=True)
        yield len(batch), zip(*[shown(name, one) for name, one in columns], strict=True)


def _columns(names: Sequence[str], batch: Sequence[Mapping[str, Any]]) -> Iterable[Column]:
    if len(names) > 1:
        try:
            return list(zip(*map(itemgetter(*names), batch), strict=True))
        except KeyError:
            pass  # a row that lacks a column
    return [[row.get(name) for row in batch] for name in names]


def _csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")
        writer = csv.writer(file)
        for size, lines in batches(rows, texts):
            writer.writerows(lines)
            count += size
    return count


def _json(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for row in rows:
            plain = {
                name.removesuffix("_us"): value
                if isinstance(value, Mapping)
                else (cell(name, value) if value is not None else None)
                for name, value in row.items()
            }
            file.write(("," if count else "") + "\n" + json.dumps(plain, ensure_ascii=False))
            count += 1
        file.write("\n]\n")
    return count


def _xlsx(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    from engines.exchange.writing_sheet import write_sheet

    return write_sheet(path, rows)
