"""The import dialog: problems fixed in place or left out, and tables of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engines.catalog import commands
from engines.catalog import queries as catalog
from engines.exchange.mapping.rules import to_toml
from engines.inventory import queries as levels
from engines.orders import queries as orders
from tests.engines.exchange.test_shopify_orders_json import line, order, price_set
from tests.engines.exchange.test_woocommerce_json import lines
from tests.gui.import_steps import again, choose, look_at
from ui.importing.problems import OUT, VALUE
from ui.orders.orders_page import OrdersPage
from ui.window import MainWindow

OWN = "Artikel;Bezeichnung;VK;Lager\nM-1;Becher;12,50;10\nT-1;Teller;abc;3\nS-1;Schale;7,00;x\n"


def test_a_table_of_ones_own_is_mapped_fixed_and_imported(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = look_at(window, tmp_path / "liste.csv", OWN)
    assert dialog.kind.currentData() == "products"
    assert not dialog.columns.isHidden()
    assert "price" in dialog.what.text()
    assert not dialog.go.isEnabled()
    choose(dialog, "Price", "VK")
    again(dialog)
    choose(dialog, "Pieces", "Lager")
    again(dialog)
    assert "3 rows, 1 accepted, 2 refused" in dialog.what.text()
    table = dialog.problems.table
    value = table.item(0, VALUE)
    assert value is not None
    assert value.text() == "abc"
    value.setText("9,90")
    again(dialog)
    assert "3 rows, 2 accepted, 1 refused" in dialog.what.text()
    out = table.item(0, OUT)
    assert out is not None
    out.setCheckState(Qt.CheckState.Checked)
    again(dialog)
    assert dialog.go.isEnabled()
    dialog.start()
    read = window.context.shop.database.read
    assert read(lambda c: catalog.variant_by_sku(c, "T-1")).price_minor == 990
    assert read(levels.pieces_on_hand) == 13
    window.do("undo")
    assert read(levels.pieces_on_hand) == 0


def test_the_same_table_next_week_needs_no_asking(window: MainWindow, tmp_path: Path) -> None:
    text = "a;b\nM-1;12,60\n"
    mug = [commands.NewVariant("M-1", 1250)]
    window.context.change("add", lambda c: commands.add_product(c, title="Mug", variants=mug))
    dialog = look_at(window, tmp_path / "prices.csv", text)
    dialog.kind.setCurrentIndex(dialog.kind.findData("prices"))
    choose(dialog, "SKU", "a")
    again(dialog)
    choose(dialog, "Price", "b")
    again(dialog)
    dialog.start()
    later = look_at(window, tmp_path / "prices 2.csv", text.replace("12,60", "12,70"))
    assert later.go.isEnabled()
    assert "Prices" in later.what.text()


def test_problems_are_filtered_as_typed(window: MainWindow, tmp_path: Path) -> None:
    dialog = look_at(window, tmp_path / "liste.csv", OWN)
    choose(dialog, "Price", "VK")
    again(dialog)
    choose(dialog, "Pieces", "Lager")
    again(dialog)
    dialog.problems.filter.setText("lager")
    table = dialog.problems.table
    assert [table.isRowHidden(row) for row in range(table.rowCount())] == [True, False]


def test_records_of_json_are_corrected_and_left_out_as_rows_are(
    window: MainWindow, tmp_path: Path
) -> None:
    records = [order(), order(2, line_items=[line(price="x")]), order(3, created_at="soon")]
    dialog = look_at(window, tmp_path / "orders.json", lines(*records))
    assert "3 rows, 1 accepted, 2 refused" in dialog.what.text()
    table = dialog.problems.table
    value = table.item(0, VALUE)
    assert value is not None
    assert value.text() == "x"
    value.setText("10.00")
    again(dialog)
    assert "3 rows, 2 accepted, 1 refused" in dialog.what.text()
    out = table.item(0, OUT)
    assert out is not None
    out.setCheckState(Qt.CheckState.Checked)
    again(dialog)
    assert dialog.go.isEnabled()
    before = window.context.shop.database.read(orders.orders_count)
    dialog.start()
    assert window.context.shop.database.read(orders.orders_count) == before + 2


def test_an_order_shows_what_its_customer_saw(window: MainWindow, tmp_path: Path) -> None:
    saw = order(total_price_set=price_set("30.51"))
    look_at(window, tmp_path / "order.json", lines(saw)).start()
    page = window.show_tab("orders")
    assert isinstance(page, OrdersPage)
    page.presenter.open(1)
    words = [one.text() for one in page.detail.findChildren(QLabel)]
    assert words[words.index("Total that the customer saw") + 1] == "99.00 USD"


def test_a_mapping_goes_to_a_file_and_comes_back(window: MainWindow, tmp_path: Path) -> None:
    dialog = look_at(window, tmp_path / "liste.csv", OWN)
    choose(dialog, "Price", "VK")
    again(dialog)
    assert dialog.mapping is not None
    file = tmp_path / "mapping.toml"
    file.write_text(to_toml(dialog.mapping), "utf-8")
    other = look_at(window, tmp_path / "liste2.csv", OWN)
    other.columns.load(file)
    assert other.mapping == dialog.mapping
    file.write_text("kind = 3", "utf-8")
    other.columns.load(file)
    assert "mapping cannot be used" in other.what.text()
