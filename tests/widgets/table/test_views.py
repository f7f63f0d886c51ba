from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.widgets.table.shelf import COLUMNS, GOODS, good
from widgets.table.marks import Mark, Rule, from_plain, ready, to_plain
from widgets.table.marks_dialog import MarksDialog
from widgets.table.source import Column, Sort, Value
from widgets.table.text import Words
from widgets.table.view import TableView
from widgets.table.views import MemoryStore, dump, parse
from widgets.table.views_menu import ViewsMenu

LOW = Mark("pieces", "at_most", 3, tone="negative")
DEAR = Mark("total", "between", 1000, 2000, "positive")


# marks


def _marked(mark: Mark, column: Column, *values: Value) -> list[bool]:
    """Which values are marked on 9 December 2011 at a quarter past midnight, in Berlin."""
    words = Words(QLocale("en_GB"), ZoneInfo("Europe/Berlin"))
    now = ready(mark, column, words, TONIGHT_US)
    return [now.holds(value) for value in values]


def test_rules_hold_for_what_they_say() -> None:
    pieces, total, text = COLUMNS[2], COLUMNS[3], COLUMNS[0]
    assert _marked(LOW, pieces, 3, 4, None, "3") == [True, False, False, False]
    assert _marked(DEAR, total, 999, 1000, 2000, 2001) == [False, True, True, False]
    word = Mark("no", "contains", "mug")
    assert _marked(word, text, "A Mug", "cup", None) == [True, False, False]
    assert _marked(Mark("x", "at_least", 5), pieces, 5) == [True]


TONIGHT_US = 1_323_386_100_000_000  # 2011-12-08 23:15 UTC: in Berlin it is the 9th already
HOUR_US = 3_600_000_000


@pytest.mark.parametrize(
    ("rule", "value", "held"),
    [
        ("before", "2011-12-09", [True, True, True, False, False]),
        ("after", "2011-12-08", [False, False, False, True, True]),
        ("within", 1, [False, False, True, True, False]),
        ("within", 0, [False, False, False, True, False]),
        ("older", 1, [True, True, False, False, False]),
    ],
)
def test_days_are_those_of_the_shop(rule: Rule, value: int | str, held: list[bool]) -> None:
    mark = Mark("placed", rule, value)
    midnight = TONIGHT_US - HOUR_US // 4
    moments = (midnight - 90 * HOUR_US, midnight - 25 * HOUR_US, midnight - 1, midnight)
    ahead = midnight + 24 * HOUR_US
    assert _marked(mark, COLUMNS[1], *moments, ahead) == held
    days = [date(2011, 12, day) for day in (5, 7, 8, 9, 10)]
    assert _marked(mark, Column("placed", "", "date"), *days) == held
    assert _marked(mark, COLUMNS[1], None, "2011") == [False, False]


def test_days_and_counts_are_typed_in_the_locales_way(qtbot: QtBot) -> None:
    words = Words(QLocale("en_GB"), ZoneInfo("Europe/Berlin"))
    dialog = MarksDialog(GOODS, (Mark("day", "before", "2011-12-09"),), words)
    qtbot.addWidget(dialog)
    agreed: list[tuple[Mark, ...]] = []
    dialog.agreed.connect(agreed.append)
    line = dialog.lines[0]
    assert line.low.text() == "09/12/2011"
    line.rule.setCurrentIndex(line.rule.findData("older"))
    dialog.accept()
    assert dialog.complaint.text() == "This is not a number."
    line.low.setText("30")
    other = dialog.add_line(None)
    other.column.setCurrentIndex(other.column.findData("day"))
    other.rule.setCurrentIndex(other.rule.findData("after"))
    dialog.accept()
    assert dialog.complaint.text() == "Give a date."
    other.low.setText("24/12/2011")
    dialog.accept()
    assert agreed == [
        (
            Mark("day", "older", 30),
            Mark("day", "after", "2011-12-24", None, "positive"),
        )
    ]


def test_marks_survive_plain_data() -> None:
    dated = Mark("placed", "before", "2011-12-09"), Mark("placed", "within", 7)
    for one in (LOW, DEAR, Mark("no", "contains", "mug"), *dated):
        assert from_plain(json.loads(json.dumps(to_plain(one)))) == one
    assert from_plain(["x", "worse", 1, None, "warning"]) is None
    assert from_plain(["placed", "after", "tomorrow", None, "warning"]) is None
    assert from_plain(["placed", "older", "2011-12-09", None, "warning"]) is None
    assert from_plain("nonsense") is None


def test_marked_cells_are_painted_otherwise(view: TableView) -> None:
    place = view.visualRect(view.pages.index(4, 2)).topLeft()
    at = (place.x() + 40, place.y() + view.titles.height() + 6)

    def colour() -> str:
        return view.grab().toImage().pixelColor(*at).name()

    before = colour()
    view.pages.set_marks((LOW,))
    assert colour() != before
    view.pages.set_marks(())
    assert colour() == before


def test_the_dialog_asks_for_rules(qtbot: QtBot) -> None:
    dialog = MarksDialog(GOODS, (Mark("price", "at_most", 250, tone="negative"),), Words())
    qtbot.addWidget(dialog)
    line = dialog.lines[0]
    assert (line.low.text(), line.rule.currentData()) == ("2.50", "at_most")
    other = dialog.add_line(None)
    other.column.setCurrentIndex(other.column.findData("stock"))
    other.rule.setCurrentIndex(other.rule.findData("between"))
    other.low.setText("1")
    agreed: list[tuple[Mark, ...]] = []
    dialog.agreed.connect(agreed.append)
    dialog.accept()
    assert dialog.complaint.text()
    assert agreed == []
    other.high.setText("5")
    dialog.accept()
    assert agreed[0][1] == Mark("stock", "between", 1, 5, "positive")
    assert all(
        field.accessibleName() for field in (line.column, line.rule, line.low, line.high, line.tone)
    )


# saved views


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(can_share=True)


def _arrange(view: TableView) -> None:
    view.arrangement.set_hidden(4, True)
    view.titles.sort_wanted.emit(3, False)
    view.titles.set_text(2, ">5")
    view.pages.set_marks((LOW,))


def test_a_view_brings_back_all_that_was_arranged(view: TableView) -> None:
    _arrange(view)
    saved = view.viewing.now("Small", "late")
    assert parse(json.loads(json.dumps(dump(saved)))) == saved
    presets: list[str] = []
    view.viewing.preset_wanted.connect(presets.append)
    view.arrangement.reset()
    view.set_filters_shown(False)
    view.pages.set_marks(())
    view.pages.set_sort(())
    rows = view.pages.rowCount()
    view.viewing.apply(saved)
    assert presets == ["late"]
    assert view.isColumnHidden(4)
    assert list(view.pages.order) == [Sort("total")]
    assert view.titles.texts() == {2: ">5"}
    assert view.pages.rowCount() < rows
    assert view.pages.marks == (LOW,)


def test_a_column_set_leaves_all_else_alone(view: TableView) -> None:
    columns = view.viewing.now("All", only_columns=True)
    _arrange(view)
    view.viewing.apply(columns)
    assert not view.isColumnHidden(4)
    assert list(view.pages.order) == [Sort("total")]
    assert view.titles.texts() == {2: ">5"}
    assert view.pages.marks == (LOW,)


def test_the_menu_saves_shows_and_removes(
    view: TableView, store: MemoryStore, qtbot: QtBot
) -> None:
    def menu() -> ViewsMenu:
        made = ViewsMenu(view, store, lambda: "late", view)
        qtbot.addWidget(made)
        return made

    first = menu()
    assert [one.text() for one in first.actions()] == ["Save this view…", "Save these columns…"]
    _arrange(view)
    dialog = first.ask(only_columns=False)
    dialog.accept()
    assert dialog.isVisible()  # it wants a name
    name, share = dialog.findChild(QLineEdit), dialog.findChild(QCheckBox)
    assert name is not None
    assert share is not None
    name.setText("Low & late")
    share.setChecked(True)
    dialog.accept()
    saved = store.views()[0]
    assert (saved.name, saved.preset, saved.shared) == ("Low & late", "late", True)
    view.pages.set_marks(())
    second = menu()
    assert second.actions()[0].text() == "Low && late (shared)"
    second.actions()[0].trigger()
    assert view.pages.marks == (LOW,)
    less = next(one for one in second.findChildren(QMenu) if one.title() == "Remove")
    less.actions()[0].trigger()
    assert store.views() == []


def test_a_name_is_replaced_only_among_its_kind_and_by_who_may(
    view: TableView, store: MemoryStore, qtbot: QtBot
) -> None:
    store.save(view.viewing.now("Low"))
    store.save(replace(view.viewing.now("Late", shared=True), owner="Anna"))
    menu = ViewsMenu(view, store, lambda: "", view)
    qtbot.addWidget(menu)
    assert [one.text() for one in menu.actions()][:3] == ["Low", "", "Late (shared by Anna)"]
    less = next(one for one in menu.findChildren(QMenu) if one.title() == "Remove")
    assert [one.isEnabled() for one in less.actions()] == [True, False]
    dialog = menu.ask(only_columns=False)
    dialog.name.setText("Low")
    assert dialog.verb.text() == "Replace"
    dialog.share.setChecked(True)
    assert dialog.verb.text() == "Save"  # a shared view may have the name of a private one
    dialog.name.setText("Late")
    dialog.accept()
    assert dialog.isVisible()
    assert len(store.views()) == 2
    dialog.name.setText("Low")
    dialog.accept()
    assert [(one.name, one.shared) for one in store.views()] == [
        ("Low", False),
        ("Late", True),
        ("Low", True),
    ]


@pytest.mark.parametrize(
    "data", [None, [], {"name": 1}, {"name": "x"}, {"name": "x", "state": "{"}]
)
def test_foreign_data_is_no_view(data: object) -> None:
    assert parse(data) is None


def test_the_shelf_is_as_the_marks_expect() -> None:
    assert good(2).values[2] == 250
