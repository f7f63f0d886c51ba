"""Any table by mapping: each kind keeps every promise of importing."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.ticket import Untold
from engines.exchange.mapping.rules import Mapping, Rule
from engines.exchange.mapping.steps import Split
from engines.exchange.plan import Options
from engines.exchange.reading.fixed import Fixes
from engines.exchange.run import Outcome, import_files
from engines.inventory import queries as stock
from engines.orders import customers
from engines.orders import queries as orders
from tests.engines.exchange.conformance import MappedTests
from tests.shops import TestShop


class TestProducts(MappedTests):
    kind: ClassVar[str] = "products"
    text: ClassVar[str] = (
        "Artikelnummer,Bezeichnung,Marke,Preis (EUR),Bestand,Gewicht (kg)\n"
        'M-1,"Becher, weiß",Ton,"12,50",10,"0,35"\n'
        'T-1,Teller,Ton,"1.234,00",3,"1,2"\n'
    )
    bad: ClassVar[str] = text + "S-1,Schale,Ton,teuer,1,1\n"
    bad_place: ClassVar[tuple[int, str, str]] = (4, "Preis (EUR)", "not an amount")

    def test_numbers_are_read_as_the_file_writes_them(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        found = shop.read(lambda c: products.variant_by_sku(c, "T-1"))
        assert (found.price_minor, found.weight_grams, found.vendor) == (123_400, 1_200, "Ton")

    def test_rows_of_one_title_with_options_are_one_product(self, shop: TestShop) -> None:
        self.run(shop, "SKU,Title,Size,Price\nA-S,Shirt,S,9.00\nA-M,Shirt,M,9.50\n")
        both = shop.read(
            lambda c: {products.variant_by_sku(c, sku).product_id for sku in ("A-S", "A-M")}
        )
        assert len(both) == 1


class TestStock(MappedTests):
    kind: ClassVar[str] = "stock"
    text: ClassVar[str] = "sku,stock\nM-1,15\nT-1,3\n"
    bad: ClassVar[str] = text + "X-9,1\n"
    bad_place: ClassVar[tuple[int, str, str]] = (4, "sku", "unknown SKU")

    def prepare(self, shop: TestShop) -> None:
        shop.stocked("M-1", pieces=10)
        shop.stocked("T-1", pieces=0)

    def test_without_a_location_stock_lies_at_the_first_one(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        levels = shop.read(lambda c: stock.levels_page(c).rows)
        assert {(one.sku, one.location, one.on_hand) for one in levels} == {
            ("M-1", "Main", 15),
            ("T-1", "Main", 3),
        }


class TestPrices(MappedTests):
    kind: ClassVar[str] = "prices"
    text: ClassVar[str] = "SKU,New price,Cost\nM-1,13.00,6\nT-1,,2.50\n"
    bad: ClassVar[str] = text + "X-9,1,1\n"
    bad_place: ClassVar[tuple[int, str, str]] = (4, "SKU", "unknown SKU")

    def prepare(self, shop: TestShop) -> None:
        shop.stocked("M-1", price_minor=1250)
        shop.stocked("T-1", price_minor=900)

    def test_an_empty_cell_leaves_the_price_as_it_is(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        found = shop.read(lambda c: products.variant_by_sku(c, "T-1"))
        assert (found.price_minor, found.cost_minor) == (900, 250)


class TestCustomers(MappedTests):
    kind: ClassVar[str] = "customers"
    text: ClassVar[str] = (
        "Name,E-Mail,Phone,Country\n"
        "Ada Example,ada@example.com,+49 30 1,DE\n"
        "Bo Example,bo@example.com,,FR\n"
    )
    bad: ClassVar[str] = text + ",,123,FR\n"
    bad_place: ClassVar[tuple[int, str, str]] = (4, "E-Mail", "empty")

    def test_a_name_goes_into_the_vault(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        assert shop.read(lambda c: customers.names(c, [1])) == {1: "Ada Example"}
        bodies = shop.read(lambda c: c.column("SELECT body FROM ledger_entry"))
        assert not any(b"Ada" in body for body in bodies)


class TestOrders(MappedTests):
    kind: ClassVar[str] = "orders"
    text: ClassVar[str] = (
        "Order No,Date,SKU,Qty,Unit price,Country\n"
        "B1,31.12.2025,M-1,2,12.50,DE\n"
        "B1,31.12.2025,T-1,1,9.00,DE\n"
        "B2,01.02.2026 14:30,M-1,1,12.50,FR\n"
    )
    bad: ClassVar[str] = text + "B3,31.02.2026,M-1,1,12.50,FR\n"
    bad_place: ClassVar[tuple[int, str, str]] = (5, "Date", "no such date")

    def test_lines_make_the_total_where_the_table_has_none(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        row = shop.read(lambda c: orders.order(c, orders.order_id(c, "B1"))).row
        assert (row.total_minor, row.paid_minor, row.state) == (3_400, 3_400, "shipped")
        assert row.channel == "import"

    def test_a_total_of_the_table_must_be_that_of_its_lines(self, shop: TestShop) -> None:
        outcome = self.run(shop, "order,date,sku,qty,price,total\nB1,2026-01-01,M,2,5.00,11.00\n")
        assert [one.reason for one in outcome.plan.rejected] == ["total differs"]


def _import(shop: TestShop, file: Path, mapping: Mapping) -> Outcome:
    options = Options("EUR", "Europe/Berlin", mapping=mapping)
    return import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def test_a_told_mapping_decides_the_kind_and_joins_and_splits(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    shop.do(lambda c: catalog.add_product(c, title="Mug", variants=[catalog.NewVariant("M-1", 1)]))
    file = tmp_path / "list.csv"
    file.write_text("a,b,c\nM,1,EUR 12.50 / piece\n", "utf-8")
    rules = (
        Rule("sku", ("a", "b"), join="-"),
        Rule("price", ("c",), steps=(Split("/", 0), Split(" ", 1))),
    )
    outcome = _import(shop, file, Mapping("prices", rules))
    assert (outcome.kind, outcome.applied) == ("prices", True)
    assert shop.read(lambda c: products.variant_by_sku(c, "M-1")).price_minor == 1_250
    shop.close()


def test_a_row_of_the_wrong_width_is_said_with_the_width_of_the_file(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    shop.stocked("M-1")
    file = tmp_path / "prices.csv"
    file.write_text("a,b,sku,price\n,,M-1,3\n,,M-1\n,,M-1,3,4\n", "utf-8")
    rules = (Rule("sku", ("sku",)), Rule("price", ("price",)))
    outcome = _import(shop, file, Mapping("prices", rules))
    assert [(one.line, one.value, one.reason) for one in outcome.plan.rejected] == [
        (3, "3", "too few columns"),
        (4, "5", "too many columns"),
    ]
    shop.close()


def test_a_mapping_is_remembered_for_files_of_the_same_columns(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    shop.stocked("M-1")
    file = tmp_path / "list.csv"
    file.write_text("a,b\nM-1,12.60\n", "utf-8")
    _import(shop, file, Mapping("prices", (Rule("sku", ("a",)), Rule("price", ("b",)))))
    other = tmp_path / "next week.csv"
    other.write_text("b,a\n12.70,M-1\n", "utf-8")
    options = Options("EUR", "Europe/Berlin")
    outcome = import_files(shop.shop.database, shop.owner, "auto", [other], options, Untold())
    assert (outcome.kind, outcome.applied) == ("prices", True)
    assert shop.read(lambda c: products.variant_by_sku(c, "M-1")).price_minor == 1_270
    shop.whole()
    shop.close()


def test_a_cell_corrected_by_hand_goes_in_as_corrected(tmp_path: Path) -> None:
    """The file stays as it is; a row that may stay out does not stop the rest."""
    shop = TestShop(tmp_path / "shop")
    shop.stocked("M-1")
    file = tmp_path / "prices.csv"
    file.write_text("SKU,Price\nM-1,dear\nX-9,1\n", "utf-8")
    before = file.read_bytes()

    def run(fixes: Fixes) -> Outcome:
        options = Options("EUR", "Europe/Berlin", fixes=fixes)
        return import_files(shop.shop.database, shop.owner, "prices", [file], options, Untold())

    cells = {("prices.csv", 2, "Price"): "13.50"}
    stopped = run(Fixes(cells))
    assert not stopped.applied
    assert [(one.line, one.reason) for one in stopped.plan.rejected] == [(3, "unknown SKU")]
    done = run(Fixes(cells, frozenset({("prices.csv", 3)})))
    assert done.applied
    assert (done.plan.read, done.plan.accepted) == (2, 1)
    assert shop.read(lambda c: products.variant_by_sku(c, "M-1")).price_minor == 1_350
    assert file.read_bytes() == before
    shop.close()
