"""A table for everyone: said by a screen reader, worked by keys, in compact rows, at any scale."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.widgets.table.conftest import MakeView
from tests.widgets.table.shelf import GOODS, Goods, row
from widgets.table.edits import Edit, Edits
from widgets.table.marks import Mark
from widgets.table.source import Column, ListSource, Row
from widgets.table.state import ColumnState, TableState, dump, parse
from widgets.table.view import TableView


def _child(view: TableView, place: int) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view).child(place)
    assert found is not None
    return found


def _cell(view: TableView, place: int, column: int) -> QAccessibleInterface:
    """Qt lists a corner and the titles, then each row with its head."""
    return _child(view, (place + 1) * (view.model().columnCount() + 1) + column + 1)


def test_a_screen_reader_hears_cells_as_they_are_shown(view: TableView) -> None:
    name = QAccessible.Text.Name
    assert [_cell(view, 2, at).text(name) for at in (0, 2, 3, 4)] == [
        "#2",
        "−1",
        "−0.26",
        "To ship",
    ]
    assert _child(view, 4).text(name) == "Total £"
    assert _cell(view, 2, -1).text(name) == "#2"  # the head of a row names its thing
    assert QAccessible.queryAccessibleInterface(view).text(name) == "Table"


def test_what_colour_says_is_also_said(make_view: MakeView) -> None:
    view = make_view(Goods(20), columns=GOODS)
    view.pages.set_marks((Mark("stock", "at_most", 2, tone="negative"),))
    view.edits_refused(Edits((Edit(1, "price", 150, 9),)), "Taken by somebody else.")
    about = QAccessible.Text.Description
    assert _cell(view, 1, 4).text(about) == "Bad"
    assert _cell(view, 5, 4).text(about) == ""
    assert _cell(view, 1, 2).text(about) == "Taken by somebody else."


def test_the_selection_is_known_to_a_screen_reader(view: TableView) -> None:
    view.setCurrentIndex(view.pages.index(3, 2))
    assert _cell(view, 3, 2).state().selected
    assert not _cell(view, 4, 2).state().selected


def test_rows_are_compact_when_wished_and_stay_so(view: TableView, qtbot: QtBot) -> None:
    assert view.rowHeight(0) >= 28
    with qtbot.waitSignal(view.layout_changed):
        view.act("compact")
    assert view.compact
    assert 24 <= view.rowHeight(0) < 28
    kept = view.state_text()
    view.act("compact")
    assert view.rowHeight(0) >= 28
    view.restore(kept)
    assert view.compact


def test_an_arrangement_of_an_older_program_is_read(view: TableView) -> None:
    old = '{"columns": [["no", 90, false]], "sort": [], "filters": true}'
    assert parse(old) == TableState((ColumnState("no", 90),), (), filters_shown=True)
    assert parse(dump(TableState(compact=True))) == TableState(compact=True)


def test_the_menu_of_a_column_opens_by_keys_and_sorts(view: TableView, qapp: QApplication) -> None:
    view.titles.sort_wanted.emit(3, False)
    view.setCurrentIndex(view.pages.index(0, 2))
    view.act("column_menu")
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    by_name = {one.text(): one for one in menu.actions()}
    by_name["Then sort by this"].trigger()
    assert [one.key for one in view.pages.order] == ["total", "pieces"]
    menu.close()


def test_in_groups_every_subtotal_has_its_room(make_view: MakeView) -> None:
    columns = (
        Column("no", "No", width=60),
        Column("land", "Land", groupable=True),
        Column("total", "Total", "money", width=44),
        Column("note", "Note"),
    )
    rows = [Row(at, (f"#{at}", "DE", 10**9 + at, "")) for at in range(9)]
    view = make_view(ListSource(columns, rows), columns=columns)
    narrow = view.columnWidth(2)
    view.grouping.by("land")
    wide = view.columnWidth(2)
    text = str(view.pages.index(0, 2).data())
    assert text == "90,000,000.36"
    assert wide > max(narrow, view.fontMetrics().horizontalAdvance(text))
    assert view.columnWidth(0) >= 200


@pytest.mark.parametrize("places", [(0, 1), (2, 3)])
def test_marks_of_pills_go_by_their_words(view: TableView, places: tuple[int, int]) -> None:
    view.pages.set_marks((Mark("state", "contains", "late"),))
    assert row(places[0]).values[4] == "ship"
    said = [_cell(view, place, 4).text(QAccessible.Text.Description) for place in places]
    assert said == ["", "Warning"]
