"""A table read through a mapping: the columns of the kind, the lines of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engines.database.ticket import Ticket
from engines.exchange.errors import CellError
from engines.exchange.mapping import values
from engines.exchange.mapping.rules import Mapping as TableMapping
from engines.exchange.mapping.rules import Rule
from engines.exchange.plan import Columns
from engines.exchange.reading.table import Row, Table, TableOver

Make = Callable[[Sequence[str]], str]


class Short(list[str]):
    """A row of the wrong width; `there` cells were in the file, below zero when too many."""

    there = 0


class MappedColumns(Columns):
    """Columns of a mapped table: what is too short or too long was so in the file."""

    def check(self, cells: Sequence[str]) -> None:
        """Raise CellError for a row of the wrong width, or with bad characters."""
        if isinstance(cells, Short):
            reason = "too few columns" if cells.there >= 0 else "too many columns"
            raise CellError("", str(abs(cells.there)), reason)
        super().check(cells)


class MappedTable(TableOver):
    """The same rows, under the labels of the kind's importer."""

    def __init__(self, table: Table, mapping: TableMapping) -> None:
        """The mapping's columns must all be in the table."""
        super().__init__(table)
        rules = {one.field: one for one in mapping.rules}
        fields = [one for one in mapping.target.fields if one.name in rules]
        self._makers = [_maker(table.header, mapping, rules[one.name], one.value) for one in fields]
        self._header = tuple(one.label for one in fields)
        self.labels = {
            one.label: " + ".join(rules[one.name].columns) or one.label for one in fields
        }

    @property
    def header(self) -> tuple[str, ...]:
        """The labels of the mapped fields."""
        return self._header

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row, mapped. Raises FileUnreadable, Cancelled."""
        width, makers = len(self._table.header), self._makers
        for line, cells in self._table.rows(ticket):
            if len(cells) < width or any(cells[width:]):
                short = Short()
                short.there = len(cells) if len(cells) < width else -len(cells)
                yield line, short
                continue
            yield line, [make(cells) for make in makers]


def made(
    mapping: TableMapping, rule: Rule, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    """What a rule makes of rows of a file: to be shown before it is used."""
    field = mapping.target.field(rule.field)
    if field is None or any(name not in header for name in rule.columns):
        return []
    make, width = _maker(header, mapping, rule, field.value), len(header)
    return [make(row) for row in rows if len(row) >= width]


def _maker(header: Sequence[str], mapping: TableMapping, rule: Rule, value: str) -> Make:
    """What makes one cell of a row's cells, put together once for all rows."""
    if not rule.columns:
        text = rule.constant or ""
        return lambda _cells: text
    places = [header.index(name) for name in rule.columns]
    get: Make = lambda cells: cells[places[0]]  # noqa: E731 - the common case, and the fast one
    if len(places) > 1:
        get = lambda cells: rule.join.join(  # noqa: E731
            part for place in places if (part := cells[place].strip())
        )
    decimal, dates, steps = mapping.decimal, mapping.dates, rule.steps

    def make(cells: Sequence[str]) -> str:
        text = get(cells)
        if value in ("money", "number"):
            text = values.number(text, decimal)
        elif value == "date":
            text = values.moment(text, dates)
        for step in steps:
            text = step.apply(text)
        return text if text.strip() or rule.constant is None else rule.constant

    return make
