"""Writing rows to a file: CSV, XLSX or JSON by its ending."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from engines.database.errors import BadValue
from engines.database.files import plain_files
from engines.database.moments import iso
from engines.database.money import Money

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


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
    if isinstance(value, Mapping) and set(value) == {"minor", "currency"}:
        return Money(value["minor"], value["currency"]).text()
    if name.endswith("_us") and isinstance(value, int):
        return iso(value)
    if isinstance(value, bytes):
        return value.decode()
    return "" if value is None else value


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_DANGEROUS) and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def _table(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    names = list(first)
    yield [name.removesuffix("_us") for name in names]
    for row in chain([first], found):
        yield [neutral(cell(name, row.get(name))) for name in names]


def _csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    count = -1
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for line in _table(rows):
            writer.writerow(line)
            count += 1
    return max(count, 0)


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
    import shutil
    import tempfile

    from openpyxl import Workbook

    count = -1
    # Made elsewhere and copied: a workbook that cannot be saved leaves open files behind.
    with path.open("wb") as file, tempfile.TemporaryFile() as made:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Counterfoil")
        try:
            for line in _table(rows):
                sheet.append(line)
                count += 1
        finally:
            sheet.close()
        book.save(made)
        made.seek(0)
        shutil.copyfileobj(made, file)
    return max(count, 0)
