"""Making a new shop file, and bringing an older one up to date, by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engines.database.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    connect,
    inspect,
    plain_errors,
)
from engines.database.errors import DatabaseExists, DatabaseOlder
from engines.database.files import plain_files

if TYPE_CHECKING:
    import sqlalchemy

REVISION = f"{SCHEMA_VERSION:04d}"


def create(path: Path, key: str | None) -> None:
    """A new, empty shop file with the newest schema.

    Raises DatabaseExists, and DatabaseReadOnly, DiskFull or FileNotWritable where it cannot be.
    """
    if path.exists():
        raise DatabaseExists(path)
    try:
        with plain_files(path), plain_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _upgrade(path, key)
    except BaseException:
        # Half a shop is worse than none: a failed creation leaves nothing behind.
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def upgrade(path: Path, key: str | None) -> int:
    """Bring an older shop file to the newest schema; returns the version it had."""
    try:
        return inspect(path, key)
    except DatabaseOlder as older:
        with plain_errors(path):
            _upgrade(path, key)
        return older.found


def _upgrade(path: Path, key: str | None) -> None:
    # Alembic and SQLAlchemy take 0.3 s to import: only here, never at an ordinary start.
    import sqlalchemy
    import sqlcipher3.dbapi2 as driver

    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key, writes=True),
        poolclass=sqlalchemy.StaticPool,
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            run_migrations(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()


def run_migrations(connection: sqlalchemy.Connection) -> None:
    """Run every migration the database lacks, on an open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
