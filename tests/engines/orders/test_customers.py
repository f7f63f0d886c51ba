"""Customers go under a pseudonym; their names come from the vault, for whoever may read them."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from engines.database.change import Change
from engines.database.errors import NotFound
from engines.database.pages import Filter
from engines.identity import commands as identity
from engines.orders import customer_commands, customers, queries
from engines.orders.commands import NewLine
from engines.orders.facts import CustomerData, CustomersAdded
from tests.engines.orders.conftest import Desk

SECRET = bytes(range(32))


@pytest.fixture
def known(desk: Desk) -> Desk:
    """Three customers: one with a name, one with a mail address alone, one erased long ago."""

    def work(change: Change) -> None:
        data = tuple(
            CustomerData(id=key, ref=f"C{key}", country=country)
            for key, country in ((1, "DE"), (2, "AT"), (3, "DE"))
        )
        change.record(CustomersAdded(customers=data))
        personal = {1: {"name": "Ana Šimić", "email": "ana@example.com"}, 2: {"email": "bo@x.org"}}
        identity.seal_personal(change, personal)
        customer_commands.remember_digests(change, {"digest of bo": 2})

    desk.do(work)
    return desk


def test_names_are_shown_only_to_who_may_read_them(known: Desk) -> None:
    shown = known.shop.read(lambda c: customers.load(c, [3, 1, 2], personal=True))
    assert [(one.ref, one.name) for one in shown] == [
        ("C3", "C3"),
        ("C1", "Ana Šimić"),
        ("C2", "bo@x.org"),
    ]
    hidden = known.shop.read(lambda c: customers.page(c)).rows
    assert [one.name for one in hidden] == ["C1", "C2", "C3"]


def test_an_order_goes_under_the_name_of_its_customer(known: Desk) -> None:
    key = known.place("7", NewLine("MUG", 1), customer_id=1)
    for personal, name in ((True, "Ana Šimić"), (False, "C1")):
        order = known.shop.read(lambda c, p=personal: queries.order(c, key, personal=p))  # type: ignore[misc]
        assert order.row.customer == name


@pytest.mark.parametrize(
    ("words", "found"), [("simic", True), ("ana", True), ("C1", True), ("bo", False)]
)
def test_orders_are_found_by_the_words_of_their_customers_name(
    known: Desk, words: str, found: bool
) -> None:
    known.place("7", NewLine("MUG", 1), customer_id=1)
    where = [Filter("words", "contains", words)]
    assert known.shop.read(lambda c: queries.orders_count(c, where)) == found


def test_customers_are_filtered_and_found_by_pseudonym(known: Desk) -> None:
    page = known.shop.read(lambda c: customers.page(c, [Filter("country", "is", "DE")]))
    assert [one.ref for one in page.rows] == ["C1", "C3"]
    assert known.shop.read(lambda c: customers.by_ref(c, "C2", personal=False)).country == "AT"
    with pytest.raises(NotFound):
        known.shop.read(lambda c: customers.by_ref(c, "C9", personal=False))


@pytest.mark.parametrize("mail", ["Ana@Example.com", " ana@example.com ", "ANA@EXAMPLE.COM"])
def test_a_mail_address_is_known_by_a_keyed_hash_of_its_folded_form(mail: str) -> None:
    expected = hmac.new(SECRET, b"ana@example.com", hashlib.sha256).hexdigest()
    assert customers.email_digest(SECRET, mail) == expected
    assert customers.email_digest(bytes(32), mail) != expected


def test_a_digest_belongs_to_who_had_it_first(known: Desk) -> None:
    known.do(
        lambda c: (
            c.record(CustomersAdded(customers=(CustomerData(id=4, ref="C4"),))),
            customer_commands.remember_digests(c, {"digest of bo": 4}),  # type: ignore[func-returns-value]
        )
    )
    assert known.shop.read(customers.known_digests) == {"digest of bo": 2}
