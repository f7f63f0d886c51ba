"""Shopify customers as its REST interface and its webhooks tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, picked
from engines.exchange.formats.shopify_orders_json import KIND
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.customers import CustomerPlanner
from engines.exchange.reading.records import Record

_ADDRESS = ("company", "address1", "address2", "city", "zip")


class ShopifyCustomerRecords(JsonImporter):
    """Imports customers; known by their id, else by their mail address."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in ("id", "email", "first_name", "last_name", "verified_email")
    }
    required: ClassVar[Sequence[str]] = ("id", "email", "first_name", "verified_email")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first customer."""
        self.planner = CustomerPlanner(reading, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a customer. Raises CellError."""
        home = part.part("default_address")
        fields = picked(
            {
                "id": (part, "id"),
                "updated": (part, "updated_at"),
                "first": (part, "first_name"),
                "last": (part, "last_name"),
                "email": (part, "email"),
                "phone": (part, "phone") if part.text("phone") else (home, "phone"),
                "note": (part, "note"),
                "tags": (part, "tags"),
                "spent": (part, "total_spent"),
                "province": (home, "province_code"),
                "country": (home, "country_code"),
                **{name: (home, name) for name in _ADDRESS},
            }
        )
        self.planner.tell(fields)
        fields.check()
        self.planner.take(fields)

    def finish(self) -> None:
        """Who is new or different."""
        self.planner.finish()
