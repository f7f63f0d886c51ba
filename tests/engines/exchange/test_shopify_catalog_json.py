"""Shopify's REST JSON beside orders: products, variants, customers, stock."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest

from app import messages
from engines.catalog import queries as catalog
from engines.identity import vault
from engines.inventory import queries as stock
from tests.engines.exchange.conformance import RecordTests
from tests.engines.exchange.test_shopify_orders_json import order
from tests.engines.exchange.test_woocommerce_json import lines
from tests.shops import TestShop


def variant(number: int, **more: Any) -> dict[str, Any]:
    """A variant as the interface tells one."""
    return {
        "id": number,
        "product_id": 7,
        "title": f"S{number}",
        "price": "18.00",
        "compare_at_price": "20.00",
        "sku": f"TEE-{number}",
        "inventory_policy": "deny",
        "inventory_management": "shopify",
        "inventory_quantity": 4,
        "option1": f"S{number}",
        "option2": None,
        "barcode": None,
        "weight": 0.5,
        "weight_unit": "kg",
    } | more


def product(handle: str = "tee", *variants: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A product as the interface tells one."""
    return {
        "id": 7,
        "title": "Tée",
        "handle": handle,
        "vendor": "Ada",
        "product_type": "Clothes",
        "published_at": "2026-09-03T12:14:00+02:00",
        "tags": '"Big Air", New',
        "variants": list(variants or [variant(1), variant(2)]),
        "options": [{"name": "Size"}],
    } | more


class TestProducts(RecordTests):
    """A product is a row, with its variants."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = lines(product(), product("cup", variant(3, sku="", option1="One")))
    bad: ClassVar[str] = lines(product(), product("cup", variant(3), variant(4, price="x")))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "variants[1].price", "not an amount")

    def test_a_product_has_its_variants(self, shop: TestShop) -> None:
        plan = self.run(shop, self.text).plan
        assert plan.totals == {"products": 2, "variants": 3, "units": 12, "price": 5400}
        found = shop.read(lambda c: catalog.variant_by_sku(c, "TEE-1"))
        assert (found.title, found.options, found.category) == ("Tée", "S1", "Clothes")
        assert (found.compare_at_minor, found.weight_grams, found.tracked) == (2000, 500, True)
        assert shop.read(lambda c: catalog.variant_by_sku(c, "cup/One")).title == "Tée"

    def test_a_variant_that_nobody_counts_has_no_stock(self, shop: TestShop) -> None:
        self.run(shop, lines(product("tee", variant(1, inventory_management=None))))
        assert not shop.read(lambda c: catalog.variant_by_sku(c, "TEE-1")).tracked
        assert shop.read(stock.pieces_on_hand) == 0

    def test_a_webhook_of_one_product_is_read(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        told = product("tee", variant(1, price="17.00"), variant(2))
        assert self.run(shop, json.dumps(told)).plan.updated == {"variants": 1}


class TestVariants(RecordTests):
    """Variants by themselves."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = lines(variant(1), variant(2))
    bad: ClassVar[str] = lines(variant(1), variant(1, price="1.00"))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "sku", "SKU twice")

    def test_a_known_sku_stays_with_its_product(self, shop: TestShop) -> None:
        self.run(shop, lines(product()))
        plan = self.run(shop, json.dumps({"variants": [variant(1, price="17.00")]})).plan
        assert (plan.created, plan.updated) == ({}, {"variants": 1})


def customer(number: int, **more: Any) -> dict[str, Any]:
    """A customer as the interface tells one."""
    home = {"city": "Wien", "country_code": "AT", "phone": "+43"}
    return {
        "id": number,
        "email": f"c{number}@example.com",
        "first_name": "Jö",
        "last_name": f"No{number}",
        "verified_email": True,
        "total_spent": "5.25",
        "note": "likes cats",
        "tags": "VIP",
        "default_address": home,
    } | more


class TestCustomers(RecordTests):
    """Who they are goes into the vault."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = lines(customer(1), customer(2))
    bad: ClassVar[str] = lines(customer(1), customer(2), customer(3, total_spent="x"))
    bad_place: ClassVar[tuple[int, str, str]] = (4, "total_spent", "not an amount")

    def test_who_it_is_is_in_the_vault(self, shop: TestShop) -> None:
        plan = self.run(shop, self.text).plan
        assert plan.totals == {"customers": 2, "spent": 1050}
        held = shop.read(lambda c: vault.unseal(c, [1]))[1]
        assert (held["name"], held["phone"], held["note"]) == ("Jö No1", "+43", "likes cats")


PLACES = '{"locations": [{"id": 1, "name": "Wärehouse", "legacy": false, "active": true}]}\n'


def item(number: int, sku: str, cost: str | None = "4.00") -> str:
    """An inventory item on a line of its own."""
    return json.dumps({"id": number, "sku": sku, "tracked": True, "cost": cost}) + "\n"


def level(number: int, available: int, place: int = 1) -> str:
    """A level on a line of its own."""
    told = {"inventory_item_id": number, "location_id": place, "available": available}
    return json.dumps(told) + "\n"


class TestStock(RecordTests):
    """Levels find their SKU and place in what comes with them."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = level(5, 7) + PLACES + item(5, "MUG")
    bad: ClassVar[str] = text + level(6, 1)
    bad_place: ClassVar[tuple[int, str, str]] = (4, "inventory_item_id", "unknown item")

    def prepare(self, shop: TestShop) -> None:
        shop.stocked("MUG", pieces=3)

    def test_a_level_sets_what_is_available(self, shop: TestShop) -> None:
        plan = self.run(shop, self.text).plan
        assert plan.created == {"locations": 1}
        assert plan.totals == {"levels": 1, "units": 7}
        found = shop.read(lambda c: stock.level(c, 1, 2))
        assert found is not None
        assert found.available == 7

    def test_what_is_promised_to_orders_is_not_counted_twice(self, shop: TestShop) -> None:
        self.run(shop, lines(order()))
        main = PLACES.replace("Wärehouse", "Main")
        assert self.run(shop, main + item(5, "MUG") + level(5, 1)).plan.updated == {}
        self.run(shop, main + item(5, "MUG") + level(5, 4))
        found = shop.read(lambda c: stock.level(c, 1, 1))
        assert found is not None
        assert (found.on_hand, found.available) == (6, 4)

    def test_an_item_brings_its_cost_or_its_product(self, shop: TestShop) -> None:
        plan = self.run(shop, item(5, "MUG", "4.50") + item(6, "POT") + item(7, "MUG", None)).plan
        assert (plan.created, plan.updated) == ({"products": 1, "variants": 1}, {"variants": 1})
        assert shop.read(lambda c: catalog.variant_by_sku(c, "MUG")).cost_minor == 450

    @pytest.mark.parametrize(
        ("rest", "column", "reason"),
        [
            (level(5, 7, place=9), "location_id", "unknown place"),
            (level(5, 7) + level(5, 8), "inventory_item_id", "SKU twice"),
            (level(5, -7), "available", "negative"),
            (item(8, "A", "x"), "cost", "not an amount"),
            (item(8, ""), "sku", "empty"),
            (PLACES.replace("Wärehouse", ""), "name", "empty"),
            ('{"id": 3}\n', "", "another record"),
        ],
    )
    def test_each_fault_is_named(self, shop: TestShop, rest: str, column: str, reason: str) -> None:
        plan = self.run(shop, PLACES + item(5, "MUG") + rest).plan
        assert [(one.column, one.reason) for one in plan.rejected] == [(column, reason)]
        assert messages.reason(reason) != reason
