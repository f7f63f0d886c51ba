"""ODS: OpenDocument spreadsheets, the sheets of one content.xml (ODF 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

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
_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def sheets(package: Package) -> list[Sheet]:
    """The sheets in their order. Raises FileUnreadable."""
    if not package.small("mimetype").startswith(_TYPE) or _CONTENT not in package:
        raise FileUnreadable(package.path, "zip")
    secret = frozenset({"encryption-data"})
    if _MANIFEST in package and elements(package.path, package.small(_MANIFEST), secret):
        raise FileUnreadable(package.path, "encrypted")
    heads: dict[int, list[Row]] = {}
    content = Content(package.path, only=None, at_most=HEAD)
    for number, line, cells in content.rows(package, _CONTENT, Untold()):
        heads.setdefault(number, []).append((line, cells))
    return [
        Sheet(name, hidden, heads.get(number, []), partial(_rows, package.path, number))
        for number, (name, hidden) in enumerate(content.sheets)
    ]


def _rows(path: Path, number: int, ticket: Ticket, width: int) -> Iterator[Row]:
    """Every row of a sheet, the file being opened anew."""
    with opened(path) as package:
        content = Content(path, only=number, width=width)
        for _, line, cells in content.rows(package, _CONTENT, ticket):
            yield line, cells
