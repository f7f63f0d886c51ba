"""Spreadsheets: which sheet of a file is the table, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engines.database.ticket import Ticket, Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.header import checked, header_at, names_of
from engines.exchange.reading.package import Package, opened
from engines.exchange.reading.table import Knows, Row, Table
from engines.exchange.reading.text import Encoding, LeftOut


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file: its first rows, and where to read all of them."""

    name: str
    hidden: bool
    head: Sequence[Row]
    rows: Callable[[Ticket, int], Iterator[Row]]  # … and how wide the table is


@dataclass(frozen=True)
class SheetTable:
    """A sheet as a table. Lines are the sheet's own row numbers."""

    path: Path
    encoding: Encoding
    header: tuple[str, ...]
    header_line: int
    sheet: Sheet

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every row behind the header with something in it. Raises FileUnreadable, Cancelled."""
        width, below = len(self.header), self.header_line
        for line, cells in self.sheet.rows(ticket, width):
            if line > below:
                missing = width - len(cells)
                if missing > 0:
                    cells.extend([""] * missing)
                yield line, cells


def open_sheet(path: Path, *, header_row: int | None, sheet: str | None, knows: Knows) -> Table:
    """The table in an XLSX or ODS file. Raises FileUnreadable."""

    def settled(one: Sheet) -> bool:
        """Whether this sheet is the one, so that others need not be looked into."""
        if sheet is not None:
            return one.name.casefold() == sheet.casefold()
        return not one.hidden and _is_known(path, one, header_row, knows)

    with opened(path) as package:
        kind, sheets = _sheets(package, settled)
    chosen, why = _chosen(path, sheets, sheet, header_row, knows)
    left_out = tuple(LeftOut(one.name, one.hidden) for one in sheets if one is not chosen)
    line, names = _header(path, chosen, header_row, knows)
    encoding = Encoding("", kind, why, chosen.name, left_out)
    return SheetTable(path, encoding, checked(path, line, names), line, chosen)


def _sheets(package: Package, settled: Callable[[Sheet], bool]) -> tuple[str, list[Sheet]]:
    """What kind of file it is, and its sheets. Raises FileUnreadable."""
    from engines.exchange.reading import sheet_ods, sheet_xlsx

    names = package.names
    if any(name.endswith(".iwa") for name in names) or "index.apxl" in names:
        raise FileUnreadable(package.path, "numbers")
    if "mimetype" in package:
        return sheet_ods.KIND, sheet_ods.sheets(package, settled)
    if "[Content_Types].xml" in package:
        return sheet_xlsx.sheets(package, settled)
    raise FileUnreadable(package.path, "zip")


def _chosen(
    path: Path, sheets: Sequence[Sheet], name: str | None, header_row: int | None, knows: Knows
) -> tuple[Sheet, str]:
    """The sheet that is asked for, else the first visible one that is known, else not empty."""
    if name is not None:
        for one in sheets:
            if one.name.casefold() == name.casefold():
                return one, "chosen by hand"
        raise FileUnreadable(path, "no such sheet", detail=name)
    filled = [one for one in sheets if one.head and not one.hidden]
    for one in filled:
        if _is_known(path, one, header_row, knows):
            return one, "first sheet with known columns"
    if not filled:
        hidden = any(one.head for one in sheets)
        raise FileUnreadable(path, "only hidden sheets" if hidden else "no table")
    return filled[0], "first sheet with anything in it"


def _is_known(path: Path, sheet: Sheet, header_row: int | None, knows: Knows) -> bool:
    try:
        return bool(sheet.head) and knows(_header(path, sheet, header_row, knows)[1])
    except FileUnreadable:  # it has no such row
        return False


def _header(
    path: Path, sheet: Sheet, header_row: int | None, knows: Knows
) -> tuple[int, tuple[str, ...]]:
    if header_row is None:
        at = header_at(sheet.head, knows)
        line, cells = sheet.head[at] if at is not None else (1, [])
        return line, names_of(cells)
    further = header_row > sheet.head[-1][0] if sheet.head else False
    for line, cells in sheet.rows(Untold(), 0) if further else sheet.head:
        if line == header_row:
            return line, names_of(cells)
    raise FileUnreadable(path, "no header", header_row)
