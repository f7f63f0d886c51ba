"""Files made to do harm, or broken: refused with a reason, in bounded memory and time."""

from __future__ import annotations

import os
import struct
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import messages
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.table import open_table
from tests.engines.exchange.books import (
    MAIN,
    Leaf,
    ods,
    ods_row,
    ods_table,
    packed,
    repacked,
    text_row,
    xlsx,
)
from tests.engines.exchange.tables import CUSTOMERS
from tests.engines.exchange.test_bad_files import explained
from tests.terminal import Terminal, fingerprint

LAUGHS = (
    '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
HEADER = text_row(1, CUSTOMERS.header)


def good(path: Path) -> Path:
    """A file that can be read, to be spoilt."""
    data = HEADER + text_row(2, CUSTOMERS.first)
    return xlsx(path, [Leaf("People", data)], strings="<si><t>a</t></si>")


def refusal(file: Path) -> FileUnreadable:
    """Why a file cannot be read, whether that is seen at its opening or at its last row."""
    before = fingerprint(file)
    with pytest.raises(FileUnreadable) as caught:
        for _ in open_table(file).rows(Untold()):
            pass
    assert fingerprint(file) == before
    assert caught.value.reason in messages.REASONS
    return caught.value


@dataclass(frozen=True)
class Harm:
    """Parts of a good XLSX file exchanged, and what is said of it."""

    name: str
    parts: Mapping[str, str]
    reason: str


def sheet(data: str, before: str = "") -> dict[str, str]:
    """A sheet with this as its rows."""
    root = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    return {"xl/worksheets/sheet1.xml": before + root}


LINK = '<Relationship Id="rId1" Type="x/worksheet" Target="{}"{}/>'
ELSEWHERE = LINK.format("http://example.test/", ' TargetMode="External"')
HARMS = (
    Harm("laughs in the sheet", sheet(f"{HEADER}&c;", LAUGHS), "entities"),
    Harm(
        "laughs in the workbook",
        {"xl/workbook.xml": f"{LAUGHS}<workbook>&c;</workbook>"},
        "entities",
    ),
    Harm(
        "laughs in the styles",
        {"xl/styles.xml": f"{LAUGHS}<styleSheet>&c;</styleSheet>"},
        "entities",
    ),
    Harm(
        "laughs in the links",
        {"_rels/.rels": f"{LAUGHS}<Relationships>&c;</Relationships>"},
        "entities",
    ),
    Harm(
        "laughs in the strings",
        {"xl/sharedStrings.xml": f"{LAUGHS}<sst><si><t>&c;</t></si></sst>"}
        | sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        "entities",
    ),
    Harm("a column too many", sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "too wide"),
    Harm("a column of no sheet", sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), "too wide"),
    Harm("a column in small letters", sheet('<row r="1"><c r="a1"><v>1</v></c></row>'), "too wide"),
    Harm(
        "columns without places",
        sheet(f'<row r="1">{"<c><v>1</v></c>" * 16_385}</row>'),
        "too wide",
    ),
    Harm(
        "a row too many", sheet(HEADER + '<row r="1048577"><c><v>1</v></c></row>'), "too many rows"
    ),
    Harm(
        "a sheet that breaks off",
        {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"},
        "damaged",
    ),
    Harm("a sheet nested without end", sheet("<a>" * 200 + "</a>" * 200), "bomb"),
    Harm(
        "strings nested without end",
        {"xl/sharedStrings.xml": "<a>" * 200 + "</a>" * 200}
        | sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        "bomb",
    ),
    Harm("a workbook nested without end", {"xl/workbook.xml": "<a>" * 200 + "</a>" * 200}, "bomb"),
    Harm(
        "a sheet outside the file",
        {"xl/_rels/workbook.xml.rels": f"<r>{LINK.format('../../../../etc/passwd', '')}</r>"},
        "damaged",
    ),
    Harm(
        "a sheet on the disk",
        {"xl/_rels/workbook.xml.rels": f"<r>{LINK.format('file:///etc/passwd', '')}</r>"},
        "damaged",
    ),
    Harm(
        "a sheet elsewhere",
        {"xl/_rels/workbook.xml.rels": f"<r>{ELSEWHERE}</r>"},
        "no table",
    ),
)


@pytest.mark.parametrize("harm", HARMS, ids=lambda one: one.name)
def test_a_file_made_to_do_harm_is_refused(tmp_path: Path, harm: Harm) -> None:
    assert refusal(repacked(good(tmp_path / "file.xlsx"), harm.parts)).reason == harm.reason


@pytest.mark.parametrize(
    ("tables", "before", "reason"),
    [
        ("", LAUGHS, "entities"),
        (
            ods_table(
                "A",
                '<table:table-row><table:table-cell table:number-columns-repeated="16385" '
                'office:value-type="float" office:value="1"/></table:table-row>',
            ),
            "",
            "too wide",
        ),
        (
            ods_table(
                "A",
                ods_row(["A"]) + '<table:table-row table:number-rows-repeated="1048576"><table:'
                'table-cell office:value-type="float" office:value="1"/></table:table-row>',
            ),
            "",
            "too many rows",
        ),
        (
            ods_table(
                "A",
                ods_row(["A"]) + '<table:table-row table:number-rows-repeated="1048575"><table:'
                'table-cell table:number-columns-repeated="16384" office:value-type="float" '
                'office:value="1"/></table:table-row>',
            ),
            "",
            "bomb",
        ),
        (
            ods_table(
                "A",
                '<table:table-row><table:table-cell><text:p><text:s text:c="999999999"/>'
                "</text:p></table:table-cell></table:table-row>",
            ),
            "",
            "endless row",
        ),
        (ods_table("A", "<a>" * 200 + "</a>" * 200), "", "bomb"),
    ],
    ids=["laughs", "columns", "rows", "repeats", "spaces", "depth"],
)
def test_an_ods_file_made_to_do_harm_is_refused(
    tmp_path: Path, tables: str, before: str, reason: str
) -> None:
    file = ods(tmp_path / "file.ods", tables)
    if before:
        repacked(file, {"content.xml": f"{before}<office>&c;</office>"})
    assert refusal(file).reason == reason


def test_a_bomb_is_refused_long_before_it_has_gone_off(tmp_path: Path) -> None:
    file = good(tmp_path / "file.xlsx")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of the two parts of one name
        with archive.open("xl/worksheets/big.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>{HEADER}'.encode())
            for _ in range(96):
                part.write(b" " * (1 << 20))
            part.write(b"</sheetData></worksheet>")
    assert file.stat().st_size < 200_000
    link = LINK.format("worksheets/big.xml", "")
    repacked_links = tmp_path / "linked.xlsx"
    _relinked(file, repacked_links, f"<r>{link}</r>")
    assert refusal(repacked_links).reason == "bomb"


def _relinked(source: Path, target: Path, links: str) -> None:
    """A copy with other links, the parts themselves streamed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name.endswith("workbook.xml.rels"):
                new.writestr(name, links)
                continue
            with old.open(name) as taken, new.open(name, "w") as given:
                while piece := taken.read(1 << 20):
                    given.write(piece)


def test_what_a_part_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    file = good(tmp_path / "file.xlsx")
    content = bytearray(file.read_bytes())
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46  # its entry in the directory
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<L", content, at + 24, 100)
    file.write_bytes(content)
    assert refusal(file).reason == "damaged"


def test_a_directory_without_end_is_not_read(tmp_path: Path) -> None:
    file = good(tmp_path / "file.xlsx")
    content = bytearray(file.read_bytes())
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, 0x7FFFFFFF)
    file.write_bytes(content)
    assert refusal(file).reason == "bomb"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_damaged(run: Terminal, tmp_path: Path, share: float) -> None:
    file = good(tmp_path / "file.xlsx")
    os.truncate(file, int(file.stat().st_size * share))
    assert messages.reason("damaged") in str(explained(run, file, "auto")["message"])


def test_every_damaged_byte_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    file = good(tmp_path / "file.xlsx")
    whole = file.read_bytes()
    rows = list(open_table(file).rows(Untold()))
    reasons: list[str] = []
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            found = list(open_table(file).rows(Untold()))
        except FileUnreadable as error:
            reasons.append(error.reason)
        else:
            assert found == rows
    assert set(reasons) <= set(messages.REASONS)
    assert len(reasons) > len(whole) // 7 // 2


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_than_that_of_the_format_are_refused(
    tmp_path: Path, method: int
) -> None:
    file = good(tmp_path / "file.xlsx")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refusal(file).reason == "damaged"


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    file = good(tmp_path / "file.xlsx")
    with zipfile.ZipFile(file, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", sheet(HEADER)["xl/worksheets/sheet1.xml"])
    assert refusal(file).reason == "damaged"


def test_names_that_climb_out_lead_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    file = good(inner / "file.xlsx")
    with zipfile.ZipFile(file, "a") as archive:
        for name in ("../evil.txt", "/evil.txt", "..\\evil.txt", "xl/../../evil.txt"):
            archive.writestr(name, "evil")
    assert len(list(open_table(file).rows(Untold()))) == 1
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["file.xlsx", "inner"]


def test_an_empty_zip_and_a_zip_of_nothing_known_are_named(run: Terminal, tmp_path: Path) -> None:
    for parts in ({}, {"a.txt": "a"}):
        file = packed(tmp_path / "file.zip", parts)
        assert messages.reason("zip") in str(explained(run, file, "auto")["message"])


def test_the_wide_directory_of_zip64_is_believed_no_more_than_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)  # so Python writes ZIP64
    file = good(tmp_path / "file.xlsx")
    content = bytearray(file.read_bytes())
    at = content.rfind(b"PK\x06\x06")
    assert at > 0
    assert len(list(open_table(file).rows(Untold()))) == 1
    struct.pack_into("<Q", content, at + 40, 1 << 40)
    file.write_bytes(content)
    assert refusal(file).reason == "bomb"
