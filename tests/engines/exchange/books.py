"""Spreadsheets for tests: tables as XLSX and ODS, and files put together part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass(frozen=True)
class Leaf:
    """A sheet of a hand-made XLSX file: what stands in its sheetData, and behind it."""

    name: str
    data: str
    state: str = "visible"
    after: str = ""


def xlsx(
    path: Path,
    leaves: Sequence[Leaf],
    *,
    formats: Sequence[str] = (),
    strings: str = "",
    from_1904: bool = False,
    extra: Mapping[str, bytes | str] | None = None,
) -> Path:
    """An XLSX file; cell style N (from 1) has the Nth of `formats`; `strings` are <si> elements."""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": _types(len(leaves))}
    parts["_rels/.rels"] = _links({"rId1": ("officeDocument", "xl/workbook.xml")})
    numbers = range(1, len(leaves) + 1)
    links = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
    links["rIdS"], links["rIdT"] = ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
    parts["xl/_rels/workbook.xml.rels"] = _links(links)
    listed = "".join(
        f'<sheet name={quoteattr(one.name)} sheetId="{n}" state="{one.state}" r:id="rId{n}"/>'
        for n, one in enumerate(leaves, 1)
    )
    parts["xl/workbook.xml"] = (
        f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(from_1904)}"/><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/styles.xml"] = _styles(formats)
    parts["xl/sharedStrings.xml"] = f'{_XML}<sst xmlns="{MAIN}">{strings}</sst>'
    for number, one in enumerate(leaves, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_XML}<worksheet xmlns="{MAIN}"><sheetData>{one.data}</sheetData>{one.after}'
            "</worksheet>"
        )
    return packed(path, parts | dict(extra or {}))


def packed(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """A ZIP file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _types(leaves: int) -> str:
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, leaves + 1)}
    listed = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{listed}</Types>"
    )


def _links(links: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def _styles(formats: Sequence[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    return (
        f'{_XML}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{used}'
        '</cellXfs><cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>'
    )


def text_row(number: int, cells: Sequence[str]) -> str:
    """A row of inline strings."""
    written = "".join(
        f'<c r="{letters(n)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}'
        "</t></is></c>"
        for n, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{written}</row>'


def letters(column: int) -> str:
    """A column's letters, A for 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(
    path: Path, tables: str, *, styles: str = "", extra: Mapping[str, str] | None = None
) -> Path:
    """An ODS file with these <table:table> elements."""
    content = (
        f'{_XML}<office:document-content {_SPACES} {_CALC} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(path, {"mimetype": kind, "content.xml": content} | dict(extra or {}))


def ods_table(name: str, rows: str, style: str = "ta1") -> str:
    """A sheet."""
    return (
        f'<table:table table:name={quoteattr(name)} table:style-name="{style}">'
        f'<table:table-column table:number-columns-repeated="16384"/>{rows}</table:table>'
    )


def ods_row(cells: Sequence[str]) -> str:
    """A row of texts, as LibreOffice writes them: runs of spaces and breaks as elements."""
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    lines = escape(text).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    if lines.startswith(" "):
        lines = "<text:s/>" + lines[1:]
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def saved(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Rows of texts as XLSX (by openpyxl, so by somebody else's reading of the format) or ODS."""
    if path.suffix == ".ods":
        return ods(path, ods_table("Orders", "".join(map(ods_row, rows))))
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    for row in rows:
        sheet.append([cell or None for cell in row])
    book.save(path)
    return path


def repacked(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """A ZIP file with some parts exchanged."""
    with zipfile.ZipFile(path) as archive:
        held: dict[str, bytes | str] = {one: archive.read(one) for one in archive.namelist()}
    return packed(path, held | dict(parts))
