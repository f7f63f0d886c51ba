"""A full disk, a read-only place: said plainly, nothing half-written, nothing lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.run import main
from tests.app.test_bad_database import said, state
from tests.data import ROOT
from tests.terminal import Terminal, fingerprint, is_chinese

NOBODY = 65534
ROOTLESS = os.name == "nt" or os.geteuid() != 0
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def orders(folder: Path, number: int = 4_000) -> Path:
    """A file of so many orders, about a megabyte of changes."""
    file = folder / "retail.csv"
    rows = (f"{n},S{n % 50},THING,2,2011-01-01 10:00,2.50,{n % 90},UK\n" for n in range(number))
    file.write_text(HEAD + "".join(rows), "utf-8")
    return file


class Disk:
    """A small disk of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self, leaving: int) -> None:
        """Leave so many bytes free."""
        free = shutil.disk_usage(self.path).free
        (self.path / "filler").write_bytes(b"x" * max(free - leaving, 0))

    def empty(self) -> None:
        """Make room again."""
        (self.path / "filler").unlink()

    def write_protect(self) -> None:
        """Nobody may write on it any more."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.path)], check=True)


@pytest.fixture
def disk(template: Path, tmp_path: Path) -> Iterator[Disk]:
    """A disk of 12 MB with a copy of the shop on it."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(path)]
    if ROOTLESS or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("ONLY ROOT ON LINUX CAN MOUNT A SMALL DISK")
    try:
        shutil.copytree(template, path / "shop")
        yield Disk(path)
    finally:
        if subprocess.run(["umount", str(path)], capture_output=True).returncode:
            subprocess.run(["umount", "-l", str(path)], check=True)
            pytest.fail("the shop is closed, but a file of it is still open")


@pytest.fixture
def run(disk: Disk, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal over the shop on that disk."""
    return Terminal(disk.path, capsys)


# Nothing at all, too little for the log's index, for the log, for its growth.
@pytest.mark.parametrize("leaving", [0, 16_384, 65_536, 500_000, 1_500_000])
def test_an_import_that_fills_the_disk_leaves_nothing(
    run: Terminal, disk: Disk, tmp_path: Path, leaving: int
) -> None:
    file, shop = orders(tmp_path), disk.path / "shop" / "shop.db"
    entries, before = run.entries(), fingerprint(shop)
    disk.fill(leaving)
    error = said(run, "DiskFull", 4, "import", "auto", str(file))
    assert error["file"] == str(shop)
    assert fingerprint(shop) == before
    disk.empty()
    assert run.entries() == entries
    assert run("import", "auto", str(file))["applied"]
    assert run("verify")["ok"]


def test_a_change_on_a_full_disk_leaves_nothing(run: Terminal, disk: Disk) -> None:
    entries, shop = run.entries(), disk.path / "shop" / "shop.db"
    before = fingerprint(shop)
    disk.fill(0)
    said(run, "DiskFull", 4, "do", "receive", "S1", "1")
    assert fingerprint(shop) == before
    disk.empty()
    assert run.entries() == entries
    assert run("do", "receive", "S1", "1")["entries"] == [entries]


@pytest.mark.parametrize("leaving", [0, 20_000, 60_000])
def test_backups_exports_and_new_shops_on_a_full_disk_leave_nothing(
    spoilable: Terminal, disk: Disk, leaving: int
) -> None:
    spoilable("backup", str(spoilable.folder / "copy.db"))
    for n in range(8):
        spoilable("do", "add-product", f"B{n}", random.Random(n).randbytes(16_000).hex(), "1.00")
    old = disk.path / "old.csv"
    old.write_text("what was there before\n")
    disk.fill(leaving)
    before = state(disk.path)
    copy, new = str(spoilable.folder / "copy.db"), spoilable.elsewhere(disk.path / "new")
    said(spoilable, "DiskFull", 4, "backup", str(disk.path / "backup.db"))
    assert state(disk.path) == before
    said(spoilable, "DiskFull", 4, "export", "products", str(old))
    assert state(disk.path) == before
    for ending in ("csv", "json", "xlsx"):
        said(spoilable, "DiskFull", 4, "export", "products", str(disk.path / f"new.{ending}"))
        assert state(disk.path) == before
    said(new, "DiskFull", 4, "restore", copy)
    said(new, "DiskFull", 4, "init", "--name", "N", "--currency", "EUR", "--timezone", "UTC")
    assert not list((disk.path / "new").rglob("*.*"))
    disk.empty()
    assert new("restore", copy)["ok"]
    assert new("verify")["ok"]


def test_a_write_protected_disk_is_said_to_be_one(
    run: Terminal, spoilable: Terminal, disk: Disk, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    spoilable("backup", str(copy))
    disk.write_protect()
    before = state(disk.path)
    said(run, "DatabaseReadOnly", 4, "import", "auto", str(orders(tmp_path)))
    said(run, "DatabaseReadOnly", 4, "do", "receive", "S1", "1")
    said(run, "DatabaseReadOnly", 4, "stats")
    target = str(disk.path / "backup.db")
    assert said(spoilable, "FileNotWritable", 4, "backup", target)["file"] == target
    for kind, file in (("products", "new.csv"), ("products", "new.json"), ("stock", "new.xlsx")):
        said(spoilable, "FileNotWritable", 4, "export", kind, str(disk.path / file))
    said(spoilable, "FileNotWritable", 4, "ledger", "prove", "0", str(disk.path / "proof"))
    new = spoilable.elsewhere(disk.path / "new")
    said(new, "FileNotWritable", 4, "restore", str(copy))
    said(new, "FileNotWritable", 4, "init", "--name", "N", "--currency", "EUR", "--timezone", "UTC")
    assert state(disk.path) == before


def test_a_write_protected_file_is_said_to_be_one(spoilable: Terminal) -> None:
    file = spoilable.folder / "shop" / "shop.db"
    if ROOTLESS or subprocess.run(["chattr", "+i", str(file)], capture_output=True).returncode:
        pytest.skip("ONLY ROOT ON LINUX CAN WRITE-PROTECT A FILE AGAINST ITSELF (chattr +i)")
    try:
        before = fingerprint(file)
        said(spoilable, "DatabaseReadOnly", 4, "do", "receive", "S1", "1")
        said(spoilable, "DatabaseReadOnly", 4, "import", "auto", str(orders(spoilable.folder)))
        assert fingerprint(file) == before
    finally:
        subprocess.run(["chattr", "-i", str(file)], check=True)
    assert spoilable("do", "receive", "S1", "1")["entries"]


@pytest.fixture
def owned(template: Path) -> Iterator[Path]:
    """A copy of the shop which belongs to root, in a folder into which anybody may look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(template, folder / "shop")
        (folder / "shop" / "ledger.key").chmod(0o644)
        yield folder


def as_nobody(folder: Path, *command: str) -> tuple[int, dict[str, Any]]:
    """Run a command as somebody without rights."""
    front = [sys.executable, "-B", str(ROOT / "main.py"), "--shop", str(folder / "shop"), "--json"]
    done = subprocess.run(
        [*front, *command], user=NOBODY, group=NOBODY, capture_output=True, text=True
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.skipif(ROOTLESS, reason="ONLY ROOT CAN RUN A CHILD AS NOBODY")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "kind", "status"),
    [
        (0o755, 0o644, "DatabaseReadOnly", 4),
        (0o777, 0o444, "DatabaseReadOnly", 4),
        (0o755, 0o600, "DatabaseUnreadable", 3),
        (0o700, 0o644, "DatabaseUnreadable", 3),
    ],
    ids=["read-only folder", "read-only file", "closed file", "closed folder"],
)
def test_a_shop_of_somebody_else_is_said_to_be_closed(
    owned: Path, folder_mode: int, file_mode: int, kind: str, status: int
) -> None:
    file = owned / "shop" / "shop.db"
    file.chmod(file_mode)
    (owned / "shop").chmod(folder_mode)
    before = fingerprint(file)
    for language in ("en", "zh_CN"):
        code, answer = as_nobody(owned, "--lang", language, "do", "receive", "S1", "1")
        assert (code, answer["error"]["kind"]) == (status, kind)
        assert str(file) in answer["error"]["message"]
        assert is_chinese(answer["error"]["message"]) == (language == "zh_CN")
    assert fingerprint(file) == before


LIMITED = """
import resource, sys
sys.path.insert(0, {root!r})
from app.cli.run import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main(["--shop", {shop!r}, "--json", "import", "auto", {file!r}]))
"""


@pytest.mark.skipif(os.name == "nt", reason="LIMITS ON FILES ARE A THING OF POSIX")
@pytest.mark.parametrize("room", [40_000, 400_000])
def test_a_limit_on_the_size_of_files_is_no_damage(spoilable: Terminal, room: int) -> None:
    file, shop = orders(spoilable.folder), spoilable.folder / "shop" / "shop.db"
    entries, before = spoilable.entries(), fingerprint(shop)
    code = LIMITED.format(root=str(ROOT), limit=room, shop=str(shop.parent), file=str(file))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 4, done.stderr
    assert json.loads(done.stdout)["error"]["kind"] == "DiskFails"
    assert fingerprint(shop) == before
    assert spoilable.entries() == entries
    assert spoilable("import", "auto", str(file))["applied"]


def test_a_place_that_is_taken_or_not_there_is_named(spoilable: Terminal) -> None:
    folder = spoilable.folder
    copy = folder / "copy.db"
    spoilable("backup", str(copy))
    before = state(folder)
    assert said(spoilable, "DatabaseExists", 4, "backup", str(copy))["file"] == str(copy)
    said(spoilable, "DatabaseExists", 4, "restore", str(copy))
    said(spoilable, "DatabaseExists", 4, "backup", str(folder / "shop"))
    said(spoilable, "FileNotWritable", 4, "backup", str(folder / "no" / "copy.db"))
    said(spoilable, "FileNotWritable", 4, "export", "products", str(folder / "no" / "out.csv"))
    said(spoilable.elsewhere(copy), "FileNotWritable", 4, "restore", str(copy))
    assert state(folder) == before


def test_a_backup_is_not_restored_beside_the_log_of_a_lost_shop(spoilable: Terminal) -> None:
    copy, shop = spoilable.folder / "copy.db", spoilable.folder / "shop" / "shop.db"
    spoilable("backup", str(copy))
    shop.rename(shop.with_name("shop.db-wal"))
    before = state(spoilable.folder)
    error = said(spoilable, "DatabaseExists", 4, "restore", str(copy))
    assert error["file"] == f"{shop}-wal"
    assert state(spoilable.folder) == before


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n" * 900, None], ids=["empty", "PNG", "none"])
def test_what_is_no_backup_is_not_restored(spoilable: Terminal, content: bytes | None) -> None:
    copy, new = spoilable.folder / "copy.db", spoilable.folder / "new"
    kind = "DatabaseMissing" if content is None else "DatabaseForeign"
    if content is not None:
        copy.write_bytes(content)
    error = said(
        spoilable.elsewhere(new),
        kind if content else kind.replace("Foreign", "Damaged"),
        3,
        "restore",
        str(copy),
    )
    assert error["file"] == str(copy)
    assert not new.exists()


def test_a_terminal_is_shown_control_characters_and_does_not_obey_them(
    spoilable: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    file = spoilable.folder / "retail.csv"
    file.write_text(HEAD + "1,S1,THING\x1b[2J,2,2011-01-01 10:00,2.50,1,UK\n", "utf-8")
    assert main(["--shop", str(spoilable.folder / "shop"), "import", "auto", str(file)]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert r"THING\x1b[2J" in out
