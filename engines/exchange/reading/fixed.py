"""A table with some of its cells corrected by hand; the file itself stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engines.database.ticket import Ticket
from engines.exchange.reading.table import Row, Table, TableOver

Place: TypeAlias = tuple[str, int, str]  # file name, line, column


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
