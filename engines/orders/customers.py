"""Customers: a pseudonym in the open, name and address in the vault."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, Select, column, delete, func, select
from sqlalchemy import text as sql_text

from engines.database import search
from engines.database.bulk import run_many
from engines.database.change import Change
from engines.database.errors import NotFound, RowChanged
from engines.database.facts import Recorded
from engines.database.pages import Filter, Listing, Page, Sort
from engines.identity import commands as identity
from engines.identity import vault
from engines.orders import schema
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
)

_C, _O = schema.customer, schema.order


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
    key=_C.c.id,
    source=_C,
    columns={"ref": _C.c.ref, "country": _C.c.country, "since_us": _C.c.since_us},
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
    open_orders = (_O.c.state != "cancelled") & (_O.c.kind == "sale")
    query = (
        select(
            _C.c.id,
            _C.c.ref,
            _C.c.country,
            _C.c.since_us,
            func.count(_O.c.id).filter(open_orders),
            func.coalesce(func.sum(_O.c.total_minor).filter(open_orders), 0),
            _C.c.tags,
            _C.c.note,
            _C.c.entry,
        )
        .select_from(_C.outerjoin(_O, _O.c.customer_id == _C.c.id))
        .where(_C.c.id.in_(ids))
        .group_by(_C.c.id)
    )
    known = names(connection, ids) if personal else {}
    found = {
        row[0]: Customer(row[0], row[1], known.get(row[0]) or row[1], *row[2:])
        for row in connection.execute(query)
    }
    return [found[key] for key in ids if key in found]


def names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Names from the vault, of those customers that have one."""
    opened = vault.unseal(connection, ids)
    named = {key: data.get("name") or data.get("email", "") for key, data in opened.items()}
    return {key: name for key, name in named.items() if name}


def by_ref(connection: Connection, ref: str, *, personal: bool) -> Customer:
    """The customer of that pseudonym. Raises NotFound."""
    key = connection.execute(select(_C.c.id).where(_C.c.ref == ref)).scalar()
    if key is None:
        raise NotFound("customer", ref)
    return load(connection, [key], personal=personal)[0]


def matching(text: str) -> Select[tuple[int]]:
    """Ids of the customers whose name or address has the words of `text`, as a subquery."""
    hits = sql_text("SELECT rowid FROM search_index WHERE search_index MATCH :customer").columns(
        column("rowid", Integer)
    )
    found = hits.bindparams(customer=search.match_text(text) or '""').subquery()
    low, high = search.row_range("customer")
    return select((found.c.rowid - low).label("id")).where(found.c.rowid.between(low, high))


def ref_ids(connection: Connection) -> dict[str, int]:
    """The id of every customer by pseudonym, for imports."""
    return {row[0]: row[1] for row in connection.execute(select(_C.c.ref, _C.c.id)).all()}


def next_id(connection: Connection) -> int:
    """The next free customer id."""
    return (connection.execute(select(func.max(_C.c.id))).scalar() or 0) + 1


def email_digest(secret: bytes, email: str) -> str:
    """HMAC-SHA256 of a mail address, folded: finds a returning customer without the address."""
    return hmac.new(secret, email.strip().casefold().encode(), hashlib.sha256).hexdigest()


def known_digests(connection: Connection) -> dict[str, int]:
    """Customers by the digest of their mail address, for imports."""
    table = schema.lookup
    rows = connection.execute(select(table.c.digest, table.c.customer_id)).all()
    return {row[0]: row[1] for row in rows}


def remember_digests(change: Change, digests: Mapping[str, int]) -> None:
    """Let these customers be found by their mail address again (vault data, no fact)."""
    run_many(
        change.connection,
        "INSERT OR IGNORE INTO orders_lookup(digest, customer_id) VALUES (?, ?)",
        list(digests.items()),
    )


def by_id(connection: Connection) -> dict[int, CustomerData]:
    """What stands in the open of every customer, for imports."""
    return {
        row.id: CustomerData(
            id=row.id, ref=row.ref, country=row.country, note=row.note, tags=row.tags
        )
        for row in connection.execute(select(_C))
    }


def erase(change: Change, *, customer_id: int) -> None:
    """Destroy the personal data of a customer, and the digest of the mail address with it."""
    identity.erase_personal(change, subject_id=customer_id)
    _forget_digest(change, customer_id)


def _forget_digest(change: Change, customer_id: int) -> None:
    table = schema.lookup
    change.connection.execute(delete(table).where(table.c.customer_id == customer_id))


def undo_added(change: Change, recorded: Sequence[Recorded[CustomersAdded]]) -> None:
    """Withdraw customers that have no orders left. Raises RowChanged otherwise."""
    ids = [c.id for one in recorded for c in one.fact.customers]
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        query = select(_C.c.ref).where(
            _C.c.id.in_(part), _C.c.id.in_(select(_O.c.customer_id)) | (_C.c.version > 1)
        )
        changed = change.connection.execute(query).scalars().first()
        if changed is not None:
            raise RowChanged("orders_customer", changed)
    gone = tuple(c for one in recorded for c in one.fact.customers)
    for subject_id in ids:
        if identity.forget(change, subject_id=subject_id):
            _forget_digest(change, subject_id)
    change.record(CustomersWithdrawn(customers=gone))


def undo_withdrawn(change: Change, recorded: Sequence[Recorded[CustomersWithdrawn]]) -> None:
    """Let withdrawn customers come back."""
    for one in recorded:
        change.record(CustomersAdded(customers=one.fact.customers))


def undo_edited(change: Change, recorded: Sequence[Recorded[CustomersEdited]]) -> None:
    """Put the old data back."""
    for one in recorded:
        change.record(CustomersEdited(old=one.fact.new, new=one.fact.old))
