"""Shopify product CSV: one row a variant (or an image), in both generations of column names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RowFields
from engines.exchange.planning.product_rows import ProductRows
from engines.exchange.planning.products import ProductPlanner


class ShopifyProducts(Importer):
    """Imports products with variants; quantities become opening stock of new variants."""

    kind: ClassVar[str] = "shopify-products"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "handle": ("Handle", "URL handle"),
        "title": ("Title",),
        "vendor": ("Vendor",),
        "type": ("Type",),
        "category": ("Product Category", "Product category"),
        "tags": ("Tags",),
        "status": ("Status",),
        "published": ("Published", "Published on online store"),
        "sku": ("Variant SKU", "SKU"),
        "barcode": ("Variant Barcode", "Barcode"),
        "price": ("Variant Price", "Price"),
        "compare": ("Variant Compare At Price", "Compare-at price"),
        "cost": ("Cost per item",),
        "grams": ("Variant Grams", "Weight value (grams)"),
        "quantity": ("Variant Inventory Qty", "Inventory quantity"),
        "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
        "tracker": ("Variant Inventory Tracker", "Inventory tracker"),
        "image": ("Image Src", "Product image URL"),
        **{f"name{n}": (f"Option{n} Name",) for n in (1, 2, 3)},
        **{f"value{n}": (f"Option{n} Value",) for n in (1, 2, 3)},
    }
    required: ClassVar[Sequence[str]] = ("handle", "title", "price", "value1")

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read products whole and compare them with the catalogue."""
        plan = Plan()
        planner = ProductPlanner(reading, plan)
        rows = ProductRows(planner, plan)
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                rows.take(file, line, RowFields(columns, row))
        planner.finish()
        return plan
