"""Suppliers as a table: a row for each, or a row for each SKU that one sells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from engines.exchange.formats.row_base import RowImporter
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.suppliers import SupplierPlanner


class Suppliers(RowImporter):
    """Imports suppliers, known by code or name, and what they ask for known SKUs."""

    kind: ClassVar[str] = "suppliers"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "code": ("Code",),
        "name": ("Name",),
        "currency": ("Currency",),
        "lead_days": ("Lead days",),
        "website": ("Website",),
        "contact": ("Contact",),
        "email": ("Email",),
        "phone": ("Phone",),
        "sku": ("SKU",),
        "supplier_sku": ("Supplier SKU",),
        "cost": ("Cost",),
        "pack_size": ("Pack size",),
        "min_quantity": ("Min quantity",),
        "supplier_currency": ("Supplier currency",),
        "supplier_lead_days": ("Supplier lead days",),
    }
    required: ClassVar[Sequence[str]] = ("name",)

    def planner(self, reading: Reading, plan: Plan) -> SupplierPlanner:
        """Who takes the rows."""
        return SupplierPlanner(reading, plan)
