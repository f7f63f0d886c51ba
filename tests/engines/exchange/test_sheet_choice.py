"""Which sheet, which row and which cells of a spreadsheet are the table; nothing read silently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app import messages
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading import ods_rows, package
from engines.exchange.reading.table import open_table
from tests.engines.exchange.books import (
    Leaf,
    ods,
    ods_row,
    ods_table,
    packed,
    repacked,
    saved,
    text_row,
    xlsx,
)
from tests.engines.exchange.tables import CUSTOMERS, RETAIL
from tests.engines.exchange.test_bad_files import explained
from tests.terminal import Terminal

HIDDEN = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def sheet_data(*rows: tuple[str, ...], first: int = 1) -> str:
    """Rows one under the other."""
    return "".join(text_row(number, row) for number, row in enumerate(rows, first))


def customers(ending: str, path: Path) -> Path:
    """A file with an empty sheet, notes, a hidden list, the customers, and more customers."""
    people = (CUSTOMERS.header, CUSTOMERS.first, CUSTOMERS.second)
    secret = (CUSTOMERS.header, CUSTOMERS.other)
    notes = (("Remember", "this"), ("call", "Bo"))
    if ending == "xlsx":
        return xlsx(
            path,
            [
                Leaf("Empty", ""),
                Leaf("Notes", sheet_data(*notes)),
                Leaf("Secret", sheet_data(*secret), "hidden"),
                Leaf("Vault", sheet_data(*secret), "veryHidden"),
                Leaf("People", sheet_data(*people)),
                Leaf("More", sheet_data(*secret)),
            ],
        )
    tables = (
        ods_table("Empty", "")
        + ods_table("Notes", "".join(map(ods_row, notes)))
        + ods_table("Secret", "".join(map(ods_row, secret)), "ta2")
        + ods_table("Vault", "".join(map(ods_row, secret)), "ta2")
        + ods_table("People", "".join(map(ods_row, people)))
        + ods_table("More", "".join(map(ods_row, secret)))
    )
    return ods(path, tables, styles=HIDDEN)


def left_out(outcome: dict[str, Any]) -> list[tuple[str, bool]]:
    """The sheets that an outcome says were not read."""
    (read_as,) = outcome["read_as"]
    return [(one["sheet"], one["hidden"]) for one in read_as["left_out"]]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_first_visible_sheet_that_is_known_is_read_and_the_others_are_named(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    outcome = run("import", "auto", str(customers(ending, tmp_path / f"file.{ending}")))
    assert outcome["encoding"] == f"{ending.upper()}, sheet “People”"
    assert (outcome["kind"], outcome["accepted"]) == (CUSTOMERS.kind, 2)
    others = [("Empty", False), ("Notes", False), ("Secret", True), ("Vault", True)]
    assert left_out(outcome) == [*others, ("More", False)]
    assert outcome["read_as"][0]["why"] == messages.reason("first sheet with known columns")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_hidden_sheet_is_read_when_it_is_named_only(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    file = customers(ending, tmp_path / f"file.{ending}")
    outcome = run("import", "auto", str(file), "--sheet", "secret")
    assert outcome["encoding"] == f"{ending.upper()}, sheet “Secret”"
    assert outcome["accepted"] == 1
    error = run("import", "auto", str(file), "--sheet", "Nothing", status=3)["error"]
    assert messages.reason("no such sheet") in error["message"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_file_whose_only_list_is_hidden_is_refused_with_that_reason(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    rows = (CUSTOMERS.header, CUSTOMERS.first)
    file = tmp_path / f"file.{ending}"
    if ending == "xlsx":
        xlsx(file, [Leaf("Secret", sheet_data(*rows), "hidden"), Leaf("Empty", "")])
    else:
        ods(file, ods_table("Secret", "".join(map(ods_row, rows)), "ta2"), styles=HIDDEN)
    error = explained(run, file, "auto")
    assert messages.reason("only hidden sheets") in str(error["message"])
    saved(file, [])
    error = explained(run, file, "auto")
    assert messages.reason("no table") in str(error["message"])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_title_above_the_header_is_passed_over_and_the_lines_are_those_of_the_file(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    bad = RETAIL.spoilt("UnitPrice", "x")
    rows = [("Sales of 2010",), ("made", "2011-01-01"), RETAIL.header, RETAIL.second, bad]
    file = tmp_path / f"file.{ending}"
    if ending == "csv":
        file.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    else:
        saved(file, rows)
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert (outcome["kind"], outcome["accepted"]) == (RETAIL.kind, 1)
    assert [(one["line"], one["column"]) for one in outcome["rejected"]] == [(5, "UnitPrice")]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_header_is_where_the_person_says(tmp_path: Path, ending: str) -> None:
    rows = [("one", "two"), ("three", "four"), ("five", "six")]
    file = tmp_path / f"file.{ending}"
    if ending == "csv":
        file.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    else:
        saved(file, rows)
    guessed = open_table(file)
    assert (guessed.header, guessed.header_line) == (("one", "two"), 1)
    told = open_table(file, header_row=2)
    assert (told.header, list(told.rows(Untold()))) == (("three", "four"), [(3, ["five", "six"])])
    with pytest.raises(FileUnreadable) as caught:
        open_table(file, header_row=9)
    assert (caught.value.reason, caught.value.line) == ("no header", 9)


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_sheet_without_the_row_that_is_named_is_passed_over(tmp_path: Path, ending: str) -> None:
    file = customers(ending, tmp_path / f"file.{ending}")
    second = CUSTOMERS.second[:1]
    known = open_table(file, header_row=3, knows=lambda names: tuple(names[:1]) == second)
    assert (known.encoding.sheet, known.header_line) == ("People", 3)
    rows = [("a", "b")] * 199 + [("far", "down"), ("x", "y")]
    saved(file, rows)
    told = open_table(file, header_row=200)
    assert (told.header, list(told.rows(Untold()))) == (("far", "down"), [(201, ["x", "y"])])


def test_a_long_sheet_is_passed_over_on_the_way_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ods_rows, "HELD", 2 * package.CHUNK)
    chance = [[f"{n * 2_654_435_761 % 2**32:x}", "x"] for n in range(20_000)]
    long, people = "".join(map(ods_row, chance)), (CUSTOMERS.header, CUSTOMERS.first)
    tables = ods_table("Long", long) + ods_table("A &amp; “B”", "".join(map(ods_row, people)))
    file = ods(tmp_path / "file.ods", tables + ods_table("Secret", long, "ta2"), styles=HIDDEN)
    table = open_table(file, knows=lambda names: names == CUSTOMERS.header)
    assert [line for line, _ in table.rows(Untold())] == [2]
    left = [(one.name, one.hidden) for one in table.encoding.left_out]
    assert left == [("Long", False), ("Secret", True)]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_rows_under_a_merged_cell_are_refused_and_one_in_a_row_is_no_matter(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"file.{ending}"
    at = CUSTOMERS.header.index("Last Name")
    second = list(CUSTOMERS.second)
    second[at] = ""
    rows = [CUSTOMERS.header, CUSTOMERS.first, tuple(second), CUSTOMERS.other]
    if ending == "xlsx":
        # Cells C2:C3 are one; H4:I4 are one as well, in one row; A9:A12 lie below all rows.
        merged = '<mergeCell ref="C2:C3"/><mergeCell ref="H4:I4"/><mergeCell ref="A9:A12"/>'
        after = f'<mergeCells count="3">{merged}</mergeCells>'
        xlsx(file, [Leaf("People", sheet_data(*rows), after=after)])
    else:
        tall, wide = 'table:number-rows-spanned="2" ', 'table:number-columns-spanned="2" '
        written = [ods_row(row) for row in rows]
        cell = "<table:table-cell office:"
        parts = written[1].split(cell)
        parts[at + 1] = tall + "office:" + parts[at + 1]
        written[1] = cell.join(parts).replace(f"{cell}{tall}", f"<table:table-cell {tall}")
        written[2] = written[2].replace("<table:table-cell/>", "<table:covered-table-cell/>", 1)
        assert tall in written[1]
        assert "covered" in written[2]
        written[3] = written[3].replace(
            "<table:table-cell office:", f"<table:table-cell {wide}office:"
        )
        ods(file, ods_table("People", "".join(written)))
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert outcome["accepted"] == 2
    assert outcome["rejected"] == [
        {
            "file": file.name,
            "line": 3,
            "column": "Last Name",
            "value": "",
            "reason": messages.reason("merged cell"),
        }
    ]


def test_an_error_and_a_formula_without_a_value_are_refused_in_both_languages(
    run: Terminal, tmp_path: Path
) -> None:
    cells = {"A": "", "B": "Bo", "C": "Bäd", "D": "bo@example.test", "F": "", "G": "1"}
    row = "".join(
        f'<c r="{one}{{n}}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""
        for one, text in cells.items()
    )
    first = row.format(n=2).replace('<c r="G2"', '<c r="F2" t="e"><v>#REF!</v></c><c r="G2"')
    second = row.format(n=3).replace('<c r="G3"', '<c r="F3"><f>A1</f></c><c r="G3"')
    data = sheet_data(CUSTOMERS.header) + f'<row r="2">{first}</row><row r="3">{second}</row>'
    file = xlsx(tmp_path / "file.xlsx", [Leaf("People", data)])
    english = run("import", "auto", str(file), status=1)["rejected"]
    chinese = run("--lang", "zh_CN", "import", "auto", str(file), status=1)["rejected"]
    for rows, language in ((english, "en"), (chinese, "zh_CN")):
        assert [(one["line"], one["column"], one["value"], one["reason"]) for one in rows] == [
            (2, "Total Spent", "#REF!", messages.reason("error cell", language)),
            (3, "Total Spent", "", messages.reason("formula without a value", language)),
        ]


def test_xlsm_is_read_without_its_macros_and_other_files_are_named(
    run: Terminal, tmp_path: Path
) -> None:
    file = xlsx(
        tmp_path / "file.xlsm",
        [Leaf("People", sheet_data(CUSTOMERS.header, CUSTOMERS.first))],
        extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"},
    )
    assert run("import", "auto", str(file))["encoding"] == "XLSM, sheet “People”"
    links = (
        '<Relationships><Relationship Id="rId1" Target="xl/workbook.bin" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    )
    binary: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links,
        "xl/workbook.bin": b"\x83",
    }
    word = "application/vnd.oasis.opendocument.text"
    files: list[tuple[str, dict[str, bytes | str], str]] = [
        ("file.xlsb", binary, "xlsb"),
        ("file.numbers", {"Index/Document.iwa": b"\x00", "preview.jpg": b""}, "numbers"),
        ("file.odt", {"mimetype": word, "content.xml": "<a/>"}, "zip"),
        ("file.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}, "zip"),
        ("file.zip", {"readme.txt": "hello"}, "zip"),
    ]
    for name, parts, reason in files:
        error = explained(run, packed(tmp_path / name, parts), "auto")
        assert messages.reason(reason) in str(error["message"]), name


def test_a_password_and_an_old_excel_file_are_told_apart(run: Terminal, tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    stream = "EncryptedPackage".encode("utf-16-le")
    file = tmp_path / "file.xlsx"
    for content, reason in (
        (ole + bytes(4_000) + stream, "encrypted"),
        (ole + bytes((1 << 20) - 20) + stream, "encrypted"),  # across two pieces that are read
        (ole + bytes(4_000), "excel"),
    ):
        file.write_bytes(content)
        assert messages.reason(reason) in str(explained(run, file, "auto")["message"])
    manifest = (
        '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    locked = ods(
        tmp_path / "file.ods",
        ods_table("A", ods_row(["B"])),
        extra={"META-INF/manifest.xml": manifest},
    )
    assert messages.reason("encrypted") in str(explained(run, locked, "auto")["message"])


def test_the_workbook_is_found_wherever_it_lies(run: Terminal, tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "file.xlsx", [Leaf("People", sheet_data(CUSTOMERS.header, CUSTOMERS.first))]
    )
    assert run("import", "auto", str(file), "--dry-run")["accepted"] == 1
    import zipfile

    with zipfile.ZipFile(file) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").decode()
    absolute = links.replace('Target="worksheets/', 'Target="/xl/./worksheets/')
    repacked(file, {"xl/_rels/workbook.xml.rels": absolute})
    assert run("import", "auto", str(file), "--dry-run")["accepted"] == 1
