"""Customers: a pseudonym in the open, name and address in the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engines.database import highest, search
from engines.database.errors import NotFound
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.sql import Connection, all_among, chunks, one_of, starts

if TYPE_CHECKING:
    from engines.orders.facts import CustomerData


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with what may be shown: `name` is the pseudonym where the vault holds none."""

    id: int
    ref: str
    name: str
    country: str
    since_us: int
    orders: int
    spent_minor: int
    tags: str
    note: str
    entry: int


LISTING = Listing(
    key="id",
    source="orders_customer",
    columns={"ref": "ref", "country": "country", "since_us": "since_us"},
)

MOST_FOUND = 2_000  # of more than that, words say too little
_STANDING = "FILTER (WHERE o.state <> 'cancelled' AND o.kind = 'sale')"
_LOAD = (
    f"SELECT c.id, c.ref, c.country, c.since_us, count(o.id) {_STANDING}, "
    f"coalesce(sum(o.total_minor) {_STANDING}, 0), c.tags, c.note, c.entry "
    "FROM orders_customer c LEFT JOIN orders_order o ON o.customer_id = c.id "
    "WHERE {near} GROUP BY c.id"
)


def page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("ref"),),
    offset: int = 0,
    limit: int = 200,
    *,
    personal: bool = False,
) -> Page[Customer]:
    """Customers; with `personal`, under their names."""
    keys = LISTING.keys(connection, where, sort, offset, limit)
    rows = load(connection, keys, personal=personal)
    return Page(tuple(rows), offset + limit if len(keys) == limit else None)


def load(connection: Connection, ids: Sequence[int], *, personal: bool) -> list[Customer]:
    """Customers by id, in that order. Order count and sum leave cancelled orders out."""
    if not ids:
        return []
    near = one_of("c.id", ids)
    known = names(connection, ids) if personal else {}
    found = {
        key: Customer(key, ref, known.get(key) or ref, *rest)
        for key, ref, *rest in connection.all(_LOAD.format(near=near.text), *near.values)
    }
    return [found[key] for key in ids if key in found]


def names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Names from the vault, of those customers that have one."""
    # The cipher is imported when names are asked for.
    from engines.identity import vault

    opened = vault.unseal(connection, ids)
    named = {key: data.get("name") or data.get("email", "") for key, data in opened.items()}
    return {key: name for key, name in named.items() if name}


def by_ref(connection: Connection, ref: str, *, personal: bool) -> Customer:
    """The customer of that pseudonym. Raises NotFound."""
    key = connection.value("SELECT id FROM orders_customer WHERE ref = ?", ref)
    if key is None:
        raise NotFound("customer", ref)
    return load(connection, [key], personal=personal)[0]


def found(connection: Connection, text: str, most: int = MOST_FOUND) -> list[int]:
    """Ids of customers whose pseudonym begins so, or whose name or address has these words."""
    near = starts("ref", text)
    sql = f"SELECT id FROM orders_customer WHERE {near.text} LIMIT ?"
    ids = connection.column(sql, *near.values, most)
    if len(text) > 1 or not text.isascii():
        by_name = search.matching("id", "customer", text)
        sql = f"SELECT id FROM orders_customer WHERE {by_name.text} LIMIT ?"
        ids += connection.column(sql, *by_name.values, most)
    return ids


def ref_ids(connection: Connection) -> dict[str, int]:
    """The id of every customer by pseudonym, for imports."""
    return dict(connection.all("SELECT ref, id FROM orders_customer"))


def refs(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The pseudonyms of some customers, by id."""
    found: dict[int, str] = {}
    for some in chunks(ids):
        near = one_of("id", some)
        sql = f"SELECT id, ref FROM orders_customer WHERE {near.text}"
        found.update(connection.all(sql, *near.values))
    return found


def customers_there(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of these customers that exist."""
    return all_among(connection, "orders_customer", "id", ids)


def next_id(connection: Connection) -> int:
    """An id that no customer has or had."""
    return highest.next_id(connection, "customer")


def email_digest(secret: bytes, email: str) -> str:
    """HMAC-SHA256 of a mail address, folded: finds a returning customer without the address."""
    import hmac

    return hmac.digest(secret, email.strip().casefold().encode(), "sha256").hex()


def known_digests(connection: Connection) -> dict[str, int]:
    """Customers by the digest of their mail address, for imports."""
    return dict(connection.all("SELECT digest, customer_id FROM orders_lookup"))


def by_id(connection: Connection) -> dict[int, CustomerData]:
    """What stands in the open of every customer, for imports."""
    from engines.orders.facts import CustomerData

    rows = connection.all("SELECT id, ref, country, note, tags FROM orders_customer")
    return {
        key: CustomerData(id=key, ref=ref, country=country, note=note, tags=tags)
        for key, ref, country, note, tags in rows
    }
