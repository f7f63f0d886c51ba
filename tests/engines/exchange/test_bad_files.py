"""A file that cannot be read at all is named with the reason, and the line where there is one."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import messages
from app.shop import Place, Shop
from engines.exchange.errors import FileUnreadable
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.ledger import queries as log
from tests.data import ROOT
from tests.engines.exchange.tables import BY_COLUMNS, ORDERS, TABLES, Table
from tests.terminal import Terminal, fingerprint, is_chinese

NOISE = random.Random(1).randbytes(5_000)


@dataclass(frozen=True)
class Unreadable:
    """What a file holds, and what is said of it."""

    name: str
    content: bytes
    reason: str
    line: int | None = None


FILES = (
    Unreadable("nothing", b"", "empty"),
    Unreadable("a byte order mark alone", b"\xef\xbb\xbf", "no header", 1),
    Unreadable("an empty line", b"\r\n", "no header", 1),
    Unreadable("a picture", b"\x89PNG\r\n\x1a\n" + NOISE, "image"),
    Unreadable("a PDF", b"%PDF-1.7\n" + NOISE, "pdf"),
    Unreadable("an Excel file", b"PK\x03\x04" + NOISE, "zip"),
    Unreadable("an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "excel"),
    Unreadable("a database", b"SQLite format 3\x00" + NOISE, "database"),
    Unreadable("a compressed file", b"\x1f\x8b" + NOISE, "gzip"),
    Unreadable("noise", NOISE, "binary"),
    Unreadable("a program", b"\x7fELF\x02\x01\x01\x00" + NOISE, "binary"),
    Unreadable("control characters in the header", b"Na\x07me,Email\n1,2\n", "binary", 1),
    Unreadable("a broken byte in the header", b"Na\x81me,Email\n1,2\n", "encoding", 1),
    Unreadable("a quote in the header that never closes", b'Name,"Email\n1,2\n', "quotes", 1),
    Unreadable("half a Parquet file", b"PAR1" + NOISE, "damaged"),
)


@dataclass(frozen=True)
class Malformed:
    """What follows the first good row of a table (lines 2 and 3), and what is said of it."""

    name: str
    tail: str
    reason: str


TAILS = (
    Malformed("a quote that never closes", '#2,"bo@example.com,paid\n1,2,3\n', "quotes"),
    Malformed("a quote that closes too late", '#2,"bo,paid\n#3,"cy",paid\n', "quotes"),
    Malformed("text behind a closing quote", '"#2"x,bo\n', "quotes"),
    Malformed("a cell without end", "#2," + "x" * (1 << 24) + "y\n", "endless cell"),
)


def explained(run: Terminal, file: Path, kind: str) -> dict[str, object]:
    """The English error of an import that must fail whole; nothing changes, both languages talk."""
    before = run.entries(), fingerprint(file) if file.is_file() else ""
    english = run("import", kind, str(file), "--skip-rejected", status=3)["error"]
    chinese = run("--lang", "zh_CN", "import", kind, str(file), "--skip-rejected", status=3)[
        "error"
    ]
    assert (run.entries(), fingerprint(file) if file.is_file() else "") == before
    assert is_chinese(chinese["message"])
    assert not is_chinese(english["message"])
    for said in (english["message"], chinese["message"]):
        assert str(file) in said
        assert len(said) < 600 + len(str(file))
    assert english | {"message": ""} == chinese | {"message": ""}
    assert english["file"] == str(file)
    found: dict[str, object] = english
    return found


@pytest.mark.parametrize("bad", FILES, ids=lambda one: one.name)
@pytest.mark.parametrize("kind", ["auto", "online-retail"])
def test_what_is_no_table_is_refused_with_reason_and_line(
    run: Terminal, tmp_path: Path, bad: Unreadable, kind: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(bad.content)
    error = explained(run, file, kind)
    assert (error["kind"], error["line"]) == ("FileUnreadable", bad.line)
    key = "empty file" if bad.reason == "empty" else bad.reason
    assert messages.reason(key) in str(error["message"])
    assert bad.line is None or f"line {bad.line}" in str(error["message"])


@pytest.mark.parametrize("bad", TAILS, ids=lambda one: one.name)
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_row_that_does_not_end_is_named_by_the_line_where_it_begins(
    run: Terminal, tmp_path: Path, table: Table, bad: Malformed
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(table.text(table.first) + bad.tail, "utf-8")
    error = explained(run, file, table.kind)
    assert (error["kind"], error["line"]) == ("FileUnreadable", 4)
    assert messages.reason(bad.reason) in str(error["message"])


def test_a_folder_and_a_file_that_is_not_there_are_told_apart(
    run: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, reason in (
        ("folder.csv", "folder"),
        ("missing.csv", "missing"),
        ("no/such/folder.csv", "missing"),
    ):
        error = explained(run, tmp_path / name, "auto")
        assert messages.reason(reason) in str(error["message"])


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_file_of_another_kind_is_refused_with_the_columns_it_lacks(
    run: Terminal, tmp_path: Path, table: Table
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(table.good(), "utf-8")
    for other in {one.kind for one in TABLES} - {table.kind}:
        error = explained(run, file, other)
        assert error["kind"] == "WrongKind"
        assert other in str(error["message"])
    file.write_text("colour,taste\nred,sweet\n", "utf-8")
    error = explained(run, file, "auto")
    assert error["kind"] == "KindUnknown"
    assert "colour, taste" in str(error["message"])


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_column_that_stands_twice_is_named(run: Terminal, tmp_path: Path, table: Table) -> None:
    column = table.roles.get("quantity") or table.roles["id"]
    file = tmp_path / "file.csv"
    file.write_text(
        "\n".join(f"{line},{column}" for line in table.good().split("\n")), encoding="utf-8"
    )
    error = explained(run, file, table.kind)
    assert (error["kind"], error["line"], error["column"]) == ("ColumnTwice", 1, column)
    assert f"“{column}”" in str(error["message"])


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_header_alone_brings_nothing(run: Terminal, tmp_path: Path, table: Table) -> None:
    file = tmp_path / "file.csv"
    file.write_text(table.text(), "utf-8")
    before = run.entries()
    outcome = run("import", "auto", str(file))
    assert (outcome["kind"], outcome["read"], outcome["applied"]) == (table.kind, 0, False)
    assert run.entries() == before


def test_two_columns_for_one_location_are_named(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text(BY_COLUMNS.good().replace("Shöp", "Main", 1), "utf-8")
    error = explained(run, file, "auto")
    assert (error["kind"], error["column"]) == ("ColumnTwice", "Main")


class Vanishing:
    """A ticket during whose steps somebody deletes the file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def step(self, done: int, total: int) -> None:
        """Delete it."""
        self.file.unlink(missing_ok=True)


@pytest.mark.skipif(os.name == "nt", reason="WINDOWS KEEPS OPEN FILES FROM BEING DELETED")
@pytest.mark.parametrize("rows", [1, 8_000], ids=["small", "over a megabyte"])
def test_a_file_that_vanishes_meanwhile_brings_nothing(
    template: Path, tmp_path: Path, rows: int
) -> None:
    shutil.copytree(template, tmp_path / "shop")
    file = tmp_path / "file.csv"
    orders = [(f"#{n}", *ORDERS.first[1:]) for n in range(rows)]
    file.write_text(ORDERS.text(*orders), "utf-8")
    shop = Shop(Place(tmp_path / "shop"))
    try:
        before = shop.database.read(log.entries_count)
        owner = shop.acting()
        assert owner is not None
        options = Options("EUR", "UTC")
        with pytest.raises(FileUnreadable) as caught:
            import_files(shop.database, owner, "auto", [file], options, Vanishing(file))
        assert (caught.value.file, caught.value.reason) == (file, "missing")
        assert shop.database.read(log.entries_count) == before
    finally:
        shop.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="ONLY ROOT CAN RUN A CHILD AS NOBODY"
)
def test_a_file_that_may_not_be_opened_is_said_so(template: Path, open_folder: Path) -> None:
    shutil.copytree(template, open_folder / "shop")
    for one in (open_folder / "shop", *(open_folder / "shop").iterdir()):
        os.chown(one, 65534, 65534)
    file = open_folder / "file.csv"
    file.write_text(ORDERS.good(), "utf-8")
    file.chmod(0o600)
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from app.cli.run import main; "
    code += f"sys.exit(main(['--shop', {str(open_folder / 'shop')!r}, 'import', 'auto', "
    code += f"{str(file)!r}]))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], user=65534, group=65534, capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    assert messages.reason("not allowed") in done.stderr
    assert str(file) in done.stderr
