"""What others did since is never overwritten by an undo or a redo: it says so and stops."""

from __future__ import annotations

import pytest

from engines.catalog.facts import Edit, ProductAdded, ProductsEdited, VariantData, VariantsAdded
from engines.database.errors import RowChanged
from engines.inventory import commands as stock
from engines.inventory.errors import NotEnoughStock
from engines.orders import commands as orders
from engines.orders import queries
from engines.orders.commands import NewLine
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    CustomersEdited,
)
from tests.app.undoing import (
    ANA,
    BO,
    Work,
    add,
    cancel,
    place,
    price,
    receive,
    redone,
    refused,
    undone,
)
from tests.shops import TestShop, actor


@pytest.mark.parametrize(
    "theirs",
    [
        receive(3, 1),
        price(3, 1, 6),
        lambda c: orders.place(
            c, number="9", lines=[NewLine("EBOOK", 1)], currency="EUR", location_id=1
        ),
        lambda c: c.record(
            VariantsAdded(product_id=3, variants=(VariantData(id=9, sku="EBOOK-2"),))
        ),
        lambda c: c.record(
            ProductsEdited(edits=(Edit(id=3, field="title", old="New", new="Old"),))
        ),
    ],
)
def test_a_product_that_others_use_by_now_stays(busy: TestShop, theirs: Work) -> None:
    new = VariantData(id=3, sku="EBOOK", price_minor=5, tracked=False)
    busy.do(lambda c: c.record(ProductAdded(id=3, handle="e", title="New", variants=(new,))))
    busy.act(actor("manager"), theirs)
    assert isinstance(refused(busy, undone), RowChanged)


@pytest.mark.parametrize(
    ("mine", "theirs", "error"),
    [
        (cancel(1), place("2", 8), NotEnoughStock("MUG", 3, 2)),
        (receive(1, 4), place("2", 9), NotEnoughStock("MUG", 4, 2)),
        (price(1, 1, 999), price(1, 2, 998), RowChanged("catalog_variant", "1")),
        (
            lambda c: orders.note(c, order_id=1, text="mine"),
            lambda c: orders.note(c, order_id=1, text="theirs"),
            RowChanged("orders_order", "1"),
        ),
        (
            place("2", 1),
            lambda c: orders.note(c, order_id=2, text="theirs"),
            RowChanged("orders_order", "2"),
        ),
        (
            lambda c: stock.add_location(c, name="Cellar"),
            lambda c: stock.receive(c, variant_id=1, location_id=2, quantity=1),
            RowChanged("inventory_location", "Cellar"),
        ),
        (
            lambda c: c.record(CustomersEdited(old=(ANA,), new=(_in("FR"),))),
            lambda c: c.record(CustomersEdited(old=(_in("FR"),), new=(_in("IT"),))),
            RowChanged("orders_customer", "C1"),
        ),
        (
            lambda c: c.record(
                VariantsAdded(product_id=1, variants=(VariantData(id=9, sku="X", price_minor=5),))
            ),
            price(9, 1, 6),
            RowChanged("catalog_variant", "X"),
        ),
    ],
)
def test_what_somebody_did_since_is_not_overwritten(
    busy: TestShop, mine: Work, theirs: Work, error: Exception
) -> None:
    busy.do(mine)
    busy.act(actor("manager"), theirs)
    assert refused(busy, undone) == error


def _in(country: str) -> CustomerData:
    return CustomerData(id=1, ref="C1", country=country, since_us=5)


@pytest.mark.parametrize(
    ("mine", "theirs", "error"),
    [
        (place("2", 1), place("2", 2), RowChanged("orders_order", "2")),
        (add("NEW", "Mine"), add("NEW", "Theirs"), RowChanged("catalog_product", "product-3")),
        (
            lambda c: stock.add_location(c, name="Cellar"),
            lambda c: stock.add_location(c, name="Cellar"),
            RowChanged("inventory_location", "Cellar"),
        ),
        (
            lambda c: c.record(CustomersAdded(customers=(BO,))),
            lambda c: c.record(CustomersAdded(customers=(CustomerData(id=2, ref="X"),))),
            RowChanged("orders_customer", "C2"),
        ),
    ],
)
def test_a_place_that_was_taken_meanwhile_is_not_taken_back(
    busy: TestShop, mine: Work, theirs: Work, error: Exception
) -> None:
    busy.do(mine)
    undone(busy)
    busy.act(actor("manager"), theirs)
    assert refused(busy, redone) == error


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (place("2", 1), place("3", 1)),
        (add("NEW", handle="new"), add("OTHER", handle="other")),
        (
            lambda c: stock.add_location(c, name="Cellar"),
            lambda c: stock.add_location(c, name="Attic"),
        ),
    ],
)
def test_what_came_meanwhile_has_ids_of_its_own_and_is_not_in_the_way(
    busy: TestShop, mine: Work, theirs: Work
) -> None:
    busy.do(mine)
    undone(busy)
    busy.act(actor("manager"), theirs)
    redone(busy)
    busy.whole()


def test_redo_brings_back_ones_own_order_and_not_a_later_one_in_its_place(busy: TestShop) -> None:
    manager = actor("manager")
    busy.do(place("mine", 1))
    undone(busy)
    busy.act(manager, place("theirs", 2))
    undone(busy, manager)
    redone(busy)
    assert busy.read(lambda c: queries.order(c, 2)).row.number == "mine"
    busy.whole()
