from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from tests.widgets.table.shelf import COLUMNS, Counting
from widgets.table.export import neutral, write_csv
from widgets.table.source import ListSource
from widgets.table.state import ColumnState, TableState, dump, parse
from widgets.table.text import Words

WORDS = Words(QLocale("en_GB"))
PLACED = tuple(enumerate(COLUMNS))


def test_the_file_holds_every_row_in_the_order_shown(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    columns = (PLACED[3], PLACED[0])
    assert write_csv(path, Counting(2500), (), (), columns, WORDS) == 2500
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["Total £", "Order"]
    assert lines[1] == ["-1.00", "#0"]
    assert len(lines) == 2501
    assert [one.name for one in tmp_path.iterdir()] == ["orders.csv"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert neutral("plain") == "plain"


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("old", encoding="utf-8")

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_csv(path, Counting(5000), (), (), PLACED, WORDS, cancel)
    assert path.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_table_exports_its_titles(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    assert write_csv(path, ListSource(COLUMNS, []), (), (), PLACED, WORDS) == 0
    assert path.read_text(encoding="utf-8-sig").count("\n") == 1


def test_the_state_survives_its_text() -> None:
    state = TableState((ColumnState("no", 90), ColumnState("total", 60, True)), (), True)
    assert parse(dump(state)) == state


@pytest.mark.parametrize("text", ["", "[]", "null", '{"columns": [[1]]}', '{"columns": 4}'])
def test_a_foreign_state_is_ignored(text: str) -> None:
    assert parse(text) is None
