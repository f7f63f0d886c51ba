"""Pages of rows: filter, sort and count in SQL, then fetch only the rows that are shown.

A page is cut in two steps: first the keys, over an index; then the rows of those keys. Skipping to
the middle of a million rows so touches index entries only, from the nearer end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from engines.database.errors import BadValue
from engines.database.sql import Clause, Connection, between, chunks, contains, every, one_of

R = TypeVar("R")
Operator: TypeAlias = Literal["is", "not", "contains", "starts", "min", "max", "in"]
# (connection, what was typed, loose) -> condition: see Listing.special.
Special: TypeAlias = Callable[[Connection, str, bool], Clause]
LAST = "\U0010ffff"  # sorts behind every text
# More rows than that are found sooner in the order asked for than by a filter's index and sorted.
BROAD = 40_000
_COMPARED = {"is": "=", "not": "<>", "min": ">=", "max": "<="}


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by the column `key`."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep rows whose column `key` stands in relation `operator` to `value`."""

    key: str
    operator: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the offset of the next ones (None at the end)."""

    rows: tuple[R, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Grouped:
    """All rows with one value in a column: how many; sum and number of values by column."""

    value: Any
    count: int
    sums: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Listing:
    """What can be listed, in SQL: its key, the tables joined, the columns to filter and sort by.

    `special` filters work their condition out, and may look things up first. When a condition is
    `loose`, many rows hold it: it keeps SQLite off its index, so that rows come in the order asked
    for, from the index of that order, until a page is full.
    """

    key: str
    source: str
    columns: Mapping[str, str]
    special: Mapping[str, Special] | None = None
    # Finds the rows of some keys by an index, where the key itself is worked out.
    narrow: Callable[[Sequence[Any]], Clause] | None = None

    def condition(self, connection: Connection, one: Filter, *, loose: bool = False) -> Clause:
        """The SQL of one filter. Raises BadValue for a column that is not listed."""
        if self.special and one.key in self.special:
            return self.special[one.key](connection, str(one.value), loose)
        column = loosened(self._column("filter", one.key), loose=loose)
        if one.operator == "contains":
            return contains(column, str(one.value))
        if one.operator == "starts":
            return between(column, str(one.value), str(one.value) + LAST)
        if one.operator == "in":
            return one_of(column, one.value)
        if one.value is None:
            return Clause(f"{column} IS {'NOT ' if one.operator == 'not' else ''}NULL")
        return Clause(f"{column} {_COMPARED[one.operator]} ?", (one.value,))

    def _column(self, field: str, key: str) -> str:
        column = self.columns.get(key)
        if column is None:
            raise BadValue(field, key, "unknown column")
        return column

    def _where(
        self, connection: Connection, where: Sequence[Filter], loose: frozenset[str] = frozenset()
    ) -> Clause:
        return every(self.condition(connection, one, loose=one.key in loose) for one in where)

    def count(self, connection: Connection, where: Sequence[Filter]) -> int:
        """How many rows `where` keeps."""
        kept = self._where(connection, where)
        sql = f"SELECT count(*) FROM {self.source}{kept.text}"
        return int(connection.value(sql, *kept.values))

    def summary(
        self, connection: Connection, where: Sequence[Filter], keys: Sequence[str]
    ) -> dict[str, tuple[int, int]]:
        """By column: the sum of all rows `where` keeps, and how many of them have a value."""
        kept = self._where(connection, where)
        sql = f"SELECT {self._sums(keys) or 'NULL'} FROM {self.source}{kept.text}"
        return _pairs(keys, connection.first(sql, *kept.values))

    def groups(
        self, connection: Connection, where: Sequence[Filter], key: str, sums: Sequence[str]
    ) -> list[Grouped]:
        """The values of a column among the rows `where` keeps, in their order."""
        kept, column = self._where(connection, where), self._column("group", key)
        more = self._sums(sums)
        sql = (
            f"SELECT {column}, count(*){', ' + more if more else ''} "
            f"FROM {self.source}{kept.text} GROUP BY 1 ORDER BY 1"
        )
        rows = connection.all(sql, *kept.values)
        return [Grouped(row[0], row[1], _pairs(sums, row[2:])) for row in rows]

    def _sums(self, keys: Sequence[str]) -> str:
        columns = [self._column("sum", key) for key in keys]
        return ", ".join(f"coalesce(sum({one}), 0), count({one})" for one in columns)

    def keys(
        self,
        connection: Connection,
        where: Sequence[Filter] = (),
        sort: Sequence[Sort] = (),
        offset: int = 0,
        limit: int = 200,
        total: int | None = None,
    ) -> list[Any]:
        """Keys of `limit` rows from `offset`. With `total` known, skips from the nearer end."""
        backwards = total is not None and offset > total // 2
        if backwards and total is not None:
            limit = min(limit, total - offset)
            offset = max(total - offset - limit, 0)
        # A filter on what is sorted by is a range of that very index: it stays.
        loose = {one.key for one in where if total and total > BROAD} - {one.key for one in sort}
        kept = self._where(connection, where, frozenset(loose))
        order = self._order(sort, backwards)
        found = connection.column(
            f"SELECT {self.key} FROM {self.source}{kept.text} ORDER BY {order} LIMIT ? OFFSET ?",
            *kept.values,
            max(limit, 0),
            offset,
        )
        return found[::-1] if backwards else found

    def _order(self, sort: Sequence[Sort], backwards: bool) -> str:
        last = Sort("", bool(sort) and sort[-1].descending)
        columns = [(self._column("sort", one.key), one) for one in sort] + [(self.key, last)]
        return ", ".join(
            f"{column} {'DESC' if one.descending != backwards else 'ASC'}"
            for column, one in columns
        )

    def rows(
        self,
        connection: Connection,
        select: str,
        keys: Sequence[Any],
        make: Callable[[Any], R],
    ) -> list[R]:
        """Rows of `select` (whose first column is the key) for `keys`, in that order."""
        found: dict[Any, R] = {}
        for some in chunks(keys):
            near = self.narrow(some) if self.narrow else one_of(self.key, some)
            sql = f"{select} WHERE {near.text}"
            found.update((row[0], make(row)) for row in connection.all(sql, *near.values))
        return [found[key] for key in keys if key in found]


def _pairs(keys: Sequence[str], row: Sequence[int]) -> dict[str, tuple[int, int]]:
    return {key: (row[2 * at], row[2 * at + 1]) for at, key in enumerate(keys)}


def loosened(column: str, *, loose: bool) -> str:
    """The column so that no index is used to find its values, if `loose` (SQLite's unary plus)."""
    return f"+{column}" if loose else column
