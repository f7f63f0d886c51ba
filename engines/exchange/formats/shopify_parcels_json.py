"""Shopify fulfilments by themselves: its REST answers and webhooks about parcels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, first_of, picked
from engines.exchange.formats.shopify_orders_json import CHANNEL, KIND, parcel_picks
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.parcels import ParcelPlanner
from engines.exchange.reading.records import Record


class ShopifyParcelRecords(JsonImporter):
    """Imports parcels of orders that are in the shop."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,)
        for name in ("id", "order_id", "status", "tracking_number", "line_items", "created_at")
    }
    required: ClassVar[Sequence[str]] = ("id", "order_id", "status", "line_items", "created_at")

    @classmethod
    def matches(cls, header: Sequence[str]) -> int:
        """Orders and fulfilment orders have some of these names, but no tracking of their own."""
        is_parcel = "tracking_number" in header or "tracking_numbers" in header
        return super().matches(header) if is_parcel else 0

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first parcel."""
        self.planner = ParcelPlanner(reading, plan, CHANNEL)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a parcel. Raises CellError."""
        fields = picked(
            {
                **parcel_picks(part),
                "order": (part, "order_id"),
                "order_number": (part, "name", part.text("name").rpartition(".")[0]),
                "status": (part, "status"),
                "updated": (part, "updated_at"),
            }
        )
        lines = [
            picked(
                {
                    "quantity": (one, "quantity"),
                    "sku": (one, "sku"),
                    "name": first_of(one, ("name", "title")),
                }
            )
            for one in part.parts("line_items")
        ]
        self.planner.tell(fields, lines)
        if not lines:
            raise CellError(part.at("line_items"), "", "empty")
        self.planner.take(file, record.line, fields, lines)

    def finish(self) -> None:
        """What left."""
        self.planner.finish()
