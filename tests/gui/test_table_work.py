"""Prices are changed in the stock table, saved views and groups, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.shop import Place, found
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Change
from engines.identity.errors import ViewOfAnother
from engines.inventory import commands as stock
from tests.gui.steps import end, settle
from tests.shops import actor, add_mugs
from ui.inventory.stock_page import StockPage
from ui.labels import edit_label, label_words
from ui.start import Program
from ui.table_tools import more_menu
from ui.view_store import ShopViews
from ui.window import MainWindow
from widgets.table.preview import PreviewDialog
from widgets.table.views_menu import ViewsMenu

CTRL = Qt.KeyboardModifier.ControlModifier
PRICE = 3


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A shop with 37 mugs at 10.00 to 10.36, jobs run at once."""
    place = Place(tmp_path / "shop")
    shop = found(place, name="Test shop", currency="EUR", timezone="Europe/Berlin")
    owner = shop.acting()
    assert owner is not None

    def work(change: Change) -> None:
        stock.add_location(change, name="Main")
        add_mugs(change, 37)

    shop.database.change(owner, "fill", work)
    shop.close()
    program = Program(qapp, inline=True)
    program.start(place)
    shown = program.window
    assert isinstance(shown, MainWindow)
    yield shown
    end(program)


def _stock(window: MainWindow) -> StockPage:
    page = window.show_tab("inventory")
    assert isinstance(page, StockPage)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F24)
    settle()
    return page


def _prices(window: MainWindow) -> list[int]:
    read = window.context.shop.database.read
    return [one.price_minor for one in read(lambda c: products.variants_page(c)).rows]


def test_thirty_seven_prices_change_at_once_and_come_back(
    window: MainWindow, qapp: QApplication
) -> None:
    page = _stock(window)
    table = page.table
    table.setCurrentIndex(page.model.index(0, PRICE))
    QTest.keyClick(table, Qt.Key.Key_Space, CTRL)
    qapp.clipboard().setText("12,50")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    # One copied cell fills the whole column, after a look at what it does.
    dialog = next(one for one in table.findChildren(PreviewDialog) if one.isVisible())
    assert dialog.verb.text() == "Change 37 cells in 37 rows"
    dialog.verb.click()
    settle()
    assert _prices(window) == [1250] * 37
    assert window.toasts.text == "Saved: change 37 prices"
    window.do("undo")
    assert window.toasts.text == "Undone: change 37 prices"
    assert _prices(window) == [1000 + at for at in range(37)]
    window.do("redo")
    assert _prices(window) == [1250] * 37


def test_a_title_is_edited_in_its_cell(window: MainWindow) -> None:
    page = _stock(window)
    page.table.setCurrentIndex(page.model.index(2, 1))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    field = page.table.editing.cell.field
    assert isinstance(field, QLineEdit)
    field.setText("Blue mug")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert page.model.index(2, 1).data() == "Blue mug"
    found_now = window.context.shop.database.read(lambda c: products.find(c, "blue"))
    assert [one.sku for one in found_now] == ["MUG-02"]


def test_a_lost_race_is_said_at_the_cell(window: MainWindow) -> None:
    page = _stock(window)
    page.table.setCurrentIndex(page.model.index(0, PRICE))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    field = page.table.editing.cell.field
    assert isinstance(field, QLineEdit)
    field.setText("9")
    key = window.context.shop.database.read(lambda c: products.variant_by_sku(c, "MUG-00"))
    window.context.change(
        "elsewhere",
        lambda c: catalog.edit_variant(c, variant_id=key.id, version=key.version, price_minor=1111),
    )
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "MUG-00 was changed by somebody else" in page.table.editing.cell.note
    assert _prices(window)[0] == 1111


def _views(window: MainWindow, failed: list[Exception] | None = None) -> ShopViews:
    told = failed if failed is not None else list[Exception]()
    store = ShopViews(window.context, "inventory", told.append)
    store.load(lambda: None)
    return store


def test_a_view_is_kept_for_the_next_day(window: MainWindow) -> None:
    page = _stock(window)
    store = _views(window)
    page.show_view("out")
    page.table.grouping.by("location")
    store.save(page.table.viewing.now("Empty shelves", page.preset()))
    page.show_view("")
    page.table.grouping.by("")
    assert page.model.rowCount() == 37
    again = _views(window).views()
    assert [one.name for one in again] == ["Empty shelves"]
    page.table.viewing.apply(again[0])
    assert page.preset() == "out"
    assert page.table.grouping.key == "location"
    assert page.model.rowCount() == 0
    store.remove(again[0])
    assert store.views() == []


def test_a_shared_view_is_everybodys_and_its_owner_keeps_it(window: MainWindow) -> None:
    page, owner = _stock(window), window.context.actor
    now = page.table.viewing.now
    _views(window).save(now("Mine"))
    _views(window).save(now("Low"))
    _views(window).save(now("Low", shared=True))
    window.context.actor = actor("manager", "Anna")
    seen = _views(window).views()
    assert [(one.name, one.shared, one.owner) for one in seen] == [("Low", True, owner.name)]
    refused: list[Exception] = []
    store = _views(window, refused)
    assert not store.may_change(seen[0])
    store.save(now("Low", shared=True))
    store.remove(seen[0])
    assert [type(one) for one in refused] == [ViewOfAnother] * 2
    store.save(now("Anna's", shared=True))
    window.context.actor = owner
    store = _views(window)
    assert [one.name for one in store.views()] == ["Low", "Mine", "Anna's", "Low"]
    anna = store.views()[2]
    assert store.may_change(anna)  # who manages the shop tidies up
    store.remove(anna)
    assert [one.name for one in _views(window).views()] == ["Low", "Mine", "Low"]


def test_the_views_button_opens_what_is_shared(window: MainWindow, qapp: QApplication) -> None:
    page = _stock(window)
    _views(window).save(page.table.viewing.now("Low", shared=True))
    views = next(one for one in page.findChildren(QPushButton) if one.text() == "Views")
    views.click()
    menu = next(one for one in qapp.topLevelWidgets() if isinstance(one, ViewsMenu))
    assert menu.actions()[0].text() == f"Low (shared by {window.context.actor.name})"
    menu.close()
    settle()


def test_stock_is_grouped_by_location_with_subtotals(window: MainWindow) -> None:
    page = _stock(window)
    menu = more_menu(page, page)
    words = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
    assert words[0] == "Group by Location"
    assert {"Change values…", "Marks…", "Export…", "Print…"} <= set(words)
    menu.actions()[0].trigger()
    assert page.model.index(0, 0).data() == "▸ Main (37)"
    assert page.model.index(0, 6).data() == "185"
    page.table.grouping.toggle(0)
    assert page.model.rowCount() == 38


def test_what_is_shown_is_exported_in_either_form(window: MainWindow, tmp_path: Path) -> None:
    from ui.exporting import export_table

    page = _stock(window)
    export_table(page, str(tmp_path / "stock.xlsx"))
    export_table(page, str(tmp_path / "stock.csv"))
    assert (tmp_path / "stock.xlsx").stat().st_size > 2000
    assert (tmp_path / "stock.csv").read_text("utf-8-sig").count("\n") == 38
    assert window.toasts.text == "Exported 37 rows to stock.csv"
    export_table(page, str(tmp_path / "nowhere" / "stock.csv"))
    assert "could not be written" in window.toasts.text


def test_an_edit_is_called_what_it_is() -> None:
    assert edit_label({(1, "price_minor"), (2, "price_minor")}) == "change 2 prices"
    assert edit_label({(1, "title")}) == "change 1 title"
    assert edit_label({(1, "title"), (1, "cost_minor")}) == "change 2 values"
    assert label_words("change 1 price") == "change a price"
    assert label_words("change 12 costs") == "change 12 costs"
    assert label_words("something else") == "something else"
