"""What the tests of undo share: a busy shop, changes to make in it, and a look at all it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app import undo
from app.rebuild import business_tables
from engines.analytics import commands as analytics
from engines.catalog import commands as catalog
from engines.catalog import supplier_commands as suppliers
from engines.catalog.commands import NewVariant
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.change import Actor, Change
from engines.database.sql import names
from engines.identity import commands as identity
from engines.inventory import commands as stock
from engines.inventory.commands import Wanted
from engines.orders import commands as orders
from engines.orders.commands import NewLine
from engines.orders.facts import CustomerData, CustomersAdded, LineData, OrderPlaced
from engines.recommend import commands as recommend
from tests.shops import TestShop

Work = Callable[[Change], Any]
# A redone act has entries, and a moment, of its own.
TRACES = ("version", "entry", "cancelled_at_us")
ANA = CustomerData(id=1, ref="C1", country="DE", since_us=5)
BO = CustomerData(id=2, ref="C2", country="AT", since_us=6)


def make_busy(shop: TestShop) -> TestShop:
    """Ten mugs and five dishes, one customer, an order of three mugs.

    Also who sells the mugs, what is said of them, and what a day of advertising cost.
    """
    shop.stocked("MUG", 10)
    shop.stocked("DISH", 5)
    shop.do(lambda c: c.record(CustomersAdded(customers=(ANA,))))
    shop.do(lambda c: identity.seal_personal(c, {1: {"name": "Ana"}}))
    shop.do(place("1", 3))
    shop.do(supply)
    return shop


def supply(change: Change) -> None:
    suppliers.add_supplier(change, code="S1", name="Kiln", currency="EUR")
    suppliers.set_item(change, supplier_id=1, variant_id=1, cost_minor=400, currency="EUR")
    recommend.add_review(change, ref="R1", product_id=1, rating_milli=5_000, at_us=7)
    tell_cost(change, "2026-01-01", 1_000)


def add_seller(change: Change) -> None:
    suppliers.add_supplier(change, code="S2", name="Other kiln", currency="EUR")
    suppliers.set_item(change, supplier_id=2, variant_id=1, cost_minor=9, currency="USD")


def tell_cost(change: Change, day: str, cost: int) -> None:
    analytics.set_ad_cost(
        change, day=day, channel="search", campaign="Spring", cost_minor=cost, currency="EUR"
    )


def place(number: str, pieces: int) -> Work:
    line = NewLine("MUG", pieces)
    return lambda c: orders.place(c, number=number, lines=[line], currency="EUR", location_id=1)


def add(sku: str, title: str = "New", handle: str | None = None) -> Work:
    variants = [NewVariant(sku, 100)]
    return lambda c: catalog.add_product(c, title=title, variants=variants, handle=handle)


def receive(variant: int, pieces: int) -> Work:
    return lambda c: stock.receive(c, variant_id=variant, location_id=1, quantity=pieces)


def cancel(order: int) -> Work:
    return lambda c: orders.cancel(c, order_id=order, reason="changed his mind")


def price(variant: int, version: int, price: int) -> Work:
    return lambda c: catalog.edit_variant(c, variant_id=variant, version=version, price_minor=price)


def bring_in(change: Change) -> None:
    """What an import of products and open orders records; the product may be oversold."""
    new = VariantData(id=3, sku="NEW", price_minor=5, oversell=True)
    change.record(ProductAdded(id=3, handle="new", title="New", variants=(new,)))
    change.record(CustomersAdded(customers=(BO,)))
    identity.seal_personal(change, {2: {"name": "Bo"}})
    line = LineData(variant_id=3, quantity=2, price_minor=5)
    placed = OrderPlaced(
        id=2,
        number="#1001",
        placed_at_us=change.at_us,
        currency="EUR",
        lines=(line,),
        total_minor=10,
        customer_id=2,
    )
    change.record(placed)
    stock.reserve(change, order_id=2, wanted=[Wanted(3, 2)], location_id=1, whole=False)


def state_of(shop: TestShop) -> dict[str, list[Any]]:
    """What the shop holds, without the traces that undo leaves on purpose."""
    found = {}
    for table in business_tables():
        # Moves stay, data is destroyed, no id is given twice.
        if table.name in ("inventory_move", "identity_commitment", "database_highest"):
            continue
        columns = [name for name in table.columns if name not in TRACES]
        real = " WHERE on_hand OR reserved OR incoming" if table.name == "inventory_level" else ""
        sql = f"SELECT {names(columns)} FROM {table.name}{real} ORDER BY {names(table.key)}"
        found[table.name] = shop.read(lambda c, text=sql: c.all(text))  # type: ignore[misc]
    return found


def undone(shop: TestShop, who: Actor | None = None) -> str:
    return undo.undo(shop.shop.database, who or shop.owner).value


def redone(shop: TestShop, who: Actor | None = None) -> str:
    return undo.redo(shop.shop.database, who or shop.owner).value


def refused(shop: TestShop, step: Callable[..., object], who: Actor | None = None) -> Exception:
    before = shop.rows()
    with pytest.raises(Exception) as caught:
        step(shop, who)
    assert shop.rows() == before
    return caught.value
