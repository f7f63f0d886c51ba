"""Shopify files: orders, products, stock, customers."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from engines.catalog import queries as catalog
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable, KindUnknown, WrongKind
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.inventory import queries as stock
from engines.orders import customers
from engines.orders import queries as orders
from engines.orders.totals import totals
from tests.data import data_path
from tests.engines.exchange.conformance import ImporterTests
from tests.shops import TestShop

HEAD = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Lineitem fulfillment status,Billing Name,Cancelled at,"
    "Refunded Amount\n"
)


def order(
    number: str = "#1",
    *,
    price: str = "12.50",
    total: str = "30.00",
    quantity: str = "2",
    created: str = "2026-09-03 10:14:00 +0200",
    currency: str = "EUR",
    sku: str = "MUG",
) -> str:
    """One order of one line."""
    return (
        f"{number},ada@example.com,paid,2026-09-03 10:15:00 +0200,,,{currency},25.00,5.00,0,"
        f'{total},0,{created},{quantity},"Müg, ""big""",{price},{sku},,Ada Éxample,,0\n'
    )


class TestOrders(ImporterTests):
    """The first row of an order carries its sums."""

    kind: ClassVar[str] = "shopify-orders"
    text: ClassVar[str] = HEAD + order() + order("#2")
    bad: ClassVar[str] = HEAD + order() + order("#2", price="-1")
    bad_place: ClassVar[tuple[int, str, str]] = (3, "Lineitem price", "negative")

    def test_personal_data_is_in_the_vault_alone(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        assert shop.read(lambda c: customers.names(c, [1])) == {1: "Ada Éxample"}
        raw = shop.read(lambda c: c.value("SELECT group_concat(body) FROM ledger_entry"))
        text = raw if isinstance(raw, str) else bytes(raw).decode()
        assert "Ada" not in text
        assert "ada@example" not in text

    @pytest.mark.parametrize(
        ("row", "column", "reason"),
        [
            (order(created="2026-02-30 10:00:00 +0200"), "Created at", "no such date"),
            (order(created="yesterday"), "Created at", "not a date"),
            (order(quantity="1e9"), "Lineitem quantity", "not a whole number"),
            (order(quantity="1000000000"), "Lineitem quantity", "out of range"),
            (order(sku="1.2E+12"), "Lineitem sku", "spreadsheet id"),
            (order(total="31.00"), "Total", "total differs"),
            (order(price="12.505"), "Lineitem price", "too many decimals"),
            (order(currency="euro"), "Currency", "not a currency"),
            (order(sku="M\x07G"), "Lineitem sku", "control character"),
            ("#9,too,few\n", "", "too few columns"),
        ],
    )
    def test_each_fault_is_named(self, shop: TestShop, row: str, column: str, reason: str) -> None:
        plan = self.run(shop, HEAD + row).plan
        assert [(one.line, one.column, one.reason) for one in plan.rejected][:1] == [
            (2, column, reason)
        ]

    def test_two_currencies_in_one_order_are_refused(self, shop: TestShop) -> None:
        second = order(currency="USD", total="")
        plan = self.run(shop, HEAD + order() + second).plan
        assert {one.reason for one in plan.rejected} == {
            "two currencies",
            "rest of a refused order",
        }

    def test_the_same_number_with_other_content_is_refused(self, shop: TestShop) -> None:
        self.run(shop, HEAD + order())
        plan = self.run(shop, HEAD + order(price="15.00", total="35.00")).plan
        assert [one.reason for one in plan.rejected] == ["order differs"]

    def test_line_breaks_inside_quotes_count_as_lines_of_the_file(self, shop: TestShop) -> None:
        broken = order().replace("Müg", "Müg\nsecond line")
        plan = self.run(shop, HEAD + broken + order("#2", price="-1")).plan
        assert plan.rejected[0].line == 4

    def test_the_published_sample_adds_up(self, shop: TestShop) -> None:
        file = data_path("formats/marketplace-csv/shopify_orders_refund_void.csv")
        options = Options("USD", "America/New_York")
        outcome = import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())
        assert outcome.plan.totals == {"orders": 4, "lines": 5, "units": 6, "amount": 11729}
        states = {one.number: one.state for one in shop.read(orders.orders_page).rows}
        assert states["#1003"] == "cancelled"
        counted = shop.read(totals)
        assert [money.minor for money in counted.gross] == [5629 + 2500 + 2000]
        assert [money.minor for money in counted.refunded] == [400]
        shop.whole()


OLD_PRODUCTS = (
    "Handle,Title,Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Cost per item\n"
    "mug,Müg,Ada,Cups,blue,true,Size,Small,MUG-S,5,deny,12.50,http://x/1.jpg,4.00\n"
    "mug,,,,,,,Large,MUG-L,0,deny,15.00,,\n"
    "mug,,,,,,,,,,,,http://x/2.jpg,\n"
)


class TestProducts(ImporterTests):
    """One row a variant, or an image."""

    kind: ClassVar[str] = "shopify-products"
    text: ClassVar[str] = OLD_PRODUCTS
    bad: ClassVar[str] = OLD_PRODUCTS + "cup,Cup,,,,,Size,One,CUP,1,deny,abc,,\n"
    bad_place: ClassVar[tuple[int, str, str]] = (5, "Variant Price", "not an amount")

    @pytest.mark.parametrize(
        ("file", "variants"),
        [
            ("shopify-products-csv-old/apparel.csv", 22),
            ("shopify-products-csv-old/home-and-garden.csv", 21),
            ("shopify-products-csv-old/jewelery.csv", 23),
            ("shopify-products-csv-2024/product_template_demo.csv", 15),
        ],
    )
    def test_both_generations_of_samples_go_in_whole(
        self, shop: TestShop, file: str, variants: int
    ) -> None:
        path = data_path(f"formats/{file}")
        options = Options("USD", "UTC")
        outcome = import_files(shop.shop.database, shop.owner, "auto", [path], options, Untold())
        assert outcome.plan.rejected == []
        assert outcome.plan.totals["variants"] == variants

    def test_a_new_price_is_an_update_that_undo_takes_back(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        outcome = self.run(shop, self.text.replace("15.00", "16.00"))
        assert outcome.plan.updated == {"variants": 1}
        price = shop.read(lambda c: catalog.variant_by_sku(c, "MUG-L")).price_minor
        assert price == 1600


def _stocked(shop: TestShop) -> None:
    shop.stocked("MUG", pieces=3)


class TestInventoryByLocationColumns(ImporterTests):
    """The oldest layout: one column a location."""

    kind: ClassVar[str] = "shopify-inventory"
    text: ClassVar[str] = (
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Main,Shöp\n"
        "mug,Mug,Title,Default Title,MUG,,,7,not stocked\n"
    )
    bad: ClassVar[str] = text + "cup,Cup,Title,Default Title,CUP,,,1,1\n"
    bad_place: ClassVar[tuple[int, str, str]] = (3, "SKU", "unknown SKU")

    def prepare(self, shop: TestShop) -> None:
        _stocked(shop)

    def test_what_is_on_hand_is_set(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        assert shop.read(stock.pieces_on_hand) == 7


class TestInventoryByRows(TestInventoryByLocationColumns):
    """One row a location, with On hand."""

    text: ClassVar[str] = (
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Incoming,Unavailable,"
        "Committed,Available,On hand\n"
        "mug,Müg,Title,Default Title,MUG,,,Main,0,0,0,7,7\n"
    )
    bad: ClassVar[str] = text + "mug,Mug,Title,Default Title,CUP,,,Main,0,0,0,7,7\n"


class TestInventoryOf2024(TestInventoryByLocationColumns):
    """The newest layout: a new figure wins."""

    text: ClassVar[str] = (
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,"
        "Incoming (not editable),Unavailable (not editable),Committed (not editable),"
        "Available (not editable),On hand (current),On hand (new)\n"
        "mug,Müg,Title,Default Title,MUG,,,Main,,0,0,0,3,3,7\n"
    )
    bad: ClassVar[str] = text + "cup,Cup,Title,Default Title,CUP,,,Main,,0,0,0,3,3,\n"


class TestCustomers(ImporterTests):
    """Who they are goes into the vault."""

    kind: ClassVar[str] = "shopify-customers"
    text: ClassVar[str] = (
        "Customer ID,First Name,Last Name,Email,Default Address Country Code,Phone,Total Spent,"
        "Total Orders,Note,Tags\n"
        "'721,Teodoro,Villaseñor,teo@example.test,US,'+31612345678,7790.44,6,Cattle,retail\n"
        "'722,Jamel,Crooks,jamel@example.test,CA,,997.98,1,,VIP\n"
    )
    bad: ClassVar[str] = text + "9.0E+12,Bo,Bad,bo@example.test,CA,,1.00,1,,\n"
    bad_place: ClassVar[tuple[int, str, str]] = (4, "Customer ID", "spreadsheet id")

    def test_a_spreadsheets_apostrophe_goes(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        found = shop.read(lambda c: customers.by_ref(c, "721", personal=True))
        assert found.name == "Teodoro Villaseñor"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"PK\x03\x04zip", "zip"), (b"a\x00b\x00c", "binary"), (b"\n", "no header")],
)
def test_what_is_no_table_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    shop = TestShop(tmp_path / "shop")
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    options = Options("EUR", "UTC")
    try:
        with pytest.raises(FileUnreadable) as caught:
            import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())
        assert caught.value.reason == reason
        file.write_text("a,b\n1,2\n")
        with pytest.raises(KindUnknown):
            import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())
        with pytest.raises(WrongKind):
            import_files(
                shop.shop.database, shop.owner, "shopify-orders", [file], options, Untold()
            )
    finally:
        shop.close()
