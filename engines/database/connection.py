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
    DatabaseUnreadable,
    DiskFails,
    DiskFull,
)
from engines.database.files import beside, is_full
from engines.database.wholeness import is_whole

APPLICATION_ID = 0x43466F69  # "CFoi", in the file header of every shop
SCHEMA_VERSION = 9  # the newest migration this program knows
BUSY_MS = 5_000
_CIPHER_PAGE = 4_096  # SQLCipher's page size
_HEADER = b"SQLite format 3\x00"


def sql_text(value: str) -> str:
    """A value as an SQL string literal, for PRAGMAs, which take no parameters."""
    return "'" + value.replace("'", "''") + "'"


def connect(path: Path, key: str | None, *, writes: bool) -> Any:
    """A driver connection with the settings above. The caller owns and closes it."""
    connection = driver.connect(
        str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        _set_up(connection, key, writes=writes)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: Any, key: str | None, *, writes: bool) -> None:
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


def inspect(path: Path, key: str | None) -> int:
    """The schema version of the shop at `path`, without touching the file.

    Raises DatabaseMissing, DatabaseForeign, DatabaseKeyWrong, DatabaseDamaged, DatabaseNewer,
    DatabaseOlder, DatabaseUnreadable.
    """
    try:
        if not path.is_file():
            raise DatabaseForeign(path) if path.exists() else DatabaseMissing(path)
        with path.open("rb") as file:
            header = file.read(100)
        version = _version(path, header, key)
    except PermissionError as error:
        raise DatabaseUnreadable(path) from error
    if version > SCHEMA_VERSION:
        raise DatabaseNewer(path, version, SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise DatabaseOlder(path, version, SCHEMA_VERSION)
    return version


def _version(path: Path, header: bytes, key: str | None) -> int:
    if not header:
        raise DatabaseDamaged(path, "0 bytes")
    if not header.startswith(_HEADER[: len(header)]):
        if key is None:
            raise DatabaseForeign(path)
        return _inspect_encrypted(path, key)
    if len(header) < 100:
        raise DatabaseDamaged(path, f"{len(header)} bytes")
    # The header says both numbers: bytes 68-71 application id, 60-63 user version.
    if _number(header, 68) != APPLICATION_ID:
        raise DatabaseForeign(path)
    page_size = int.from_bytes(header[16:18], "big")
    # The page count of bytes 28-31 holds only if it was written with the last change (24, 92).
    pages = _number(header, 28) if _number(header, 24) == _number(header, 92) else 0
    _check_whole(path, pages, 65536 if page_size == 1 else page_size)
    return _number(header, 60)


def _number(header: bytes, place: int) -> int:
    return int.from_bytes(header[place : place + 4], "big")


def _check_whole(path: Path, pages: int, page_size: int) -> None:
    if page_size < 512 or not is_whole(path, pages, page_size):
        raise DatabaseDamaged(path, f"{path.stat().st_size} bytes")


def _inspect_encrypted(path: Path, key: str) -> int:
    _check_whole(path, 1, _CIPHER_PAGE)
    # Immutable leaves no file beside it, but does not see a log that a killed program left.
    log = beside(path, "-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    connection = driver.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
    try:
        connection.execute(f"PRAGMA key = {sql_text(key)}")
        found, version, pages, page_size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("application_id", "user_version", "page_count", "page_size")
        )
    except driver.DatabaseError as error:
        known = _translate(path, error)
        if known is None or isinstance(known, DatabaseForeign):
            known = DatabaseKeyWrong(path)
        raise known from error
    finally:
        connection.close()
    if found != APPLICATION_ID:
        raise DatabaseForeign(path)
    _check_whole(path, pages, page_size)
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
        ("unable to open", lambda: DiskFull(path) if is_full(path) else DatabaseReadOnly(path)),
        ("disk is full", lambda: DiskFull(path)),
        ("not a database", lambda: DatabaseForeign(path)),
        ("malformed", lambda: DatabaseDamaged(path, text)),
        ("no such table", lambda: DatabaseDamaged(path, text)),
        ("disk i/o error", lambda: _disk_error(path, error)),
    ]
    return next((make() for mark, make in table if mark in text), None)


def _disk_error(path: Path, error: Exception) -> Exception:
    """What failed: reading means damage, anything else a disk that is full or failing."""
    name = getattr(error, "sqlite_errorname", "")
    if name in ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_CORRUPTFS"):
        return DatabaseDamaged(path, str(error).lower())
    return DiskFull(path) if is_full(path) else DiskFails(path, name.removeprefix("SQLITE_"))
