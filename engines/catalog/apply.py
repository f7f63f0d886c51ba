"""What each fact of this engine writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from engines.catalog.facts import (
    ProductAdded,
    ProductsEdited,
    ProductsLinked,
    ProductsWithdrawn,
    SupplierItemsChanged,
    SuppliersChanged,
    VariantData,
    VariantsAdded,
    VariantsEdited,
)
from engines.catalog.links import LINKS
from engines.catalog.queries import JOINT
from engines.catalog.suppliers import ITEMS, SUPPLIERS
from engines.database import highest, search
from engines.database.entries import Recorded
from engines.database.facts import Appliers
from engines.database.sql import Connection, chunks, one_of

_PRODUCT = [
    "id",
    "handle",
    "title",
    "vendor",
    "category",
    "tags",
    "status",
    "option_names",
    "version",
    "entry",
]
_VARIANT = [
    "id",
    "product_id",
    "sku",
    "barcode",
    "options",
    "price_minor",
    "compare_at_minor",
    "cost_minor",
    "weight_grams",
    "tracked",
    "oversell",
    "version",
    "entry",
]

_WORDS = (
    "SELECT p.id, p.title, p.vendor, v.sku, v.barcode FROM catalog_product p "
    "LEFT JOIN catalog_variant v ON v.product_id = p.id WHERE "
)


def _variant_rows(
    product_id: int, entry: int, variants: Iterable[VariantData]
) -> list[tuple[Any, ...]]:
    return [
        (
            v.id,
            product_id,
            v.sku,
            v.barcode,
            JOINT.join(v.options),
            v.price_minor,
            v.compare_at_minor,
            v.cost_minor,
            v.weight_grams,
            v.tracked,
            v.oversell,
            1,
            entry,
        )
        for v in variants
    ]


def _added(connection: Connection, recorded: Sequence[Recorded[ProductAdded]]) -> None:
    products, variants, words = [], [], []
    for one in recorded:
        f = one.fact
        products.append(
            (
                f.id,
                f.handle,
                f.title,
                f.vendor,
                f.category,
                f.tags,
                f.status,
                JOINT.join(f.option_names),
                1,
                one.index,
            )
        )
        variants.extend(_variant_rows(f.id, one.index, f.variants))
        skus = " ".join(f"{v.sku} {v.barcode}" for v in f.variants)
        words.append(("product", f.id, False, f"{f.title} {f.vendor} {skus}"))
    connection.insert_many("catalog_product", _PRODUCT, products)
    connection.insert_many("catalog_variant", _VARIANT, variants)
    highest.reached(connection, "product", (row[0] for row in products))
    highest.reached(connection, "variant", (row[0] for row in variants))
    search.put(connection, words)


def _variants_added(connection: Connection, recorded: Sequence[Recorded[VariantsAdded]]) -> None:
    rows = []
    for one in recorded:
        rows.extend(_variant_rows(one.fact.product_id, one.index, one.fact.variants))
    connection.insert_many("catalog_variant", _VARIANT, rows)
    highest.reached(connection, "variant", (row[0] for row in rows))
    connection.at_end(_reindex, {one.fact.product_id for one in recorded})


def _edit(connection: Connection, table: str, recorded: Sequence[Recorded[Any]]) -> None:
    """Each row is written once, whatever of it changes; its version counts the facts about it."""
    rows: dict[int, dict[str, Any]] = defaultdict(dict)
    facts = Counter[int]()
    renamed = []
    for one in recorded:
        facts.update({edit.id for edit in one.fact.edits})
        for edit in one.fact.edits:
            key, field = edit.id, edit.field
            rows[key][field] = edit.new
            if field == "sku":
                renamed.append((edit.new, key))
    # In their order: a SKU may be free only because another variant gave it up.
    connection.run_many(f"UPDATE {table} SET sku = ? WHERE id = ?", renamed)
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for key, fields in rows.items():
        fields.pop("sku", None)
        alike[tuple(fields)].append((*fields.values(), facts[key], key))
    for names, values in alike.items():
        wanted = "".join(f"{name} = ?, " for name in names)
        connection.run_many(
            f"UPDATE {table} SET {wanted}version = version + ? WHERE id = ?", values
        )


def _edited(recorded: Sequence[Recorded[Any]], fields: tuple[str, ...]) -> set[int]:
    return {edit.id for one in recorded for edit in one.fact.edits if edit.field in fields}


def _products_edited(connection: Connection, recorded: Sequence[Recorded[ProductsEdited]]) -> None:
    _edit(connection, "catalog_product", recorded)
    connection.at_end(_reindex, _edited(recorded, ("title", "vendor")))


def _variants_edited(connection: Connection, recorded: Sequence[Recorded[VariantsEdited]]) -> None:
    _edit(connection, "catalog_variant", recorded)
    named = _edited(recorded, ("sku", "barcode"))
    if named:
        connection.at_end(_reindex, _products_of(connection, sorted(named)))


def _withdrawn(connection: Connection, recorded: Sequence[Recorded[ProductsWithdrawn]]) -> None:
    for one in recorded:
        f = one.fact
        products = [(key,) for key in f.product_ids]
        connection.run_many("DELETE FROM catalog_variant WHERE product_id = ?", products)
        connection.run_many("DELETE FROM catalog_product WHERE id = ?", products)
        variants = [(key,) for key in f.variant_ids]
        touched = _products_of(connection, f.variant_ids)
        connection.run_many("DELETE FROM catalog_variant WHERE id = ?", variants)
        connection.at_end(_reindex, touched)
        search.drop(connection, "product", f.product_ids)


def _products_of(connection: Connection, variant_ids: Sequence[int]) -> set[int]:
    found = set[int]()
    for some in chunks(variant_ids):
        near = one_of("id", some)
        sql = f"SELECT product_id FROM catalog_variant WHERE {near.text}"
        found.update(connection.column(sql, *near.values))
    return found


def _reindex(connection: Connection, product_ids: Iterable[int]) -> None:
    words: dict[int, list[str]] = {}
    for some in chunks(sorted(product_ids)):
        near = one_of("p.id", some)
        for key, title, vendor, sku, barcode in connection.all(_WORDS + near.text, *near.values):
            words.setdefault(key, [title, vendor]).extend([sku or "", barcode or ""])
    search.renew(connection, "product", [(key, " ".join(w)) for key, w in words.items()])


APPLIERS: Appliers = {
    ProductAdded: _added,
    VariantsAdded: _variants_added,
    ProductsEdited: _products_edited,
    VariantsEdited: _variants_edited,
    ProductsWithdrawn: _withdrawn,
    ProductsLinked: LINKS.write,
    SuppliersChanged: SUPPLIERS.write,
    SupplierItemsChanged: ITEMS.write,
}
