"""WooCommerce refunds by themselves: /orders/723/refunds. The order is named by a link alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import ClassVar

from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, picked
from engines.exchange.formats.woocommerce_orders_json import (
    CHANNEL,
    KIND,
    line_sku,
    refund_mark,
    time_of,
)
from engines.exchange.formats.woocommerce_products_json import parent_id
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.refunds import RefundPlanner
from engines.exchange.reading.records import Record


class WooCommerceRefunds(JsonImporter):
    """Imports refunds of orders that are in the shop."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in ("id", "amount", "reason", "line_items", "refunded_by")
    }
    required: ClassVar[Sequence[str]] = ("id", "amount", "reason", "refunded_by")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first refund."""
        self.planner = RefundPlanner(reading, plan, CHANNEL)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a refund. Raises CellError."""
        fields = picked(
            {
                "order": (part, "_links.up", parent_id(part)),
                "amount": (part, "amount", part.text("amount").removeprefix("-")),
                "at": time_of(part, "date_created"),
                "mark": (part, "id", refund_mark(part.text("id"))),
                "why": (part, "reason"),
            }
        )
        lines = [
            picked(
                {
                    "quantity": (one, "quantity"),
                    "sku": (one, "sku", line_sku(one)),
                    "name": (one, "name", unescape(one.text("name"))),
                }
            )
            for one in part.parts("line_items")
        ]
        self.planner.tell(fields)
        for one in (fields, *lines):
            one.check()
        self.planner.take(fields, lines)

    def finish(self) -> None:
        """What went back."""
        self.planner.finish()
