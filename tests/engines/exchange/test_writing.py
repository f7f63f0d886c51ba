"""What is exported can be read back, and harms no spreadsheet."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import messages
from engines.database.errors import BadValue
from engines.database.ticket import Untold
from engines.exchange import writing_sheet
from engines.exchange.reading.cells import parse_moment
from engines.exchange.reading.table import open_table
from engines.exchange.writing import write_rows
from engines.exchange.writing_sheet import MAX_TEXT

AT_US = 1_788_423_240_000_000  # 2026-09-03 08:14:00 UTC
ROW: dict[str, Any] = {
    "number": "#1",
    "placed_at_us": AT_US,
    "total": {"minor": -123450, "currency": "EUR"},
    "units": 3,
    "barcode": 1_234_567_890_123_456_789,
    "paid": True,
    "note": None,
}
FORMULAS = ("=1+1", "+SUM(A1)", "-A1", "@now", "\tx", "\rx", "=cmd|' /C calc'!A0")


def read(file: Path) -> list[dict[str, str]]:
    """The rows of a file by the names of their columns, as any importer gets them."""
    table = open_table(file)
    return [dict(zip(table.header, cells, strict=False)) for _, cells in table.rows(Untold())]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_is_read_back_as_it_was(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    assert write_rows(file, [ROW, ROW | {"number": "1.2E+12", "note": "a\nb"}]) == 2
    first, second = read(file)
    assert (first["number"], second["number"], second["note"]) == ("#1", "1.2E+12", "a\nb")
    assert first["total"] == {"csv": "-1234.50", "xlsx": "-1234.5"}[ending]
    assert (first["units"], first["barcode"]) == ("3", "1234567890123456789")
    assert first["paid"].upper() == "TRUE"
    from zoneinfo import ZoneInfo

    assert parse_moment(first["placed_at"], ZoneInfo("Asia/Tokyo")) == AT_US


def test_numbers_are_numbers_and_dates_are_dates_in_a_sheet(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import load_workbook

    file = tmp_path / "out.xlsx"
    write_rows(file, [ROW])
    book = load_workbook(file)
    names, values = book.worksheets[0].iter_rows()
    found = {name.value: value.value for name, value in zip(names, values, strict=True)}
    book.close()
    assert found == {
        "number": "#1",
        "placed_at": datetime.fromisoformat("2026-09-03 08:14:00"),
        "total": -1234.5,
        "units": 3,
        "barcode": "1234567890123456789",
        "paid": True,
        "note": None,
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_is_a_formula_wherever_it_stands(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    harmless = [{"a": "plain", "b": "x"}] * 700
    for text in FORMULAS:
        rows = [*harmless, {"a": text, "b": "-12.50"}, *harmless]
        assert write_rows(file, rows) == len(rows)
        if ending == "csv":
            with file.open(encoding="utf-8-sig", newline="") as opened:
                found = list(csv.reader(opened))[701]
        else:
            from openpyxl import load_workbook

            book = load_workbook(file)
            cells = book.worksheets[0][702]
            assert [cell.data_type for cell in cells] == ["s", "s"]
            book.close()
            found = list(read(file)[700].values())
        assert found == ["'" + text, "-12.50"]


def test_control_characters_survive_a_sheet(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    told = ["a\x07b", "_x0007_", "line\r\nbreak", "_x", "tab\there", "😀"]
    write_rows(file, [{"text": one, "more": "."} for one in [*told, "no \ufffe character"]])
    found = [row["text"] for row in read(file)]
    assert found == [*told, "no \ufffd character"]  # XML has no way to write that one


@pytest.mark.parametrize("others", [0, 1_000])
def test_a_text_that_no_cell_holds_is_refused_and_never_cut(tmp_path: Path, others: int) -> None:
    file = tmp_path / "out.xlsx"
    rows = [{"note": "x"}] * others
    write_rows(file, [*rows, {"note": "y" * MAX_TEXT}])
    assert read(file)[-1]["note"] == "y" * MAX_TEXT
    before = file.read_bytes()
    with pytest.raises(BadValue) as caught:
        write_rows(file, [*rows, {"note": "y" * (MAX_TEXT + 1)}])
    assert (caught.value.field, caught.value.rule) == ("note", "long for a cell")
    for language in ("en", "zh_CN"):
        said = messages.say(caught.value, language)
        assert "32,767" in said
        assert len(said) < 200
    assert file.read_bytes() == before
    assert write_rows(tmp_path / "out.csv", [{"note": "y" * (MAX_TEXT + 1)}]) == 1


def test_more_rows_than_a_sheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_sheet, "MAX_ROWS", 1_000)
    assert write_rows(tmp_path / "out.xlsx", [{"a": 1}] * 999) == 999
    with pytest.raises(BadValue) as caught:
        write_rows(tmp_path / "out.xlsx", [{"a": 1}] * 1_000)
    assert (caught.value.value, caught.value.rule) == ("out.xlsx", "too many rows")


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_nothing_is_kept_of_rows_that_are_written(tmp_path: Path, ending: str) -> None:
    def rows(count: int) -> Iterator[dict[str, Any]]:
        for number in range(count):
            yield ROW | {"number": f"#{number}", "note": f"a note of its own, {number} " * 5}

    write_rows(tmp_path / f"warm.{ending}", rows(10))
    peaks = []
    for count in (1_000, 4_000):
        tracemalloc.start()
        assert write_rows(tmp_path / f"out.{ending}", rows(count)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000


def test_columns_come_from_the_first_row_and_no_rows_give_nothing(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert write_rows(file, [{"a": "1", "b": "2"}, {"b": "4", "c": "5"}]) == 2
    assert read(file) == [{"a": "1", "b": "2"}, {"a": "", "b": "4"}]
    assert write_rows(file, []) == 0
    assert file.read_bytes() == b"\xef\xbb\xbf"
    for ending in ("xlsx", "json"):
        assert write_rows(tmp_path / f"out.{ending}", []) == 0
