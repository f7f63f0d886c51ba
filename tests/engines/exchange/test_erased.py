"""Who was erased stays erased, whatever files say of them afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import undo
from engines.database.errors import RowChanged
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files
from engines.identity import commands as identity
from engines.identity import queries as people
from engines.identity import subjects, vault
from engines.orders import customer_commands, customers
from engines.orders import queries as orders
from tests.engines.exchange.test_shopify_orders_json import order
from tests.shops import TestShop, actor

ADA = "Ada Lovelace"
CSV = (
    "Customer ID,First Name,Last Name,Email,Phone,Total Spent,Note,Tags\n"
    "'25,Ada,Lovelace,ada@example.com,+491,7.00,likes tea,vip\n"
)
CUSTOMER: dict[str, Any] = {
    "id": 25,
    "email": "ada@example.com",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "verified_email": True,
    "note": "likes tea",
    "total_spent": "7.00",
}
WOO: dict[str, Any] = {
    "id": 25,
    "email": "ada@example.com",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "role": "customer",
    "username": "ada",
    "billing": {"phone": "+491"},
}
FILES = {
    "customers.csv": CSV,
    "customer.json": json.dumps({"customer": CUSTOMER}),
    "woo.json": json.dumps([WOO]),
    "known order.json": json.dumps(order(note="ring once")),
    "new order.json": json.dumps(order(2)),
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """A shop whose only customer came with an order, and was erased."""
    shop = TestShop(tmp_path / "shop")
    take(shop, "first.json", json.dumps(order()))
    shop.do(lambda c: customer_commands.erase(c, customer_id=1))
    yield shop
    shop.close()


def take(shop: TestShop, name: str, text: str) -> Outcome:
    """Import a text as a file."""
    file = shop.shop.place.folder.parent / name
    file.write_text(text, "utf-8")
    options = Options("EUR", "Europe/Berlin")
    return import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def everything(shop: TestShop) -> str:
    """What is in the vault, opened, and the ledger and the index as they stand."""
    opened = shop.read(lambda c: vault.unseal(c, range(1, 9)))
    return f"{opened} {shop.rows()}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_brings_back_nothing_of_who_was_erased(shop: TestShop, name: str) -> None:
    outcome = take(shop, name, FILES[name])
    assert outcome.plan.rejected == []
    assert outcome.plan.totals == outcome.plan.file_totals
    assert outcome.plan.personal == {}
    assert "customers" not in {**outcome.plan.created, **outcome.plan.updated}
    assert "Lovelace" not in everything(shop)
    assert "ada@example.com" not in everything(shop)
    assert shop.read(lambda c: customers.found(c, "lovelace")) == []
    shop.whole()


@pytest.mark.parametrize("name", ["customers.csv", "customer.json", "woo.json"])
def test_their_rows_count_as_unchanged(shop: TestShop, name: str) -> None:
    plan = take(shop, name, FILES[name]).plan
    assert (plan.read, plan.accepted, plan.unchanged) == (1, 1, 1)
    assert plan.facts == []


def test_a_new_order_by_their_id_is_theirs_without_a_name(shop: TestShop) -> None:
    take(shop, "new order.json", FILES["new order.json"])
    found = shop.read(lambda c: orders.rows(c, [1, 2], personal=True))
    assert [one.customer for one in found] == ["25", "25"]


def test_a_later_order_by_their_mail_address_alone_is_one_of_somebody_new(shop: TestShop) -> None:
    plan = take(shop, "later.json", json.dumps(order(2, customer=None))).plan
    assert plan.created["customers"] == 1
    assert shop.read(lambda c: vault.unseal(c, [1, 2])).keys() == {2}


def test_the_import_that_brought_them_is_not_undone_any_more(tmp_path: Path) -> None:
    """Or the same file would bring them back as somebody new."""
    shop = TestShop(tmp_path / "shop")
    try:
        take(shop, "customers.csv", CSV)
        shop.act(actor("owner", "sue"), lambda c: customer_commands.erase(c, customer_id=1))
        with pytest.raises(RowChanged):
            undo.undo(shop.shop.database, shop.owner)
        assert take(shop, "customers.csv", CSV).plan.unchanged == 1
        assert "Lovelace" not in everything(shop)
    finally:
        shop.close()


def test_what_left_with_an_undone_import_comes_back_with_the_file(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    try:
        take(shop, "customers.csv", CSV)
        undo.undo(shop.shop.database, shop.owner)
        undo.redo(shop.shop.database, shop.owner)
        assert "Lovelace" not in everything(shop)
        assert take(shop, "customers.csv", CSV).plan.updated == {"customers": 1}
        assert shop.read(lambda c: customers.names(c, [1])) == {1: ADA}
        shop.whole()
    finally:
        shop.close()


def test_an_erased_review_is_no_erased_customer(tmp_path: Path) -> None:
    """The ledger tells of both; imports of customers look for theirs alone."""
    shop = TestShop(tmp_path / "shop")
    review = subjects.subject("review", 7)
    shop.do(lambda c: identity.seal_personal(c, {1: {"name": ADA}, review: {"text": "Lovely"}}))
    shop.do(lambda c: identity.erase_personal(c, subject_id=review))
    assert shop.read(people.erased) == set()
    shop.do(lambda c: identity.erase_personal(c, subject_id=1))
    assert shop.read(people.erased) == {1}
    shop.close()
