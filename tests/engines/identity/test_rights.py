"""Who may do what: every command of every engine asks for its right before anything else."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from app import privacy
from engines.analytics import commands as analytics
from engines.catalog import commands as catalog
from engines.catalog import supplier_commands as suppliers
from engines.catalog.bulk import FieldEdit
from engines.database.change import Actor, Change
from engines.database.errors import NotAllowed
from engines.identity import commands as identity
from engines.identity.rights import ROLES, Right, rights_of
from engines.inventory import commands as stock
from engines.orders import commands as orders
from engines.orders import customer_commands as customers
from engines.recommend import commands as recommend
from tests.shops import TestShop

NOWHERE = 99  # an id that is nowhere: the right is asked for before anything is looked up

COMMANDS: dict[Callable[..., object], tuple[Right, Callable[[Change], object]]] = {
    identity.add_person: (
        Right.PEOPLE_MANAGE,
        lambda c: identity.add_person(c, name="", role="", password=""),
    ),
    identity.change_person: (
        Right.PEOPLE_MANAGE,
        lambda c: identity.change_person(c, name="nobody", role=None, active=False),
    ),
    identity.set_password: (
        Right.PEOPLE_MANAGE,
        lambda c: identity.set_password(c, name="somebody else", password=""),
    ),
    identity.erase_personal: (
        Right.PERSONAL_ERASE,
        lambda c: identity.erase_personal(c, subject_id=NOWHERE),
    ),
    customers.erase: (
        Right.PERSONAL_ERASE,
        lambda c: customers.erase(c, customer_id=NOWHERE),
    ),
    catalog.add_product: (
        Right.CATALOG_EDIT,
        lambda c: catalog.add_product(c, title="", variants=[]),
    ),
    catalog.edit_variant: (
        Right.CATALOG_EDIT,
        lambda c: catalog.edit_variant(c, variant_id=NOWHERE, version=1),
    ),
    catalog.edit_variants: (
        Right.CATALOG_EDIT,
        lambda c: catalog.edit_variants(c, edits=[FieldEdit(NOWHERE, "title", "", "x")]),
    ),
    suppliers.add_supplier: (
        Right.CATALOG_EDIT,
        lambda c: suppliers.add_supplier(c, code="", name="", currency=""),
    ),
    suppliers.edit_supplier: (
        Right.CATALOG_EDIT,
        lambda c: suppliers.edit_supplier(c, supplier_id=NOWHERE, version=1),
    ),
    suppliers.set_item: (
        Right.CATALOG_EDIT,
        lambda c: suppliers.set_item(
            c, supplier_id=NOWHERE, variant_id=NOWHERE, cost_minor=1, currency="EUR"
        ),
    ),
    recommend.add_review: (
        Right.CATALOG_EDIT,
        lambda c: recommend.add_review(c, ref="", product_id=NOWHERE, rating_milli=0),
    ),
    recommend.set_status: (
        Right.CATALOG_EDIT,
        lambda c: recommend.set_status(c, review_id=NOWHERE, status=""),
    ),
    privacy.erase: (Right.PERSONAL_ERASE, lambda c: privacy.erase(c, ref="nobody")),
    analytics.set_ad_cost: (
        Right.ANALYTICS_EDIT,
        lambda c: analytics.set_ad_cost(
            c, day="", channel="", campaign="", cost_minor=0, currency=""
        ),
    ),
    stock.add_location: (Right.STOCK_MOVE, lambda c: stock.add_location(c, name="")),
    stock.receive: (
        Right.STOCK_MOVE,
        lambda c: stock.receive(c, variant_id=NOWHERE, location_id=NOWHERE, quantity=0),
    ),
    stock.adjust: (
        Right.STOCK_MOVE,
        lambda c: stock.adjust(c, variant_id=NOWHERE, location_id=NOWHERE, quantity=0, note=""),
    ),
    stock.count: (
        Right.STOCK_MOVE,
        lambda c: stock.count(c, variant_id=NOWHERE, location_id=NOWHERE, counted=-1),
    ),
    stock.move: (
        Right.STOCK_MOVE,
        lambda c: stock.move(
            c, variant_id=NOWHERE, source_id=NOWHERE, target_id=NOWHERE, quantity=0
        ),
    ),
    orders.place: (
        Right.ORDERS_PLACE,
        lambda c: orders.place(c, number="", lines=[], currency="", location_id=NOWHERE),
    ),
    orders.pay: (
        Right.ORDERS_PLACE,
        lambda c: orders.pay(c, order_id=NOWHERE, amount_minor=0, method=""),
    ),
    orders.ship: (
        Right.ORDERS_SHIP,
        lambda c: orders.ship(c, order_id=NOWHERE, location_id=NOWHERE, parcel=orders.Parcel()),
    ),
    orders.cancel: (
        Right.ORDERS_CANCEL,
        lambda c: orders.cancel(c, order_id=NOWHERE, reason=""),
    ),
    orders.refund: (
        Right.ORDERS_REFUND,
        lambda c: orders.refund(c, order_id=NOWHERE, amount_minor=0, reason=""),
    ),
    orders.note: (Right.ORDERS_NOTE, lambda c: orders.note(c, order_id=NOWHERE, text="")),
}

# Parts that commands are made of: whoever calls them has asked for the right.
PARTS: set[Callable[..., object]] = {
    identity.found_shop,
    identity.seal_personal,
    identity.withdraw_personal,
    identity.forget,
    customers.remember_digests,
    recommend.erase_reviews,
    stock.check_on_hand,
    stock.reserve,
    stock.release,
    stock.take_for_order,
    stock.put_back,
}

# What each role may do beyond reading catalogue, stock, orders and ledger.
MAY: dict[str, set[str]] = {
    "accountant": {"export", "ledger.sign"},
    "support": {"personal.read", "orders.note", "orders.cancel"},
    "manager": {
        "personal.read",
        "catalog.edit",
        "stock.move",
        "orders.place",
        "orders.ship",
        "orders.cancel",
        "orders.refund",
        "orders.note",
        "analytics.edit",
        "recommend.publish",
        "import",
        "export",
        "ledger.sign",
    },
}
READ = {
    "catalog.read",
    "stock.read",
    "orders.read",
    "analytics.read",
    "recommend.read",
    "ledger.read",
}


def _commands(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, one in inspect.getmembers(module, inspect.isfunction):
        public = not name.startswith(("_", "undo_")) and one.__module__ == module.__name__
        if public and next(iter(inspect.signature(one).parameters), "") == "change":
            yield one


def _name(one: object) -> str:
    return getattr(one, "__name__", "") if callable(one) else ""


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
def test_a_command_refuses_who_lacks_just_its_right_and_writes_nothing(
    shop: TestShop, command: Callable[..., object]
) -> None:
    right, call = COMMANDS[command]
    before = shop.rows()
    with pytest.raises(NotAllowed) as caught:
        shop.act(Actor("almost", rights_of("owner") - {right}), call)
    assert (caught.value.actor, caught.value.right) == ("almost", right)
    assert shop.rows() == before


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
def test_a_command_goes_on_with_its_right_alone(
    shop: TestShop, command: Callable[..., object]
) -> None:
    right, call = COMMANDS[command]
    with pytest.raises(Exception) as caught:  # each is wrong in its own way
        shop.act(Actor("just", frozenset({right})), call)
    assert not isinstance(caught.value, NotAllowed)


MODULES = (
    identity,
    customers,
    catalog,
    suppliers,
    recommend,
    analytics,
    privacy,
    stock,
    orders,
)


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_no_command_is_missing_here(module: ModuleType) -> None:
    assert set(_commands(module)) - PARTS <= COMMANDS.keys()


@pytest.mark.parametrize("role", MAY)
def test_a_role_may_do_just_this(role: str) -> None:
    assert rights_of(role) == MAY[role] | READ


def test_the_owner_may_do_everything_and_a_stranger_nothing() -> None:
    assert rights_of("owner") == {right.value for right in Right}
    assert rights_of("stranger") == frozenset()
    assert set(ROLES) == {"owner", *MAY}
