from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.table.shelf import COLUMNS, Counting, Later, row
from widgets.table.model import KEPT, PAGE, PagingModel
from widgets.table.source import Filter, ListSource, Sort, ask_inline


def _pump() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_a_million_rows_cost_one_page(qapp: QApplication) -> None:
    source = Counting(1_000_000)
    model = PagingModel(COLUMNS, ask_inline, source)
    assert model.rowCount() == 1_000_000
    assert source.asked == [(0, PAGE)]


def test_what_is_looked_at_is_asked_for_once(qapp: QApplication) -> None:
    source = Counting(1_000_000)
    model = PagingModel(COLUMNS, ask_inline, source)
    for place in range(777_000, 777_030):
        assert model.index(place, 0).data() is None
    _pump()
    assert source.asked[1:] == [(777_000, PAGE)]
    assert model.index(777_003, 0).data() == "#777003"


def test_pages_long_unseen_are_forgotten(qapp: QApplication) -> None:
    model = PagingModel(COLUMNS, ask_inline, Counting(1_000_000))
    for page in range(KEPT + 5):
        model.row(page * PAGE, want=True)
        _pump()
    assert len(list(model.rows_now())) == KEPT * PAGE
    assert model.row(0) is None


def test_only_the_newest_answer_is_applied(qapp: QApplication) -> None:
    later = Later()
    rows = ListSource(COLUMNS, [row(number) for number in range(50)])
    model = PagingModel(COLUMNS, later, rows)
    model.set_where((Filter("state", "equals", "late"),))
    newest = later.waiting.pop()
    newest()
    assert model.rowCount() == 25
    later.answer()
    assert model.rowCount() == 25
    assert model.state == "ready"


def test_an_old_page_does_not_slip_into_a_new_order(qapp: QApplication) -> None:
    later = Later()
    model = PagingModel(COLUMNS, later, Counting(1000))
    later.answer()
    model.row(500, want=True)
    _pump()
    model.set_sort((Sort("total", descending=True),))
    later.answer(0)
    assert model.row(500) is None
    later.answer(0)
    assert model.row(0) is not None


def test_rows_scrolled_past_are_not_asked_for(qapp: QApplication) -> None:
    later = Later()
    source = Counting(1_000_000)
    model = PagingModel(COLUMNS, later, source)
    later.answer()
    for page in range(1, 60):
        model.row(page * PAGE, want=True)
        _pump()
    while later.waiting:
        later.answer()
        _pump()
    assert len(source.asked) <= 6
    assert model.row(59 * PAGE) is not None


def test_an_error_is_kept_and_can_be_retried(qapp: QApplication) -> None:
    source = Counting(5)
    source.broken = OSError("gone")
    model = PagingModel(COLUMNS, ask_inline, source)
    assert model.state == "error"
    assert model.error is source.broken
    source.broken = None
    model.retry()
    now: tuple[object, ...] = (model.state, model.error, model.rowCount())
    assert now == ("ready", None, 5)


def test_sorting_by_two_keys() -> None:
    source = ListSource(COLUMNS, [row(number) for number in range(100)])
    got = source.page((), (Sort("state"), Sort("total", descending=True)), 0, 3, 100)
    assert [one.key for one in got] == [99, 97, 95]


def test_refresh_grows_at_the_end(qapp: QApplication, qtbot: QtBot) -> None:
    source = Counting(10)
    model = PagingModel(COLUMNS, ask_inline, source)
    source.total = 12
    with qtbot.waitSignal(model.rowsInserted):
        model.refresh()
    assert model.rowCount() == 12


def test_numbers_stand_at_the_right(qapp: QApplication) -> None:
    model = PagingModel(COLUMNS, ask_inline, Counting(1))
    sides = [model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) for place in (0, 3)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]


def test_columns_keep_their_keys_when_they_are_renamed(qapp: QApplication) -> None:
    model = PagingModel(COLUMNS, ask_inline, Counting(1))
    with pytest.raises(ValueError, match="keep"):
        model.set_columns(COLUMNS[1:])
