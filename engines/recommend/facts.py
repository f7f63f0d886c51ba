"""What can happen to reviews, and to what is recommended."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact


class ReviewData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A review without its author and its words: these go into the vault.

    `rating_milli` is in thousandths of a star, so that halves and quarters stay exact.
    """

    id: int
    ref: str
    product_id: int
    at_us: int
    rating_milli: int
    variant_id: int | None = None
    customer_id: int | None = None
    verified: bool = False
    status: str = "approved"
    erased: bool = False


class ReviewsChanged(Fact, frozen=True, kw_only=True):
    """Reviews came, changed or left: each is written whole, before and after."""

    kind: ClassVar[str] = "reviews_changed"
    old: tuple[ReviewData, ...] = ()
    new: tuple[ReviewData, ...] = ()

    @property
    def subject(self) -> str | None:
        """The product, if it was one."""
        ids = {row.product_id for row in (*self.old, *self.new)}
        return f"product:{ids.pop()}" if len(ids) == 1 else None


class RecommendationsPublished(Fact, frozen=True, kw_only=True):
    """A model went live. `settings`, `rules` and `metrics` are canonical JSON, as they were.

    `data_digest` is SHA-256 of the interactions it was judged on; `again` is the publication that
    was brought back, where it is a rollback.
    """

    kind: ClassVar[str] = "recommendations_published"
    id: int
    target: str
    settings: str
    rules: str
    metrics: str
    data_digest: str
    note: str = ""
    again: int | None = None


FACTS: tuple[type[Fact], ...] = (ReviewsChanged, RecommendationsPublished)
