"""What is larger than it may be: kept and refused, never held in memory, and cancelled at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app import messages
from engines.database.errors import Cancelled
from engines.exchange.reading import delimited, ods_rows, package, xlsx_rows
from engines.exchange.reading.table import open_table
from tests.engines.exchange.books import Leaf, ods, ods_row, ods_table, text_row, xlsx
from tests.engines.exchange.tables import CUSTOMERS
from tests.engines.exchange.test_sheet_safety import HEADER, refusal
from tests.terminal import Terminal


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_cell_of_a_megabyte_is_kept_and_its_row_refused(
    run: Terminal, tmp_path: Path, ending: str
) -> None:
    row = list(CUSTOMERS.other)
    row[CUSTOMERS.header.index("Note")] = "x" * 1_000_000
    file = tmp_path / f"file.{ending}"
    if ending == "xlsx":
        xlsx(file, [Leaf("People", HEADER + text_row(2, row) + text_row(3, CUSTOMERS.second))])
    else:
        rows = map(ods_row, (CUSTOMERS.header, row, CUSTOMERS.second))
        ods(file, ods_table("People", "".join(rows)))
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert outcome["accepted"] == 1
    assert [(one["line"], one["column"], one["reason"]) for one in outcome["rejected"]] == [
        (2, "Note", messages.reason("too long"))
    ]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_row_without_end_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    for module in (xlsx_rows, ods_rows):
        monkeypatch.setattr(module, "HELD", 3 * package.CHUNK)
    chance = [f"{number * 2_654_435_761 % 2**32:x}" for number in range(200_000)]
    row = ["A", " ".join(chance)]
    file = tmp_path / f"file.{ending}"
    if ending == "xlsx":
        xlsx(file, [Leaf("A", text_row(1, ["A", "B"]) + text_row(2, row))])
    else:
        ods(file, ods_table("A", ods_row(["A", "B"]) + ods_row(row)))
    assert refusal(file).reason == "endless row"


def test_many_columns_in_a_text_are_refused_like_those_of_a_sheet(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    for count, wide in ((16_384, False), (16_385, True), (1_000_000, True)):
        file.write_text(",".join(f"c{n}" for n in range(count)) + "\n1\n", "utf-8")
        if wide:
            assert refusal(file).reason == "too wide"
        else:
            assert len(open_table(file).header) == count


def test_a_line_or_a_row_of_a_text_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_RECORD_LIMIT", 100_000)
    file = tmp_path / "file.csv"
    for tail in ("," * 200_000, '"\n",' * 100_000):
        file.write_text("a,b\n1,2\n" + tail, "utf-8")
        caught = refusal(file)
        assert (caught.reason, caught.line) == ("endless cell", 3)


class Watching:
    """A ticket that notes how long nobody asked it, and may be cancelled."""

    def __init__(self, after: int | None = None) -> None:
        self.longest, self.steps, self.after = 0.0, 0, after
        self._last = time.monotonic()

    def step(self, done: int, total: int) -> None:
        """Note it."""
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.steps += 1
        assert 0 <= done <= total
        if self.after is not None and self.steps > self.after:
            raise Cancelled


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_cancel_is_heard_within_a_second_in_the_middle_of_a_sheet(
    tmp_path: Path, ending: str
) -> None:
    row = [f"cell number {number}" for number in range(20)]
    file = tmp_path / f"file.{ending}"
    if ending == "xlsx":
        strings = "".join(f"<si><t>string {number}</t></si>" for number in range(100_000))
        data = "".join(text_row(number, row) for number in range(1, 10_001))
        xlsx(file, [Leaf("A", data)], strings=strings)
    else:
        ods(file, ods_table("A", ods_row(row) * 10_000))
    table = open_table(file)
    ticket = Watching()
    assert sum(1 for _ in table.rows(ticket)) in (9_999, 10_000)
    assert ticket.longest < 1
    for after in (1, ticket.steps // 2, ticket.steps - 1):
        with pytest.raises(Cancelled):
            for _ in table.rows(Watching(after)):
                pass
