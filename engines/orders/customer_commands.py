"""What changes customers beyond their facts: vault, digests of mail addresses, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import RowChanged
from engines.database.sql import chunks, one_of
from engines.identity import commands as identity
from engines.identity import queries as people
from engines.orders import customers
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
)


def remember_digests(change: Change, digests: Mapping[str, int]) -> None:
    """Let these customers be found by their mail address again (vault data, no fact)."""
    change.connection.run_many(
        "INSERT OR IGNORE INTO orders_lookup(digest, customer_id) VALUES (?, ?)",
        list(digests.items()),
    )


def erase(change: Change, *, customer_id: int) -> None:
    """Destroy the personal data of a customer, and the digest of the mail address with it."""
    identity.erase_personal(change, subject_id=customer_id)
    _forget_digest(change, customer_id)


def _forget_digest(change: Change, customer_id: int) -> None:
    change.connection.run("DELETE FROM orders_lookup WHERE customer_id = ?", customer_id)


def undo_added(change: Change, recorded: Sequence[Recorded[CustomersAdded]]) -> None:
    """Withdraw customers that have no orders left. Raises RowChanged otherwise.

    One who was erased since stays, without a name: withdrawn, a file could bring them back as new.
    """
    ids = [c.id for one in recorded for c in one.fact.customers]
    erased = people.erased(change.connection)
    for customer in (c for one in recorded for c in one.fact.customers if c.id in erased):
        raise RowChanged("orders_customer", customer.ref)
    for some in chunks(ids):
        near = one_of("id", some)
        changed = change.connection.value(
            f"SELECT ref FROM orders_customer WHERE {near.text} AND (version > 1 "
            "OR EXISTS (SELECT 1 FROM orders_order o WHERE o.customer_id = orders_customer.id))",
            *near.values,
        )
        if changed is not None:
            raise RowChanged("orders_customer", changed)
    gone = tuple(c for one in recorded for c in one.fact.customers)
    for subject_id in ids:
        if identity.withdraw_personal(change, subject_id=subject_id):
            _forget_digest(change, subject_id)
    change.record(CustomersWithdrawn(customers=gone))


def undo_withdrawn(change: Change, recorded: Sequence[Recorded[CustomersWithdrawn]]) -> None:
    """Let withdrawn customers come back. Raises RowChanged when their place is taken."""
    known = customers.ref_ids(change.connection)
    ids = set(known.values())
    for one in recorded:
        for customer in one.fact.customers:
            if customer.ref in known or customer.id in ids:
                raise RowChanged("orders_customer", customer.ref)
        change.record(CustomersAdded(customers=one.fact.customers))


def undo_edited(change: Change, recorded: Sequence[Recorded[CustomersEdited]]) -> None:
    """Put the old data back. Raises RowChanged if somebody changed it since."""
    for one in recorded:
        stands = customers.by_id(change.connection)
        for new in one.fact.new:
            if new.id not in stands or _open(stands[new.id]) != _open(new):
                raise RowChanged("orders_customer", new.ref)
        change.record(CustomersEdited(old=one.fact.new, new=one.fact.old))


def _open(one: CustomerData) -> tuple[str, str, str, str]:
    return one.ref, one.country, one.note, one.tags
