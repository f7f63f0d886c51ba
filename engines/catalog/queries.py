"""What can be read of products and variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engines.database import highest, search
from engines.database.errors import NotFound
from engines.database.pages import LAST, Filter, Listing, Page, Sort
from engines.database.sql import Clause, Connection, all_among, between, one_of, starts

JOINT = "\x1f"  # stands between option values, and between the names of options


@dataclass(frozen=True, slots=True)
class Variant:
    """What is sold under one SKU, with its product. Prices in minor units."""

    id: int
    product_id: int
    sku: str
    title: str
    options: str
    barcode: str
    vendor: str
    category: str
    status: str
    price_minor: int
    compare_at_minor: int | None
    cost_minor: int | None
    weight_grams: int | None
    tracked: bool
    oversell: bool
    version: int
    entry: int


@dataclass(frozen=True, slots=True)
class Product:
    """A product without its variants."""

    id: int
    handle: str
    title: str
    vendor: str
    category: str
    tags: str
    status: str
    option_names: tuple[str, ...]
    version: int


# For the lists of other engines: a variant `v` with its product `p` …
VARIANTS = "catalog_variant v JOIN catalog_product p ON p.id = v.product_id"
# … and the columns they may show, filter and sort by.
COLUMNS: Mapping[str, str] = {
    "id": "v.id",
    "sku": "v.sku",
    "title": "p.title",
    "options": "v.options",
    "barcode": "v.barcode",
    "category": "p.category",
    "vendor": "p.vendor",
    "status": "p.status",
    "tags": "p.tags",
    "cost_minor": "v.cost_minor",
    "price_minor": "v.price_minor",
    "compare_at_minor": "v.compare_at_minor",
    "weight_grams": "v.weight_grams",
}
LISTING = Listing(key="v.id", source=VARIANTS, columns=COLUMNS)
_VARIANT = (
    "SELECT v.id, v.product_id, v.sku, p.title, v.options, v.barcode, p.vendor, p.category, "
    "p.status, v.price_minor, v.compare_at_minor, v.cost_minor, v.weight_grams, v.tracked, "
    f"v.oversell, v.version, v.entry FROM {VARIANTS}"
)
_PRODUCT = (
    "SELECT id, handle, title, vendor, category, tags, status, option_names, version "
    "FROM catalog_product"
)


def joined(variant_id: str) -> str:
    """The join that brings a variant and its product to a table whose column names it."""
    return f"{variant_joined(variant_id)} JOIN catalog_product p ON p.id = v.product_id"


def variant_joined(variant_id: str) -> str:
    """The join that brings a variant alone; after LEFT, also where the column names none."""
    return f"JOIN catalog_variant v ON v.id = {variant_id}"


def product_joined(product_id: str) -> str:
    """The join that brings a product to a table whose column names it."""
    return f"JOIN catalog_product p ON p.id = {product_id}"


def words_filter(_connection: Connection, text: str, _loose: bool) -> Clause:
    """Variants whose product matches the words of `text`, by the search index."""
    return search.matching("v.product_id", "product", text) | starts("v.sku", text)


def skus_start(connection: Connection, text: str) -> Clause | None:
    """A subquery of the variants whose SKU begins so; None when there are none."""
    near = starts("sku", text)
    sql = f"SELECT id FROM catalog_variant WHERE {near.text}"
    found = connection.first(sql + " LIMIT 1", *near.values)
    return None if found is None else Clause(sql, near.values)


def options_text(joined: str) -> str:
    """Option values as people read them: S / Red. "Default Title" means there are none."""
    if not joined:
        return ""
    values = [value for value in joined.split(JOINT) if value and value != "Default Title"]
    return " / ".join(values)


def _variant(row: Any) -> Variant:
    tracked, oversell = bool(row[13]), bool(row[14])
    values = [*row[:4], options_text(row[4]), *row[5:13], tracked, oversell, *row[15:]]
    return Variant(*values)


def variants_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("sku"),),
    offset: int = 0,
    limit: int = 200,
) -> Page[Variant]:
    """Variants with their products."""
    keys = LISTING.keys(connection, where, sort, offset, limit + 1)
    rows = LISTING.rows(connection, _VARIANT, keys[:limit], _variant)
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def variant_by_sku(connection: Connection, sku: str) -> Variant:
    """The variant of one SKU. Raises NotFound."""
    row = connection.first(_VARIANT + " WHERE v.sku = ?", sku)
    if row is None:
        raise NotFound("SKU", sku)
    return _variant(row)


def variant(connection: Connection, variant_id: int) -> Variant:
    """One variant. Raises NotFound."""
    row = connection.first(_VARIANT + " WHERE v.id = ?", variant_id)
    if row is None:
        raise NotFound("variant", str(variant_id))
    return _variant(row)


def variants_of(connection: Connection, product_id: int) -> list[Variant]:
    """All variants of a product, by SKU."""
    rows = connection.all(_VARIANT + " WHERE v.product_id = ? ORDER BY v.sku", product_id)
    return [_variant(row) for row in rows]


def product(connection: Connection, product_id: int) -> Product:
    """One product. Raises NotFound."""
    row = connection.first(_PRODUCT + " WHERE id = ?", product_id)
    if row is None:
        raise NotFound("product", str(product_id))
    return _product(row)


def _product(row: Any) -> Product:
    names = tuple(name for name in row[7].split(JOINT) if name)
    values = [*row[:7], names, row[8]]
    return Product(*values)


def products_by_handle(connection: Connection) -> dict[str, Product]:
    """Every product by its handle, for imports."""
    return {row[1]: _product(row) for row in connection.all(_PRODUCT)}


def has_handle(connection: Connection, handle: str) -> bool:
    """Whether a product has that handle."""
    sql = "SELECT id FROM catalog_product WHERE handle = ?"
    return connection.first(sql, handle) is not None


def has_sku(connection: Connection, sku: str) -> bool:
    """Whether a variant has that SKU."""
    return connection.first("SELECT id FROM catalog_variant WHERE sku = ?", sku) is not None


def sku_ids(connection: Connection) -> dict[str, int]:
    """The id of every SKU, for imports."""
    return dict(connection.all("SELECT sku, id FROM catalog_variant"))


def products_there(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of these products that exist."""
    return all_among(connection, "catalog_product", "id", ids)


def variants_there(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of these variants that exist."""
    return all_among(connection, "catalog_variant", "id", ids)


def next_ids(connection: Connection) -> tuple[int, int]:
    """Ids that no product and no variant has or had."""
    return highest.next_id(connection, "product"), highest.next_id(connection, "variant")


def find(connection: Connection, text: str, limit: int = 20) -> list[Variant]:
    """Variants for what a person types: the start of a SKU or barcode, then words of the title."""
    found: dict[int, Variant] = {}
    for column, start in (("sku", text), ("sku", text.upper()), ("barcode", text)):
        if start and len(found) < limit:
            near = between(f"v.{column}", start, start + LAST)
            sql = f"{_VARIANT} WHERE {near.text} ORDER BY v.{column} LIMIT ?"
            rows = connection.all(sql, *near.values, limit)
            found.update((row[0], _variant(row)) for row in rows)
    if len(found) < limit:
        hits = [hit.key for hit in search.find(connection, text, limit, "product")]
        place = {key: number for number, key in enumerate(hits)}
        near = one_of("p.id", hits)
        rows = connection.all(f"{_VARIANT} WHERE {near.text}", *near.values)
        for row in sorted(rows, key=lambda row: place[row[1]]):
            found.setdefault(row[0], _variant(row))
    return list(found.values())[:limit]


def titles(connection: Connection) -> dict[int, str]:
    """Product title by variant, for imports."""
    return dict(connection.all(f"SELECT v.id, p.title FROM {VARIANTS}"))


def variants_by_sku(connection: Connection) -> dict[str, Variant]:
    """Every variant by SKU, for imports."""
    return {row[2]: _variant(row) for row in connection.all(_VARIANT)}
