"""All rows of a file can be looked at, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.errors import Cancelled
from engines.database.ticket import Untold
from engines.exchange.reading.table import open_table
from engines.exchange.spool import LONGEST, Spool

ROWS = 9_000  # more than are searched at a time


class _Stopped:
    """A ticket of a job that was cancelled."""

    def step(self, done: int, total: int) -> None:
        """Stop."""
        raise Cancelled


def _spool(path: Path, lines: list[str], encoding: str = "utf-8") -> Spool:
    path.write_bytes("\n".join(["SKU,Title", *lines, ""]).encode(encoding))
    return Spool(open_table(path), Untold())


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """`ROWS` rows; the one in the middle stands on two lines of the file."""
    lines = [f"A-{number},Cup {number}" for number in range(ROWS)]
    lines[ROWS // 2] = '"A-half","a cup\nof two lines"'
    return _spool(tmp_path / "rows.csv", lines)


def test_any_row_is_shown_with_the_line_it_stands_on(spool: Spool) -> None:
    assert len(spool) == ROWS
    assert spool.rows(0, 1) == [(2, ["A-0", "Cup 0"])]
    assert spool.rows(ROWS - 1, 5) == [(ROWS + 2, [f"A-{ROWS - 1}", f"Cup {ROWS - 1}"])]
    assert spool.rows(ROWS // 2, 1) == [(ROWS // 2 + 2, ["A-half", "a cup\nof two lines"])]
    assert spool.rows(ROWS, 1) == []
    spool.close()


def test_rows_are_found_by_a_part_of_any_cell_in_any_case(spool: Spool) -> None:
    assert list(spool.matching("CUP 8999", Untold())) == [8_999]
    assert list(spool.matching("of two", Untold())) == [ROWS // 2]
    assert len(spool.matching("a-", Untold())) == ROWS
    assert not len(spool.matching("saucer", Untold()))
    spool.close()


def test_refused_lines_lead_to_their_rows(spool: Spool) -> None:
    assert list(spool.numbers([ROWS + 2, 3, 2])) == [0, 1, ROWS - 1]
    assert list(spool.numbers([ROWS + 50])) == []
    spool.close()


def test_a_search_stops_when_it_is_cancelled(spool: Spool) -> None:
    with pytest.raises(Cancelled):
        spool.matching("cup", _Stopped())
    spool.close()


def test_a_reading_that_is_cancelled_leaves_nothing_open(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(Cancelled):
        Spool(open_table(tmp_path / "a.csv"), _Stopped())


def test_bytes_that_fit_no_encoding_are_shown_as_such(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"SKU,Title\nA-1,Cup\nA-2,\xff\xfe cup\n")
    spool = Spool(open_table(path, encoding="utf-8"), Untold())
    assert spool.rows(1, 1) == [(3, ["A-2", "?? cup"])]
    spool.close()


def test_an_endless_cell_is_cut_to_what_can_be_shown(tmp_path: Path) -> None:
    spool = _spool(tmp_path / "long.csv", ["A-1," + "x" * 1_000_000])
    assert len(spool.rows(0, 1)[0][1][1]) == LONGEST
    spool.close()


class _Table:
    """A table that is in memory."""

    path, header, header_line = Path("t.csv"), ("a", "b"), 1
    encoding = None

    def __init__(self, cells: list[list[str]]) -> None:
        self._cells = cells

    def rows(self, _ticket: object) -> list[tuple[int, list[str]]]:
        """The cells."""
        return list(enumerate(self._cells, 2))


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_what_is_shown_is_what_stands_in_the_file(cells: list[list[str]]) -> None:
    spool = Spool(_Table(cells), Untold())  # type: ignore[arg-type]
    shown = [[cell.replace("\0", "\ufffd") for cell in row] for row in cells]
    assert [row for _, row in spool.rows(0, len(cells))] == shown
    spool.close()
