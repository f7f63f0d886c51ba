"""WooCommerce customers as its REST interface (v3) and its webhooks tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, picked
from engines.exchange.formats.woocommerce_orders_json import ADDRESS, KIND, time_of
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.customers import CustomerPlanner
from engines.exchange.reading.records import Record

_ADDRESS = ADDRESS | {"country": "country"}


class WooCommerceCustomers(JsonImporter):
    """Imports customers; of a deleted one only the pseudonym."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in ("id", "email", "first_name", "last_name", "role", "username")
    }
    required: ClassVar[Sequence[str]] = ("id", "email", "first_name", "role")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first customer."""
        self.planner = CustomerPlanner(reading, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a customer. Raises CellError."""
        billing = part.part("billing")
        picks: dict[str, Pick] = {
            "id": (part, "id"),
            "updated": time_of(part, "date_modified"),
            "spent": (part, "total_spent"),
        }
        if not record.deleted:
            picks |= {
                "email": (part, "email"),
                "first": (part, "first_name"),
                "last": (part, "last_name"),
                **{name: (billing, column) for name, column in _ADDRESS.items()},
            }
        fields = picked(picks)
        self.planner.tell(fields)
        fields.check()
        self.planner.take(fields)

    def finish(self) -> None:
        """Who is new or different."""
        self.planner.finish()
