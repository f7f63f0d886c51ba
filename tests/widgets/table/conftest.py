from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.table.shelf import COLUMNS, row
from widgets import theme
from widgets.table.model import PagingModel
from widgets.table.source import Ask, Column, ListSource, RowSource, ask_inline
from widgets.table.text import Words
from widgets.table.view import TableView

MakeView = Callable[..., TableView]


@pytest.fixture
def make_view(qtbot: QtBot, qapp: QApplication) -> MakeView:
    theme.apply(qapp, "light")

    def make(
        source: RowSource | None = None,
        ask: Ask = ask_inline,
        columns: tuple[Column, ...] = COLUMNS,
    ) -> TableView:
        rows = source or ListSource(COLUMNS, [row(number) for number in range(500)])
        made = TableView(PagingModel(columns, ask, rows, Words(QLocale("en_GB"))))
        qtbot.addWidget(made)
        made.resize(700, 400)
        made.show()
        made.setFocus()
        QTest.keyClick(made, Qt.Key.Key_F24)  # forgets the modifiers of the last test
        made.setCurrentIndex(made.pages.index(0, 0))
        return made

    return make


@pytest.fixture
def view(make_view: MakeView) -> TableView:
    return make_view()
