"""What can be read of reviews; author and words only for who may read personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engines.catalog import queries as catalog
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.rows import RowTable
from engines.database.sql import Clause, Connection, chunks, contains, first_among, starts
from engines.identity import subjects
from engines.orders import customers
from engines.recommend.facts import ReviewData

PERSONAL = ("title", "text", "author", "email")
STATUSES = ("approved", "pending", "rejected", "spam", "trash")
REVIEWS = RowTable(
    "recommend_review",
    (
        "id",
        "ref",
        "product_id",
        "at_us",
        "rating_milli",
        "variant_id",
        "customer_id",
        "verified",
        "status",
        "erased",
    ),
    ("ref",),
)


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it is listed; `customer` is a pseudonym, the words are empty if not to be read.

    `sku` is empty where the product as a whole is meant, `handle` names the product.
    """

    id: int
    ref: str
    sku: str
    handle: str
    product: str
    rating_milli: int
    at_us: int
    verified: bool
    status: str
    customer: str
    version: int
    entry: int
    title: str = ""
    text: str = ""
    author: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reviews of a product that may be shown come to; `mean_milli` is None for none."""

    count: int
    mean_milli: int | None


def _has_words(_connection: Connection, text: str, _loose: bool) -> Clause:
    return contains("p.title", text) | starts("v.sku", text) | starts("p.handle", text)


_SOURCE = (
    "recommend_review r "
    + catalog.product_joined("r.product_id")
    + " LEFT "
    + catalog.variant_joined("r.variant_id")
)
LISTING = Listing(
    key="r.id",
    source=_SOURCE,
    columns={
        "id": "r.id",
        "ref": "r.ref",
        "sku": "v.sku",
        "handle": "p.handle",
        "product": "p.title",
        "product_id": "r.product_id",
        "rating_milli": "r.rating_milli",
        "at_us": "r.at_us",
        "verified": "r.verified",
        "status": "r.status",
    },
    special={"words": _has_words},
)
_SELECT = (
    "SELECT r.id, r.ref, coalesce(v.sku, ''), p.handle, p.title, r.rating_milli, r.at_us, "
    f"r.verified, r.status, r.customer_id, r.version, r.entry FROM {_SOURCE}"
)


def page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("at_us", descending=True),),
    offset: int = 0,
    limit: int = 200,
    *,
    personal: bool = False,
) -> Page[Review]:
    """Reviews, the newest first; with `personal`, who wrote what."""
    keys = LISTING.keys(connection, where, sort, offset, limit + 1)
    rows = load(connection, keys[:limit], personal=personal)
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def load(connection: Connection, ids: Sequence[int], *, personal: bool) -> list[Review]:
    """Reviews by id, in that order."""
    held = words(connection, ids) if personal else {}
    found = LISTING.rows(connection, _SELECT, ids, lambda row: row)
    refs = customers.refs(connection, [row[9] for row in found if row[9] is not None])
    return [_review(row, refs.get(row[9], ""), held.get(row[0], {})) for row in found]


def _review(row: Sequence[Any], customer: str, told: Mapping[str, str]) -> Review:
    verified = bool(row[7])
    said = [told.get(name, "") for name in PERSONAL]
    values = [*row[:7], verified, row[8], customer, *row[10:], *said]
    return Review(*values)


def words(
    connection: Connection, ids: Sequence[int], *, strict: bool = True
) -> dict[int, dict[str, str]]:
    """Author and words of those reviews of which the vault holds them. Raises VaultDamaged."""
    from engines.identity import vault  # the cipher is imported when words are asked for

    wanted = [subjects.subject("review", key) for key in ids]
    held = vault.unseal(connection, wanted, strict=strict)
    return {
        subjects.of(subject_id)[1]: {name: told[name] for name in PERSONAL if name in told}
        for subject_id, told in held.items()
    }


def standing(connection: Connection, product_id: int) -> Standing:
    """Count and mean of a product's approved reviews, the mean to the nearest thousandth."""
    count, total = connection.first(
        "SELECT count(*), coalesce(sum(rating_milli), 0) FROM recommend_review "
        "WHERE product_id = ? AND status = 'approved'",
        product_id,
    )
    return Standing(count, (2 * total + count) // (2 * count) if count else None)


def newest_of(
    connection: Connection, product_id: int, limit: int, *, personal: bool
) -> list[Review]:
    """The newest reviews of a product, whatever their status."""
    where = [Filter("product_id", "is", product_id)]
    keys = LISTING.keys(connection, where, [Sort("at_us", descending=True)], limit=limit)
    return load(connection, keys, personal=personal)


def reviews_by_ref(connection: Connection) -> dict[str, ReviewData]:
    """Every review as it stands in the open, for imports."""
    rows = REVIEWS.read(connection, connection.column("SELECT id FROM recommend_review"))
    return {one.ref: one for one in (_data(row) for row in rows.values())}


def by_ids(connection: Connection, ids: Sequence[int]) -> list[ReviewData]:
    """Reviews as they stand in the open."""
    return [_data(row) for row in REVIEWS.read(connection, ids).values()]


def _data(row: Sequence[object]) -> ReviewData:
    told = dict(zip(REVIEWS.columns, row, strict=True))
    told |= {"verified": bool(told["verified"]), "erased": bool(told["erased"])}
    return ReviewData(**told)  # type: ignore[arg-type]


def reviews_of(connection: Connection, customer_id: int, email: str) -> list[int]:
    """Reviews of a customer: those linked, and those under the same address that are not yet."""
    sql = "SELECT id FROM recommend_review WHERE customer_id = ?"
    found = set(connection.column(sql, customer_id))
    if email:
        sql = "SELECT id FROM recommend_review WHERE customer_id IS NULL AND NOT erased"
        for some in chunks(connection.column(sql)):
            for key, told in words(connection, some, strict=False).items():
                if told.get("email", "").strip().casefold() == email.strip().casefold():
                    found.add(key)
    return sorted(found)


def reviewed_among(connection: Connection, product_ids: Sequence[int]) -> int | None:
    """One of these products of which there is a review; None if there is none."""
    return first_among(connection, "recommend_review", "product_id", product_ids)


def meant_among(connection: Connection, variant_ids: Sequence[int]) -> int | None:
    """One of these variants that a review means by itself; None if none does."""
    return first_among(connection, "recommend_review", "variant_id", variant_ids)


def wrote_among(connection: Connection, customer_ids: Sequence[int]) -> int | None:
    """One of these customers who wrote a review; None if none did."""
    return first_among(connection, "recommend_review", "customer_id", customer_ids)
