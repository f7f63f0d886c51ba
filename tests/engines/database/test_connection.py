"""The settings that the rest relies on are really on, and the driver's errors are said as ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from engines.database import connection as opening
from engines.database.connection import connect, inspect, plain_errors
from engines.database.errors import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseKeyWrong,
    DatabaseLocked,
    DatabaseReadOnly,
    DiskFails,
    DiskFull,
)
from engines.database.migrate import create
from engines.database.pool import Pool

SECRET = b"only-for-my-eyes-4711"


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_what_writes_has_its_settings_on(pool: Pool, setting: str, value: object) -> None:
    with pool.writing() as connection:
        assert connection.value(f"PRAGMA {setting}") == value


def test_a_row_cannot_point_to_nothing(pool: Pool) -> None:
    sql = "INSERT INTO inventory_level VALUES (1, 99, 99, 0, 0, 0, 0)"
    with pytest.raises(driver.IntegrityError), pool.writing() as connection:
        connection.run(sql)


def test_what_reads_cannot_write(pool: Pool) -> None:
    with pytest.raises(driver.OperationalError, match="readonly"), pool.reading() as connection:
        connection.run("DELETE FROM orders_order")


def test_what_was_deleted_is_not_left_in_the_file(pool: Pool, tmp_path: Path) -> None:
    sql = "INSERT INTO identity_vault_item VALUES (1, x'00', ?)"
    with pool.writing() as connection:
        connection.run(sql, SECRET * 500)
    with pool.writing() as connection:
        connection.run("DELETE FROM identity_vault_item")
    pool.close()
    for file in tmp_path.iterdir():
        assert SECRET not in file.read_bytes(), file.name


def test_a_secret_that_is_there_would_be_seen(pool: Pool, tmp_path: Path) -> None:
    with pool.writing() as connection:
        connection.run("INSERT INTO identity_vault_item VALUES (1, x'00', ?)", SECRET * 500)
    pool.close()
    assert SECRET in (tmp_path / "bare.db").read_bytes()


def test_the_last_to_close_folds_the_log_into_the_file(pool: Pool, tmp_path: Path) -> None:
    with pool.writing() as connection:
        connection.run("INSERT INTO inventory_sold VALUES (1, 2)")
    assert (tmp_path / "bare.db-wal").exists()
    pool.close()
    assert [one.name for one in tmp_path.iterdir()] == ["bare.db"]


def test_another_program_that_writes_is_waited_for_and_then_named(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 20)
    path = tmp_path / "bare.db"
    other = Pool(path, None)
    with (
        pool.writing(),
        pytest.raises(DatabaseLocked),
        plain_errors(path),
        other.writing(),
    ):
        pytest.fail("two writers at once")
    with other.writing() as connection:
        connection.run("INSERT INTO inventory_sold VALUES (1, 2)")
    other.close()


@pytest.mark.parametrize("key", ['it\'s "so"; 密码'])
def test_any_passphrase_opens_what_it_closed(tmp_path: Path, key: str) -> None:
    path = tmp_path / "shop.db"
    create(path, key)
    assert inspect(path, key) == opening.SCHEMA_VERSION
    with pytest.raises(DatabaseKeyWrong):
        inspect(path, key + " ")
    with pytest.raises(DatabaseForeign):
        inspect(path, None)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("database is locked", DatabaseLocked),
        ("attempt to write a readonly database", DatabaseReadOnly),
        ("unable to open database file", DatabaseReadOnly),
        ("database or disk is full", DiskFull),
        ("file is not a database", DatabaseForeign),
        ("database disk image is malformed", DatabaseDamaged),
        ("disk I/O error", DiskFails),
        ("no such table: orders_order", DatabaseDamaged),
    ],
)
def test_the_drivers_errors_are_said_as_ours(text: str, known: type[Exception]) -> None:
    wrapped: Any = ValueError("as SQLAlchemy hands it on")
    wrapped.orig = driver.OperationalError(text)
    for error in (driver.OperationalError(text), wrapped):
        with pytest.raises(known), plain_errors(Path("x")):
            raise error


@pytest.mark.parametrize("error", [driver.OperationalError('near "x"'), KeyError("x")])
def test_what_is_not_known_is_not_hidden(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, plain_errors(Path("x")):
        raise error
    assert caught.value is error


def test_a_folder_that_does_not_take_files_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatabaseReadOnly), plain_errors(tmp_path):
        connect(tmp_path / "file" / "shop.db", None, writes=True)
