"""Everything that changes reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from engines.catalog import queries as catalog
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, NotFound
from engines.database.sql import chunks
from engines.identity import commands as identity
from engines.identity import subjects
from engines.identity.rights import Right
from engines.orders import customers
from engines.recommend import queries
from engines.recommend.errors import ReviewTaken
from engines.recommend.facts import ReviewData, ReviewsChanged

LEAST, MOST = 1_000, 5_000  # thousandths of a star


def add_review(
    change: Change,
    *,
    ref: str,
    product_id: int,
    rating_milli: int,
    at_us: int | None = None,
    verified: bool = False,
    status: str = "approved",
    personal: Mapping[str, str] | None = None,
) -> int:
    """Add a review; returns its id. `personal`: title, text, author, email, kept in the vault.

    Raises ReviewTaken, BadValue, NotFound.
    """
    change.require(Right.CATALOG_EDIT)
    catalog.product(change.connection, product_id)
    if not ref.strip():
        raise BadValue("ref", ref, "empty")
    if not LEAST <= rating_milli <= MOST:
        raise BadValue("rating", str(rating_milli), "not a rating")
    if queries.REVIEWS.find(change.connection, ref) is not None:
        raise ReviewTaken(ref)
    _check_status(status)
    told = {name: text for name, text in (personal or {}).items() if text}
    if told.keys() - set(queries.PERSONAL):
        raise BadValue("field", ", ".join(told), "unknown column")
    new = ReviewData(
        id=queries.REVIEWS.next_id(change.connection),
        ref=ref,
        product_id=product_id,
        at_us=change.at_us if at_us is None else at_us,
        rating_milli=rating_milli,
        verified=verified,
        status=status,
    )
    change.record(ReviewsChanged(new=(new,)))
    identity.seal_personal(change, {subjects.subject("review", new.id): told} if told else {})
    return new.id


def set_status(change: Change, *, review_id: int, status: str) -> None:
    """Let a review be shown, or not. Raises NotFound, BadValue."""
    change.require(Right.CATALOG_EDIT)
    _check_status(status)
    found = queries.by_ids(change.connection, [review_id])
    if not found:
        raise NotFound("review", str(review_id))
    if found[0].status != status:
        new = msgspec.structs.replace(found[0], status=status)
        change.record(ReviewsChanged(old=(found[0],), new=(new,)))


def _check_status(status: str) -> None:
    if status not in queries.STATUSES:
        raise BadValue("status", status, "not a status")


def erase_reviews(change: Change, *, customer_id: int, email: str) -> int:
    """Destroy author and words of a customer's reviews; how many. The ratings stay.

    An address finds those that were not linked to the customer. Every proof stays valid.
    """
    change.require(Right.PERSONAL_ERASE)
    ids = queries.reviews_of(change.connection, customer_id, email)
    for some in chunks(ids):
        for key in some:
            identity.forget(change, subject_id=subjects.subject("review", key))
        old = [one for one in queries.by_ids(change.connection, some) if not one.erased]
        new = [msgspec.structs.replace(one, erased=True) for one in old]
        if old:
            change.record(ReviewsChanged(old=tuple(old), new=tuple(new)))
    return len(ids)


def undo_reviews(change: Change, recorded: Sequence[Recorded[ReviewsChanged]]) -> None:
    """Put reviews back as they were; of those that leave, the vault forgets author and words.

    Raises RowChanged.
    """
    for one in recorded:
        stay = {row.id for row in one.fact.old}
        for row in one.fact.new:
            if row.id not in stay:
                subject_id = subjects.subject("review", row.id)
                identity.withdraw_personal(change, subject_id=subject_id)
    needs = {
        "product_id": catalog.products_there,
        "variant_id": catalog.variants_there,
        "customer_id": customers.customers_there,
    }
    queries.REVIEWS.undo(change, recorded, needs)
