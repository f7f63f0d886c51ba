"""Shopify's REST JSON: orders with all that hangs on them."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest

from app import messages
from engines.database.moments import iso
from engines.database.money import Money
from engines.identity import vault
from engines.orders import customers
from engines.orders import queries as orders
from tests.engines.exchange.conformance import RecordTests
from tests.engines.exchange.test_woocommerce_json import lines
from tests.shops import TestShop


def price_set(amount: str) -> dict[str, Any]:
    """An amount in the shop's euros, shown to the customer in dollars."""
    shown = {"amount": "99.00", "currency_code": "USD"}
    return {"shop_money": {"amount": amount, "currency_code": "EUR"}, "presentment_money": shown}


def line(number: int = 1, **more: Any) -> dict[str, Any]:
    """A line: two mugs at 10.00, 1.00 off, 19 % tax of which a part is the city's."""
    return {
        "id": number,
        "name": "Müg - Big",
        "sku": "MUG",
        "quantity": 2,
        "price": "10.00",
        "total_discount": "0.00",
        "discount_allocations": [{"amount": "0.60"}, {"amount": "0.40"}],
        "tax_lines": [{"price": "3.00", "rate": 0.16}, {"price": "0.61", "rate": 0.03}],
        "fulfillment_status": None,
    } | more


def order(number: int = 1, **more: Any) -> dict[str, Any]:
    """An order of 30.56 that was paid, with a tip."""
    return {
        "id": 1000 + number,
        "name": f"#{number}",
        "email": "ada@example.com",
        "phone": None,
        "created_at": "2026-09-03T12:14:00+02:00",
        "processed_at": "2026-09-03T12:15:00+02:00",
        "cancelled_at": None,
        "currency": "EUR",
        "presentment_currency": "USD",
        "financial_status": "paid",
        "fulfillment_status": None,
        "total_price": "30.51",
        "total_tax": "4.51",
        "taxes_included": False,
        "total_discounts": "1.00",
        "total_tip_received": "2.00",
        "note": "ring twice",
        "source_name": "web",
        "payment_gateway_names": ["visa"],
        "billing_address": {"name": "Ada Éxample", "country_code": "DE"},
        "shipping_address": {"name": "Bo", "city": "Wien", "country_code": "AT"},
        "customer": {"id": 25, "phone": "+491"},
        "line_items": [line()],
        "shipping_lines": [{"price": "5.00", "tax_lines": [{"price": "0.90"}]}],
        "fulfillments": [],
        "refunds": [],
    } | more


def parcel(number: int, pieces: int, **more: Any) -> dict[str, Any]:
    """A parcel with pieces of the first line."""
    return {
        "id": number,
        "status": "success",
        "created_at": f"2026-09-0{4 + number}T10:00:00Z",
        "tracking_company": "DHL",
        "tracking_numbers": [f"T{number}"],
        "line_items": [{"id": 1, "quantity": pieces}],
    } | more


def refund(number: int, amount: str, pieces: int = 0) -> dict[str, Any]:
    """Money that went back."""
    return {
        "id": number,
        "created_at": f"2026-09-1{number}T10:00:00Z",
        "note": "Ada says: broken",
        "transactions": [{"kind": "refund", "status": "success", "amount": amount}],
        "refund_line_items": [{"line_item_id": 1, "quantity": pieces}] if pieces else [],
    }


class TestOrders(RecordTests):
    """A record is a row."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = lines(order(), order(2))
    bad: ClassVar[str] = lines(order(), order(2, line_items=[line(), line(2, price="x")]))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "line_items[1].price", "not an amount")

    def found(self, shop: TestShop, *records: dict[str, Any]) -> orders.Order:
        """The first order after an import."""
        outcome = self.run(shop, lines(*records))
        assert outcome.plan.rejected == []
        assert outcome.plan.totals == outcome.plan.file_totals
        shop.whole()
        return shop.read(lambda c: orders.order(c, 1))

    def test_an_order_adds_up_with_discounts_taxes_and_tip(self, shop: TestShop) -> None:
        found = self.found(shop, order())
        assert (found.row.total_minor, found.row.paid_minor) == (3051, 3051)
        assert (found.goods_minor, found.discount_minor) == (2000, 100)
        assert (found.shipping_minor, found.tax_minor, found.tax_included) == (700, 451, False)
        assert [one.tax_minor for one in found.lines] == [361]
        assert (found.row.channel, found.row.country) == ("web", "AT")
        assert iso(found.row.placed_at_us).startswith("2026-09-03T10:14")

    def test_the_shops_currency_counts_not_the_one_that_was_shown(self, shop: TestShop) -> None:
        sets = {
            f"{name}_set": price_set(str(order()[name]))
            for name in ("total_price", "total_tax", "total_discounts")
        }
        bare = {name: value for name, value in order().items() if f"{name}_set" not in sets}
        told = line(price_set=price_set("10.00"))
        del told["price"]
        found = self.found(shop, bare | sets | {"line_items": [told]})
        assert (found.row.currency, found.row.total_minor) == ("EUR", 3051)

    def test_what_the_customer_saw_is_kept_beside_it(self, shop: TestShop) -> None:
        saw = order(total_price_set=price_set("30.51"))
        assert self.found(shop, saw).shown == Money(9900, "USD")
        assert self.run(shop, lines(saw)).plan.unchanged == 1
        same = price_set("30.51") | {
            "presentment_money": {"amount": "30.51", "currency_code": "EUR"}
        }
        assert self.run(shop, lines(order(2, total_price_set=same))).plan.created["orders"] == 1
        assert shop.read(lambda c: orders.order(c, 2)).shown is None

    def test_taxes_may_be_in_the_prices(self, shop: TestShop) -> None:
        found = self.found(shop, order(taxes_included=True, total_price="26.00"))
        assert (found.tax_included, found.tax_minor) == (True, 451)

    def test_payments_are_those_that_succeeded_in_the_orders_currency(self, shop: TestShop) -> None:
        sale = {
            "kind": "sale",
            "status": "success",
            "amount": "20.00",
            "currency": "EUR",
            "gateway": "card",
            "authorization": "A1",
            "created_at": "2026-09-03T10:20:00Z",
        }
        rest = sale | {"kind": "capture", "amount": "10.51", "created_at": "2026-09-04T10:20:00Z"}
        lost = (sale | {"status": "failure"}, sale | {"currency": "AUD"}, sale | {"kind": "void"})
        found = self.found(shop, order(transactions=[sale, rest, *lost]))
        assert found.row.paid_minor == 3051
        assert [(one.amount_minor, one.text) for one in found.steps] == [
            (2000, "card"),
            (1051, "card"),
        ]

    def test_parcels_have_their_pieces_carrier_and_number(self, shop: TestShop) -> None:
        gone = parcel(3, 1, status="cancelled")
        found = self.found(shop, order(fulfillments=[parcel(1, 1), gone]))
        assert (found.row.state, found.lines[0].shipped) == ("part_shipped", 1)
        later = order(fulfillments=[parcel(1, 1), parcel(2, 1)])
        assert self.run(shop, lines(later)).plan.updated == {"orders": 1}
        assert self.run(shop, lines(later)).plan.unchanged == 1
        after = shop.read(lambda c: orders.order(c, 1))
        steps = [(one.units, one.text) for one in after.steps if one.kind == "shipment"]
        assert (after.row.state, steps) == ("shipped", [(1, "DHL T1"), (1, "DHL T2")])
        shop.whole()

    def test_a_line_without_parcels_may_say_that_it_was_sent(self, shop: TestShop) -> None:
        sent = line(fulfillment_status="fulfilled")
        assert self.found(shop, order(line_items=[sent])).row.state == "shipped"

    def test_refunds_have_their_pieces_and_times(self, shop: TestShop) -> None:
        self.found(shop, order(refunds=[refund(1, "9.00", 1), refund(2, "0.00")]))
        later = order(refunds=[refund(1, "9.00", 1), refund(2, "0.00"), refund(3, "1.50")])
        assert self.run(shop, lines(later)).plan.updated == {"orders": 1}
        found = shop.read(lambda c: orders.order(c, 1))
        steps = [(one.amount_minor, one.text) for one in found.steps if one.kind == "refund"]
        assert steps == [(900, "shopify refund 1"), (150, "shopify refund 3")]
        assert (found.row.refunded_minor, found.lines[0].refunded) == (1050, 1)
        shop.whole()

    def test_what_people_wrote_is_in_the_vault_alone(self, shop: TestShop) -> None:
        self.found(shop, order(refunds=[refund(1, "9.00")]))
        who = shop.read(lambda c: customers.by_ref(c, "25", personal=True))
        held = shop.read(lambda c: vault.unseal(c, [who.id]))[who.id]
        assert held["note on #1"] == "ring twice"
        assert held["shopify refund 1"] == "Ada says: broken"
        bodies = str(shop.read(lambda c: c.column("SELECT body FROM ledger_entry")))
        assert not any(word in bodies for word in ("ring", "Ada", "Wien", "+491"))

    def test_a_buyer_without_address_and_id_is_a_customer_of_one_order(
        self, shop: TestShop
    ) -> None:
        nobody: dict[str, Any] = {"email": None, "customer": None}
        plan = self.run(shop, lines(order(**nobody), order(2, **nobody))).plan
        assert plan.created["customers"] == 2
        found = shop.read(lambda c: orders.rows(c, [1, 2], personal=True))
        assert [one.customer for one in found] == ["Ada Éxample", "Ada Éxample"]
        held = shop.read(lambda c: vault.unseal(c, [1, 2]))
        assert (held[1]["note on #1"], held[2]["note on #2"]) == ("ring twice", "ring twice")
        assert "Ada" not in str(shop.read(lambda c: c.column("SELECT body FROM ledger_entry")))
        again = self.run(shop, lines(order(**nobody), order(2, **nobody))).plan
        assert (again.facts, again.unchanged) == ([], 2)
        noted = self.run(shop, lines(order(note="ring once", **nobody))).plan
        assert noted.updated == {"orders": 1}
        shop.whole()

    def test_an_order_of_nobody_has_no_customer(self, shop: TestShop) -> None:
        names = ("email", "customer", "note", "billing_address", "shipping_address")
        empty: dict[str, Any] = dict.fromkeys(names)
        plan = self.run(shop, lines(order(**empty))).plan
        assert "customers" not in plan.created
        assert shop.read(lambda c: orders.order(c, 1)).row.customer_id is None

    def test_a_cancelled_order_is_cancelled_at_its_time(self, shop: TestShop) -> None:
        found = self.found(shop, order(cancelled_at="2026-09-06T10:00:00Z"))
        assert found.row.state == "cancelled"
        assert iso(found.cancelled_at_us or 0).startswith("2026-09-06T10:00")

    def test_the_csv_and_the_json_of_an_order_are_the_same_order(self, shop: TestShop) -> None:
        csv = (
            "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,"
            "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
            "Lineitem sku\n#1,ada@example.com,pending,,EUR,19.00,7.00,4.51,30.51,1.00,"
            "2026-09-03 12:14:00 +0200,2,Mug,10.00,MUG\n"
        )
        assert self.run(shop, csv).kind == "shopify-orders"
        assert self.run(shop, lines(order())).plan.updated == {"orders": 1}
        assert shop.read(lambda c: orders.order(c, 1)).row.state == "to_ship"

    @pytest.mark.parametrize(
        ("more", "column", "reason"),
        [
            ({"total_price": "31.50"}, "total_price", "total differs"),
            ({"total_price_set": price_set("x"), "total_price": None}, *("", "")),
            ({"currency": "euro"}, "currency", "not a currency"),
            (
                {"total_price_set": {"presentment_money": {"currency_code": "euro"}}},
                "total_price_set.presentment_money.currency_code",
                "not a currency",
            ),
            ({"name": None}, "name", "empty"),
            ({"created_at": "2026-02-30T10:00:00Z"}, "created_at", "no such date"),
            ({"total_discounts": "?"}, "total_discounts", "not an amount"),
            ({"shipping_lines": [{"price": "?"}]}, "shipping_lines[0].price", "not an amount"),
            ({"line_items": [line(quantity=1.5)]}, "line_items[0].quantity", "not a whole number"),
            ({"line_items": [line(price=None)]}, "line_items[0].price", "empty"),
            ({"fulfillments": 3}, "fulfillments", "not a list"),
            (
                {"fulfillments": [parcel(1, 1, created_at="x")]},
                "fulfillments[0].created_at",
                "not a date",
            ),
            ({"refunds": [refund(1, "?")]}, "refunds[0].transactions[0].amount", "not an amount"),
            ({"note": "\ud83d"}, "note", "encoding"),
            ({"customer": {"id": [7]}}, "customer.id", "not plain"),
        ],
    )
    def test_each_fault_is_named_by_its_path(
        self, shop: TestShop, more: dict[str, Any], column: str, reason: str
    ) -> None:
        column = column or "total_price_set.shop_money.amount"
        reason = reason or "not an amount"
        text = "[\n" + json.dumps(order()) + ",\n" + json.dumps(order(2) | more) + "]"
        plan = self.run(shop, text).plan
        assert [(one.line, one.column, one.reason) for one in plan.rejected] == [
            (3, column, reason)
        ]
        assert messages.reason(reason) != reason
