"""WooCommerce products and variations as its REST interface (v3) and its webhooks tell them.

Weights have no unit there (it is a setting of that shop), so they are left out, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, first_of, picked
from engines.exchange.formats.woocommerce_orders_json import KIND, time_of
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.families import Families, Variation
from engines.exchange.planning.fields import RecordFields
from engines.exchange.reading.records import Record, text_of

_PARENTS = ("variable", "grouped")


class WooCommerceProductRecords(JsonImporter):
    """Imports products and variations; a variation without its product brings one along."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,)
        for name in ("id", "sku", "regular_price", "stock_status", "attributes", "name", "slug")
    }
    required: ClassVar[Sequence[str]] = ("id", "sku", "regular_price", "attributes")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first product."""
        self.families = Families(reading, plan, adopt=True)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a product or a variation. Raises CellError."""
        kind = part.text("type") or ("simple" if "slug" in record.fields else "variation")
        varies, sold = kind == "variation", kind not in _PARENTS
        fields = _fields(part, deleted=record.deleted)
        self.families.tell(fields, product=not varies, sold=sold)
        try:
            fields.check()
            if varies:
                chosen = {one.text("name"): one.text("option") for one in part.parts("attributes")}
                parent = f"id:{parent_id(part)}"
                self.families.wait(Variation(file, record.line, fields, parent, chosen))
                return
            names = tuple(one.text("name") for one in part.parts("attributes"))
            self.families.add(fields, sold=sold, attributes=names)
        except CellError:
            self.families.spoil(fields)
            raise

    def finish(self) -> None:
        """Variations to their products, then all beside the catalogue."""
        self.families.finish()


def parent_id(part: Part) -> str:
    """The id of what a record belongs to, by its own field or by its link upwards."""
    told = part.text("parent_id")
    if told not in ("", "0"):
        return told
    links = part.part("_links")
    if not links.is_nested("up"):
        return links.text("up")  # as it was corrected by hand
    ups = links.parts("up")
    return ups[0].text("href").rstrip("/").rpartition("/")[2]


def _fields(product: Part, *, deleted: bool) -> RecordFields:
    """A product under the names that planning uses."""
    price = first_of(product, ("price", "regular_price"))
    regular, now = product.text("regular_price"), product.text(price[1])
    status = "active" if product.text("status") == "publish" else "draft"
    categories, tags, brands = (_listed(product, one) for one in ("categories", "tags", "brands"))
    picks: dict[str, Pick] = {
        "id": (product, "id"),
        "updated": time_of(product, "date_modified"),
        "sku": (product, "sku"),
        "title": (product, "name", unescape(product.text("name"))),
        "price": price,
        "compare": (product, "regular_price", regular if regular != now else ""),
        "status": (product, "status", "archived" if deleted else status),
        "barcode": (product, "global_unique_id"),
        "category": (product, "categories", categories[0] if categories else ""),
        "tags": (product, "tags", ", ".join(tags)),
        "vendor": (product, "brands", brands[0] if brands else ""),
        "policy": (product, "backorders", _policy(product)),
        "parent": (product, "parent_id", parent_id(product)),
        "attributes": (product, "attributes", ""),
    }
    if text_of(product.value.get("manage_stock")) == "true":
        picks["quantity"] = (product, "stock_quantity", product.text("stock_quantity") or "0")
    return picked(picks)


def _policy(product: Part) -> str:
    return "continue" if product.text("backorders") in ("yes", "notify") else "deny"


def _listed(product: Part, name: str) -> list[str]:
    return [found for one in product.parts(name) if (found := unescape(one.text("name")))]
