"""The search box finds what can be done by the words of either language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from app import settings
from app.shop import Place
from tests.gui.steps import end, settle
from tests.shops import actor, add_mugs
from ui.dialogs import SettingsDialog
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def chinese(qapp: QApplication, place: Place) -> Iterator[MainWindow]:
    settings.save(language="zh_CN")
    program = Program(qapp, inline=True)
    program.start(place)
    shown = program.window
    assert isinstance(shown, MainWindow)
    yield shown
    del shown
    settings.save(language="en")
    program.redress()
    end(program)


def _keys(window: MainWindow, text: str) -> list[str]:
    return [one.key for one in window._finder.find(text)]


def test_a_start_reads_no_words_of_the_other_language(window: MainWindow) -> None:
    assert "_finder" not in vars(window)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Back", "action:backup"),
        ("设置", "action:settings"),
        ("账本", "action:tab.ledger"),
        ("校验", "action:verify"),
        ("invetory", "action:tab.inventory"),
        ("verfy ledger", "action:verify"),
        ("dark", "setting:theme"),
        ("语言", "setting:language"),
    ],
)
def test_an_english_window_understands_both(window: MainWindow, typed: str, key: str) -> None:
    assert key in _keys(window, typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("备份", "action:backup"),
        ("inventory", "action:tab.inventory"),
        ("setings", "action:settings"),
        ("ledger", "action:tab.ledger"),
        ("主题", "setting:theme"),
    ],
)
def test_a_chinese_window_understands_both(chinese: MainWindow, typed: str, key: str) -> None:
    assert key in _keys(chinese, typed)


def test_hits_are_said_in_the_language_of_the_window(chinese: MainWindow) -> None:
    hit = next(
        one for one in chinese._finder.find("inventory") if one.key == "action:tab.inventory"
    )
    assert hit.words == "库存"


def test_what_nobody_may_do_is_not_found(window: MainWindow) -> None:
    window.context.actor = actor("support", "Ben")
    assert "action:import" not in _keys(window, "导入")
    assert "action:import" not in _keys(window, "")


def test_words_that_are_near_nothing_find_nothing(window: MainWindow) -> None:
    assert _keys(window, "qwxyzzy") == []
    assert _keys(window, "…") != []  # every dialog's action has it


def test_a_setting_is_opened_at_its_place(window: MainWindow) -> None:
    window.go("setting:theme")
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    settle()
    field = dialog.focusWidget()
    assert isinstance(field, QComboBox)
    assert field.findData("dark") >= 0
    dialog.reject()


def test_undo_and_redo_name_the_act(window: MainWindow) -> None:
    def words(text: str) -> list[str]:
        return [one.words for one in window._finder.find(text) if one.key.endswith("do")]

    window.context.change("receive stock", lambda c: add_mugs(c, 1))
    assert words("undo") == ["Undo: receive stock"]
    assert words("redo") == ["Redo"]
    window.do("undo")
    assert words("redo") == ["Redo: receive stock"]
