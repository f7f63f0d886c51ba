"""Opening the file: SQLite through SQLCipher, with the settings the rest relies on.

WAL, synchronous=FULL, foreign keys on, secure_delete on; writers begin IMMEDIATE (a deferred
BEGIN fails at once with BUSY_SNAPSHOT when two writers meet), readers see one snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from engines.database.errors import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseKeyWrong,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseOlder,
    DatabaseReadOnly,
    DiskFull,
)

APPLICATION_ID = 0x43466F69  # "CFoi", in the file header of every shop
SCHEMA_VERSION = 2  # the newest migration this program knows
BUSY_MS = 5_000
_HEADER = b"SQLite format 3\x00"


def sql_text(value: str) -> str:
    """A value as an SQL string literal, for PRAGMAs, which take no parameters."""
    return "'" + value.replace("'", "''") + "'"


def connect(path: Path, key: str | None, *, writes: bool) -> Any:
    """A driver connection with the settings above. The caller owns and closes it."""
    connection = driver.connect(
        str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )
    if key is not None:
        connection.execute(f"PRAGMA key = {sql_text(key)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -16384" if writes else "PRAGMA cache_size = -8192")
    connection.execute("PRAGMA temp_store = MEMORY")
    if writes:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
    else:
        connection.execute("PRAGMA query_only = ON")
    return connection


def inspect(path: Path, key: str | None) -> int:
    """The schema version of the shop at `path`, without touching the file.

    Raises DatabaseMissing, DatabaseForeign, DatabaseKeyWrong, DatabaseDamaged, DatabaseNewer,
    DatabaseOlder, DatabaseReadOnly.
    """
    if not path.is_file():
        raise DatabaseMissing(path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except PermissionError as error:
        raise DatabaseReadOnly(path) from error
    if not header:
        raise DatabaseDamaged(path, "0 bytes")
    plain = header.startswith(_HEADER)
    if not plain and key is None:
        raise DatabaseForeign(path)
    if plain and len(header) == 100:
        # The header says both numbers: bytes 68-71 application id, 60-63 user version.
        if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
            raise DatabaseForeign(path)
        version = int.from_bytes(header[60:64], "big")
    elif plain:
        raise DatabaseDamaged(path, f"{len(header)} bytes")
    else:
        version = _inspect_encrypted(path, key)
    page_size = int.from_bytes(header[16:18], "big") or 4096
    if plain and path.stat().st_size % (65536 if page_size == 1 else page_size):
        raise DatabaseDamaged(path, f"{path.stat().st_size} bytes")
    if version > SCHEMA_VERSION:
        raise DatabaseNewer(path, version, SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise DatabaseOlder(path, version, SCHEMA_VERSION)
    return version


def _inspect_encrypted(path: Path, key: str | None) -> int:
    connection = driver.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = {sql_text(key or '')}")
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except driver.DatabaseError as error:
        raise DatabaseKeyWrong(path) from error
    finally:
        connection.close()
    if found != APPLICATION_ID:
        raise DatabaseForeign(path)
    return version


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours, each saying what it means for the data."""
    try:
        yield
    except Exception as error:
        # Migrations run through SQLAlchemy, which wraps the driver's error and keeps it as `orig`.
        origin = getattr(error, "orig", error)
        known = _translate(path, origin) if isinstance(origin, driver.Error) else None
        if known is None:
            raise
        raise known from error


def _translate(path: Path, error: Exception) -> Exception | None:
    text = str(error).lower()
    table: list[tuple[str, Callable[[], Exception]]] = [
        ("locked", lambda: DatabaseLocked(path)),
        ("readonly", lambda: DatabaseReadOnly(path)),
        ("unable to open", lambda: DatabaseReadOnly(path)),
        ("disk is full", lambda: DiskFull(path)),
        ("not a database", lambda: DatabaseForeign(path)),
        ("malformed", lambda: DatabaseDamaged(path, text)),
        ("disk i/o error", lambda: DatabaseDamaged(path, text)),
    ]
    return next((make() for mark, make in table if mark in text), None)
