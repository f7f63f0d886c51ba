"""Shopify products, and variants by themselves, as its REST interface and webhooks tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, picked
from engines.exchange.formats.shopify_orders_json import KIND
from engines.exchange.formats.woocommerce_products import grams
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.products import ProductDraft, ProductPlanner, read_product
from engines.exchange.reading import cells
from engines.exchange.reading.records import Record

_OPTIONS = (1, 2, 3)


class ShopifyProductRecords(JsonImporter):
    """Imports products with their variants; stock becomes the opening stock of what is new."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in ("handle", "title", "variants", "vendor", "options")
    }
    required: ClassVar[Sequence[str]] = ("handle", "title", "variants")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first product."""
        self.planner = ProductPlanner(reading, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a product. Raises CellError."""
        variants = [variant_fields(one) for one in part.parts("variants")]
        fields = _fields(part, deleted=record.deleted)
        told = self.planner.tell_state(fields)
        for one in variants:
            self.planner.tell_variant(one, told)
        for one in (fields, *variants):
            one.check()
        handle = cells.identifier(fields.label("handle"), fields.get("handle"))
        if not handle:
            raise CellError(fields.label("handle"), handle, "empty")
        product = read_product(handle, fields)
        product.bare = True
        twice = CellError(fields.label("handle"), handle, "product twice")
        self.planner.put(product, fields, variants, twice)

    def finish(self) -> None:
        """All beside the catalogue."""
        self.planner.finish()


class ShopifyVariantRecords(JsonImporter):
    """Imports variants by themselves: known by SKU, else under a product known by its id."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in ("product_id", "sku", "price", "option1", "inventory_policy")
    }
    required: ClassVar[Sequence[str]] = ("product_id", "sku", "price", "option1")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first variant."""
        self.planner = ProductPlanner(reading, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a variant. Raises CellError."""
        fields = variant_fields(part)
        self.planner.tell_variant(fields)
        fields.check()
        number = cells.identifier(part.at("product_id"), part.text("product_id"))
        handle = f"id:{number}"
        product = self.planner.products.get(handle)
        if product is None:
            product = ProductDraft(handle, part.text("title"), "", "", "", "", (), told=False)
        self.planner.add_variant(product, fields)
        self.planner.products[handle] = product

    def finish(self) -> None:
        """All beside the catalogue."""
        self.planner.finish()


def _fields(product: Part, *, deleted: bool) -> RecordFields:
    status = product.text("status") or ("active" if product.text("published_at") else "draft")
    picks: dict[str, Pick] = {
        "id": (product, "id"),
        "updated": (product, "updated_at"),
        "handle": (product, "handle"),
        "title": (product, "title"),
        "vendor": (product, "vendor"),
        "type": (product, "product_type"),
        "tags": (product, "tags"),
        "status": (product, "status", "archived" if deleted else status),
    }
    for number, one in enumerate(product.parts("options")[: len(_OPTIONS)], 1):
        picks[f"name{number}"] = (one, "name")
    return picked(picks)


def variant_fields(variant: Part) -> RecordFields:
    """A variant under the names that planning uses; nobody counts one without a manager."""
    weight = variant.text("weight")
    unit = variant.text("weight_unit")
    told: Pick = (variant, "grams")
    if not variant.text("grams") and weight:
        told = (variant, "weight", grams(weight, unit))
    picks: dict[str, Pick] = {
        "sku": (variant, "sku"),
        "barcode": (variant, "barcode"),
        "price": (variant, "price"),
        "compare": (variant, "compare_at_price"),
        "grams": told,
        "policy": (variant, "inventory_policy"),
        **{f"value{n}": (variant, f"option{n}") for n in _OPTIONS},
    }
    if variant.text("inventory_management"):
        picks["quantity"] = (variant, "inventory_quantity")
    return picked(picks)
