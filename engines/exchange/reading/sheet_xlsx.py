"""XLSX: the workbook, its styles and its sheets (ECMA-376). Macros are never looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from engines.database.ticket import Ticket, Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading import xlsx_rows
from engines.exchange.reading.header import HEAD
from engines.exchange.reading.markup import elements, local
from engines.exchange.reading.numbers import BUILT_IN, DateStyle, style_of
from engines.exchange.reading.package import Package, opened, resolved
from engines.exchange.reading.sheets import Sheet
from engines.exchange.reading.table import Row
from engines.exchange.reading.xlsx_strings import SharedStrings

_WORKBOOK = frozenset({"sheet", "workbookPr"})
_STYLES = frozenset({"numFmt", "xf", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"})
_TRUE = ("1", "true")


@dataclass(frozen=True)
class Book:
    """What all sheets of a workbook share."""

    path: Path
    strings: str = ""  # the part with the shared strings
    dates: dict[str, DateStyle] = field(default_factory=dict)  # by the number of the cell's style
    from_1904: bool = False


def sheets(package: Package, settled: Callable[[Sheet], bool]) -> tuple[str, list[Sheet]]:
    """XLSX (or XLSM), and the sheets in their order; behind one that is `settled`, their names.

    Raises FileUnreadable.
    """
    main = _main(package)
    if main.endswith(".bin"):
        raise FileUnreadable(package.path, "xlsb")
    links = _links(package, main)
    found = elements(package.path, package.small(main), _WORKBOOK)
    from_1904 = any(
        name == "workbookPr" and attributes.get("date1904") in _TRUE for name, attributes in found
    )
    strings = _linked(links, "sharedStrings")
    styles = _linked(links, "styles")
    dates = _dates(package, styles) if styles in package else {}
    book = Book(package.path, strings if strings in package else "", dates, from_1904)
    shared = SharedStrings(package, book.strings)
    sheets: list[Sheet] = []
    over = False
    for name, attributes in found:
        target = links.get(_link_id(attributes))
        if name != "sheet" or target is None:
            continue
        kind, part = target
        called = attributes.get("name", "")
        hidden = attributes.get("state", "visible") != "visible"
        if over or kind != "worksheet":  # a chart holds no table
            sheets.append(Sheet(called, hidden, (), lambda *_: iter(())))
            continue
        head = _head(package, part, book, shared)
        sheets.append(Sheet(called, hidden, head, partial(_rows, book, part)))
        over = settled(sheets[-1])
    return "XLSM" if "xl/vbaProject.bin" in package else "XLSX", sheets


def _head(package: Package, part: str, book: Book, shared: SharedStrings) -> list[Row]:
    if part not in package:
        raise FileUnreadable(package.path, "damaged", detail=part)
    head: list[Row] = []
    for row in xlsx_rows.rows(package, part, book, shared, Untold()):
        head.append(row)
        if len(head) >= HEAD:
            break
    return head


def _rows(book: Book, part: str, ticket: Ticket, width: int) -> Iterator[Row]:
    """Every row of a sheet, the file being opened anew."""
    with opened(book.path) as package:
        spans = xlsx_rows.spans(package, part, ticket)
        shared = SharedStrings(package, book.strings)
        strings = shared.all(ticket)
        for line, cells in xlsx_rows.rows(package, part, book, strings, ticket):
            if spans:
                spans.mark(line, cells, width)
            yield line, cells


def _main(package: Package) -> str:
    """The part that is the workbook."""
    for kind, part in _links(package, "").values():
        if kind == "officeDocument":
            if part in package:
                return part
            raise FileUnreadable(package.path, "damaged", detail=part)
    raise FileUnreadable(package.path, "zip")


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at: by id, the kind and the name of the other part."""
    folder, _, name = part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels".lstrip("/")
    if links not in package:
        return {}
    found = elements(package.path, package.small(links), frozenset({"Relationship"}))
    return {
        attributes.get("Id", ""): (
            attributes.get("Type", "").rpartition("/")[2],
            resolved(part, attributes.get("Target", "")),
        )
        for _, attributes in found
        if attributes.get("TargetMode") != "External"
    }


def _linked(links: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for one, part in links.values() if one == kind), "")


def _link_id(attributes: Mapping[str, str]) -> str:
    """The id of a relation: an attribute of another namespace, whatever its prefix."""
    return next((v for k, v in attributes.items() if ":" in k and local(k) == "id"), "")


def _dates(package: Package, part: str) -> dict[str, DateStyle]:
    """Which cell styles show a number as a date, by their number as cells write it."""
    codes: dict[int, DateStyle | None] = dict(BUILT_IN)
    formats: list[int] = []
    inside = ""
    for name, attributes in elements(package.path, package.small(part), _STYLES):
        if name == "numFmt":
            codes[_number(attributes, "numFmtId")] = style_of(attributes.get("formatCode", ""))
        elif name == "xf" and inside == "cellXfs":
            formats.append(_number(attributes, "numFmtId"))
        else:
            inside = name if name != "xf" else inside
    found = ((str(at), codes.get(number)) for at, number in enumerate(formats))
    return {at: style for at, style in found if style}


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdigit() and len(text) < 10 else 0
