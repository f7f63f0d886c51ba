"""Reviews as a table: a row each, of a SKU or of a product by its handle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from engines.catalog import queries as catalog
from engines.exchange.errors import CellError
from engines.exchange.formats.row_base import RowImporter
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.reviews import ReviewPlanner
from engines.exchange.reading import cells


class Reviews(RowImporter):
    """Imports reviews of known products; author and words go into the vault."""

    kind: ClassVar[str] = "reviews"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "id": ("Ref",),
        "sku": ("SKU",),
        "handle": ("Handle",),
        "rating": ("Rating",),
        "at": ("At",),
        "title": ("Title",),
        "text": ("Text",),
        "author": ("Author",),
        "email": ("Email",),
        "verified": ("Verified",),
        "status": ("Status",),
    }
    required: ClassVar[Sequence[str]] = ("rating", "at")

    def planner(self, reading: Reading, plan: Plan) -> RowReviews:
        """Who takes the rows."""
        return RowReviews(reading, plan)


class RowReviews(ReviewPlanner):
    """Finds the product of each row."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        super().__init__(reading, plan)
        variants = catalog.variants_by_sku(reading.connection)
        self.skus = {sku: (one.product_id, one.id) for sku, one in variants.items()}
        handles = catalog.products_by_handle(reading.connection)
        self.handles = {handle: one.id for handle, one in handles.items()}

    def take(self, fields: Fields) -> None:
        """Take a row. Raises CellError."""
        sku = cells.identifier(fields.label("sku"), fields.get("sku"))
        handle = cells.identifier(fields.label("handle"), fields.get("handle"))
        if sku:
            if sku not in self.skus:
                raise CellError(fields.label("sku"), sku, "unknown SKU")
            self.take_of(fields, sku, *self.skus[sku])
        elif handle:
            if handle not in self.handles:
                raise CellError(fields.label("handle"), handle, "unknown product")
            self.take_of(fields, handle, self.handles[handle])
        else:
            raise CellError(fields.label("sku"), "", "empty")
