"""WooCommerce's REST JSON: orders, refunds, products, variations, customers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app import messages, undo
from app.undo import CannotUndo
from engines.catalog import queries as catalog
from engines.database.moments import iso
from engines.exchange.errors import NothingKept
from engines.exchange.formats.not_kept import not_kept
from engines.identity import vault
from engines.orders import customers
from engines.orders import queries as orders
from tests.engines.exchange.conformance import RecordTests
from tests.shops import TestShop
from tests.terminal import is_chinese


def lines(*records: dict[str, Any]) -> str:
    """An array with a record on each line: the first on line 2."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in records) + "\n]\n"


def line(number: int = 1, **more: Any) -> dict[str, Any]:
    """A line: two mugs at 10.00 with a coupon of 1.00 and 19 % tax."""
    return {
        "id": number,
        "name": "Müg &ndash; Big",
        "product_id": 5,
        "variation_id": 0,
        "quantity": 2,
        "subtotal": "20.00",
        "total": "19.00",
        "total_tax": "3.61",
        "sku": "MUG",
        "price": 9.5,
    } | more


def order(number: int = 1, **more: Any) -> dict[str, Any]:
    """An order that was paid, with one line, a fee and shipping."""
    address = {"first_name": "Ada", "last_name": "Éxample", "company": "", "address_1": "Way 1"}
    return {
        "id": number,
        "number": str(number),
        "status": "processing",
        "currency": "EUR",
        "date_created": "2026-09-03T12:14:00",
        "date_created_gmt": "2026-09-03T10:14:00",
        "date_modified_gmt": "2026-09-09T10:00:00",
        "date_paid_gmt": "2026-09-03T10:15:00",
        "date_completed_gmt": None,
        "shipping_total": "5.00",
        "total": "31.56",
        "total_tax": "5.56",
        "prices_include_tax": True,
        "customer_id": 25,
        "customer_note": "ring twice",
        "billing": address | {"country": "DE", "email": "ada@example.com", "phone": "+491"},
        "shipping": address | {"country": "AT", "city": "Wien"},
        "payment_method": "bacs",
        "transaction_id": "T1",
        "line_items": [line()],
        "fee_lines": [{"id": 9, "name": "Gift", "total": "2.00", "total_tax": "0.38"}],
        "refunds": [],
    } | more


class TestOrders(RecordTests):
    """A record is a row."""

    kind: ClassVar[str] = "woocommerce-json"
    text: ClassVar[str] = lines(order(), order(2))
    bad: ClassVar[str] = lines(order(), order(2, line_items=[line(), line(quantity="x")]))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "line_items[1].quantity", "not a whole number")

    def found(self, shop: TestShop, *records: dict[str, Any]) -> orders.Order:
        """The first order after an import."""
        outcome = self.run(shop, lines(*records))
        assert outcome.plan.rejected == []
        shop.whole()
        return shop.read(lambda c: orders.order(c, 1))

    def test_an_order_adds_up_with_taxes_coupon_and_fee(self, shop: TestShop) -> None:
        found = self.found(shop, order())
        assert (found.row.total_minor, found.row.paid_minor) == (3156, 3156)
        assert (found.goods_minor, found.discount_minor) == (2000, 100)
        assert (found.shipping_minor, found.tax_minor) == (700, 556)
        assert (found.row.state, found.row.country) == ("to_ship", "AT")
        assert iso(found.row.placed_at_us).startswith("2026-09-03T10:14")
        assert [one.title for one in found.lines] == ["Müg – Big"]

    def test_a_time_without_gmt_is_the_shops(self, shop: TestShop) -> None:
        found = self.found(shop, order(date_created_gmt=None))
        assert iso(found.row.placed_at_us).startswith("2026-09-03T10:14")

    def test_who_ordered_is_known_by_id_and_in_the_vault(self, shop: TestShop) -> None:
        self.found(shop, order())
        who = shop.read(lambda c: customers.by_ref(c, "25", personal=True))
        assert who.name == "Ada Éxample"
        held = shop.read(lambda c: vault.unseal(c, [who.id]))[who.id]
        assert (held["note on 1"], held["phone"]) == ("ring twice", "+491")
        assert held["ship to 1"] == "Ada Éxample, Way 1, Wien, AT"
        bodies = str(shop.read(lambda c: c.column("SELECT body FROM ledger_entry")))
        assert not any(word in bodies for word in ("ring", "Ada", "Way 1", "+491"))

    @pytest.mark.parametrize(
        ("status", "more", "state"),
        [
            ("pending", {"date_paid_gmt": None}, "to_pay"),
            ("on-hold", {"date_paid_gmt": None}, "to_pay"),
            ("completed", {"date_completed_gmt": "2026-09-05T09:30:00"}, "shipped"),
            ("completed", {"date_paid_gmt": None}, "shipped"),
            ("cancelled", {"date_paid_gmt": None}, "cancelled"),
            ("failed", {"date_paid_gmt": None}, "cancelled"),
            ("refunded", {"refunds": [{"id": 8, "total": "-31.56"}]}, "refunded"),
        ],
    )
    def test_each_status_has_its_state(
        self, shop: TestShop, status: str, more: dict[str, Any], state: str
    ) -> None:
        assert self.found(shop, order(status=status, **more)).row.state == state

    def test_an_uneven_price_keeps_the_total(self, shop: TestShop) -> None:
        uneven = line(quantity=3, subtotal="10.00", total="10.00", total_tax="0", price=3.333333333)
        found = self.found(
            shop, order(line_items=[uneven], total="15.00", total_tax="0", fee_lines=[])
        )
        assert found.goods_minor - found.discount_minor == 1000
        assert 0 <= found.discount_minor < 3

    def test_tax_that_was_rounded_line_by_line_is_no_difference(self, shop: TestShop) -> None:
        two = [line(n, subtotal="1.03", total="1.03", total_tax="0.20", quantity=1) for n in (1, 2)]
        found = self.found(
            shop, order(line_items=two, fee_lines=[], total_tax="0.39", total="7.45")
        )
        assert found.tax_minor == 39

    @pytest.mark.parametrize(
        ("more", "column", "reason"),
        [
            ({"total": "31.50"}, "total", "total differs"),
            ({"total": "much"}, "total", "not an amount"),
            ({"currency": "euro"}, "currency", "not a currency"),
            ({"number": ""}, "number", "empty"),
            ({"number": "1\ud800"}, "number", "encoding"),
            ({"date_created_gmt": "yesterday"}, "date_created_gmt", "not a date"),
            ({"line_items": {}}, "line_items", "not a list"),
            ({"line_items": [7]}, "line_items[0]", "not a record"),
            ({"line_items": []}, "number", "rest of a refused order"),
            ({"line_items": [line(subtotal="x")]}, "line_items[0].subtotal", "not an amount"),
            ({"refunds": [{"id": 1, "total": "?"}]}, "refunds[0].total", "not an amount"),
            ({"customer_note": "a\x00b"}, "customer_note", "control character"),
        ],
    )
    def test_each_fault_is_named_by_its_path(
        self, shop: TestShop, more: dict[str, Any], column: str, reason: str
    ) -> None:
        text = json.dumps([order(), order(2) | more])
        plan = self.run(shop, text.replace("}, {", "},\n{")).plan
        assert [(one.column, one.reason) for one in plan.rejected] == [(column, reason)]
        assert messages.reason(reason) != reason
        assert is_chinese(messages.reason(reason, "zh_CN"))

    def test_a_record_of_another_kind_is_named(self, shop: TestShop) -> None:
        plan = self.run(shop, lines(order(), {"id": 1, "code": "x"}, order(currency="USD"))).plan
        assert [(one.line, one.reason) for one in plan.rejected] == [
            (3, "another record"),
            (4, "order twice"),
        ]

    def test_the_same_record_twice_is_one(self, shop: TestShop) -> None:
        plan = self.run(shop, lines(order(), order(), order(2))).plan
        assert (plan.read, plan.created["orders"], plan.unchanged) == (3, 2, 1)
        assert plan.totals == plan.file_totals
        assert plan.rejected == []

    def test_it_moves_on_as_any_order_does(self, shop: TestShop) -> None:
        self.run(shop, lines(order(status="pending", date_paid_gmt=None)))
        later = order(status="completed", date_completed_gmt="2026-09-05T09:30:00")
        later["refunds"] = [{"id": 8, "total": "-1.50", "reason": "Ada moved"}]
        assert self.run(shop, lines(later)).plan.updated == {"orders": 1}
        found = shop.read(lambda c: orders.order(c, 1))
        assert (found.row.state, found.row.refunded_minor) == ("shipped", 150)
        assert self.run(shop, lines(later)).plan.unchanged == 1
        held = shop.read(lambda c: vault.unseal(c, [1]))[1]
        assert held["woocommerce refund 8"] == "Ada moved"
        shop.whole()


def refund(number: int = 8, **more: Any) -> dict[str, Any]:
    """A refund of one of the two mugs."""
    up = [{"href": "https://example.com/wp-json/wc/v3/orders/1"}]
    return {
        "id": number,
        "date_created_gmt": "2026-09-08T10:00:00",
        "amount": "9.50",
        "reason": "Ada says: broken",
        "refunded_by": 1,
        "line_items": [line(quantity=-1, total="-9.50")],
        "_links": {"up": up},
    } | more


class TestRefunds(RecordTests):
    """Refunds by themselves find their order by a link."""

    kind: ClassVar[str] = "woocommerce-json"
    text: ClassVar[str] = lines(refund())
    bad: ClassVar[str] = lines(refund(), refund(9, parent_id=77))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "_links.up", "unknown order")

    def prepare(self, shop: TestShop) -> None:
        self.run(shop, lines(order(refunds=[{"id": 7, "total": "-1.00"}])))

    def test_it_is_money_back_at_its_time_with_its_pieces(self, shop: TestShop) -> None:
        assert self.run(shop, self.text).plan.created == {"refunds": 1}
        found = shop.read(lambda c: orders.order(c, 1))
        assert (found.row.refunded_minor, found.lines[0].refunded) == (1050, 1)
        steps = [(one.text, iso(one.at_us)[:10]) for one in found.steps if one.kind == "refund"]
        assert steps == [
            ("woocommerce refund 8", "2026-09-08"),
            ("woocommerce refund 7", "2026-09-09"),
        ]

    def test_its_reason_is_personal(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        held = shop.read(lambda c: vault.unseal(c, [1]))[1]
        assert held["woocommerce refund 8"] == "Ada says: broken"
        bodies = shop.read(lambda c: c.column("SELECT body FROM ledger_entry"))
        assert "broken" not in str(bodies)

    def test_one_that_came_with_its_order_is_known(self, shop: TestShop) -> None:
        plan = self.run(shop, lines(refund(7, amount="1.00", line_items=[]))).plan
        assert (plan.created, plan.unchanged) == ({}, 1)

    def test_more_than_was_paid_never_goes_back(self, shop: TestShop) -> None:
        plan = self.run(shop, lines(refund(8, amount="20.00"), refund(9, amount="20.00"))).plan
        assert [(one.line, one.column, one.value, one.reason) for one in plan.rejected] == [
            (3, "amount", "20.00", "more than was paid")
        ]

    def test_one_undo_takes_it_all_back(self, shop: TestShop) -> None:
        """Money that went back is final: undo says so, and changes nothing."""
        self.run(shop, self.text)
        entries = self.entries(shop)
        with pytest.raises(CannotUndo) as caught:
            undo.undo(shop.shop.database, shop.owner)
        assert caught.value.kind == "order_refunded"
        assert self.entries(shop) == entries


def product(number: int, **more: Any) -> dict[str, Any]:
    """A product as the interface tells it."""
    return {
        "id": number,
        "name": "Tée &amp; Cup",
        "slug": "tee",
        "type": "simple",
        "status": "publish",
        "sku": "",
        "price": "18.00",
        "regular_price": "20.00",
        "manage_stock": True,
        "stock_quantity": 4,
        "stock_status": "instock",
        "backorders": "no",
        "weight": "3",
        "categories": [{"id": 1, "name": "Cups &amp; more"}],
        "tags": [],
        "attributes": [],
    } | more


def variation(number: int, **more: Any) -> dict[str, Any]:
    """A variation of product 7."""
    up = [{"href": "https://example.com/wp-json/wc/v3/products/7"}]
    found = product(number) | {"attributes": [{"name": "Size", "option": f"S{number}"}]}
    for name in ("name", "slug", "type", "categories"):
        del found[name]
    return found | {"_links": {"up": up}} | more


PARENT = product(
    7,
    type="variable",
    sku="tee",
    price="",
    regular_price="",
    manage_stock=False,
    attributes=[{"name": "Wool", "options": ["x"]}, {"name": "Size", "options": ["S8", "S9"]}],
)


class TestProducts(RecordTests):
    """Variations and products in one file, in any order."""

    kind: ClassVar[str] = "woocommerce-json"
    text: ClassVar[str] = lines(variation(8), PARENT, product(10), variation(9))
    bad: ClassVar[str] = lines(PARENT, product(10), variation(8, regular_price="x", price="x"))
    bad_place: ClassVar[tuple[int, str, str]] = (4, "price", "not an amount")

    def test_variations_belong_to_their_product(self, shop: TestShop) -> None:
        plan = self.run(shop, self.text).plan
        assert plan.created == {"products": 2, "variants": 3}
        found = shop.read(lambda c: catalog.variant_by_sku(c, "id:8"))
        assert (found.title, found.options, found.category) == ("Tée & Cup", "S8", "Cups & more")
        assert (found.price_minor, found.compare_at_minor) == (1800, 2000)
        assert (found.weight_grams, found.tracked) == (None, True)

    def test_a_line_of_an_order_finds_what_has_no_sku(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        sold = line(sku="", product_id=7, variation_id=8)
        self.run(shop, lines(order(line_items=[sold])))
        found = shop.read(lambda c: orders.order(c, 1))
        assert [one.sku for one in found.lines] == ["id:8"]

    def test_a_variation_alone_brings_a_product_along(self, shop: TestShop) -> None:
        plan = self.run(shop, lines(variation(8))).plan
        assert plan.created == {"products": 1, "variants": 1}
        assert self.run(shop, lines(variation(8), variation(9))).plan.created == {"variants": 1}

    def test_a_deleted_product_is_archived(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        text = json.dumps({"update": [], "delete": [product(10)]})
        assert self.run(shop, text).plan.updated == {"products": 1}
        found = shop.read(lambda c: catalog.variant_by_sku(c, "id:10"))
        assert found.status == "archived"


def customer(number: int, **more: Any) -> dict[str, Any]:
    """A customer as the interface tells one."""
    return {
        "id": number,
        "email": f"c{number}@example.com",
        "first_name": "Jö",
        "last_name": f"No{number}",
        "role": "customer",
        "billing": {"city": "Wien", "country": "AT", "phone": "+43"},
    } | more


class TestCustomers(RecordTests):
    """Who they are goes into the vault."""

    kind: ClassVar[str] = "woocommerce-json"
    text: ClassVar[str] = lines(customer(1), customer(2))
    bad: ClassVar[str] = lines(customer(1), customer(2), customer(3, email="c2@example.com"))
    bad_place: ClassVar[tuple[int, str, str]] = (4, "id", "customer twice")

    def test_of_a_deleted_one_only_the_pseudonym_comes_in(self, shop: TestShop) -> None:
        self.run(shop, json.dumps({"create": [customer(1)], "delete": [customer(2)]}))
        held = shop.read(lambda c: vault.unseal(c, [1, 2]))
        assert {key: one["name"] for key, one in held.items()} == {1: "Jö No1"}


@pytest.mark.parametrize("names", [("code", "discount_type"), ("id", "topic", "delivery_url")])
def test_what_is_not_kept_is_named(tmp_path: Path, names: tuple[str, ...]) -> None:
    error = NothingKept(Path("file"), not_kept(names) or "")
    assert error.what in messages.say(error)
    assert is_chinese(messages.say(error, "zh_CN"))
    assert not_kept(("id", "name")) is None
