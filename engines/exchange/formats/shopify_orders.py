"""Shopify order CSV: the first row of an order carries its sums, each further row a line.

Source: Shopify's help page "Exporting orders". Subtotal = goods − discounts; Total = Subtotal +
Shipping + Taxes, or without Taxes where prices include them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.order_draft import ADDRESS
from engines.exchange.planning.order_rows import AT_ONCE, OrderRows, Scattered
from engines.exchange.planning.orders import OrderPlanner


class ShopifyOrders(Importer):
    """Imports orders with lines, payments, fulfilment, refunds and cancellation."""

    kind: ClassVar[str] = "shopify-orders"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "number": ("Name",),
        "email": ("Email",),
        "financial": ("Financial Status",),
        "paid_at": ("Paid at",),
        "fulfilment": ("Fulfillment Status",),
        "fulfilled_at": ("Fulfilled at",),
        "currency": ("Currency",),
        "subtotal": ("Subtotal",),
        "shipping": ("Shipping",),
        "taxes": ("Taxes",),
        "total": ("Total",),
        "discount": ("Discount Amount",),
        "created": ("Created at",),
        "cancelled": ("Cancelled at",),
        "refunded": ("Refunded Amount",),
        "quantity": ("Lineitem quantity",),
        "name": ("Lineitem name",),
        "price": ("Lineitem price",),
        "sku": ("Lineitem sku",),
        "line_discount": ("Lineitem discount",),
        "line_state": ("Lineitem fulfillment status",),
        "method": ("Payment Method",),
        "reference": ("Payment Reference",),
        "source": ("Source",),
        "notes": ("Notes",),
        "ship_name": ("Shipping Name",),
        "bill_name": ("Billing Name",),
        "country": ("Shipping Country", "Billing Country"),
        "bill_country": ("Billing Country",),
        **{f"ship_{part}": (f"Shipping {part.title()}",) for part in ADDRESS},
    }
    required: ClassVar[Sequence[str]] = (
        "number",
        "financial",
        "total",
        "created",
        "quantity",
        "price",
    )

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read orders whole and compare them with those that are known."""
        try:
            return self._plan(files, reading, patient=False)
        except Scattered:
            return self._plan(files, reading, patient=True)

    def _plan(self, files: Sequence[Path], reading: Reading, *, patient: bool) -> Plan:
        plan = Plan()
        planner = OrderPlanner(reading, plan, "shopify")
        rows = OrderRows(planner, plan, patient=patient)
        for file in files:
            table, columns = self.open(file)
            found = table.rows(reading.ticket)
            while some := list(islice(found, AT_ONCE)):
                rows.take(file, columns, some)
            rows.finish_file()
        planner.finish()
        return plan
