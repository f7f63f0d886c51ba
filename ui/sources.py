"""Tables of the window over lists of the engines: filters and sorts carried across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.context import Context
from engines.database.pages import Filter, Listing, Operator, Page, Sort
from engines.database.sql import Connection
from widgets.table import source as table

Count = Callable[[Connection, Sequence[Filter]], int]
Pages = Callable[[Connection, Sequence[Filter], Sequence[Sort], int, int, int], Page[Any]]
ToRows = Callable[[Connection, Sequence[Any]], Sequence[table.Row]]
_OPERATORS: dict[str, Operator] = {
    "contains": "contains",
    "equals": "is",
    "one_of": "in",
    "at_least": "min",
    "at_most": "max",
}


def engine_filter(one: table.Filter) -> Filter:
    """A table's condition as the engines know it; strictly below is at most one less."""
    if one.operator in ("below", "above") and isinstance(one.value, int):
        step = -1 if one.operator == "below" else 1
        return Filter(one.key, "max" if step < 0 else "min", one.value + step)
    return Filter(one.key, _OPERATORS.get(one.operator, "is"), one.value)


class EngineSource:
    """A RowSource that reads pages from the shop's database."""

    def __init__(
        self,
        context: Context,
        count: Count,
        pages: Pages,
        to_rows: ToRows,
        default: Sequence[Sort],
        late: Callable[[Connection, Sequence[table.Row]], Sequence[table.Row]] | None = None,
    ) -> None:
        """`to_rows` makes table rows of a page's rows, on the same snapshot.

        `late` completes them by what takes longer to read, on a snapshot of its own.
        """
        self._read = context.shop.database.read
        self._count, self._pages, self._to_rows = count, pages, to_rows
        self._default = tuple(default)
        self.late: table.Late | None = None
        if late is not None:
            self.late = lambda rows: self._read(lambda connection: late(connection, rows))

    def count(self, where: table.Where) -> int:
        """How many rows `where` keeps."""
        filters = [engine_filter(one) for one in where]
        return self._read(lambda connection: self._count(connection, filters))

    def page(
        self, where: table.Where, sort: table.Order, offset: int, limit: int, total: int
    ) -> Sequence[table.Row]:
        """Rows [offset, offset + limit) of `total`."""
        filters = [engine_filter(one) for one in where]
        sorts = [Sort(one.key, one.descending) for one in sort] or list(self._default)

        def work(connection: Connection) -> Sequence[table.Row]:
            page = self._pages(connection, filters, sorts, offset, limit, total)
            return self._to_rows(connection, page.rows)

        return self._read(work)


class ListedSource(EngineSource):
    """An EngineSource over a listing, which can also add up and group, in SQL."""

    def __init__(
        self,
        context: Context,
        listing: Listing,
        count: Count,
        pages: Pages,
        to_rows: ToRows,
        default: Sequence[Sort],
        late: Callable[[Connection, Sequence[table.Row]], Sequence[table.Row]] | None = None,
    ) -> None:
        """`listing` stands behind `count` and `pages`."""
        super().__init__(context, count, pages, to_rows, default, late)
        self._listing = listing

    def summary(self, where: table.Where, keys: Sequence[str]) -> table.Sums:
        """Sums of all rows that `where` keeps; a column the listing has not, has none."""
        filters = [engine_filter(one) for one in where]
        known = [key for key in keys if key in self._listing.columns]
        return self._read(lambda connection: self._listing.summary(connection, filters, known))

    def groups(self, where: table.Where, key: str, sums: Sequence[str]) -> Sequence[table.Group]:
        """The values of a column, with their subtotals."""
        filters = [engine_filter(one) for one in where]
        known = [one for one in sums if one in self._listing.columns]
        found = self._read(lambda c: self._listing.groups(c, filters, key, known))
        return [table.Group(one.value, one.count, one.sums) for one in found]
