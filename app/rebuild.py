"""Replaying the ledger: the tables it gives must be the tables there are."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.shop import Shop
from engines.database.migrate import create
from engines.database.pool import Pool
from engines.database.sql import Connection, names
from engines.database.ticket import Ticket
from engines.ledger import queries as ledger

BATCH = 2_000
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is compared: its columns, and those that make its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows each table has, and where the replay says otherwise."""

    tables: dict[str, int]
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is equal."""
        return not self.differences


def business_tables() -> list[Table]:
    """Tables that the ledger must be able to rebuild."""
    # Table definitions bring SQLAlchemy with them: only here, never at a start.
    from engines.analytics import schema as _analytics  # noqa: F401
    from engines.catalog import schema as _catalog  # noqa: F401
    from engines.database import schema as _database  # noqa: F401
    from engines.database.metadata import METADATA
    from engines.exchange import schema as _exchange  # noqa: F401
    from engines.identity import schema as _identity  # noqa: F401
    from engines.inventory import schema as _inventory  # noqa: F401
    from engines.orders import schema as _orders  # noqa: F401
    from engines.recommend import schema as _recommend  # noqa: F401

    return [
        Table(one.name, tuple(one.c.keys()), tuple(one.primary_key.columns.keys()))
        for one in METADATA.sorted_tables
        if "scope" not in one.info
    ]


def rebuild(shop: Shop, ticket: Ticket) -> Rebuilt:
    """Replay every entry into a scratch file and compare, table by table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scratch.db"
        create(path, None)
        pool = Pool(path, None)
        try:
            with pool.writing() as scratch:
                scratch.run("PRAGMA defer_foreign_keys = ON")
                shop.database.read(lambda c: _replay(shop, c, scratch, ticket))
                return shop.database.read(lambda c: _compare(c, scratch))
        finally:
            pool.close()


def _replay(shop: Shop, connection: Connection, scratch: Connection, ticket: Ticket) -> None:
    count, book = ledger.entries_count(connection), shop.database.book
    for start in range(0, count, BATCH):
        ticket.step(start, count)
        facts = ledger.facts_between(connection, book, start, start + BATCH - 1)
        book.apply(scratch, facts)
    ticket.step(count, count)


def _compare(connection: Connection, scratch: Connection) -> Rebuilt:
    tables: dict[str, int] = {}
    differences: list[str] = []
    for table in business_tables():
        sql = f"SELECT {names(table.columns)} FROM {table.name} ORDER BY {names(table.key)}"
        ours, theirs = connection.each(sql), scratch.each(sql)
        number = 0
        while True:
            mine, other = next(ours, None), next(theirs, None)
            if mine is None and other is None:
                break
            number += mine is not None
            if mine != other and len(differences) < SHOWN:
                differences.append(_difference(table, mine, other))
                if mine is None or other is None or mine[0] != other[0]:
                    break
        tables[table.name] = number
    return Rebuilt(tables, tuple(differences))


def _difference(table: Table, mine: Any, other: Any) -> str:
    if mine is None or other is None:
        there = other if mine is None else mine
        which = "lacks" if mine is None else "has beyond the ledger"
        return f"{table.name} {which} the row {there[0]}"
    parts = [
        f"{column}: {left!r}, by the ledger {right!r}"
        for column, left, right in zip(table.columns, mine, other, strict=True)
        if left != right
    ]
    return f"{table.name} {mine[0]}: " + "; ".join(parts)
