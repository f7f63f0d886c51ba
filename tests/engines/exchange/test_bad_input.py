"""A bad row is named by file, line, column and value, in both languages; the rest can go in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import messages
from tests.engines.exchange.tables import CUSTOMERS, INVENTORY, ORDERS, RETAIL, TABLES, Table
from tests.terminal import Terminal, fingerprint, is_chinese

SHOWN = 80  # characters of a value that are shown
ENDLESS = "9" * 5_000
MEGABYTE = "x" * 1_000_000


@dataclass(frozen=True)
class Fault:
    """A value that cannot be taken in a column of some role, and the reason that is given."""

    name: str
    role: str
    value: str
    reason: str
    shown: str | None = None


FAULTS = (
    Fault("a date that does not exist", "date", "2026-02-30 10:00:00", "no such date"),
    Fault("an American date that does not exist", "date", "2/30/2026 10:00", "no such date"),
    Fault("a word for a date", "date", "yesterday", "not a date"),
    Fault("a date of no computer", "date", "0001-01-01 00:00:00", "date out of range"),
    Fault("quantity 1e9", "quantity", "1e9", "not a whole number"),
    Fault("quantity 1000000000", "quantity", "1000000000", "out of range"),
    Fault("an endless quantity", "quantity", ENDLESS, "out of range", ENDLESS[:SHOWN] + "…"),
    Fault("fewer than none", "quantity", "-5", "negative"),
    Fault("half a piece", "quantity", "1.5", "not a whole number"),
    Fault("a negative price", "money", "-1.00", "negative"),
    Fault("a price in words", "money", "much", "not an amount"),
    Fault("a decimal comma", "money", "12,50", "not an amount"),
    Fault("an endless price", "money", ENDLESS, "too large", ENDLESS[:SHOWN] + "…"),
    Fault("a bell", "sku", "M\x07G", "control character"),
    Fault("a NUL byte", "sku", "M\x00G", "control character"),
    Fault("a line break in a SKU", "sku", "M\nG", "control character"),
    Fault("a terminal escape", "text", "\x1b[2Jboo", "control character"),
    Fault("a C1 control", "text", "a\x9bb", "control character"),
    Fault("a byte of no encoding", "text", "a\udcffb", "encoding", "a\ufffdb"),
    Fault("a rounded id", "id", "1.2E+12", "spreadsheet id"),
    Fault("a rounded SKU", "sku", "'1,2e+12", "spreadsheet id"),
    Fault("a cell of a megabyte", "text", MEGABYTE, "too long", MEGABYTE[:40]),
    Fault("a SKU of a megabyte", "sku", MEGABYTE, "too long", MEGABYTE[:40]),
)
CASES = [
    pytest.param(table, fault, id=f"{table.name}: {fault.name}")
    for table in TABLES
    for fault in FAULTS
    if fault.role in table.roles and not (fault.value == "-5" and table is RETAIL)
]


def save(folder: Path, text: str, name: str = "file.csv") -> Path:
    """A file; lone surrogates stand for bytes that are no UTF-8."""
    file = folder / name
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return file


def refused(run: Terminal, file: Path, kind: str) -> list[dict[str, Any]]:
    """Import a file that must be refused for its rows: nothing changes, nobody touches it."""
    shop = run.folder / "shop" / "shop.db"
    before = run.entries(), fingerprint(file), fingerprint(shop)
    english = run("import", kind, str(file), status=1)
    chinese = run("--lang", "zh_CN", "import", kind, str(file), status=1)
    assert not english["applied"]
    assert english["read"] == english["accepted"] + len(english["rejected"])
    assert (run.entries(), fingerprint(file), fingerprint(shop)) == before
    for one, other in zip(english["rejected"], chinese["rejected"], strict=True):
        assert one | {"reason": ""} == other | {"reason": ""}
        assert is_chinese(other["reason"])
        assert not is_chinese(one["reason"])
        assert " " in one["reason"]
    rows: list[dict[str, Any]] = english["rejected"]
    return rows


def the_rest_goes_in(run: Terminal, file: Path, good: Path, kind: str) -> None:
    """With --skip-rejected the rest goes in as if it stood alone, and once."""
    alone = run("import", kind, str(good), "--dry-run")
    before = run.entries()
    outcome = run("import", kind, str(file), "--skip-rejected", status=1)
    assert outcome["applied"]
    for field in ("accepted", "created", "updated", "totals"):
        assert outcome[field] == alone[field], field
    assert alone["totals"] == alone["file_totals"]
    after = run.entries()
    assert after > before
    again = run("import", kind, str(file), "--skip-rejected", status=1)
    assert (again["created"], again["updated"], again["applied"]) == ({}, {}, False)
    assert run.entries() == after
    assert run("rebuild", "--check")["ok"]


@pytest.mark.parametrize(("table", "fault"), CASES)
def test_a_bad_cell_is_named_exactly_and_the_rest_goes_in(
    run: Terminal, tmp_path: Path, table: Table, fault: Fault
) -> None:
    column = table.roles[fault.role]
    bad = table.spoilt(column, fault.value)
    file = save(tmp_path, table.text(table.first, bad, table.second))
    rows = refused(run, file, table.kind)
    shown = fault.value if fault.shown is None else fault.shown
    expected = {"file": "file.csv", "line": 4, "column": column, "value": shown}
    assert rows == [expected | {"reason": messages.reason(fault.reason)}]
    the_rest_goes_in(run, file, save(tmp_path, table.good(), "good.csv"), table.kind)


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("change", "reason"), [(-1, "too few columns"), (+1, "too many columns")], ids=["few", "many"]
)
def test_a_row_with_other_columns_than_the_header_is_named(
    run: Terminal, tmp_path: Path, table: Table, change: int, reason: str
) -> None:
    bad = [*table.other, "more"] if change > 0 else table.other[:change]
    file = save(tmp_path, table.text(table.first, bad, table.second))
    assert refused(run, file, "auto") == [
        {
            "file": "file.csv",
            "line": 4,
            "column": "",
            "value": str(len(bad)),
            "reason": messages.reason(reason),
        }
    ]
    the_rest_goes_in(run, file, save(tmp_path, table.good(), "good.csv"), "auto")


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_the_totals_are_those_of_the_file(run: Terminal, tmp_path: Path, table: Table) -> None:
    outcome = run("import", table.kind, str(save(tmp_path, table.good())))
    plain = {
        name: value["minor"] if isinstance(value, dict) else value
        for name, value in outcome["totals"].items()
    }
    assert plain == table.totals
    assert outcome["file_totals"] == outcome["totals"]
    assert (outcome["read"], outcome["accepted"], outcome["rejected"]) == (2, 2, [])


@pytest.mark.parametrize("table", INVENTORY, ids=lambda one: one.name)
def test_an_unknown_sku_is_named(run: Terminal, tmp_path: Path, table: Table) -> None:
    file = save(tmp_path, table.text(table.first, table.spoilt("SKU", "NO"), table.second))
    expected = {"file": "file.csv", "line": 4, "column": "SKU", "value": "NO"}
    assert refused(run, file, "auto") == [expected | {"reason": messages.reason("unknown SKU")}]
    the_rest_goes_in(run, file, save(tmp_path, table.good(), "good.csv"), "auto")


def test_an_apostrophe_of_a_spreadsheet_goes_and_the_zeros_stay(
    run: Terminal, tmp_path: Path
) -> None:
    for table in (ORDERS, CUSTOMERS, RETAIL):
        run("import", table.kind, str(save(tmp_path, table.good(), f"{table.name}.csv")))
    skus = [row["sku"] for row in run("list", "products", "--limit", "100")["rows"]]
    assert "00123" in skus
    assert not [sku for sku in skus if sku.startswith("'")]
    assert run("show", "customer", "00721")["ref"] == "00721"


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_row_is_accounted_for_whatever_stands_in_it(
    run: Terminal, tmp_path: Path, table: Table
) -> None:
    chance = random.Random(table.name)
    values = ("", "-1", "1e9", "\x00", '"', "ü", "\n", "9" * 40, "2026-02-30", "1.2E+12", "#1")
    for _ in range(25):
        rows = [list(chance.choice((table.first, table.second, table.other))) for _ in range(6)]
        for row in rows:
            for _ in range(chance.choice((0, 0, 1, 2))):
                row[chance.randrange(len(row))] = chance.choice(values)
        file = save(tmp_path, table.text(*rows))
        outcome = run("import", table.kind, str(file), "--dry-run", status=None)
        assert outcome["read"] == 6
        assert outcome["accepted"] + len(outcome["rejected"]) == 6
        lines = [one["line"] for one in outcome["rejected"]]
        assert len(set(lines)) == len(lines)
        assert all(one["reason"] in _WORDS for one in outcome["rejected"])


_WORDS = {english for english, _ in messages.REASONS.values()}
