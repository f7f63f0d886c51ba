"""Replaying the ledger: the tables it gives must be the tables there are."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from app.shop import Shop
from engines.database.metadata import METADATA
from engines.database.migrate import create
from engines.database.pool import engine_for
from engines.database.ticket import Ticket
from engines.ledger import queries as ledger

BATCH = 2_000
SHOWN = 50


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
    return [table for table in METADATA.sorted_tables if "scope" not in table.info]


def rebuild(shop: Shop, ticket: Ticket) -> Rebuilt:
    """Replay every entry into a scratch file and compare, table by table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scratch.db"
        create(path, None)
        engine = engine_for(path, None, writes=True)
        try:
            with engine.begin() as scratch:
                scratch.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                shop.database.read(lambda c: _replay(shop, c, scratch, ticket))
                return shop.database.read(lambda c: _compare(c, scratch))
        finally:
            engine.dispose()


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
        order = list(table.primary_key.columns)
        ours = connection.execute(select(table).order_by(*order))
        theirs = scratch.execute(select(table).order_by(*order))
        number = 0
        while True:
            mine, other = ours.fetchone(), theirs.fetchone()
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
        f"{column.name}: {left!r}, by the ledger {right!r}"
        for column, left, right in zip(table.columns, mine, other, strict=True)
        if left != right
    ]
    return f"{table.name} {mine[0]}: " + "; ".join(parts)
