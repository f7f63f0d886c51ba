"""Shopify product CSV: one row a variant (or an image), in both generations of column names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import msgspec

from engines.catalog import queries as catalog
from engines.catalog.facts import (
    Edit,
    ProductAdded,
    ProductsEdited,
    VariantData,
    VariantsAdded,
    VariantsEdited,
)
from engines.database.facts import Fact
from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading import cells
from engines.inventory import queries as stock
from engines.inventory.facts import LocationAdded, StockMove, StockMoved

DEFAULT_LOCATION = "Shop location"


@dataclass
class _Product:
    """A product while its rows are collected; without a title the catalogue's one stays."""

    handle: str
    title: str
    vendor: str
    category: str
    tags: str
    status: str
    option_names: tuple[str, ...]
    variants: list[tuple[VariantData, int]] = field(default_factory=list)


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
        products: dict[str, _Product] = {}
        seen: dict[str, int] = {}
        refused: set[str] = set()
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    columns.check(row)
                    _check_head(row, columns, refused)
                    _take(products, seen, line, row, columns, reading)
                except CellError as error:
                    plan.refuse(file, line, error)
                    handle = _handle(row, columns)
                    if handle not in products:
                        refused.add(handle)
        _compare(products, reading, plan)
        variants = sum(len(one.variants) for one in products.values())
        price = sum(v.price_minor for one in products.values() for v, _ in one.variants)
        units = sum(n for one in products.values() for _, n in one.variants)
        plan.totals = {
            "products": len(products),
            "variants": variants,
            "units": units,
            "price": price,
        }
        plan.file_totals = dict(plan.totals)
        return plan


def _handle(row: list[str], columns: Columns) -> str:
    return columns.get(row, "handle").strip().removeprefix("'")


def _check_head(row: list[str], columns: Columns, refused: set[str]) -> None:
    """Refuse the rows below a refused first row: title, vendor and status stand there alone."""
    handle = _handle(row, columns)
    if handle and handle in refused:
        raise CellError(columns.label["handle"], handle, "rest of a refused product")


def _take(
    products: dict[str, _Product],
    seen: dict[str, int],
    line: int,
    row: list[str],
    columns: Columns,
    reading: Reading,
) -> None:
    def cell(name: str) -> str:
        return columns.get(row, name)

    handle = cells.identifier(columns.label["handle"], cell("handle"))
    if not handle:
        raise CellError(columns.label["handle"], "", "empty")
    product = products.get(handle)
    if product is None:
        product = _product(handle, cell, columns)
    is_variant = bool(cell("value1").strip() or cell("sku").strip() or cell("price").strip())
    if is_variant:
        variant, quantity = _variant(handle, row, columns, reading)
        if variant.sku in seen:
            raise CellError(columns.label.get("sku", "SKU"), variant.sku, "SKU twice")
        seen[variant.sku] = line
        product.variants.append((variant, quantity))
    elif handle not in products:
        raise CellError(columns.label["price"], "", "empty")
    products[handle] = product


def _product(handle: str, cell: Callable[[str], str], columns: Columns) -> _Product:
    title = cells.text("Title", cell("title"))
    status = cells.text("Status", cell("status")).lower()
    if not status:
        label = columns.label.get("published", "Published")
        status = "active" if cells.truth(label, cell("published"), default=True) else "draft"
    names = tuple(cells.text(f"Option{n} Name", cell(f"name{n}")) for n in (1, 2, 3))
    category = cells.text("Type", cell("type")) or cells.text("Category", cell("category"))
    return _Product(
        handle,
        title,
        cells.text("Vendor", cell("vendor")),
        category,
        cells.text("Tags", cell("tags")),
        status,
        tuple(name for name in names if name),
    )


def _variant(
    handle: str, row: list[str], columns: Columns, reading: Reading
) -> tuple[VariantData, int]:
    def cell(name: str) -> str:
        return columns.get(row, name)

    def label(name: str) -> str:
        return columns.label.get(name, name)

    digits = reading.options.digits
    values = tuple(cells.text(label(f"value{n}"), cell(f"value{n}")) for n in (1, 2, 3))
    options = tuple(value for value in values if value)
    sku = cells.identifier(label("sku"), cell("sku")) or made_up_sku(handle, options)
    policy = cell("policy").strip().lower()
    quantity = cells.integer(label("quantity"), cell("quantity") or "0", negative=True)
    oversell = policy in ("continue", "true")
    if quantity < 0 and not oversell:
        raise CellError(label("quantity"), str(quantity), "negative")
    grams = cell("grams").strip()
    variant = VariantData(
        id=0,
        sku=sku,
        barcode=cells.identifier(label("barcode"), cell("barcode")),
        options=options,
        price_minor=cells.money(label("price"), cell("price") or "0", digits),
        compare_at_minor=_maybe(label("compare"), cell("compare"), digits),
        cost_minor=_maybe(label("cost"), cell("cost"), digits),
        weight_grams=cells.integer(label("grams"), grams.partition(".")[0]) if grams else None,
        tracked="quantity" in columns or bool(cell("tracker").strip()),
        oversell=oversell,
    )
    return variant, quantity


def made_up_sku(handle: str, options: Sequence[str]) -> str:
    """A SKU for a variant that has none: its handle and options."""
    named = [value for value in options if value != "Default Title"]
    return "/".join([handle, *named])


def _maybe(column: str, value: str, digits: int) -> int | None:
    return cells.money(column, value, digits) if value.strip() else None


def _compare(products: dict[str, _Product], reading: Reading, plan: Plan) -> None:
    """Facts for what is new or different."""
    known = catalog.products_by_handle(reading.connection)
    variants = catalog.variants_by_sku(reading.connection)
    next_product, next_variant = catalog.next_ids(reading.connection)
    added: list[Fact] = []
    moves: list[StockMove] = []
    product_edits: list[Edit] = []
    variant_edits: list[Edit] = []
    places = stock.locations(reading.connection)
    location_id = places[0][0] if places else 1
    for product in products.values():
        there = known.get(product.handle)
        fresh: list[VariantData] = []
        for data, quantity in product.variants:
            old = variants.get(data.sku)
            if old is not None:
                edits = _edits(old.id, old, data, _VARIANT)
                variant_edits.extend(edits)
                _account(plan, "variants", changed=bool(edits))
                continue
            fresh.append(msgspec.structs.replace(data, id=next_variant))
            if quantity:
                moves.append(
                    StockMove(variant_id=next_variant, location_id=location_id, quantity=quantity)
                )
            next_variant += 1
        if there is None and fresh:
            added.append(_added(next_product, product, fresh))
            next_product += 1
            plan.count("products")
        elif there is not None:
            edits = _edits(there.id, there, product, _PRODUCT)
            product_edits.extend(edits)
            if edits:
                plan.count("products", new=False)
            if fresh:
                added.append(VariantsAdded(product_id=there.id, variants=tuple(fresh)))
        if fresh:
            plan.count("variants", len(fresh))
    plan.facts = added
    if product_edits:
        plan.facts.append(ProductsEdited(edits=tuple(product_edits)))
    if variant_edits:
        plan.facts.append(VariantsEdited(edits=tuple(variant_edits)))
    if moves:
        if not places:
            plan.facts.append(LocationAdded(id=location_id, name=DEFAULT_LOCATION))
        plan.facts.append(StockMoved(reason="opening", moves=tuple(moves)))


_PRODUCT = ("title", "vendor", "category", "tags", "status")
_VARIANT = ("barcode", "price_minor", "compare_at_minor", "cost_minor", "weight_grams", "oversell")


def _account(plan: Plan, what: str, *, changed: bool) -> None:
    if changed:
        plan.count(what, new=False)
    else:
        plan.unchanged += 1


def _edits(key: int, old: object, new: object, fields: Sequence[str]) -> list[Edit]:
    """Fields that the file says otherwise; what the file leaves empty stays as it is."""
    return [
        Edit(id=key, field=name, old=getattr(old, name), new=getattr(new, name))
        for name in fields
        if getattr(new, name) not in (None, "") and getattr(old, name) != getattr(new, name)
    ]


def _added(product_id: int, product: _Product, variants: list[VariantData]) -> ProductAdded:
    return ProductAdded(
        id=product_id,
        handle=product.handle,
        title=product.title or product.handle,
        vendor=product.vendor,
        category=product.category,
        tags=product.tags,
        status=product.status,
        option_names=product.option_names,
        variants=tuple(variants),
    )
