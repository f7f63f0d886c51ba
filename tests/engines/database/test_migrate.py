"""A file is made with the schema that is written down, and an older one is brought up to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.rebuild import business_tables
from engines.database import migrate
from engines.database import schema as _database  # noqa: F401 - tells the metadata its tables
from engines.database.connection import APPLICATION_ID, SCHEMA_VERSION, connect, inspect
from engines.database.database import Database
from engines.database.errors import DatabaseExists, DatabaseNewer, DatabaseOlder
from engines.database.metadata import METADATA
from engines.ledger import schema as _ledger  # noqa: F401 - tells the metadata its tables

# Both say that an index of an expression is left out: those are compared by their text here.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression"),
]


def _differences(path: Path) -> list[Any]:
    """What Alembic would change to make the file as the tables in engines/*/schema.py say."""
    business_tables()
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, None, writes=True),
        poolclass=sqlalchemy.StaticPool,
    )
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"include_name": _ours, "compare_server_default": True}
            )
            found = list(compare_metadata(context, METADATA))
            sql = sqlalchemy.text("SELECT sql FROM sqlite_master WHERE type = 'index'")
            indexes = " ".join(filter(None, connection.scalars(sql)))
    finally:
        engine.dispose()
    # SQLAlchemy reads no index of an expression back: of these the text is looked for.
    worked_out = [index for table in METADATA.tables.values() for index in table.indexes]
    lacking = [one for one in worked_out if not one.columns and _text(one) not in indexes]
    return [one for one in found if one[0] != "add_index" or one[1].columns] + lacking


def _text(index: sqlalchemy.Index) -> str:
    table = index.table.name if index.table is not None else ""
    return f"{index.name} ON {table} ({', '.join(map(str, index.expressions))})"


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and (name or "").startswith(("search_index", "search_vocabulary")))


def _schema(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name")
    found = [sql for (sql,) in rows]
    connection.close()
    return found


def _empty(path: Path, version: int) -> None:
    """A file that says it is a shop of some version, and has no tables."""
    connection = connect(path, None, writes=True)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_new_file_has_exactly_the_tables_that_are_written_down(tmp_path: Path) -> None:
    path = tmp_path / "new" / "shop.db"
    migrate.create(path, None)
    assert _differences(path) == []
    assert inspect(path, None) == SCHEMA_VERSION


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE orders_order ADD COLUMN colour TEXT",
        "DROP INDEX ix_orders_order_customer_id",
        "DROP INDEX ix_orders_order_bare_number",
        "DROP TABLE orders_refund",
    ],
)
def test_the_judge_of_schemas_sees_a_difference(tmp_path: Path, change: str) -> None:
    path = tmp_path / "shop.db"
    migrate.create(path, None)
    connection = connect(path, None, writes=True)
    connection.execute(change)
    connection.close()
    assert len(_differences(path)) >= 1


def test_a_file_that_is_there_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"dear to somebody")
    with pytest.raises(DatabaseExists):
        migrate.create(path, None)
    assert path.read_bytes() == b"dear to somebody"


def test_a_failed_creation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = migrate.run_migrations

    def half(connection: sqlalchemy.Connection) -> None:
        real(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "run_migrations", half)
    with pytest.raises(KeyboardInterrupt):
        migrate.create(tmp_path / "shop.db", None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("version", "error"),
    [(SCHEMA_VERSION - 1, DatabaseOlder), (SCHEMA_VERSION + 1, DatabaseNewer)],
)
def test_a_file_of_another_version_is_not_opened_and_not_touched(
    tmp_path: Path, version: int, error: type[Exception]
) -> None:
    path = tmp_path / "shop.db"
    _empty(path, version)
    before = path.read_bytes()
    with pytest.raises(error):
        Database(path, lambda: pytest.fail("nothing is written"))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["shop.db"]


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    _empty(old, 0)
    migrate.create(new, None)
    assert migrate.upgrade(old, None) == 0
    assert inspect(old, None) == SCHEMA_VERSION
    assert _schema(old) == _schema(new)
    assert migrate.upgrade(old, None) == SCHEMA_VERSION


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    _empty(path, 0)
    real = migrate.run_migrations

    def half(connection: sqlalchemy.Connection) -> None:
        real(connection)
        raise RuntimeError

    monkeypatch.setattr(migrate, "run_migrations", half)
    with pytest.raises(RuntimeError):
        migrate.upgrade(path, None)
    assert _schema(path) == []
    with pytest.raises(DatabaseOlder):
        inspect(path, None)


def test_a_newer_file_is_not_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    _empty(path, SCHEMA_VERSION + 1)
    with pytest.raises(DatabaseNewer):
        migrate.upgrade(path, None)
