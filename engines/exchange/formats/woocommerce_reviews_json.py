"""WooCommerce reviews of products as its REST interface (v3) tells them.

Its ids of products are not ours: a review finds its product where that came from WooCommerce too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import ClassVar

from engines.catalog import links
from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, picked
from engines.exchange.formats.woocommerce_orders_json import CHANNEL, KIND, time_of
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.reviews import ReviewPlanner
from engines.exchange.reading import cells
from engines.exchange.reading.html import words_of
from engines.exchange.reading.records import Record


class WooCommerceReviews(JsonImporter):
    """Imports reviews of known products; of a deleted one only that it is in the trash."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,)
        for name in ("id", "product_id", "reviewer", "reviewer_email", "review", "rating", "status")
    }
    required: ClassVar[Sequence[str]] = ("id", "product_id", "reviewer", "review", "rating")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first review."""
        self.planner = ReviewPlanner(reading, plan)
        self.products = links.products_of(reading.connection, CHANNEL)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a review. Raises CellError."""
        number = part.text("id")
        picks: dict[str, Pick] = {
            "id": (part, "id", f"{CHANNEL}:{number}" if number else ""),
            "product": (part, "product_id"),
            "at": time_of(part, "date_created"),
            "rating": (part, "rating"),
            "verified": (part, "verified"),
            "status": (part, "status", "trash" if record.deleted else part.text("status")),
        }
        if not record.deleted:
            picks |= {
                "text": (part, "review", words_of(part.text("review"))),
                "author": (part, "reviewer", unescape(part.text("reviewer"))),
                "email": (part, "reviewer_email"),
            }
        fields = picked(picks)
        self.planner.tell(fields)
        fields.check()
        product = cells.identifier(fields.label("product"), fields.get("product"))
        if product not in self.products:
            raise CellError(fields.label("product"), product, "unknown product")
        if not number:
            raise CellError(fields.label("id"), "", "empty")
        self.planner.take_of(fields, product, self.products[product])

    def finish(self) -> None:
        """What is new or different."""
        self.planner.finish()
