"""Speaking SQL to the shop's database: one open transaction, and what conditions are made of.

Statements are text with ``?`` marks and plain values. An expression language on top would cost
every start 0.15 s and every small statement more than SQLite itself takes (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

MANY = 500  # values in one list of marks; longer lists are cut


class Connection:
    """An open transaction. Lives no longer than the `change` or `read` that handed it over."""

    __slots__ = ("_driver", "_ends")

    def __init__(self, driver: Any) -> None:
        """Speak through a driver's connection (DB-API 2.0)."""
        self._driver = driver
        self._ends: dict[Callable[[Connection, Iterable[int]], None], set[int]] = {}

    def all(self, sql: str, *values: Any) -> list[Any]:
        """Every row, as tuples."""
        rows: list[Any] = self._driver.execute(sql, values).fetchall()
        return rows

    def each(self, sql: str, *values: Any) -> Iterator[Any]:
        """Rows one by one, for more of them than memory should hold."""
        rows: Iterator[Any] = self._driver.execute(sql, values)
        return rows

    def first(self, sql: str, *values: Any) -> Any:
        """The first row; None when there is none."""
        return self._driver.execute(sql, values).fetchone()

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None when there is no row."""
        row = self._driver.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._driver.execute(sql, values)]

    def at_end(
        self, work: Callable[[Connection, Iterable[int]], None], keys: Iterable[int]
    ) -> None:
        """Have derived rows of `keys` written by `work`, once, when the transaction ends."""
        self._ends.setdefault(work, set()).update(keys)

    def end(self) -> None:
        """Do now what was put off to the end."""
        ends, self._ends = self._ends, {}
        for work, keys in ends.items():
            work(self, keys)

    def run(self, sql: str, *values: Any) -> None:
        """Change rows."""
        self._driver.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows of values."""
        if rows:
            self._driver.executemany(sql, rows)

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Insert rows, their values in the order of `columns`."""
        self.run_many(f"INSERT INTO {table} ({names(columns)}) VALUES ({marks(columns)})", rows)


@contextmanager
def transaction(driver: Any, begin: str) -> Iterator[Connection]:
    """All or nothing: committed when the block ends well, rolled back when it raises."""
    driver.execute(begin)
    connection = Connection(driver)
    try:
        yield connection
        connection.end()
        driver.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back already.
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition: its SQL, and the values behind its marks."""

    text: str
    values: tuple[Any, ...] = ()

    def __or__(self, other: Clause) -> Clause:
        """One of the two holds."""
        return Clause(f"({self.text} OR {other.text})", self.values + other.values)


def every(clauses: Iterable[Clause]) -> Clause:
    """All of `clauses` hold, as a WHERE clause; empty for none."""
    parts = list(clauses)
    if not parts:
        return Clause("")
    values = tuple(value for part in parts for value in part.values)
    return Clause(" WHERE " + " AND ".join(part.text for part in parts), values)


def one_of(column: str, wanted: Iterable[Any]) -> Clause:
    """The column is one of `wanted`."""
    values = tuple(wanted)
    if not values:
        return Clause("1 = 0")
    return Clause(f"{column} IN ({marks(values)})", values)


def first_among(
    connection: Connection, table: str, column: str, wanted: Sequence[int]
) -> int | None:
    """One of `wanted` that stands in the column; None if none does."""
    for some in chunks(wanted):
        near = one_of(column, some)
        sql = f"SELECT {column} FROM {table} WHERE {near.text} LIMIT 1"
        found: int | None = connection.value(sql, *near.values)
        if found is not None:
            return found
    return None


def all_among(connection: Connection, table: str, column: str, wanted: Sequence[int]) -> set[int]:
    """Those of `wanted` that stand in the column."""
    found = set[int]()
    for some in chunks(wanted):
        near = one_of(column, some)
        sql = f"SELECT {column} FROM {table} WHERE {near.text}"
        found.update(connection.column(sql, *near.values))
    return found


def starts(column: str, text: str) -> Clause:
    """The column begins so, in any case of its letters."""
    return Clause(f"{column} LIKE ? ESCAPE '\\'", (escaped(text) + "%",))


def contains(column: str, text: str) -> Clause:
    """The column holds the text, in any case of its letters."""
    return Clause(f"{column} LIKE ? ESCAPE '\\'", (f"%{escaped(text)}%",))


def between(column: str, low: Any, high: Any) -> Clause:
    """The column is at least `low` and below `high`: a range of an index."""
    return Clause(f"({column} >= ? AND {column} < ?)", (low, high))


def escaped(text: str) -> str:
    """A text in which LIKE finds no wildcards."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def marks(values: Sequence[Any]) -> str:
    """As many marks as values."""
    return ", ".join("?" * len(values))


def names(columns: Sequence[str]) -> str:
    """Column names, quoted where a word of SQL could be meant."""
    return ", ".join(f'"{column}"' for column in columns)


def chunks(values: Sequence[Any], size: int = MANY) -> Iterator[Sequence[Any]]:
    """`values` in runs short enough for one statement."""
    return (values[start : start + size] for start in range(0, len(values), size))
