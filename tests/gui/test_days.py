"""A day of each person, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import settings
from app.shop import Place
from engines.inventory import queries as levels
from engines.ledger import queries as log
from engines.orders import queries as orders
from tests.gui.steps import end, settle
from ui.importing.import_dialog import ImportDialog
from ui.inventory.stock_page import StockPage
from ui.ledger.ledger_page import LedgerPage
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow

PRODUCTS = """Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,\
Variant Inventory Qty
mug,Speckled mug,Title,Default Title,MUG-1,12.50,10
"""
ORDERS = """Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,\
Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,\
Billing Name,Shipping City,Shipping Country
#1001,ada@example.com,paid,2026-09-03 10:15:00 +0200,,EUR,25.00,5.00,0.00,30.00,0,\
2026-09-03 10:14:00 +0200,2,Speckled mug,12.50,MUG-1,Ada Example,Testville,DE
#1002,bo@example.com,pending,,,EUR,12.50,0.00,0.00,12.50,0,2026-09-04 10:14:00 +0200,1,\
Speckled mug,12.50,MUG-1,Bo Example,Testville,DE
"""


def _orders(window: MainWindow) -> OrdersPage:
    page = window.show_tab("orders")
    assert isinstance(page, OrdersPage)
    return page


def _stock(window: MainWindow) -> StockPage:
    page = window.show_tab("inventory")
    assert isinstance(page, StockPage)
    return page


def _ledger(window: MainWindow) -> LedgerPage:
    page = window.show_tab("ledger")
    assert isinstance(page, LedgerPage)
    return page


def _import(window: MainWindow, file: Path, text: str) -> ImportDialog:
    file.write_text(text, "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    assert dialog.go.isEnabled(), dialog.what.text()
    dialog.start()
    return dialog


def _state(window: MainWindow, number: str) -> str:
    return window.context.shop.database.read(
        lambda c: orders.order(c, orders.order_id(c, number)).row.state
    )


def _on_hand(window: MainWindow) -> int:
    return window.context.shop.database.read(levels.pieces_on_hand)


def _press(page: OrdersPage | LedgerPage, words: str) -> None:
    buttons = [one for one in page.findChildren(QPushButton) if one.text() == words]
    assert buttons, words
    buttons[-1].click()


def test_a_managers_day(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """Import products and orders, ship one, correct stock, undo it, search."""
    _import(window, tmp_path / "products.csv", PRODUCTS)
    _import(window, tmp_path / "orders.csv", ORDERS)
    settle()
    page = _orders(window)
    page.refresh()
    assert page.model.rowCount() == 2
    page.show_view("to_ship")
    assert page.model.rowCount() == 1
    row = page.model.row(0)
    assert row is not None
    page.table.selectRow(0)
    settle()
    assert page.order_shown == row.key
    _press(page, "Ship 2 pieces")
    assert _state(window, "#1001") == "shipped"
    assert _on_hand(window) == 8
    inventory = _stock(window)
    inventory.refresh()
    inventory.table.selectRow(0)
    settle()
    inventory.presenter.receive(1, 1, 24, "delivery 7")
    assert _on_hand(window) == 32
    window.do("undo")
    assert _on_hand(window) == 8
    window.do("redo")
    assert _on_hand(window) == 32
    found_hits = window.search._find("1002")
    assert any(hit.key.startswith("order:") for hit in found_hits)
    assert window.toasts.text


def test_undo_is_offered_only_where_it_is_possible(window: MainWindow, tmp_path: Path) -> None:
    _import(window, tmp_path / "products.csv", PRODUCTS)
    _import(window, tmp_path / "orders.csv", ORDERS)
    _stock(window).presenter.receive(1, 1, 24, "delivery 7")
    assert window.toasts.offered == "Undo"
    page = _orders(window)
    page.presenter.open(1)
    page.ship_all()
    assert window.toasts.text == "Saved: ship order"
    assert window.toasts.offered == ""


def test_after_an_action_of_the_panel_the_keyboard_is_back_in_the_table(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    _import(window, tmp_path / "orders.csv", ORDERS)
    page = _orders(window)
    window.activateWindow()
    page.presenter.open(1)
    note = next(one for one in page.detail.findChildren(QPushButton) if one.text() == "Note…")
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    page.presenter.note(1, "call first", 1)
    page.presenter.open(1)
    assert page.table.hasFocus()


def test_shipping_more_than_there_is_says_so_and_changes_nothing(
    window: MainWindow, tmp_path: Path
) -> None:
    _import(window, tmp_path / "orders.csv", ORDERS)
    before = window.context.shop.database.read(log.entries_count)
    page = _orders(window)
    page.presenter.open(1)
    page.ship_all()
    assert "0 available" in window.toasts.text
    assert window.context.shop.database.read(log.entries_count) == before


def test_an_import_is_one_undo(window: MainWindow, tmp_path: Path) -> None:
    _import(window, tmp_path / "products.csv", PRODUCTS)
    assert _on_hand(window) == 10
    window.do("undo")
    assert _on_hand(window) == 0
    assert _stock(window).model.rowCount() == 0


def test_files_of_several_kinds_are_one_import_and_one_undo(
    window: MainWindow, tmp_path: Path
) -> None:
    """Orders first in the list: they still find the products of the other file."""
    orders_file, products_file = tmp_path / "orders.csv", tmp_path / "products.csv"
    orders_file.write_text(ORDERS, "utf-8")
    products_file.write_text(PRODUCTS, "utf-8")
    before = window.context.shop.database.read(log.entries_count)
    dialog = ImportDialog(window.context, window)
    dialog.look_at([orders_file, products_file])
    assert "Shopify products + Shopify orders" in dialog.what.text()
    assert "3 rows, 3 accepted" in dialog.what.text()
    assert window.context.shop.database.read(log.entries_count) == before
    dialog.start()
    assert _state(window, "#1001") == "to_ship"
    assert window.context.shop.database.read(levels.pieces_on_hand) == 10
    window.do("undo")
    assert _on_hand(window) == 0
    assert _orders(window).model.rowCount() == 0


def test_refused_rows_are_listed_with_their_place(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS + "cup,Cup,Title,Default Title,CUP-1,-3.00,1\n", "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    assert not dialog.go.isEnabled()
    cells = [dialog.problems.table.item(0, column) for column in range(1, 6)]
    assert [cell.text() for cell in cells if cell is not None] == [
        "products.csv",
        "3",
        "Variant Price",
        "-3.00",
        "is below zero",
    ]
    dialog.skip.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.reject()


def test_an_accountants_day(window: MainWindow, tmp_path: Path) -> None:
    """Verify, open an entry from an order, save its proof."""
    _import(window, tmp_path / "orders.csv", ORDERS)
    settle()
    page = _ledger(window)
    page.verify()
    assert page.verdict is not None
    assert page.verdict.ok
    entry = window.context.shop.database.read(lambda c: log.entries_about(c, "order:1"))[0]
    window.show_entry(entry.index)
    settle()
    assert page.table.current_key() == entry.index
    _press(page, "Open order")
    assert _orders(window).order_shown == 1
    proof = tmp_path / "entry.tlog-proof"
    page.presenter.save_proof(entry.index, proof)
    assert proof.read_text("utf-8").startswith("c2sp.org/tlog-proof@v1\n")


def test_a_changed_entry_is_named(window: MainWindow, place: Place, tmp_path: Path) -> None:
    _import(window, tmp_path / "orders.csv", ORDERS)
    connection = sqlite.connect(str(place.database))
    connection.execute(
        "UPDATE ledger_entry SET body = replace(CAST(body AS TEXT), '1250', '1251') "
        "WHERE kind = 'order_placed' AND subject = 'order:1'"
    )
    index = connection.execute(
        "SELECT idx FROM ledger_entry WHERE subject = 'order:1' AND kind = 'order_placed'"
    ).fetchone()[0]
    connection.commit()
    connection.close()
    page = _ledger(window)
    page.verify()
    assert page.verdict is not None
    assert not page.verdict.ok
    assert [(one.entry, one.kind) for one in page.verdict.problems] == [(index, "text")]


def test_the_language_changes_without_a_restart(qapp: QApplication, place: Place) -> None:
    program = Program(qapp, inline=True)
    try:
        program.start(place)
        for language, words in (("zh_CN", "待发货"), ("en", "To ship")):
            settings.save(language=language)
            program.redress()
            assert isinstance(program.window, MainWindow)
            page = _orders(program.window)
            assert words in {one.text() for one in page.findChildren(QPushButton)}
    finally:
        settings.save(language="en")
        program.dress()
        end(program)


def _share(page: OrdersPage) -> float:
    """The table's part of the width; the window itself may be another size on another screen."""
    table, panel = page.splitter.sizes()
    return table / (table + panel)


def test_the_window_remembers_how_its_parts_were_laid_out(qapp: QApplication, place: Place) -> None:
    program = Program(qapp, inline=True)
    program.start(place)
    first = program.window
    assert isinstance(first, MainWindow)
    _orders(first).splitter.setSizes([600, 500])
    settle()
    share = _share(_orders(first))
    assert share < 0.6  # not the two thirds it has by itself
    first.close()
    program.start(place)
    again = program.window
    assert isinstance(again, MainWindow)
    page = _orders(again)
    settle()
    assert _share(page) == pytest.approx(share, abs=0.01)
    end(program)
