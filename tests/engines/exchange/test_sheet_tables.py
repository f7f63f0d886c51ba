"""The tables of every kind, written as XLSX and ODS, are read as their text is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app import messages
from tests.engines.exchange.books import saved
from tests.engines.exchange.tables import RETAIL, TABLES, Table
from tests.engines.exchange.test_bad_input import FAULTS, MEGABYTE, Fault, refused, the_rest_goes_in
from tests.terminal import Terminal

ENDINGS = ("xlsx", "ods")
# Control characters cannot stand in XML, nor can bytes of no encoding; Excel cuts at 32,767.
POSSIBLE = [
    fault
    for fault in FAULTS
    if (fault.value.isprintable() or fault.value == "M\nG") and fault.value != MEGABYTE
]
CASES = [
    pytest.param(table, fault, id=f"{table.name}: {fault.name}")
    for table in TABLES
    for fault in POSSIBLE
    if fault.role in table.roles and not (fault.value == "-5" and table is RETAIL)
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_table_has_the_totals_of_its_text(
    run: Terminal, tmp_path: Path, table: Table, ending: str
) -> None:
    file = saved(tmp_path / f"file.{ending}", [table.header, table.first, table.second])
    outcome = run("import", "auto", str(file))
    plain = {
        name: value["minor"] if isinstance(value, dict) else value
        for name, value in outcome["totals"].items()
    }
    assert plain == table.totals
    assert outcome["kind"] == table.kind
    assert outcome["encoding"] == f"{ending.upper()}, sheet “Orders”"
    assert (outcome["read"], outcome["accepted"], outcome["rejected"]) == (2, 2, [])
    text = tmp_path / "file.csv"
    text.write_text(table.good(), "utf-8")
    again = run("import", table.kind, str(text))
    assert (again["created"], again["updated"]) == ({}, {})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("table", "fault"), CASES)
def test_a_bad_cell_is_named_by_the_row_of_the_sheet(
    run: Terminal, tmp_path: Path, table: Table, fault: Fault, ending: str
) -> None:
    column = table.roles[fault.role]
    rows = [table.header, table.first, table.spoilt(column, fault.value), table.second]
    file = saved(tmp_path / f"file.{ending}", rows)
    outcome = run("import", table.kind, str(file), "--dry-run", status=1)
    shown = fault.value if fault.shown is None else fault.shown
    expected = {"file": file.name, "line": 3, "column": column, "value": shown}
    assert outcome["rejected"] == [expected | {"reason": messages.reason(fault.reason)}]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_row_wider_than_the_header_is_named_and_the_rest_goes_in(
    run: Terminal, tmp_path: Path, table: Table, ending: str
) -> None:
    wide = [*table.other, "more"]
    file = saved(tmp_path / f"file.{ending}", [table.header, table.first, wide, table.second])
    rows = refused(run, file, "auto")
    place = {"file": file.name, "line": 3, "column": "", "value": str(len(wide))}
    assert rows == [place | {"reason": messages.reason("too many columns")}]
    good = saved(tmp_path / f"good.{ending}", [table.header, table.first, table.second])
    the_rest_goes_in(run, file, good, "auto")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_whatever_stands_in_the_cells_sheet_and_text_agree(
    run: Terminal, tmp_path: Path, table: Table, ending: str
) -> None:
    chance = random.Random(table.name)
    values = ("", "-1", "1e9", "ü", "9" * 40, "2026-02-30", "1.2E+12", "#1", " x ", "+1+1")
    for _ in range(5):
        # No breaks in cells: so lines of the text are rows of the sheet.
        good = [[cell.replace("\n", " ") for cell in row] for row in (table.first, table.second)]
        rows = [list(chance.choice((*good, table.other))) for _ in range(6)]
        for row in rows:
            for _ in range(chance.choice((0, 0, 1, 2))):
                row[chance.randrange(len(row))] = chance.choice(values)
        text = tmp_path / "file.csv"
        text.write_text(table.text(*rows), "utf-8")
        of_text = run("import", table.kind, str(text), "--dry-run", status=None)
        sheet = saved(tmp_path / f"file.{ending}", [table.header, *rows])
        of_sheet = run("import", table.kind, str(sheet), "--dry-run", status=None)
        for one in (*of_text["rejected"], *of_sheet["rejected"]):
            del one["file"]
        for field in ("read", "accepted", "rejected", "totals", "created"):
            assert of_sheet[field] == of_text[field], field
