"""Which row names the columns: not always the first, where a title stands above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from engines.exchange.errors import CellError, FileUnreadable
from engines.exchange.reading.cells import check_characters
from engines.exchange.reading.table import MAX_COLUMNS, Knows, Row

HEAD = 60  # rows that are looked at
_TITLES = 40  # a header stands within so many
_FIGURE = re.compile(r"^[-+(]?[£€$¥]?\s?[\d.,:/\s-]*\d[\d.,:/\s%)-]*$")


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """A row as names of columns: stripped, without the empty ones at its end."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def header_at(rows: Sequence[Row], knows: Knows) -> int | None:
    """Which of the first rows is the header: one that is known, else the first that looks like one.

    It looks like one when all its cells are words and no row behind it is wider. Failing that it is
    the first row with anything in it; None where there is none.
    """
    named = [names_of(cells) for _, cells in rows]
    filled = [number for number, names in enumerate(named) if names]
    early = filled[:_TITLES]
    known = next((number for number in early if knows(named[number])), None)
    if known is not None:
        return known
    for number in early:
        widest = max((len(names) for names in named[number + 1 :]), default=0)
        if looks_like_header(named[number]) and len(named[number]) >= widest:
            return number
    return filled[0] if filled else None


def looks_like_header(names: Sequence[str]) -> bool:
    """Whether all cells are there, and none is a number or a date."""
    return bool(names) and all(name and not _FIGURE.match(name) for name in names)


def checked(path: Path, line: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """A header that can be worked with. Raises FileUnreadable."""
    if not any(names):
        raise FileUnreadable(path, "no header", line)
    if len(names) > MAX_COLUMNS:
        raise FileUnreadable(path, "too wide", line)
    try:
        for name in names:
            check_characters("", name)
    except CellError as error:
        reason = "binary" if error.reason == "control character" else error.reason
        raise FileUnreadable(path, reason, line) from error
    return names
