"""Rows in groups by one column: a head with subtotals for each value, its rows when it is open.

``GroupedSource(base, columns, key, opened)`` is a RowSource like any other: heads are rows
(``GroupRow``), an open group's rows follow its head and are read from ``base`` page by page.
``toggled(value)``, ``all_opened(where)``, ``none_opened()`` give another source; ``things(where)``
counts the rows without heads; ``whole(where)`` is the ``TotalRow`` of all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from widgets.table.source import (
    NUMBERS,
    Column,
    Filter,
    Group,
    Groupable,
    Late,
    Order,
    Row,
    Summarised,
    Sums,
    Value,
    Where,
)

GroupValue = str | int | None


@dataclass(frozen=True)
class GroupRow(Row):
    """The head of a group by the column ``by``; its values are the sums of its numbers."""

    own: ClassVar[bool] = False
    by: Column | None = None
    group: Group = field(default_factory=lambda: Group(None, 0, {}))
    opened: bool = False


@dataclass(frozen=True)
class TotalRow(GroupRow):
    """What all groups come to; ``by`` no column."""


@dataclass(frozen=True)
class _Layout:
    """Where the heads stand."""

    groups: tuple[Group, ...]
    starts: tuple[int, ...]
    total: int

    @property
    def things(self) -> int:
        return sum(one.count for one in self.groups)


class GroupedSource:
    """A source in groups."""

    def __init__(
        self,
        base: Groupable,
        columns: Sequence[Column],
        key: str,
        opened: frozenset[GroupValue] = frozenset(),
    ) -> None:
        self.base, self.key, self.opened = base, key, opened
        self._columns = tuple(columns)
        self._sums = tuple(
            column.key for column in columns if column.kind in NUMBERS and column.adds
        )
        self._by = next(one for one in columns if one.key == key)
        self._layouts: dict[Where, _Layout] = {}
        self.late: Late | None = None if base.late is None else self._completed

    def _with(self, opened: frozenset[GroupValue]) -> GroupedSource:
        return GroupedSource(self.base, self._columns, self.key, opened)

    def toggled(self, value: GroupValue) -> GroupedSource:
        """The same with one group opened or closed."""
        return self._with(self.opened ^ {value})

    def none_opened(self) -> GroupedSource:
        return self._with(frozenset())

    def all_opened(self, where: Where) -> GroupedSource:
        return self._with(frozenset(one.value for one in self._layout(where).groups))

    def things(self, where: Where) -> int:
        """How many rows there are without heads, as counted last."""
        layout = self._layouts.get(where)
        return 0 if layout is None else layout.things

    # a row source

    def _layout(self, where: Where) -> _Layout:
        known = self._layouts.get(where)
        return known if known is not None else self._laid_out(where)

    def _laid_out(self, where: Where) -> _Layout:
        groups = tuple(self.base.groups(where, self.key, self._sums))
        starts, place = [], 0
        for one in groups:
            starts.append(place)
            place += 1 + (one.count if one.value in self.opened else 0)
        layout = _Layout(groups, tuple(starts), place)
        self._layouts = {where: layout}  # of the newest question only
        return layout

    def count(self, where: Where) -> int:
        return self._laid_out(where).total

    def page(self, where: Where, sort: Order, offset: int, limit: int, total: int) -> Sequence[Row]:
        layout, rows = self._layout(where), list[Row]()
        at = bisect_right(layout.starts, offset) - 1
        while at < len(layout.groups) and len(rows) < limit:
            if at >= 0:
                skip = offset + len(rows) - layout.starts[at]
                rows += self._part(layout.groups[at], where, sort, skip, limit - len(rows))
            at += 1
        return rows

    def _part(
        self, group: Group, where: Where, sort: Order, skip: int, limit: int
    ) -> Sequence[Row]:
        """Some of one group: its head, then its rows."""
        opened = group.value in self.opened
        rows = [self._head(group, opened=opened)] if skip == 0 else []
        if opened and limit > len(rows):
            first = max(skip - 1, 0)
            inside = (*where, Filter(self.key, "equals", group.value))
            wanted = min(limit - len(rows), group.count - first)
            if wanted > 0:
                rows += self.base.page(inside, sort, first, wanted, group.count)
        return rows

    def _head(self, group: Group, *, opened: bool) -> Row:
        values: list[Value] = []
        for column in self._columns:
            if column.key == self.key:
                values.append(group.value)
            else:
                total, count = group.sums.get(column.key, (0, 0))
                values.append(total if count else None)
        key = f"\x1d{self.key}\x1d{group.value!r}"
        return GroupRow(key, tuple(values), self._by, group, opened)

    def whole(self, where: Where) -> Row:
        """All groups together, as a row."""
        groups = self._layout(where).groups
        sums: dict[str, tuple[int, int]] = {}
        for key in self._sums:
            parts = [one.sums.get(key, (0, 0)) for one in groups]
            sums[key] = (sum(total for total, _ in parts), sum(count for _, count in parts))
        values = [
            sums[column.key][0] if sums.get(column.key, (0, 0))[1] else None
            for column in self._columns
        ]
        whole = Group(None, sum(one.count for one in groups), sums)
        return TotalRow("\x1dtotal", tuple(values), None, whole, opened=True)

    def _completed(self, rows: Sequence[Row]) -> Sequence[Row]:
        late = self.base.late
        own = [row for row in rows if row.own]
        whole = {row.key: row for row in late(own)} if late is not None and own else {}
        return [whole.get(row.key, row) for row in rows]

    def summary(self, where: Where, keys: Sequence[str]) -> Sums:
        return self.base.summary(where, keys) if isinstance(self.base, Summarised) else {}

    def groups(self, where: Where, key: str, sums: Sequence[str]) -> Sequence[Group]:
        return self.base.groups(where, key, sums)
