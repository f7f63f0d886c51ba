"""SQLAlchemy over the driver's connections: one writer, a few readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from engines.database.connection import connect


def engine_for(path: Path, key: str | None, *, writes: bool) -> Engine:
    """An SQLAlchemy engine: one connection for the writer, a small pool for readers."""
    pool: dict[str, Any] = (
        {"poolclass": StaticPool}
        if writes
        else {"poolclass": QueuePool, "pool_size": 4, "max_overflow": 4}
    )
    engine = sqlalchemy.create_engine(
        "sqlite://", module=driver, creator=lambda: connect(path, key, writes=writes), **pool
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
