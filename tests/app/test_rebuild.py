"""What was changed behind the program's back is named by a replay of the ledger."""

from __future__ import annotations

import pytest

from app import undo
from app.rebuild import business_tables, rebuild
from engines.database.errors import Cancelled
from engines.database.ticket import Untold
from engines.inventory import commands as stock
from engines.inventory.facts import Reserved, StockReserved
from engines.orders import commands as orders
from engines.orders.commands import NewLine
from engines.orders.facts import CustomerData, CustomersAdded
from tests.shops import TestShop


@pytest.fixture
def sold(shop: TestShop) -> TestShop:
    """A shop in which a little happened to everything."""
    shop.stocked("MUG", 10)
    shop.stocked("DISH", 5)
    known = (CustomerData(id=1, ref="C1"),)
    shop.do(lambda c: c.record(CustomersAdded(customers=known)))
    lines = [NewLine("MUG", 3), NewLine("DISH", 1)]
    shop.do(
        lambda c: orders.place(
            c, number="7", lines=lines, currency="EUR", location_id=1, customer_id=1
        )
    )
    shop.do(lambda c: orders.pay(c, order_id=1, amount_minor=500, method="card"))
    parcel = orders.Parcel((orders.Pieces(1, 1),))
    shop.do(lambda c: orders.ship(c, order_id=1, location_id=1, parcel=parcel))
    shop.do(lambda c: orders.refund(c, order_id=1, amount_minor=100, reason="late"))
    return shop


def _differences(shop: TestShop, statement: str) -> tuple[str, ...]:
    shop.shop.database.write_derived(lambda c: c.run(statement))
    found = rebuild(shop.shop, Untold())
    assert not found.ok
    return found.differences


def test_an_untouched_shop_is_what_its_ledger_says(sold: TestShop) -> None:
    found = rebuild(sold.shop, Untold())
    assert found.ok
    counted = {name: len(rows) for name, rows in sold.rows().items() if name != "ledger_entry"}
    assert found.tables == counted
    assert sum(counted.values()) > 15


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE catalog_variant SET price_minor = 1 WHERE id = 2",
            "catalog_variant 2: price_minor: 1, by the ledger 1250",
        ),
        (
            "UPDATE inventory_level SET on_hand = 99 WHERE variant_id = 2",
            "inventory_level 131073: on_hand: 99, by the ledger 5",
        ),
        (
            "UPDATE orders_order SET paid_minor = 4550, state = 'to_ship' WHERE id = 1",
            "orders_order 1: paid_minor: 4550, by the ledger 500; "
            "state: 'to_ship', by the ledger 'part_shipped'",
        ),
        (
            "UPDATE orders_line SET shipped = 3 WHERE order_id = 1 AND line_no = 1",
            "orders_line 1: shipped: 3, by the ledger 1",
        ),
        ("UPDATE identity_person SET role = 'support'", "identity_person 1: role: 'support'"),
        (
            "UPDATE identity_shop SET currency = 'USD'",
            "identity_shop 1: currency: 'USD', by the ledger 'EUR'",
        ),
        ("DELETE FROM orders_payment WHERE amount_minor < 0", "orders_payment lacks the row 2"),
        ("DELETE FROM inventory_reservation", "inventory_reservation lacks the row 1"),
        (
            "INSERT INTO inventory_location VALUES (9, 'Attic', 1, 0)",
            "inventory_location has beyond the ledger the row 9",
        ),
        (
            "INSERT INTO orders_refund VALUES (5, 1, 0, 100, 'none', 0)",
            "orders_refund has beyond the ledger the row 5",
        ),
    ],
)
def test_a_row_that_was_changed_behind_the_programs_back_is_named(
    sold: TestShop, statement: str, named: str
) -> None:
    [difference] = _differences(sold, statement)
    assert difference.startswith(named)


def test_a_difference_in_one_table_hides_none_in_another(sold: TestShop) -> None:
    sold.shop.database.write_derived(lambda c: c.run("DELETE FROM orders_shipment"))
    found = _differences(sold, "UPDATE catalog_product SET title = 'Cup' WHERE id = 1")
    assert {one.split()[0] for one in found} == {"catalog_product", "orders_shipment"}


def test_every_table_of_business_is_compared() -> None:
    compared = {table.name for table in business_tables()}
    assert {"orders_order", "inventory_level", "catalog_variant", "identity_shop"} <= compared
    for apart in ("database_undo", "identity_vault_key", "identity_password", "inventory_sold"):
        assert apart not in compared
    assert not any(name.startswith("ledger_") for name in compared)


def test_a_replay_can_be_cancelled(sold: TestShop) -> None:
    class Impatient:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        rebuild(sold.shop, Impatient())
    assert rebuild(sold.shop, Untold()).ok


def test_an_empty_level_is_there_or_not_however_many_facts_are_replayed_at_once(
    shop: TestShop,
) -> None:
    """What undo emptied goes, what a count emptied stays; live they come one by one."""
    for sku in ("MUG", "DISH"):
        shop.stocked(sku, 5)
    shop.do(lambda c: stock.receive(c, variant_id=1, location_id=1, quantity=1))
    undo.undo(shop.shop.database, shop.owner)
    undo.redo(shop.shop.database, shop.owner)
    shop.do(lambda c: stock.count(c, variant_id=1, location_id=1, counted=0))
    assert rebuild(shop.shop, Untold()).ok
    undo.undo(shop.shop.database, shop.owner)
    undo.undo(shop.shop.database, shop.owner)
    assert rebuild(shop.shop, Untold()).ok


def test_a_promise_that_was_taken_back_leaves_no_level_in_a_replay_either(shop: TestShop) -> None:
    shop.stocked("MUG", 0)
    for quantity in (2, -2):
        line = Reserved(variant_id=1, location_id=1, quantity=quantity)
        shop.do(lambda c, n=line: c.record(StockReserved(order_id=1, lines=(n,))))  # type: ignore[misc]
    assert shop.rows()["inventory_level"] == []
    assert rebuild(shop.shop, Untold()).ok
