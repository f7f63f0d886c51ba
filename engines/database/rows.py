"""Tables whose facts say rows whole, as they were and as they are: written, and taken back.

Such a fact has `old` and `new`: rows with an `id`. What is only in `old` left, what is only in
`new` came, what is in both changed. Its inverse is the same fact with the two exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engines.database import highest
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import RowChanged
from engines.database.facts import Fact
from engines.database.sql import Connection, chunks, marks, names, one_of

A_FACT = 500  # rows in one entry of the ledger
There: TypeAlias = Callable[[Connection, Sequence[int]], set[int]]
Needs: TypeAlias = Mapping[str, There]


@dataclass(frozen=True)
class RowTable:
    """A table: its columns as the rows of the facts have them, and which of them name a row."""

    name: str
    columns: tuple[str, ...]  # `id` first
    key: tuple[str, ...]  # what no two rows share

    def write(self, connection: Connection, recorded: Sequence[Recorded[Any]]) -> None:
        """Apply facts, in order. A row keeps the entry that brought it."""
        columns = (*self.columns, "version", "entry")
        changed = ", ".join(f"{one} = excluded.{one}" for one in self.columns[1:])
        put = (
            f"INSERT INTO {self.name} ({names(columns)}) VALUES ({marks(columns)}) "
            f"ON CONFLICT (id) DO UPDATE SET {changed}, version = {self.name}.version + 1"
        )
        for one in recorded:
            stay = {row.id for row in one.fact.new}
            gone = [(row.id,) for row in one.fact.old if row.id not in stay]
            connection.run_many(f"DELETE FROM {self.name} WHERE id = ?", gone)
            rows = [(*self.values(row), 1, one.index) for row in one.fact.new]
            connection.run_many(put, rows)
            highest.reached(connection, self.name, (row.id for row in one.fact.new))

    def values(self, row: Any) -> tuple[Any, ...]:
        """The values of a row, in the order of the columns."""
        return tuple(getattr(row, name) for name in self.columns)

    def undo(
        self, change: Change, recorded: Sequence[Recorded[Any]], needs: Needs | None = None
    ) -> None:
        """Put rows back as they were. Raises RowChanged if somebody changed one since.

        `needs`, by column: which of some values are still there to be named by a row.
        """
        for one in recorded:
            self._check(change.connection, one.fact.old, one.fact.new)
            for column, there in (needs or {}).items():
                self._check_needs(change.connection, one.fact.old, column, there)
            change.record(type(one.fact)(old=one.fact.new, new=one.fact.old))

    def _check(self, connection: Connection, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Whether the table holds `new`, and has room for `old`."""
        now = self.read(connection, [row.id for row in (*old, *new)])
        here = {row.id for row in new}
        for row in new:
            if now.get(row.id) != self.values(row):
                raise RowChanged(self.name, self._said(row))
        same = " AND ".join(f"{column} IS ?" for column in self.key)
        for row in old:
            key = [getattr(row, column) for column in self.key]
            sql = f"SELECT 1 FROM {self.name} WHERE {same} AND id <> ?"
            taken = row.id not in here and row.id in now
            if taken or connection.first(sql, *key, row.id) is not None:
                raise RowChanged(self.name, self._said(row))

    def _check_needs(
        self, connection: Connection, old: Sequence[Any], column: str, there: There
    ) -> None:
        """Whether what rows that come back name is still there."""
        wanted = {getattr(row, column) for row in old} - {None}
        lost = wanted - there(connection, sorted(wanted))
        for row in old:
            if getattr(row, column) in lost:
                raise RowChanged(self.name, self._said(row))

    def read(self, connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        """The values of these rows as they stand, by id."""
        found: dict[int, tuple[Any, ...]] = {}
        for some in chunks(ids):
            near = one_of("id", some)
            sql = f"SELECT {names(self.columns)} FROM {self.name} WHERE {near.text}"
            found.update((row[0], tuple(row)) for row in connection.all(sql, *near.values))
        return found

    def find(self, connection: Connection, *key: Any) -> tuple[Any, ...] | None:
        """The values of the row of that key; None where there is none."""
        same = " AND ".join(f"{column} IS ?" for column in self.key)
        sql = f"SELECT {names(self.columns)} FROM {self.name} WHERE {same}"
        row = connection.first(sql, *key)
        return None if row is None else tuple(row)

    def next_id(self, connection: Connection) -> int:
        """An id that no row has or had."""
        return highest.next_id(connection, self.name)

    def _said(self, row: Any) -> str:
        return " · ".join(str(getattr(row, one)) for one in self.key if getattr(row, one))


def facts_of(
    fact: type[Fact], old: Mapping[int, Any], new: Mapping[int, Any], ids: Iterable[int]
) -> list[Fact]:
    """Facts that lead from `old` to `new` (rows by id) for these ids, each of no great length."""
    made: list[Fact] = []
    for some in chunks([key for key in ids if old.get(key) != new.get(key)], A_FACT):
        before = tuple(old[key] for key in some if key in old)
        after = tuple(new[key] for key in some if key in new)
        made.append(fact(old=before, new=after))
    return made
