"""Pages of rows: filter, sort and count in SQL, then fetch only the rows that are shown.

A page is cut in two steps: first the keys, over an index; then the rows of those keys. Skipping to
the middle of a million rows so touches index entries only, from the nearer end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select

from engines.database.errors import BadValue

R = TypeVar("R")
Operator: TypeAlias = Literal["is", "not", "contains", "starts", "min", "max", "in"]
Special: TypeAlias = Callable[[str], "ColumnElement[bool]"]


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


@dataclass(frozen=True)
class Listing:
    """What can be listed: its key, the tables joined, and the columns to filter and sort by."""

    key: ColumnElement[Any]
    source: FromClause
    columns: Mapping[str, ColumnElement[Any]]
    special: Mapping[str, Special] | None = None
    base: tuple[ColumnElement[bool], ...] = ()
    # Finds the rows of some keys by an index, where the key itself is worked out.
    narrow: Callable[[Sequence[Any]], ColumnElement[bool]] | None = None

    def conditions(self, where: Sequence[Filter]) -> list[ColumnElement[bool]]:
        """The SQL conditions of `where`. Raises BadValue for a column that is not listed."""
        return [*self.base, *(self._condition(one) for one in where)]

    def _condition(self, one: Filter) -> ColumnElement[bool]:
        if self.special and one.key in self.special:
            return self.special[one.key](str(one.value))
        column = self.columns.get(one.key)
        if column is None:
            raise BadValue("filter", one.key, "unknown column")
        if one.operator == "contains":
            return column.icontains(str(one.value), autoescape=True)
        if one.operator == "starts":
            low = str(one.value)
            return (column >= low) & (column < low + "\U0010ffff")
        if one.operator == "in":
            return column.in_(list(one.value))
        compared: dict[str, Callable[[], ColumnElement[bool]]] = {
            "is": lambda: column.is_(None) if one.value is None else column == one.value,
            "not": lambda: column.isnot(None) if one.value is None else column != one.value,
            "min": lambda: column >= one.value,
            "max": lambda: column <= one.value,
        }
        return compared[one.operator]()

    def count(self, connection: Connection, where: Sequence[Filter]) -> int:
        """How many rows `where` keeps."""
        query = select(func.count()).select_from(self.source).where(*self.conditions(where))
        return int(connection.execute(query).scalar_one())

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
        query = select(self.key).select_from(self.source).where(*self.conditions(where))
        query = query.order_by(*self._order(sort, backwards)).offset(offset).limit(max(limit, 0))
        found = list(connection.execute(query).scalars())
        return found[::-1] if backwards else found

    def _order(self, sort: Sequence[Sort], backwards: bool) -> list[ColumnElement[Any]]:
        order: list[ColumnElement[Any]] = []
        for one in sort:
            column = self.columns.get(one.key)
            if column is None:
                raise BadValue("sort", one.key, "unknown column")
            order.append(column.desc() if one.descending != backwards else column.asc())
        last = bool(sort) and sort[-1].descending
        order.append(self.key.desc() if last != backwards else self.key.asc())
        return order

    def rows(
        self,
        connection: Connection,
        query: Select[Any],
        keys: Sequence[Any],
        make: Callable[[Any], R],
    ) -> list[R]:
        """Rows of `query` (whose first column is the key) for `keys`, in that order."""
        if not keys:
            return []
        near = self.narrow(keys) if self.narrow else self.key.in_(keys)
        found = {row[0]: make(row) for row in connection.execute(query.where(near))}
        return [found[key] for key in keys if key in found]
