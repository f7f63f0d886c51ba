"""A grouped table leaves the program as it is shown: heads, rows, subtotals, the total."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from widgets.table.export import counted, write_csv
from widgets.table.grouped import GroupedSource, TotalRow
from widgets.table.printing import Sheet, paint
from widgets.table.source import Column, Filter, ListSource, Row, Sort
from widgets.table.text import Words
from widgets.table.xlsx import write_xlsx

COLUMNS = (
    Column("no", "Order", sortable=True),
    Column("country", "Country", groupable=True),
    Column("total", "Total", "money", sortable=True),
    Column("price", "Price", "money", adds=False),
)
WORDS = Words(QLocale("en_GB"))
PLACED = (*enumerate(COLUMNS),)
DESCENDING = (Sort("total", descending=True),)


@pytest.fixture
def grouped() -> GroupedSource:
    """Two countries and none, of which Germany is open."""
    lands = ("DE", "FR", None)
    rows = [Row(at, (f"#{at}", lands[at % 3], at * 100, 50)) for at in range(9)]
    return GroupedSource(ListSource(COLUMNS, rows), COLUMNS, "country", frozenset({"DE"}))


def test_a_csv_holds_what_is_shown_and_the_total(grouped: GroupedSource, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    assert write_csv(path, grouped, (), DESCENDING, PLACED, WORDS) == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines == [
        ["Order", "Country", "Total", "Price"],
        ["– (3)", "", "15.00", ""],
        ["DE (3)", "", "9.00", ""],
        ["#6", "DE", "6.00", "0.50"],
        ["#3", "DE", "3.00", "0.50"],
        ["#0", "DE", "0.00", "0.50"],
        ["FR (3)", "", "12.00", ""],
        ["Total (9)", "", "36.00", ""],
    ]


def test_a_workbook_holds_the_same_with_heads_that_stand_out(
    grouped: GroupedSource, tmp_path: Path
) -> None:
    import openpyxl

    path = tmp_path / "orders.xlsx"
    assert write_xlsx(path, grouped, (), (), PLACED, WORDS) == 3
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(line, 1).value for line in (2, 3, 4, 8)] == [
        "– (3)",
        "DE (3)",
        "#0",
        "Total (9)",
    ]
    assert sheet["C8"].value == 36
    assert sheet["C8"].number_format == "#,##0.00"
    assert [bool(sheet.cell(line, 1).font.bold) for line in (3, 4, 8)] == [True, False, True]


def test_a_filter_holds_for_the_total_too(grouped: GroupedSource) -> None:
    where = (Filter("total", "at_least", 500),)
    rows = list(counted(grouped, where, (), None))
    whole = rows[-1]
    assert isinstance(whole, TotalRow)
    assert (whole.group.count, whole.values[2]) == (4, 500 + 600 + 700 + 800)


def test_heads_and_total_are_printed(
    grouped: GroupedSource, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = QPainter.drawText

    def noted(painter: QPainter, *told: Any) -> Any:
        written.extend(one for one in told if isinstance(one, str))
        return real(painter, *told)

    monkeypatch.setattr(QPainter, "drawText", noted)
    rows = list(counted(grouped, (), (), None))
    columns = tuple((place, column, 120) for place, column in PLACED)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "orders.pdf"))
    assert paint(Sheet("Orders", "Shop", columns, rows, WORDS, len(rows) - 1), printer) == 1
    assert {"DE (3)", "9.00", "Total (9)", "36.00", "9 rows"} <= set(written)
