"""Everything that changes the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engines.catalog import queries
from engines.catalog.errors import HandleTaken, SkuTaken
from engines.catalog.facts import (
    Edit,
    ProductAdded,
    ProductsEdited,
    ProductsWithdrawn,
    VariantData,
    VariantsAdded,
    VariantsEdited,
)
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, RowChanged
from engines.database.sql import Clause, chunks, names, one_of
from engines.identity.rights import Right

if TYPE_CHECKING:
    from engines.catalog.bulk import FieldEdit

PRODUCT_FIELDS = ("title", "vendor", "category", "tags", "status")
VARIANT_FIELDS = (
    "sku",
    "barcode",
    "price_minor",
    "compare_at_minor",
    "cost_minor",
    "weight_grams",
    "tracked",
    "oversell",
)
MAY_BE_UNKNOWN = ("compare_at_minor", "cost_minor", "weight_grams")
MAX_MINOR = 10**13  # a hundred milliards of the main unit: beyond it a price is a slip


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A variant to add. Money in minor units of the shop's currency."""

    sku: str
    price_minor: int
    cost_minor: int | None = None
    barcode: str = ""
    options: tuple[str, ...] = ()


def add_product(
    change: Change,
    *,
    title: str,
    variants: Sequence[NewVariant],
    handle: str | None = None,
    vendor: str = "",
    category: str = "",
    option_names: tuple[str, ...] = (),
) -> int:
    """Add a product with its variants; returns its id. Raises SkuTaken, HandleTaken, BadValue."""
    change.require(Right.CATALOG_EDIT)
    if not title.strip():
        raise BadValue("title", title, "empty")
    product_id, variant_id = queries.next_ids(change.connection)
    key = handle or f"product-{product_id}"
    if queries.has_handle(change.connection, key):
        raise HandleTaken(key)
    data: list[VariantData] = []
    for number, new in enumerate(variants):
        _check_price(new.price_minor)
        if new.cost_minor is not None:
            _check_price(new.cost_minor)
        if not new.sku.strip():
            raise BadValue("sku", new.sku, "empty")
        taken = queries.has_sku(change.connection, new.sku)
        if taken or any(one.sku == new.sku for one in data):
            raise SkuTaken(new.sku)
        data.append(
            VariantData(
                id=variant_id + number,
                sku=new.sku,
                barcode=new.barcode,
                options=new.options,
                price_minor=new.price_minor,
                cost_minor=new.cost_minor,
            )
        )
    change.record(
        ProductAdded(
            id=product_id,
            handle=key,
            title=title,
            vendor=vendor,
            category=category,
            option_names=option_names,
            variants=tuple(data),
        )
    )
    return product_id


def _check_price(minor: int) -> None:
    if minor < 0:
        raise BadValue("price", str(minor), "negative")
    if minor > MAX_MINOR:
        raise BadValue("price", str(minor), "too large")


def edit_variant(
    change: Change, *, variant_id: int, version: int, **fields: str | int | bool | None
) -> None:
    """Change fields of one variant read at `version`. Raises RowChanged, SkuTaken, BadValue."""
    change.require(Right.CATALOG_EDIT)
    was = queries.variant(change.connection, variant_id)
    if was.version != version:
        raise RowChanged("catalog_variant", was.sku)
    edits = []
    for field, new in fields.items():
        if field not in VARIANT_FIELDS:
            raise BadValue("field", field, "unknown column")
        if new is None and field not in MAY_BE_UNKNOWN:
            raise BadValue(field, "", "empty")
        if field == "sku" and not str(new).strip():
            raise BadValue(field, str(new), "empty")
        if field.endswith("_minor") and isinstance(new, int):
            _check_price(new)
        renamed = field == "sku" and new != was.sku
        if renamed and queries.has_sku(change.connection, str(new)):
            raise SkuTaken(str(new))
        old = getattr(was, field)
        if old != new:
            edits.append(Edit(id=variant_id, field=field, old=old, new=new))
    if edits:
        change.record(VariantsEdited(edits=tuple(edits)))


def edit_variants(change: Change, *, edits: Sequence[FieldEdit]) -> int:
    """Change fields of many variants and their products, all or none; how many changed.

    Raises RowChanged (a field no longer holds what the person saw), BadValue, SkuTaken, NotFound.
    """
    from engines.catalog import bulk  # who only looks does not pay for it

    return bulk.edit_variants(change, edits, MAX_MINOR)


def _reversed(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return tuple(Edit(id=e.id, field=e.field, old=e.new, new=e.old) for e in reversed(edits))


def undo_products_added(change: Change, recorded: Sequence[Recorded[ProductAdded]]) -> None:
    """Withdraw products that are still as they were added. Raises RowChanged otherwise."""
    for some in chunks([one.fact for one in recorded]):
        near = one_of("id", [fact.id for fact in some])
        sql = f"SELECT id, {names(PRODUCT_FIELDS)} FROM catalog_product WHERE {near.text}"
        rows = {key: tuple(values) for key, *values in change.connection.all(sql, *near.values)}
        variants = _variants(change, one_of("product_id", [fact.id for fact in some]))
        for fact in some:
            was = tuple(getattr(fact, name) for name in PRODUCT_FIELDS)
            ours = {key: row for key, row in variants.items() if row[0] == fact.id}
            if rows.get(fact.id) != was or ours != _as_added(fact.id, fact.variants):
                raise RowChanged("catalog_product", fact.handle)
    change.record(ProductsWithdrawn(product_ids=tuple(one.fact.id for one in recorded)))


def undo_products_edited(change: Change, recorded: Sequence[Recorded[ProductsEdited]]) -> None:
    """Put the old values back."""
    for one in recorded:
        _still(change, "product", one.fact.edits)
        change.record(ProductsEdited(edits=_reversed(one.fact.edits)))


def undo_variants_edited(change: Change, recorded: Sequence[Recorded[VariantsEdited]]) -> None:
    """Put the old values back."""
    for one in recorded:
        _still(change, "variant", one.fact.edits)
        change.record(VariantsEdited(edits=_reversed(one.fact.edits)))


def _still(change: Change, table: str, edits: Sequence[Edit]) -> None:
    """Raise RowChanged if somebody changed one of these fields since."""
    fields = sorted({edit.field for edit in edits})
    rows: dict[int, dict[str, object]] = {}
    for some in chunks(sorted({edit.id for edit in edits})):
        near = one_of("id", some)
        sql = f"SELECT id, {names(fields)} FROM catalog_{table} WHERE {near.text}"
        for key, *values in change.connection.all(sql, *near.values):
            rows[key] = dict(zip(fields, values, strict=True))
    for edit in edits:
        row = rows.get(edit.id)
        if row is None or row[edit.field] != edit.new:
            raise RowChanged(f"catalog_{table}", str(edit.id))


def undo_variants_added(change: Change, recorded: Sequence[Recorded[VariantsAdded]]) -> None:
    """Withdraw variants that are still as they were added. Raises RowChanged otherwise."""
    for one in recorded:
        was = _as_added(one.fact.product_id, one.fact.variants)
        for some in chunks(list(was)):
            rows = _variants(change, one_of("id", some))
            for key in some:
                if rows.get(key) != was[key]:
                    raise RowChanged("catalog_variant", str(was[key][1]))
    ids = tuple(v.id for one in recorded for v in one.fact.variants)
    change.record(ProductsWithdrawn(variant_ids=ids))


def undo_products_withdrawn(change: Change, added: Sequence[ProductAdded]) -> None:
    """Let withdrawn products come back. Raises RowChanged when their place is taken."""
    handles, skus = (
        queries.products_by_handle(change.connection),
        queries.sku_ids(change.connection),
    )
    ids = {product.id for product in handles.values()}
    for fact in added:
        if fact.handle in handles or fact.id in ids or any(v.sku in skus for v in fact.variants):
            raise RowChanged("catalog_product", fact.handle)
    change.record_all(added)


def _variants(change: Change, near: Clause) -> dict[int, tuple[Any, ...]]:
    """Product and fields of variants, by id."""
    sql = f"SELECT id, product_id, {names(VARIANT_FIELDS)} FROM catalog_variant WHERE {near.text}"
    return {key: tuple(values) for key, *values in change.connection.all(sql, *near.values)}


def _as_added(product_id: int, added: Sequence[VariantData]) -> dict[int, tuple[Any, ...]]:
    return {v.id: (product_id, *(getattr(v, name) for name in VARIANT_FIELDS)) for v in added}
