"""Each key of the list does what the key map says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.table.conftest import MakeView
from tests.widgets.table.shelf import GOODS, Goods
from widgets.table.acts import named_acts
from widgets.table.edits import Edits
from widgets.table.key_words import key_text, table_keys, words
from widgets.table.keys import KEYS, USES, key_of, movement, named, taken
from widgets.table.preview import PreviewDialog
from widgets.table.view import TableView

LAST = 49


@pytest.fixture
def goods(make_view: MakeView) -> TableView:
    return make_view(Goods(LAST + 1), columns=GOODS)


def _combination(keys: str) -> QKeyCombination:
    return QKeySequence(keys)[0]  # type: ignore[index,no-any-return]


def _press(view: TableView, keys: str) -> None:
    combination = _combination(keys)
    QTest.keyClick(view, combination.key(), combination.keyboardModifiers())
    QTest.keyClick(view, Qt.Key.Key_F24)  # Qt's test keys leave the modifiers held


def _at(view: TableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def _cells(view: TableView) -> int:
    return len(view.selectionModel().selectedIndexes())


def _event(keys: str) -> QKeyEvent:
    combination = _combination(keys)
    return QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), "")


def test_every_use_has_words_and_every_act_a_key() -> None:
    assert set(words()) == {use.name for use in USES}
    assert len(table_keys()) == len(USES) + 4
    assert all(text and keys for text, keys in table_keys())


def test_the_list_and_what_is_done_are_the_same(goods: TableView) -> None:
    assert set(KEYS.values()) == set(named_acts(goods))
    assert key_of("copy") == "Ctrl+C"
    for use in USES:
        read: Callable[[QKeyEvent], object] = {
            "cells": named,
            "moving": movement,
            "open": taken,
            "tab": lambda _event: True,
        }[use.place]
        assert all(read(_event(keys)) for keys in use.keys), use


def test_keys_that_move_are_shown_together() -> None:
    by_name = {use.name: key_text(use) for use in USES}
    assert by_name["move"] == "↑ ↓ ← →"
    assert by_name["edges"] == "Ctrl+ ↑ ↓ ← →"
    assert by_name["corners"] == "Ctrl+ Home End"
    assert by_name["copy"] == "Ctrl+C"


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("Down", (11, 2)),
        ("Up", (9, 2)),
        ("Left", (10, 1)),
        ("Right", (10, 3)),
        ("Home", (10, 0)),
        ("End", (10, 6)),
        ("Ctrl+Home", (0, 0)),
        ("Ctrl+End", (LAST, 6)),
        ("Ctrl+Down", (LAST, 2)),
        ("Ctrl+Up", (0, 2)),
        ("Ctrl+Left", (10, 0)),
        ("Ctrl+Right", (10, 6)),
        ("Return", (11, 2)),
        ("Shift+Return", (9, 2)),
        ("Tab", (10, 3)),
        ("Shift+Tab", (10, 1)),
    ],
)
def test_keys_move_the_current_cell(goods: TableView, keys: str, place: tuple[int, int]) -> None:
    goods.setCurrentIndex(goods.pages.index(10, 2))
    _press(goods, keys)
    assert _at(goods) == place


def test_a_page_is_what_is_in_sight(goods: TableView) -> None:
    _press(goods, "PgDown")
    first = _at(goods)[0]
    assert 5 < first < 20
    _press(goods, "PgUp")
    assert _at(goods)[0] < first


@pytest.mark.parametrize(
    ("keys", "cells"),
    [
        ("Shift+Down", 2),
        ("Shift+Right", 2),
        ("Shift+End", 5),
        ("Ctrl+Shift+Down", LAST - 9),
        ("Ctrl+Shift+Right", 5),
        ("Ctrl+Shift+Home", 33),
        ("Shift+Space", 7),
        ("Ctrl+Space", LAST + 1),
        ("Ctrl+A", 7 * (LAST + 1)),
    ],
)
def test_keys_select(goods: TableView, keys: str, cells: int) -> None:
    goods.setCurrentIndex(goods.pages.index(10, 2))
    _press(goods, keys)
    assert _cells(goods) == cells


@pytest.mark.parametrize(
    ("keys", "signal"),
    [
        ("Ctrl+Return", "opened"),
        ("Ctrl+F", "find_wanted"),
        ("Ctrl+E", "export_wanted"),
        ("Ctrl+P", "print_wanted"),
    ],
)
def test_keys_ask_for_what_the_page_does(
    goods: TableView, qtbot: QtBot, keys: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(goods, signal)):
        _press(goods, keys)


def test_copy_paste_fill_and_clear(goods: TableView, qapp: QApplication) -> None:
    wished: list[Edits] = []
    goods.edits_wanted.connect(wished.append)
    goods.setCurrentIndex(goods.pages.index(1, 3))
    _press(goods, "Ctrl+C")
    assert qapp.clipboard().text() == "0.40"
    goods.setCurrentIndex(goods.pages.index(4, 3))
    _press(goods, "Ctrl+V")
    _press(goods, "Ctrl+D")
    _press(goods, "Del")
    goods.setCurrentIndex(goods.pages.index(4, 6))
    _press(goods, "Ctrl+;")
    assert [(one.how, one.edits[0].new) for one in wished[:3]] == [
        ("pasted", 40),
        ("filled", 120),
        ("cleared", None),
    ]
    assert wished[3].how == "typed"


def test_a_cell_is_opened_taken_and_given_up(goods: TableView) -> None:
    goods.setCurrentIndex(goods.pages.index(4, 2))
    for way, place in (("Return", (5, 2)), ("Shift+Return", (3, 2)), ("Tab", (4, 3))):
        goods.setCurrentIndex(goods.pages.index(4, 2))
        _press(goods, "F2")
        field = goods.editing.cell.field
        assert isinstance(field, QLineEdit)
        combination = _combination(way)
        QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
        QTest.keyClick(goods, Qt.Key.Key_F24)
        assert goods.editing.cell.field is None
        assert _at(goods) == place
    _press(goods, "F2")
    field = goods.editing.cell.field
    assert isinstance(field, QLineEdit)
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert goods.editing.cell.field is None
    assert not goods.pages.overlay.pending


def test_filter_row_marks_and_bulk_changes_open(goods: TableView) -> None:
    _press(goods, "Ctrl+Shift+L")
    assert goods.titles.filters_shown
    for keys in ("Ctrl+Shift+M", "Ctrl+Shift+E"):
        goods.setCurrentIndex(goods.pages.index(4, 2))
        goods.setFocus()
        _press(goods, keys)
    opened = {type(one).__name__ for one in goods.findChildren(QDialog)}
    assert {"MarksDialog", "SetDialog"} <= opened
    assert not goods.findChildren(PreviewDialog)
