"""Reviews that a file tells of: known by their id, else by product and moment.

Author and words go into the vault. Of a review that was erased, nothing comes back with a file.
"""

from __future__ import annotations

from collections import Counter

from engines.database.moments import from_us
from engines.database.rows import facts_of
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.planning.personal import Personal
from engines.exchange.reading import cells
from engines.identity import subjects, vault
from engines.orders import customers
from engines.recommend import queries as reviews
from engines.recommend.commands import LEAST, MOST
from engines.recommend.facts import ReviewData, ReviewsChanged

_SECOND_US = 1_000_000
_DIGITS = 3  # ratings are thousandths
# What other programs call the states of a review.
_STATUS = {
    **{name: name for name in reviews.STATUSES},
    **dict.fromkeys(("published", "publish", "visible", "active", "1"), "approved"),
    **dict.fromkeys(("hold", "unapproved", "draft", "new", "0"), "pending"),
    **dict.fromkeys(("hidden", "unpublished", "disapproved"), "rejected"),
    **dict.fromkeys(("unspam", "untrash"), "pending"),
    "deleted": "trash",
}


class ReviewPlanner:
    """The reviews of the shop and of the files so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.plan, self.options = plan, reading.options
        known = reviews.reviews_by_ref(reading.connection)
        self.was = {one.id: one for one in known.values()}
        self.now = dict(self.was)
        self.refs = {ref: one.id for ref, one in known.items()}
        self.next_id = reviews.REVIEWS.next_id(reading.connection)
        self.digests = customers.known_digests(reading.connection)
        self.secret = vault.secret(reading.connection)
        self.personal = Personal(reading.connection, plan)
        self.seen: set[str] = set()
        self.told: Counter[tuple[int, int]] = Counter()  # without an id, by product and moment
        self.file_sums = FileSums("reviews")

    def tell(self, _fields: Fields) -> None:
        """Add a review to the sums of the file, as it stands there."""
        self.file_sums.count("reviews")

    def take_of(
        self, fields: Fields, name: str, product_id: int, variant_id: int | None = None
    ) -> None:
        """Take a review of that product, which the file calls `name`. Raises CellError."""
        at_us = cells.moment(fields.label("at"), fields.get("at"), self.options.zone)
        at_us -= at_us % _SECOND_US
        rating = _rating(fields)
        told = {
            one: cells.prose(fields.label(one), fields.get(one), lines=one == "text")
            for one in reviews.PERSONAL
        }
        verified = fields.get("verified").strip()
        status = _status(fields)
        bought = cells.truth(fields.label("verified"), verified)
        ref = cells.identifier(fields.label("id"), fields.get("id"))
        place = (product_id, at_us)
        if not ref:
            number = self.told[place] + 1
            ref = f"{name}@{from_us(at_us):%Y-%m-%dT%H:%M:%SZ}" + f"#{number}" * (number > 1)
            self.told[place] = number
        if ref in self.seen:
            raise CellError(fields.label("id"), ref, "review twice")
        self.seen.add(ref)
        key = self.refs.get(ref)
        old = None if key is None else self.was[key]
        new = ReviewData(
            id=self._next() if key is None else key,
            ref=ref,
            product_id=product_id,
            at_us=at_us,
            rating_milli=rating,
            variant_id=variant_id,
            customer_id=self._customer(told["email"], old),
            verified=bought if verified or old is None else old.verified,
            status=status or (old.status if old else "approved"),
            erased=old is not None and old.erased,
        )
        self._put(old, new, told)

    def _next(self) -> int:
        key, self.next_id = self.next_id, self.next_id + 1
        return key

    def _customer(self, email: str, old: ReviewData | None) -> int | None:
        """The known customer of that address."""
        before = old.customer_id if old else None
        if not email or (old and old.erased):
            return before
        return self.digests.get(customers.email_digest(self.secret, email), before)

    def _put(self, old: ReviewData | None, new: ReviewData, told: dict[str, str]) -> None:
        self.now[new.id] = new
        subject_id = subjects.subject("review", new.id)
        words = not new.erased and self.personal.add(subject_id, told, new=old is None)
        if old is None:
            self.plan.count("reviews")
        elif words or new != old:
            self.plan.count("reviews", new=False)
        else:
            self.plan.unchanged += 1

    def finish(self) -> None:
        """Facts for what is new or different, and the sums over all."""
        self.plan.facts += facts_of(ReviewsChanged, self.was, self.now, self.now)
        self.plan.totals = {"reviews": self.plan.accepted}
        self.plan.file_totals = self.file_sums.done()


def _rating(fields: Fields) -> int:
    """Thousandths of a star, 1 to 5."""
    label, told = fields.label("rating"), fields.get("rating")
    if not told.strip():
        raise CellError(label, "", "empty")
    try:
        rating = cells.parse_money(told, _DIGITS)
    except ValueError:
        raise CellError(label, told, "not a rating") from None
    if not LEAST <= rating <= MOST:
        raise CellError(label, told, "not a rating")
    return rating


def _status(fields: Fields) -> str:
    """The state of a review, in our words; empty where none is told."""
    told = fields.get("status").strip()
    if told and told.casefold() not in _STATUS:
        raise CellError(fields.label("status"), told, "not a status")
    return _STATUS.get(told.casefold(), "")
