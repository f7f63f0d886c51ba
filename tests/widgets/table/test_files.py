from __future__ import annotations

import tracemalloc
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.widgets.table.shelf import COLUMNS, Counting, row
from widgets.table.printing import Sheet, orient, paint, preview
from widgets.table.source import Column, ListSource, Row
from widgets.table.text import Words
from widgets.table.view import TableView
from widgets.table.xlsx import TextTooLong, write_xlsx

WORDS = Words(QLocale("en_GB"), ZoneInfo("Europe/London"))
PLACED = tuple(enumerate(COLUMNS))


def _sheet(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path).worksheets[0]


def test_a_workbook_holds_numbers_dates_and_text(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    assert write_xlsx(path, Counting(1500), (), (), PLACED, WORDS) == 1500
    sheet = _sheet(path)
    assert sheet.max_row == 1501
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    cells = sheet[4]
    assert [cell.value for cell in cells[:5]] == [
        "#2",
        datetime(2011, 12, 9, 12, 41),  # noqa: DTZ001 (wall clock, as workbooks have it)
        -1,
        -0.26,
        "To ship",
    ]
    assert cells[3].number_format == "#,##0.00"
    assert cells[1].number_format == "yyyy-mm-dd hh:mm"
    assert sheet.freeze_panes == "B2"
    assert [one.name for one in tmp_path.iterdir()] == ["orders.xlsx"]


def test_money_has_as_many_digits_as_its_currency(tmp_path: Path) -> None:
    columns = (
        Column("yen", "¥", "money", exponent=0),
        Column("dinar", "BHD", "money", exponent=3),
        Column("day", "Day", "date"),
    )
    path = tmp_path / "money.xlsx"
    rows = ListSource(columns, [Row(1, (1234, 1234, date(2011, 12, 9)))])
    write_xlsx(path, rows, (), (), tuple(enumerate(columns)), WORDS)
    cells = _sheet(path)[2]
    assert [cell.value for cell in cells] == [1234, 1.234, datetime(2011, 12, 9)]  # noqa: DTZ001
    assert [cell.number_format for cell in cells] == ["#,##0", "#,##0.000", "yyyy-mm-dd"]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    columns = (Column("a", "=A"), Column("b", "B"))
    path = tmp_path / "formulas.xlsx"
    rows = ListSource(columns, [Row(1, ("=1+1", "@SUM(A1)\x01")), Row(2, ("-1", "b_x0001_"))])
    write_xlsx(path, rows, (), (), tuple(enumerate(columns)), WORDS)
    sheet = _sheet(path)
    cells = [sheet["A1"], sheet["A2"], sheet["B2"], sheet["A3"]]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    # A control character is written as spreadsheets write it, and so is what looks like one.
    assert [cell.value for cell in cells] == ["=A", "=1+1", "@SUM(A1)_x0001_", "-1"]
    assert all(cell.quotePrefix for cell in cells)
    assert sheet["B3"].value == "b_x005F_x0001_"


def test_a_text_that_no_cell_holds_is_refused_not_cut(tmp_path: Path) -> None:
    columns = (Column("a", "Note"),)
    path = tmp_path / "long.xlsx"
    rows = ListSource(columns, [Row(1, ("x" * 32_767,))])
    write_xlsx(path, rows, (), (), tuple(enumerate(columns)), WORDS)
    rows = ListSource(columns, [Row(1, ("x" * 32_768,))])
    with pytest.raises(TextTooLong) as refused:
        write_xlsx(path, rows, (), (), tuple(enumerate(columns)), WORDS)
    assert (refused.value.column, len(refused.value.start)) == ("Note", 40)
    assert len(_sheet(path)["A2"].value) == 32_767
    assert len(list(tmp_path.iterdir())) == 1


def test_numbers_beyond_fifteen_digits_are_kept_as_text(tmp_path: Path) -> None:
    columns = (Column("a", "A", "integer"), Column("b", "B", "money"))
    path = tmp_path / "long.xlsx"
    rows = ListSource(columns, [Row(1, (10**15 - 1, 10**15 + 1))])
    write_xlsx(path, rows, (), (), tuple(enumerate(columns)), WORDS)
    cells = [cell.value for cell in _sheet(path)[2]]
    assert cells == [999_999_999_999_999, "10000000000000.01"]


def test_a_cancelled_workbook_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    path.write_text("old", encoding="utf-8")

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_xlsx(path, Counting(5000), (), (), PLACED, WORDS, cancel)
    assert path.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_long_workbook_needs_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    write_xlsx(tmp_path / "warm.xlsx", Counting(10), (), (), PLACED, WORDS)
    for count in (3_000, 9_000):
        tracemalloc.start()
        write_xlsx(tmp_path / "long.xlsx", Counting(count), (), (), PLACED, WORDS)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


# paper


def _paper(count: int, total: int | None = None) -> Sheet:
    columns = tuple((place, column, column.width) for place, column in PLACED)
    rows = [row(number) for number in range(count)]
    return Sheet("Orders", "Test shop", columns, rows, WORDS, total or count)


def _printer(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_table_is_printed_over_pages(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "orders.pdf"
    sheet, printer = _paper(200), _printer(path)
    orient(sheet, printer)
    pages = paint(sheet, printer)
    assert 3 < pages < 12
    text = path.read_bytes()
    assert text.startswith(b"%PDF")
    assert text.count(b"/Type /Page\n") == pages


def test_many_columns_lie_on_their_side(qapp: QApplication, tmp_path: Path) -> None:
    column = Column("x", "X")
    sheet = Sheet("T", "", tuple((0, column, 120) for _ in range(9)), [], WORDS, 0)
    printer = _printer(tmp_path / "x.pdf")
    orient(sheet, printer)
    assert printer.pageLayout().orientation() == printer.pageLayout().Orientation.Landscape
    assert paint(sheet, printer) == 1


def test_the_preview_shows_before_anything_is_printed(view: TableView) -> None:
    dialog = preview(_paper(60, 9000), view)
    for _ in range(20):
        QApplication.processEvents()  # Qt paints it only now, and must find the printer
    assert dialog.isVisible()
    dialog.reject()
