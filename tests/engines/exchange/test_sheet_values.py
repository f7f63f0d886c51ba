"""What stands in a cell of a sheet becomes the text that every reader of cells understands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engines.database.ticket import Untold
from engines.exchange.errors import CellError, FileUnreadable
from engines.exchange.plan import Columns
from engines.exchange.reading.cells import identifier, money
from engines.exchange.reading.flaws import FLAWS, flaw_of, flawed
from engines.exchange.reading.numbers import DateStyle, date_text, number_text, style_of
from engines.exchange.reading.table import Row, open_table
from tests.engines.exchange.books import (
    Leaf,
    ods,
    ods_row,
    ods_table,
    repacked,
    text_row,
    xlsx,
)

FORMATS = ("yyyy-mm-dd", "h:mm:ss", "dd.mm.yyyy hh:mm", "[h]:mm", '0.00" days"', 'm/d/yy "UTC"')
DAY, TIME, BOTH, HOURS, WORDS, ZONED = range(1, 7)


def rows_of(path: Path) -> list[Row]:
    """All rows of a file."""
    return list(open_table(path).rows(Untold()))


def cell_of(path: Path, cell: str, *, strings: str = "", from_1904: bool = False) -> str:
    """What one <c> element (in B2) becomes."""
    data = text_row(1, ["Name", "Value"]) + f'<row r="2">{cell}</row>'
    xlsx(path, [Leaf("Orders", data)], formats=FORMATS, strings=strings, from_1904=from_1904)
    return rows_of(path)[0][1][1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<v>12.5</v>", "12.5"),
        ("<v>12.500000001</v>", "12.500000001"),
        ("<v>19.989999999999998</v>", "19.99"),
        ("<v>0.30000000000000004</v>", "0.3"),
        ("<v>30.0</v>", "30"),
        ("<v>-0.07</v>", "-0.07"),
        ("<v>1E-3</v>", "0.001"),
        ("<v>999999999999999</v>", "999999999999999"),
        ("<v>4.512345678E9</v>", "4512345678"),
        ("<v>1.2E+12</v>", "1.2E+12"),
        ("<v>12345678901234567</v>", "1.2345678901234567E+16"),
    ],
)
def test_numbers_are_as_exact_as_the_spreadsheet_is(tmp_path: Path, cell: str, text: str) -> None:
    assert cell_of(tmp_path / "a.xlsx", f'<c r="B2">{cell}</c>') == text


@pytest.mark.parametrize("digits", range(1, 14))
def test_every_amount_that_a_spreadsheet_can_hold_comes_back_to_the_cent(digits: int) -> None:
    for number in (10**digits - 1, 10 ** (digits - 1) + 1, 1_234_567_890_123 % 10**digits):
        for written in (f"{number / 100:.17g}", repr(number / 100)):
            assert money("Total", number_text(written), 2) == number


@pytest.mark.parametrize("written", ["1.2E+12", "1.2345678901234568E+16", "12345678901234567"])
def test_an_id_that_has_lost_digits_is_caught(written: str) -> None:
    with pytest.raises(CellError) as caught:
        identifier("Id", number_text(written))
    assert caught.value.reason == "spreadsheet id"


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        (DAY, "46268", "2026-09-03"),
        (DAY, "46268.5", "2026-09-03 12:00:00"),
        (BOTH, "46268.426388888889", "2026-09-03 10:14:00"),
        (BOTH, "46268", "2026-09-03 00:00:00"),
        (BOTH, "46268.42638900463", "2026-09-03 10:14:00.010"),
        (BOTH, "46268.999999999", "2026-09-04 00:00:00"),
        (TIME, "0.426388888889", "10:14:00"),
        (HOURS, "1.0625", "25:30:00"),
        (WORDS, "46268", "46268"),
        (ZONED, "46268.5", "2026-09-03 12:00:00 UTC"),
        (DAY, "1", "1900-01-01"),
        (DAY, "59", "1900-02-28"),
        (DAY, "60", "1900-02-29"),
        (DAY, "61", "1900-03-01"),
        (DAY, "2958465", "9999-12-31"),
        (DAY, "2958466", "2958466"),
        (DAY, "-1", "-1"),
    ],
)
def test_dates_are_dates_by_their_number_format(
    tmp_path: Path, style: int, value: str, text: str
) -> None:
    cell = f'<c r="B2" s="{style}"><v>{value}</v></c>'
    assert cell_of(tmp_path / "a.xlsx", cell) == text


def test_the_days_of_1904_are_counted_from_there(tmp_path: Path) -> None:
    cell = f'<c r="B2" s="{DAY}"><v>44806</v></c>'
    assert cell_of(tmp_path / "a.xlsx", cell, from_1904=True) == "2026-09-03"


def test_every_second_of_a_day_survives() -> None:
    style = DateStyle(day=True, time=True)
    first = datetime(1899, 12, 30, tzinfo=UTC)
    for second in range(0, 86_400, 61):
        moment = datetime(2026, 9, 3, tzinfo=UTC) + timedelta(seconds=second)
        serial = (moment - first) / timedelta(days=1)
        assert date_text(repr(serial), style) == moment.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("General", None),
        ("0.00E+00", None),
        ('#,##0.00 "days"', None),
        ("#,##0.00 [$€-407]", None),
        ("[Red]-0.00", None),
        ("0%", None),
        ("@", None),
        ("yyyy/m/d", DateStyle(True, False)),
        ("[$-409]d mmm yyyy h:mm AM/PM", DateStyle(True, True)),
        ('yyyy"年"m"月"d"日"', DateStyle(True, False)),
        ("mm:ss.000", DateStyle(False, True)),
        ("[mm]:ss", DateStyle(False, True, elapsed=True)),
        ("mmm", DateStyle(True, False)),
        (r"d\-h", DateStyle(True, True)),
        ("0;[Red]-d", None),
    ],
)
def test_a_format_is_a_date_only_when_it_shows_one(code: str, style: DateStyle | None) -> None:
    assert style_of(code) == style


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="B2" t="d"><v>2026-09-03T10:14:00</v></c>', "2026-09-03T10:14:00"),
        ('<c r="B2" t="str"><f>A1</f><v>a text</v></c>', "a text"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" t="s"><v>0</v></c>', "plain"),
        ('<c r="B2" t="s"><v>1</v></c>', "rich text"),
        ('<c r="B2" t="s"><v>2</v></c>', "東京"),
        ('<c r="B2" t="s"><v>3</v></c>', "  kept  "),
        ('<c r="B2" t="s"><v>4</v></c>', "a\rb_x000D_c"),
        ('<c r="B2" t="s"><v>5</v></c>', "\U0001f600 \ufffd"),
        (
            '<c r="B2" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r>'
            "<rPh><t>no</t></rPh></is></c>",
            "in line",
        ),
        ('<c r="B2" t="inlineStr"><is><t>&lt;&amp;&#10;&gt;</t></is></c>', "<&\n>"),
        ('\n <c r="B2">\n <v>7</v>\n </c>\n', "7"),
        ("<c/><c><v>8</v></c>", "8"),
        ('<c r="A2"/><c><v>8</v></c>', "8"),
        ('<c r="B2"/>', ""),
    ],
)
def test_texts_and_truths_come_out_as_they_are(tmp_path: Path, cell: str, text: str) -> None:
    strings = (
        "<si><t>plain</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>'
        '<si><t xml:space="preserve">  kept  </t></si><si><t>a_x000D_b_x005F_x000D_c</t></si>'
        "<si><t>_xD83D__xDE00_ _xD800_</t></si>"
    )
    padded = f'<c r="A2"><v>1</v></c>{cell}' if 'r="B2"' in cell else cell
    data = text_row(1, ["Name", "Value"]) + f'<row r="2">{padded}<c r="C2"><v>9</v></c></row>'
    xlsx(tmp_path / "a.xlsx", [Leaf("Orders", data)], strings=strings)
    assert rows_of(tmp_path / "a.xlsx")[0][1][1] == text


@pytest.mark.parametrize(
    ("cell", "reason", "shown"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "error cell", "#REF!"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error cell", "#DIV/0!"),
        ('<c r="B2"><f>SUM(A1)</f></c>', "formula without a value", ""),
        ('<c r="B2"><f>SUM(A1)</f><v></v></c>', "formula without a value", ""),
    ],
)
def test_a_cell_without_a_value_is_refused_at_its_place(
    tmp_path: Path, cell: str, reason: str, shown: str
) -> None:
    found = cell_of(tmp_path / "a.xlsx", cell)
    with pytest.raises(CellError) as caught:
        Columns(["Name", "Value"], {}).check(["a", found])
    assert (caught.value.column, caught.value.reason) == ("Value", reason)
    assert caught.value.value == shown


def test_a_formula_that_gives_an_empty_text_is_empty(tmp_path: Path) -> None:
    cell = '<c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1</f><v></v></c>'
    assert cell_of(tmp_path / "a.xlsx", cell) == ""


def test_each_flaw_can_be_told_from_text() -> None:
    for reason in FLAWS:
        assert flaw_of(flawed(reason, "#N/A")) == (reason, "#N/A")
    assert flaw_of("#N/A") is None
    assert flaw_of("\udcff") is None
    assert flaw_of("") is None


def test_rows_and_columns_that_are_left_out_leave_gaps(tmp_path: Path) -> None:
    data = (
        text_row(1, ["A", "B", "C"])
        + '<row r="4"><c r="C4"><v>1</v></c></row><row r="5"/>'
        + '<row r="7"><c r="A7"><v>2</v></c><c r="E7" s="1"/></row><row><c><v>3</v></c></row>'
    )
    xlsx(tmp_path / "a.xlsx", [Leaf("Orders", data)])
    assert rows_of(tmp_path / "a.xlsx") == [
        (4, ["", "", "1"]),
        (7, ["2", "", "", "", ""]),
        (8, ["3", "", ""]),
    ]


def test_prefixed_names_mean_the_same(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c>'
        '</x:row><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    extra = {"xl/worksheets/sheet1.xml": sheet}

    file = repacked(xlsx(tmp_path / "a.xlsx", [Leaf("Orders", "")]), extra)
    assert rows_of(file) == [(2, ["5"])]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>9</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
        '<row r="2"><c r="A2"><c r="B2"><v>1</v></c></c></row>',
        '<row r="x"><c r="A2"><v>1</v></c></row>',
    ],
)
def test_cells_that_stand_twice_or_backwards_are_damage(tmp_path: Path, data: str) -> None:
    file = xlsx(tmp_path / "a.xlsx", [Leaf("Orders", text_row(1, ["A", "B"]) + data)])
    with pytest.raises(FileUnreadable) as caught:
        rows_of(file)
    assert caught.value.reason == "damaged"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('office:value-type="float" office:value="19.99"', "19.99"),
        ('office:value-type="float" office:value="1.23456789012346E+016"', "1.23456789012346E+16"),
        ('office:value-type="percentage" office:value="0.05"', "0.05"),
        ('office:value-type="currency" office:currency="EUR" office:value="-4.9"', "-4.9"),
        ('office:value-type="date" office:date-value="2026-09-03"', "2026-09-03"),
        (
            'office:value-type="date" office:date-value="2026-09-03T10:14:00.500000000"',
            "2026-09-03 10:14:00.5",
        ),
        ('office:value-type="time" office:time-value="PT10H14M00.25S"', "10:14:00.250"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="boolean" office:boolean-value="false"', "FALSE"),
        ('office:value-type="string" office:string-value="as told"', "as told"),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2"),
        ('table:formula="of:=1+1"', flawed("formula without a value")),
        (
            'office:value-type="string" office:string-value="" calcext:value-type="error"',
            flawed("error cell", "shown"),
        ),
        ('office:value-type="string"', "shown"),
    ],
)
def test_values_of_ods_come_out_by_their_type(tmp_path: Path, cell: str, text: str) -> None:
    row = f"<table:table-row><table:table-cell {cell}><text:p>shown</text:p></table:table-cell>"
    table = ods_table("A", ods_row(["Value"]) + row + "</table:table-row>")
    assert rows_of(ods(tmp_path / "a.ods", table)) == [(2, [text])]


def test_ods_texts_keep_their_breaks_and_lose_their_comments(tmp_path: Path) -> None:
    row = (
        "<table:table-row><table:table-cell office:value-type='string'>"
        "<office:annotation><text:p>a comment</text:p></office:annotation>"
        "<text:p>one <text:span>two</text:span><text:s text:c='2'/>three</text:p>"
        "<text:p>four<text:tab/>five\n   six<text:line-break/>seven</text:p></table:table-cell>"
        "</table:table-row>"
    )
    file = ods(tmp_path / "a.ods", ods_table("A", ods_row(["Value"]) + row))
    assert rows_of(file) == [(2, ["one two  three\nfour\tfive six\nseven"])]


def test_ods_repeats_are_laid_out_and_those_at_the_end_are_not(tmp_path: Path) -> None:
    rows = (
        ods_row(["A", "B", "C"])
        + '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" '
        'office:value="7"/><table:table-cell table:number-columns-repeated="16382"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="5"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        + ods_row(["x", "", "z"])
        + '<table:table-row table:number-rows-repeated="1048567"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    file = ods(tmp_path / "a.ods", ods_table("A", rows))
    assert rows_of(file) == [
        (2, ["7", "7", ""]),
        (3, ["7", "7", ""]),
        (9, ["x", "", "z"]),
    ]
