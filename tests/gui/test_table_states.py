"""What a table tab does beside its rows: fresh when it is seen, words where there are none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.shop import Place
from engines.database.errors import DiskFull
from engines.inventory import commands as stock
from tests.gui.steps import button, end, settle
from tests.shops import add_mugs
from ui.inventory.stock_page import StockPage
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def mugs(qapp: QApplication, place: Place) -> Iterator[MainWindow]:
    """A shop with three mugs, jobs run at once."""
    program = Program(qapp, inline=True)
    program.start(place)
    shown = program.window
    assert isinstance(shown, MainWindow)
    shown.context.change("fill", lambda c: add_mugs(c, 3))
    yield shown
    end(program)


def _stock(window: MainWindow) -> StockPage:
    page = window.show_tab("inventory")
    assert isinstance(page, StockPage)
    page.refresh()
    settle()
    return page


def test_a_tab_that_is_not_shown_asks_for_nothing_until_it_is(
    mugs: MainWindow, qtbot: QtBot
) -> None:
    page = _stock(mugs)
    orders = mugs.show_tab("orders")
    assert isinstance(orders, OrdersPage)
    told: list[object] = []
    page.presenter.figures_ready.connect(told.append)
    page.model.refreshed.connect(lambda: told.append("rows"))
    mugs.context.change(
        "receive stock",
        lambda c: stock.receive(c, variant_id=1, location_id=1, quantity=7),
    )
    qtbot.wait(200)
    assert told == []
    mugs.show_tab("inventory")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=1000)
    assert page.model.value(0, 6) == 12
    told.clear()
    mugs.show_tab("orders")
    mugs.show_tab("inventory")
    qtbot.wait(50)
    assert told == []  # nothing changed since


def test_control_f_goes_to_the_words_or_to_the_filter_of_the_column(mugs: MainWindow) -> None:
    page = _stock(mugs)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.objectName() == "find"
    ledger = mugs.show_tab("ledger")
    settle()
    ledger.table.setFocus()
    ledger.table.setCurrentIndex(ledger.model.index(0, 1))
    QTest.keyClick(ledger.table, Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Filter Time"


def test_copying_says_how_much(mugs: MainWindow, qapp: QApplication) -> None:
    page = _stock(mugs)
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert mugs.toasts.text == "Copied 3 rows"
    assert qapp.clipboard().text().count("MUG-") == 3


def test_an_empty_table_says_why_and_what_next(mugs: MainWindow) -> None:
    page = _stock(mugs)
    assert page._find is not None
    page._find.setText("teapot")
    page._apply_where()
    page.table.titles.set_text(0, "X")
    assert page.model.rowCount() == 0
    assert page.table.overlay.text.text() == "No row fulfils all conditions."
    button(page.table, "Show all rows").click()
    assert page.model.rowCount() == 3
    assert page._find.text() == ""
    orders = mugs.show_tab("orders")
    settle()
    wanted: list[str] = []
    orders.action_wanted.connect(wanted.append)
    mugs.import_files = lambda: None  # type: ignore[method-assign]
    button(orders.table, "Import files…").click()
    assert wanted == ["import"]


def test_an_error_says_what_it_means_and_may_be_tried_again(
    mugs: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _stock(mugs)
    source = page.model.source
    assert source is not None

    def broken(_where: object) -> int:
        raise DiskFull(mugs.context.shop.place.database)

    monkeypatch.setattr(source, "count", broken)
    page.refresh()
    assert "is full. The change was not kept" in page.table.overlay.text.text()
    monkeypatch.undo()
    button(page.table, "Try again").click()
    assert page.model.state == "ready"


def test_a_slow_refresh_leaves_a_quiet_mark(mugs: MainWindow, qtbot: QtBot) -> None:
    page = _stock(mugs)
    before = page.footer.said
    page.footer.say_stale()
    qtbot.waitUntil(lambda: page.footer.said != before, timeout=2000)
    assert page.footer.said.endswith("being brought up to date")
    page.refresh()
    qtbot.waitUntil(lambda: page.footer.said == before, timeout=2000)
