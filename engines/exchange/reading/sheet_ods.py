"""ODS: OpenDocument spreadsheets, the sheets of one content.xml (ODF 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from xml.sax.saxutils import unescape

from engines.database.ticket import Ticket, Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.header import HEAD
from engines.exchange.reading.markup import elements
from engines.exchange.reading.ods_rows import Content
from engines.exchange.reading.package import Package, opened
from engines.exchange.reading.sheets import Sheet
from engines.exchange.reading.table import Row

KIND = "ODS"
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = re.compile(rb"<table:table\s[^<>]{0,4000}>")
_LONGEST = 4096  # bytes of a tag that is cut between two pieces
_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def sheets(package: Package, settled: Callable[[Sheet], bool]) -> list[Sheet]:
    """The sheets in their order; behind one that is `settled`, no more than their names.

    Raises FileUnreadable.
    """
    if not package.small("mimetype").startswith(_TYPE) or _CONTENT not in package:
        raise FileUnreadable(package.path, "zip")
    secret = frozenset({"encryption-data"})
    if _MANIFEST in package and elements(package.path, package.small(_MANIFEST), secret):
        raise FileUnreadable(package.path, "encrypted")
    content = Content(package.path, only=None, at_most=HEAD)
    found: list[Sheet] = []
    head: list[Row] = []
    for number, line, cells in content.rows(package, _CONTENT, Untold()):
        while number > len(found):  # the sheets before this one are whole
            found.append(_sheet(package, content, len(found), head))
            head = []
            if settled(found[-1]):
                return found + _others(package, content, len(found))
        head.append((line, cells))
        if len(head) == HEAD and settled(_sheet(package, content, number, head)):
            found.append(_sheet(package, content, number, head))
            return found + _others(package, content, len(found))
    while len(found) < len(content.sheets):
        found.append(_sheet(package, content, len(found), head))
        head = []
    return found


def _sheet(package: Package, content: Content, number: int, head: list[Row]) -> Sheet:
    name, hidden = content.sheets[number]
    return Sheet(name, hidden, head, partial(_rows, package.path, number))


def _others(package: Package, content: Content, known: int) -> list[Sheet]:
    """The sheets behind the one that is read, by name alone: the part is not parsed for them."""
    others: list[Sheet] = []
    kept = b""
    number = 0
    for piece in package.stream(_CONTENT):
        window = kept + piece
        end = 0
        for found in _TABLE.finditer(window):
            end = found.end()
            number += 1
            if number > known:
                name, style = (_told(found[0], one) for one in (b"name", b"style-name"))
                others.append(Sheet(name, style in content.hidden, (), lambda *_: iter(())))
        kept = window[max(end, window.rfind(b"<")) :][-_LONGEST:]
    return others


def _told(tag: bytes, attribute: bytes) -> str:
    found = re.search(rb"\stable:" + attribute + rb"=[\"']([^\"']*)[\"']", tag)
    return unescape(found[1].decode("utf-8", "replace"), {"&quot;": '"'}) if found else ""


def _rows(path: Path, number: int, ticket: Ticket, width: int) -> Iterator[Row]:
    """Every row of a sheet, the file being opened anew."""
    with opened(path) as package:
        content = Content(path, only=number, width=width)
        for _, line, cells in content.rows(package, _CONTENT, ticket):
            yield line, cells
