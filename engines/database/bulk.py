"""Writing many rows fast: one prepared statement and the driver's own executemany."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_many(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows` (tuples in the order of `columns`) without building SQL per row.

    Values must already be what the driver stores: integers, text, bytes, None.
    """
    batch = list(rows)
    if batch:
        connection.exec_driver_sql(
            insert_sql(connection, table.name, columns), [tuple(row) for row in batch]
        )


def insert_sql(connection: Connection, table: str, columns: Sequence[str]) -> str:
    """The INSERT statement in the placeholder style of the connection's driver."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([mark] * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names


def run_many(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run one hand-written statement (with ? marks) for many rows of parameters."""
    if rows:
        mark = connection.dialect.paramstyle
        text = sql if mark == "qmark" else sql.replace("?", "%s")
        connection.exec_driver_sql(text, list(rows))
