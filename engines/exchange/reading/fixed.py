"""A table or a record with some of its values corrected by hand; the file stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from engines.database.ticket import Ticket
from engines.exchange.reading.records import Record, nested_of
from engines.exchange.reading.table import Row, Table, TableOver

# File name, line, and the column; in a record the path of the value, as `line_items[2].price`.
Place: TypeAlias = tuple[str, int, str]
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


@dataclass(frozen=True)
class Fixes:
    """What a person decided about problems: cells corrected, rows that may stay out."""

    cells: Mapping[Place, str] = field(default_factory=dict)
    skipped: frozenset[tuple[str, int]] = frozenset()

    def of(self, file: str) -> dict[int, dict[str, str]]:
        """The corrected cells of one file: line → folded column → value."""
        found: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for (name, line, column), value in self.cells.items():
            if name == file:
                found[line][column.casefold()] = value
        return dict(found)


class FixedTable(TableOver):
    """The rows of a table, corrected."""

    def __init__(self, table: Table, fixes: Fixes) -> None:
        """Columns that the table does not have are left alone."""
        super().__init__(table)
        places = {name.casefold(): at for at, name in reversed(list(enumerate(table.header)))}
        self._cells = {
            line: {places[name]: value for name, value in cells.items() if name in places}
            for line, cells in fixes.of(table.path.name).items()
        }

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row, corrected. Raises FileUnreadable, Cancelled."""
        for line, cells in self._table.rows(ticket):
            fixed = self._cells.get(line)
            if fixed:
                cells = [fixed.get(at, text) for at, text in enumerate(cells)]
            yield line, cells


def correct(record: Record, cells: Mapping[str, str]) -> None:
    """Put corrected values into a record, by folded path; one that leads nowhere is left alone."""
    before = f"{record.place.casefold()}." if record.place else ""
    for path, value in cells.items():
        if path.startswith(before):
            _put(record.value, _STEP.findall(path.removeprefix(before)), value)


def _put(holder: Any, steps: list[tuple[str, str]], value: str) -> None:
    *way, last = (int(number) if number else name for number, name in steps)
    for step in way:
        key = _key(holder, step)
        if key is None:
            return
        holder = holder[key]
    if isinstance(last, str) and isinstance(holder, dict):
        key = _key(holder, last)
        key = last if key is None else key
        # Where a list or an object stands, another one may be written as JSON.
        told = nested_of(value) if isinstance(holder.get(key), dict | list) else None
        holder[key] = value if told is None else told


def _key(holder: Any, step: int | str) -> int | str | None:
    """A name (in any case) or a number that is there; None where there is none."""
    if isinstance(step, int):
        return step if isinstance(holder, list) and step < len(holder) else None
    names = holder if isinstance(holder, dict) else ()
    return next((name for name in names if name.casefold() == step), None)
