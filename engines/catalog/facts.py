"""What can happen to products and suppliers."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact


class VariantData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One variant as it is added: what is sold under one SKU."""

    id: int
    sku: str
    barcode: str = ""
    options: tuple[str, ...] = ()
    price_minor: int = 0
    compare_at_minor: int | None = None
    cost_minor: int | None = None
    weight_grams: int | None = None
    tracked: bool = True
    oversell: bool = False


class ProductAdded(Fact, frozen=True, kw_only=True):
    """A product with its first variants."""

    kind: ClassVar[str] = "product_added"
    id: int
    handle: str
    title: str
    vendor: str = ""
    category: str = ""
    tags: str = ""
    status: str = "active"
    option_names: tuple[str, ...] = ()
    variants: tuple[VariantData, ...] = ()

    @property
    def subject(self) -> str:
        """The product."""
        return f"product:{self.id}"


class VariantsAdded(Fact, frozen=True, kw_only=True):
    """More variants of a product that exists."""

    kind: ClassVar[str] = "variants_added"
    product_id: int
    variants: tuple[VariantData, ...]

    @property
    def subject(self) -> str:
        """The product."""
        return f"product:{self.product_id}"


class Edit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One field of one row, before and after (as text, integer, boolean or nothing).

    It cannot be part of a cycle: the collector need not look at 100,000 of them.
    """

    id: int
    field: str
    old: str | int | bool | None
    new: str | int | bool | None


def _of_one(edits: tuple[Edit, ...]) -> bool:
    return bool(edits) and all(one.id == edits[0].id for one in edits)


class ProductsEdited(Fact, frozen=True, kw_only=True):
    """Fields of products changed."""

    kind: ClassVar[str] = "products_edited"
    edits: tuple[Edit, ...]

    @property
    def subject(self) -> str | None:
        """The product, if it was one."""
        return f"product:{self.edits[0].id}" if _of_one(self.edits) else None


class VariantsEdited(Fact, frozen=True, kw_only=True):
    """Fields of variants changed: prices, costs, barcodes …"""

    kind: ClassVar[str] = "variants_edited"
    edits: tuple[Edit, ...]

    @property
    def subject(self) -> str | None:
        """The variant, if it was one."""
        return f"variant:{self.edits[0].id}" if _of_one(self.edits) else None


class ProductsWithdrawn(Fact, frozen=True, kw_only=True):
    """Products or single variants, added by mistake and used by nothing, left again."""

    kind: ClassVar[str] = "products_withdrawn"
    product_ids: tuple[int, ...] = ()
    variant_ids: tuple[int, ...] = ()


class LinkData(msgspec.Struct, frozen=True, kw_only=True):
    """Under which key another shop's program (`source`) knows a product."""

    id: int
    source: str
    key: str
    product_id: int


class ProductsLinked(Fact, frozen=True, kw_only=True):
    """Products became known under the ids of another shop, before and after."""

    kind: ClassVar[str] = "products_linked"
    old: tuple[LinkData, ...] = ()
    new: tuple[LinkData, ...] = ()


class SupplierData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A supplier: facts of a business. Whom to ask for goes into the vault."""

    id: int
    code: str
    name: str
    currency: str
    lead_days: int | None = None
    website: str = ""


class SuppliersChanged(Fact, frozen=True, kw_only=True):
    """Suppliers came, changed or left: each is written whole, before and after."""

    kind: ClassVar[str] = "suppliers_changed"
    old: tuple[SupplierData, ...] = ()
    new: tuple[SupplierData, ...] = ()

    @property
    def subject(self) -> str | None:
        """The supplier, if it was one."""
        ids = {row.id for row in (*self.old, *self.new)}
        return f"supplier:{ids.pop()}" if len(ids) == 1 else None


class SupplierItemData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a supplier asks for one piece of a variant, and how many must be taken."""

    id: int
    supplier_id: int
    variant_id: int
    currency: str
    supplier_sku: str = ""
    cost_minor: int | None = None
    pack_size: int = 1
    min_quantity: int = 1
    lead_days: int | None = None


class SupplierItemsChanged(Fact, frozen=True, kw_only=True):
    """What suppliers sell, and at what cost, before and after."""

    kind: ClassVar[str] = "supplier_items_changed"
    old: tuple[SupplierItemData, ...] = ()
    new: tuple[SupplierItemData, ...] = ()

    @property
    def subject(self) -> str | None:
        """The variant, if it was one."""
        ids = {row.variant_id for row in (*self.old, *self.new)}
        return f"variant:{ids.pop()}" if len(ids) == 1 else None


FACTS: tuple[type[Fact], ...] = (
    ProductAdded,
    VariantsAdded,
    ProductsEdited,
    VariantsEdited,
    ProductsWithdrawn,
    ProductsLinked,
    SuppliersChanged,
    SupplierItemsChanged,
)
