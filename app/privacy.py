"""Everything that is held on a customer, across the engines: shown, or destroyed."""

from __future__ import annotations

from typing import Any

from engines.database.change import Change
from engines.database.errors import NotFound
from engines.database.sql import Connection
from engines.identity import vault
from engines.identity.rights import Right
from engines.orders import customer_commands, customers
from engines.recommend import commands as recommend
from engines.recommend import queries as reviews


def held_on(connection: Connection, ref: str) -> dict[str, Any]:
    """What is held on the customer of that pseudonym, reviews included. Raises NotFound."""
    found = customers.by_ref(connection, ref, personal=True)
    held = vault.unseal(connection, [found.id]).get(found.id, {})
    ids = reviews.reviews_of(connection, found.id, held.get("email", ""))
    written = [
        {
            "ref": one.ref,
            "product": one.product,
            "at_us": one.at_us,
            "rating": one.rating_milli / 1000,
            "title": one.title,
            "text": one.text,
            "author": one.author,
            "email": one.email,
        }
        for one in reviews.load(connection, ids, personal=True)
    ]
    return {"customer": found.ref, "orders": found.orders, "held": held, "reviews": written}


def erase(change: Change, *, ref: str) -> None:
    """Destroy the personal data of a customer, and the words of the reviews with it.

    Raises NotFound where nothing is held.
    """
    change.require(Right.PERSONAL_ERASE)
    found = customers.by_ref(change.connection, ref, personal=False)
    # What is damaged can be destroyed all the same.
    held = vault.unseal(change.connection, [found.id], strict=False).get(found.id, {})
    erased = recommend.erase_reviews(change, customer_id=found.id, email=held.get("email", ""))
    if vault.holds(change.connection, found.id):
        customer_commands.erase(change, customer_id=found.id)
    elif not erased:
        raise NotFound("personal data", ref)
