"""A database file that is locked, cut, foreign, newer or older: said plainly, and left alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from app.shop import Place, Shop
from engines.database.connection import APPLICATION_ID, SCHEMA_VERSION
from engines.inventory import commands as stock
from tests.data import ROOT
from tests.terminal import Terminal, fingerprint, is_chinese

PAGE = 4_096
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
COMMANDS = (
    ("stats",),
    ("check",),
    ("migrate",),
    ("verify",),
    ("do", "add-location", "Other"),
    ("import", "auto", __file__),
)


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with its fingerprint; a log's index is made anew by whoever reads."""
    return {
        str(one.relative_to(folder)): fingerprint(one) if one.is_file() else "no file"
        for one in sorted(folder.rglob("*"))
        if not one.name.endswith("-shm")
    }


def said(run: Terminal, kind: str, status: int, *command: str) -> dict[str, Any]:
    """The error of a command, which must be of a kind, in words of both languages."""
    english: dict[str, Any] = run(*command, status=status)["error"]
    chinese = run("--lang", "zh_CN", *command, status=status)["error"]
    assert english["kind"] == chinese["kind"] == kind
    assert is_chinese(chinese["message"])
    assert not is_chinese(english["message"])
    for message in (english["message"], chinese["message"]):
        assert english["file"] in message
    return english


def left_alone(run: Terminal, kind: str, status: int = 3) -> None:
    """Every command says the same of the shop's file, and no byte of it changes."""
    file = run.folder / "shop" / "shop.db"
    before = state(run.folder)
    for command in COMMANDS:
        error = said(run, kind, status, *command)
        assert error["file"] == str(file)
        assert state(run.folder) == before, command


@pytest.mark.parametrize(
    "size",
    [0, 10, 99, 100, 1_000, PAGE - 1, PAGE, PAGE + 1, 10 * PAGE, -PAGE, -PAGE - 1, -1],
)
def test_a_cut_file_is_left_alone(spoilable: Terminal, size: int) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    os.truncate(file, size if size >= 0 else file.stat().st_size + size)
    left_alone(spoilable, "DatabaseDamaged")


def kill(run: Terminal, key: str | None = None) -> bytes:
    """Leave the shop as a killed program does: file and log; returns the file a close makes."""
    folder = run.folder / "shop"
    shop = Shop(Place(folder), key)
    owner = shop.acting()
    assert owner is not None
    for _ in range(30):
        shop.database.change(owner, "open", lambda c: stock.add_location(c, name=f"L{c.first}"))
    killed = run.folder / "killed"
    shutil.copytree(folder, killed)
    shop.close()
    closed = (folder / "shop.db").read_bytes()
    shutil.rmtree(folder)
    killed.rename(folder)
    (folder / "shop.db-shm").unlink()
    return closed


def test_a_log_left_by_a_killed_program_is_taken_in(spoilable: Terminal) -> None:
    before = spoilable.entries()
    kill(spoilable)
    assert (spoilable.folder / "shop" / "shop.db-wal").stat().st_size > 30 * PAGE
    assert spoilable("verify")["ok"]
    assert spoilable.entries() == before + 30


@pytest.mark.parametrize("size", [10, 100, PAGE - 1, PAGE, 10 * PAGE, 20 * PAGE + 7])
def test_a_cut_file_with_a_log_beside_it_is_left_alone(spoilable: Terminal, size: int) -> None:
    kill(spoilable)
    os.truncate(spoilable.folder / "shop" / "shop.db", size)
    left_alone(spoilable, "DatabaseDamaged")


def test_a_log_that_was_being_folded_in_completes_the_file(spoilable: Terminal) -> None:
    closed = kill(spoilable)
    file = spoilable.folder / "shop" / "shop.db"
    before = file.stat().st_size
    assert len(closed) > before
    # The first pages were written already, those at the end not yet.
    file.write_bytes(closed[:before])
    assert spoilable("verify")["ok"]
    assert file.stat().st_size == len(closed)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a picture", PNG), ("a text", b"Dear diary,\n" * 900), ("a few bytes", b"hello")],
)
def test_a_foreign_file_is_left_alone(spoilable: Terminal, name: str, content: bytes) -> None:
    (spoilable.folder / "shop" / "shop.db").write_bytes(content)
    left_alone(spoilable, "DatabaseForeign")


def another_database(file: Path, *pragmas: str) -> None:
    """A database of some other program."""
    connection = driver.connect(str(file), isolation_level=None)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.execute("INSERT INTO note VALUES ('mine')")
    connection.close()


def test_the_database_of_another_program_is_left_alone(spoilable: Terminal) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    file.unlink()
    another_database(file)
    left_alone(spoilable, "DatabaseForeign")


def test_a_database_that_only_claims_to_be_a_shop_is_left_alone(spoilable: Terminal) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    file.unlink()
    another_database(file, f"application_id = {APPLICATION_ID}", f"user_version = {SCHEMA_VERSION}")
    before = state(spoilable.folder)
    said(spoilable, "DatabaseDamaged", 3, "stats")
    assert state(spoilable.folder) == before


def test_a_folder_in_place_of_the_file_is_left_alone(spoilable: Terminal) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    file.unlink()
    file.mkdir()
    left_alone(spoilable, "DatabaseForeign")


def test_a_shop_that_is_not_there_is_not_made(spoilable: Terminal) -> None:
    shutil.rmtree(spoilable.folder / "shop")
    left_alone(spoilable, "DatabaseMissing")


def set_version(file: Path, version: int) -> None:
    """Write the schema version into a shop."""
    connection = driver.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


@pytest.mark.parametrize("ahead", [1, 98])
def test_a_shop_of_a_newer_version_is_left_alone(spoilable: Terminal, ahead: int) -> None:
    set_version(spoilable.folder / "shop" / "shop.db", SCHEMA_VERSION + ahead)
    left_alone(spoilable, "DatabaseNewer")


def test_a_shop_of_an_older_version_is_left_alone_until_it_is_migrated(
    spoilable: Terminal,
) -> None:
    set_version(spoilable.folder / "shop" / "shop.db", SCHEMA_VERSION - 1)
    before = state(spoilable.folder)
    for command in COMMANDS:
        if command != ("migrate",):
            said(spoilable, "DatabaseOlder", 3, *command)
            assert state(spoilable.folder) == before
    assert spoilable("migrate") == {"ok": True, "from": SCHEMA_VERSION - 1}
    assert spoilable("verify")["ok"]


def overwrite(file: Path, first: int, last: int) -> None:
    """Write nonsense over pages of a file."""
    data = bytearray(file.read_bytes())
    last = min(last, len(data) // PAGE)
    data[first * PAGE : last * PAGE] = b"\xa5" * (PAGE * (last - first))
    file.write_bytes(bytes(data))


def test_overwritten_pages_are_damage_and_no_traceback(spoilable: Terminal) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    overwrite(file, 1, 1_000)
    before = fingerprint(file)
    for command in (("stats",), ("do", "receive", "S1", "1")):
        said(spoilable, "DatabaseDamaged", 3, *command)
        assert fingerprint(file) == before


@pytest.mark.parametrize(("first", "last"), [(1, 3), (5, 9), (20, 30)])
def test_a_damaged_backup_is_not_restored(spoilable: Terminal, first: int, last: int) -> None:
    copy, other = spoilable.folder / "copy.db", spoilable.folder / "other"
    spoilable("backup", str(copy))
    overwrite(copy, first, last)
    before = fingerprint(copy)
    error = said(spoilable.elsewhere(other), "DatabaseDamaged", 3, "restore", str(copy))
    assert error["file"] == str(copy)
    assert fingerprint(copy) == before
    assert not (other / "shop" / "shop.db").exists()


@pytest.mark.parametrize("size", [100, PAGE, 10 * PAGE, -PAGE, -1])
def test_a_cut_encrypted_file_is_left_alone(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    monkeypatch.setenv("COUNTERFOIL_PASSPHRASE", "correct horse")
    run = Terminal(tmp_path, capsys)
    run("init", "--name", "T", "--currency", "EUR", "--timezone", "UTC", "--encrypt")
    file = tmp_path / "shop" / "shop.db"
    os.truncate(file, size if size > 0 else file.stat().st_size + size)
    left_alone(run, "DatabaseDamaged")


def test_an_encrypted_shop_survives_a_kill_while_its_log_is_folded_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERFOIL_PASSPHRASE", "correct horse")
    run = Terminal(tmp_path, capsys)
    run("init", "--name", "T", "--currency", "EUR", "--timezone", "UTC", "--encrypt")
    before = run.entries()
    closed = kill(run, "correct horse")
    file = tmp_path / "shop" / "shop.db"
    file.write_bytes(closed[: min(file.stat().st_size, len(closed) - PAGE)])
    assert run("verify")["ok"]
    assert run.entries() == before + 30
    kill(run, "correct horse")
    os.truncate(file, 10 * PAGE)
    left_alone(run, "DatabaseDamaged")


def at_once(folder: Path, *commands: tuple[str, ...]) -> list[tuple[int, dict[str, Any]]]:
    """Several commands in programs of their own: they wait for a lock side by side."""
    front = [sys.executable, str(ROOT / "main.py"), "--shop", str(folder / "shop"), "--json"]
    children = [
        subprocess.Popen([*front, *command], stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    spoken = [child.communicate(timeout=60)[0] for child in children]
    return [
        (child.returncode, json.loads(out)) for child, out in zip(children, spoken, strict=True)
    ]


@pytest.mark.parametrize("exclusive", [False, True], ids=["a writer", "an exclusive owner"])
def test_a_locked_shop_is_said_to_be_locked_and_nothing_changes(
    spoilable: Terminal, exclusive: bool
) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    before, entries = fingerprint(file), spoilable.entries()
    other = driver.connect(str(file), isolation_level=None)
    if exclusive:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN IMMEDIATE")
    try:
        answers = at_once(
            spoilable.folder,
            ("do", "receive", "S1", "1"),
            ("--lang", "zh_CN", "do", "receive", "S1", "1"),
            ("stats",),
        )
        assert fingerprint(file) == before
    finally:
        other.execute("ROLLBACK")
        other.close()
    for status, answer in answers[: 3 if exclusive else 2]:
        assert (status, answer["error"]["kind"]) == (4, "DatabaseLocked")
        assert str(file) in answer["error"]["message"]
    assert is_chinese(answers[1][1]["error"]["message"])
    if not exclusive:
        assert answers[2] == (0, spoilable("stats")), "readers do not wait for a writer"
    assert spoilable.entries() == entries
    assert spoilable("do", "receive", "S1", "1")["entries"] == [entries]
