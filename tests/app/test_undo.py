"""Undo gives the shop back as it was, and redo as it became."""

from __future__ import annotations

import pytest

from app.inverses import INVERSE, RIGHT
from app.undo import CannotUndo, NothingToUndo
from engines.catalog import supplier_commands as suppliers
from engines.catalog.facts import (
    Edit,
    LinkData,
    ProductsEdited,
    ProductsLinked,
    VariantData,
    VariantsAdded,
)
from engines.database.change import Actor
from engines.database.errors import NotAllowed
from engines.identity import commands as identity
from engines.identity import vault
from engines.identity.facts import PersonalDataSealed
from engines.identity.rights import Right, rights_of
from engines.inventory import commands as stock
from engines.inventory.facts import LocationsWithdrawn, Reserved, StockExpected, StockReserved
from engines.orders import commands as orders
from engines.orders import customer_commands, queries
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
    OrderReopened,
)
from engines.recommend import commands as recommend
from tests.app.undoing import (
    ANA,
    BO,
    Work,
    add,
    add_seller,
    bring_in,
    cancel,
    place,
    price,
    receive,
    redone,
    refused,
    state_of,
    tell_cost,
    undone,
)
from tests.shops import TestShop, actor

UNDOABLE: dict[str, Work] = {
    "add a location": lambda c: stock.add_location(c, name="Cellar"),
    "add a product": add("NEW"),
    "edit a variant": price(1, 1, 999),
    "edit a product": lambda c: c.record(
        ProductsEdited(edits=(Edit(id=1, field="title", old="Mug", new="Cup"),))
    ),
    "receive": receive(1, 4),
    "receive at a new place": lambda c: (
        stock.add_location(c, name="Cellar"),
        stock.receive(c, variant_id=1, location_id=2, quantity=1),
    ),
    "expect": lambda c: c.record(
        StockExpected(lines=(Reserved(variant_id=2, location_id=1, quantity=4),))
    ),
    "adjust down": lambda c: stock.adjust(
        c, variant_id=1, location_id=1, quantity=-2, note="broken"
    ),
    "count": lambda c: stock.count(c, variant_id=2, location_id=1, counted=9),
    "move": lambda c: (
        stock.add_location(c, name="Cellar"),
        stock.move(c, variant_id=1, source_id=1, target_id=2, quantity=2),
    ),
    "place an order": place("2", 4),
    "cancel an order": cancel(1),
    "note an order": lambda c: orders.note(c, order_id=1, text="fragile"),
    "add a customer": lambda c: c.record(CustomersAdded(customers=(BO,))),
    "edit a customer": lambda c: c.record(
        CustomersEdited(old=(ANA,), new=(CustomerData(id=1, ref="C1", country="FR", tags="vip"),))
    ),
    "add a supplier": lambda c: suppliers.add_supplier(
        c, code="S2", name="Bo's Kiln", currency="EUR", personal={"contact": "Bo"}
    ),
    "edit a supplier": lambda c: suppliers.edit_supplier(
        c, supplier_id=1, version=1, name="Kilns", lead_days=3
    ),
    "a supplier and what it sells": add_seller,
    "another cost": lambda c: suppliers.set_item(
        c, supplier_id=1, variant_id=1, cost_minor=99, currency="EUR"
    ),
    "add a review": lambda c: recommend.add_review(
        c, ref="R2", product_id=1, rating_milli=4_500, at_us=9, personal={"text": "Fine"}
    ),
    "hide a review": lambda c: recommend.set_status(c, review_id=1, status="rejected"),
    "tell an advertising cost": lambda c: tell_cost(c, "2026-01-02", 50),
    "correct an advertising cost": lambda c: tell_cost(c, "2026-01-01", 50),
    "link a product": lambda c: c.record(
        ProductsLinked(new=(LinkData(id=1, source="elsewhere", key="44", product_id=1),))
    ),
    "import": bring_in,
}
FINAL: dict[str, tuple[Work, str]] = {
    "pay": (
        lambda c: orders.pay(c, order_id=1, amount_minor=5, method="card"),
        "order_paid",
    ),
    "ship": (
        lambda c: orders.ship(c, order_id=1, location_id=1, parcel=orders.Parcel()),
        "order_shipped",
    ),
    "add a person": (
        lambda c: identity.add_person(c, name="sue", role="support", password="long enough"),
        "password_set",
    ),
    "erase": (
        lambda c: customer_commands.erase(c, customer_id=1),
        "personal_data_erased",
    ),
}


@pytest.mark.parametrize("act", UNDOABLE)
def test_undo_gives_the_tables_back_and_redo_what_was_done(busy: TestShop, act: str) -> None:
    before = state_of(busy)
    busy.do(UNDOABLE[act], act)
    after = state_of(busy)
    assert after != before
    for _ in range(2):
        assert undone(busy) == act
        assert state_of(busy) == before
        assert redone(busy) == act
        assert state_of(busy) == after
    busy.whole()


def test_the_personal_data_of_an_import_does_not_come_back_with_redo(busy: TestShop) -> None:
    busy.do(bring_in)
    assert busy.read(lambda c: vault.unseal(c, [2])) == {2: {"name": "Bo"}}
    undone(busy)
    redone(busy)
    assert busy.read(lambda c: vault.unseal(c, [2])) == {}
    assert busy.read(lambda c: queries.order(c, 2)).row.customer == "C2"


def test_variants_of_a_product_that_stayed_are_withdrawn_for_good(busy: TestShop) -> None:
    before = state_of(busy)
    more = VariantsAdded(product_id=1, variants=(VariantData(id=9, sku="MUG-2"),))
    busy.do(lambda c: c.record(more), "add variants")
    undone(busy)
    assert state_of(busy) == before
    assert refused(busy, redone) == CannotUndo("redo: add variants", "products_withdrawn")


@pytest.mark.parametrize("act", FINAL)
def test_what_cannot_be_taken_back_says_so_and_stays(busy: TestShop, act: str) -> None:
    work, kind = FINAL[act]
    busy.do(work, act)
    assert refused(busy, undone) == CannotUndo(act, kind)


def test_a_chain_of_changes_is_walked_back_and_forth(busy: TestShop) -> None:
    states = [state_of(busy)]
    acts = ["add a product", "receive", "place an order", "cancel an order", "edit a variant"]
    for act in acts:
        busy.do(UNDOABLE[act], act)
        states.append(state_of(busy))
    for act, state in zip(reversed(acts), reversed(states[:-1]), strict=True):
        assert (undone(busy), state_of(busy)) == (act, state)
    for act, state in zip(acts, states[1:], strict=True):
        assert (redone(busy), state_of(busy)) == (act, state)
    assert refused(busy, redone) == NothingToUndo(redo=True)
    busy.whole()


def test_each_person_takes_back_what_is_theirs(busy: TestShop) -> None:
    manager = actor("manager")
    assert refused(busy, undone, manager) == NothingToUndo(redo=False)
    busy.act(manager, receive(2, 1), "theirs")
    busy.do(receive(1, 1), "mine")
    assert undone(busy, manager) == "theirs"
    assert undone(busy) == "mine"


@pytest.mark.parametrize(
    ("act", "right"),
    [
        ("receive", Right.STOCK_MOVE),
        ("add a location", Right.STOCK_MOVE),
        ("add a product", Right.CATALOG_EDIT),
        ("edit a variant", Right.CATALOG_EDIT),
        ("place an order", Right.ORDERS_PLACE),
        ("cancel an order", Right.ORDERS_CANCEL),
        ("note an order", Right.ORDERS_NOTE),
        ("edit a customer", Right.IMPORT),
    ],
)
def test_who_lost_the_right_to_an_act_can_neither_undo_nor_redo_it(
    busy: TestShop, act: str, right: Right
) -> None:
    lesser = Actor(busy.owner.name, rights_of("owner") - {right})
    busy.do(UNDOABLE[act], act)
    assert refused(busy, undone, lesser) == NotAllowed("owner", right)
    undone(busy)
    assert refused(busy, redone, lesser) == NotAllowed("owner", right)


def test_support_takes_back_a_cancellation_of_its_own(busy: TestShop) -> None:
    support = actor("support")
    busy.act(support, cancel(1))
    undone(busy, support)
    assert busy.read(lambda c: queries.order(c, 1)).row.state == "to_pay"


def test_every_fact_that_can_be_taken_back_asks_for_a_right_or_goes_with_one_that_does() -> None:
    parts = {StockReserved, PersonalDataSealed}
    assert INVERSE.keys() - parts <= RIGHT.keys()
    assert {LocationsWithdrawn, CustomersWithdrawn, OrderReopened} <= INVERSE.keys()
