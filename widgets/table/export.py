"""Rows to other programs: CSV files.

- ``rows_in(source, where, order, start, stop, total) -> iterator of Row``: in chunks
- ``cell_text(row, place, column, words) -> str``: one cell, exact and harmless
- ``write_csv(path, source, where, order, columns, words, progress=None) -> int``: rows written;
  ``columns`` are (place in the row, Column); all or nothing; ``progress(done, total)`` may raise
  to cancel
- ``neutral(text) -> str``: a text that a spreadsheet does not take for a formula
  (OWASP, "CSV injection")
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from widgets.table.source import NUMBERS, Column, Nested, Order, Row, RowSource, Where
from widgets.table.text import FORMULA, Words, group_name, plain

CHUNK = 1000
Placed = tuple[int, Column]
Progress = Callable[[int, int], None]


def rows_in(
    source: RowSource,
    where: Where,
    order: Order,
    start: int,
    stop: int,
    total: int,
    *,
    whole: bool = True,
) -> Iterator[Row]:
    """Rows [start, stop) of total, read in chunks; if `whole`, with their late values."""
    for offset in range(start, stop, CHUNK):
        rows = source.page(where, order, offset, min(CHUNK, stop - offset), total)
        yield from source.late(rows) if whole and source.late is not None else rows


def counted(
    source: RowSource, where: Where, order: Order, progress: Progress | None
) -> Iterator[Row]:
    """Every row as shown, in groups their heads too and the total at the end.

    How many are done is told chunk by chunk.
    """
    total = source.count(where)
    for done, row in enumerate(rows_in(source, where, order, 0, total, total), 1):
        yield row
        if progress is not None and done % CHUNK == 0:
            progress(done, total)
    if isinstance(source, Nested):
        yield source.whole(where)


@contextmanager
def whole_or_not(path: Path) -> Iterator[Path]:
    """Where to write a file that is put in its place once it is complete."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def neutral(text: str) -> str:
    """Puts an apostrophe before what starts like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def head_value(row: Row, place: int, column: Column, words: Words) -> str | int | None:
    """A cell in the head of a group, as shown: its name first, sums under their columns."""
    if place == 0:
        return group_name(row, (), words)
    value = row.values[place]
    return value if isinstance(value, int) and column.kind in NUMBERS else None


def cell_text(row: Row, place: int, column: Column, words: Words) -> str:
    """The cell as another program may take it."""
    if not row.own:
        head = head_value(row, place, column, words)
        return neutral(head) if isinstance(head, str) else plain(head, column, words)
    text = plain(row.values[place], column, words)
    return text if column.kind in NUMBERS else neutral(text)


def write_csv(
    path: Path,
    source: RowSource,
    where: Where,
    order: Order,
    columns: Sequence[Placed],
    words: Words,
    progress: Progress | None = None,
) -> int:
    """Write what is shown; the file appears only when it is complete. Raises OSError."""
    done = 0
    with whole_or_not(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([neutral(column.title) for _, column in columns])
        for row in counted(source, where, order, progress):
            writer.writerow([cell_text(row, place, column, words) for place, column in columns])
            done += row.own
        file.flush()
        os.fsync(file.fileno())
    return done
