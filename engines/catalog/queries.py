"""What can be read of products and variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    column,
    func,
    or_,
    select,
)
from sqlalchemy import text as sql_text

from engines.catalog import schema
from engines.catalog.apply import JOINT
from engines.database import search
from engines.database.errors import NotFound
from engines.database.pages import Filter, Listing, Page, Sort

_P, _V = schema.product, schema.variant


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


_COLUMNS = (
    _V.c.id,
    _V.c.product_id,
    _V.c.sku,
    _P.c.title,
    _V.c.options,
    _V.c.barcode,
    _P.c.vendor,
    _P.c.category,
    _P.c.status,
    _V.c.price_minor,
    _V.c.compare_at_minor,
    _V.c.cost_minor,
    _V.c.weight_grams,
    _V.c.tracked,
    _V.c.oversell,
    _V.c.version,
    _V.c.entry,
)
_JOIN = _V.join(_P, _P.c.id == _V.c.product_id)
LISTING = Listing(
    key=_V.c.id,
    source=_JOIN,
    columns={
        "sku": _V.c.sku,
        "title": _P.c.title,
        "barcode": _V.c.barcode,
        "vendor": _P.c.vendor,
        "category": _P.c.category,
        "status": _P.c.status,
        "price_minor": _V.c.price_minor,
        "cost_minor": _V.c.cost_minor,
    },
)


# For the lists of other engines: the columns they may show, filter and sort by …
COLUMNS: Mapping[str, ColumnElement[Any]] = {
    "id": _V.c.id,
    "sku": _V.c.sku,
    "title": _P.c.title,
    "options": _V.c.options,
    "barcode": _V.c.barcode,
    "category": _P.c.category,
    "vendor": _P.c.vendor,
    "cost_minor": _V.c.cost_minor,
    "price_minor": _V.c.price_minor,
    "tracked": _V.c.tracked,
}


VARIANTS: FromClause = _JOIN


def joined(source: FromClause, variant_id: ColumnElement[Any]) -> FromClause:
    """… and the join that brings them to `source`."""
    return source.join(_V, _V.c.id == variant_id).join(_P, _P.c.id == _V.c.product_id)


def words_filter(text: str) -> ColumnElement[bool]:
    """Variants whose product matches the words of `text`, by the search index."""
    expression = search.match_text(text)
    hits = sql_text("SELECT rowid FROM search_index WHERE search_index MATCH :words").columns(
        column("rowid", Integer)
    )
    bound = hits.bindparams(words=expression or '""')
    low, high = search.row_range("product")
    found = bound.subquery()
    ids = select(found.c.rowid - low).where(found.c.rowid.between(low, high))
    return or_(_V.c.product_id.in_(ids), _V.c.sku.startswith(text, autoescape=True))


def options_text(joined: str) -> str:
    """Option values as people read them: S / Red. "Default Title" means there are none."""
    values = [value for value in joined.split(JOINT) if value and value != "Default Title"]
    return " / ".join(values)


def _variant(row: Any) -> Variant:
    values = list(row)
    values[4] = options_text(values[4])
    return Variant(*values)


def _select() -> Select[Any]:
    return select(*_COLUMNS).select_from(_JOIN)


def variants_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("sku"),),
    offset: int = 0,
    limit: int = 200,
) -> Page[Variant]:
    """Variants with their products."""
    keys = LISTING.keys(connection, where, sort, offset, limit + 1)
    rows = LISTING.rows(connection, _select(), keys[:limit], _variant)
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def variant_by_sku(connection: Connection, sku: str) -> Variant:
    """The variant of one SKU. Raises NotFound."""
    row = connection.execute(_select().where(_V.c.sku == sku)).one_or_none()
    if row is None:
        raise NotFound("SKU", sku)
    return _variant(row)


def variant(connection: Connection, variant_id: int) -> Variant:
    """One variant. Raises NotFound."""
    row = connection.execute(_select().where(_V.c.id == variant_id)).one_or_none()
    if row is None:
        raise NotFound("variant", str(variant_id))
    return _variant(row)


def variants_of(connection: Connection, product_id: int) -> list[Variant]:
    """All variants of a product, by SKU."""
    query = _select().where(_V.c.product_id == product_id).order_by(_V.c.sku)
    return [_variant(row) for row in connection.execute(query)]


def product(connection: Connection, product_id: int) -> Product:
    """One product. Raises NotFound."""
    row = connection.execute(select(_P).where(_P.c.id == product_id)).one_or_none()
    if row is None:
        raise NotFound("product", str(product_id))
    return _product(row)


def _product(row: Any) -> Product:
    names = tuple(name for name in row.option_names.split(JOINT) if name)
    return Product(
        row.id,
        row.handle,
        row.title,
        row.vendor,
        row.category,
        row.tags,
        row.status,
        names,
        row.version,
    )


def products_by_handle(connection: Connection) -> dict[str, Product]:
    """Every product by its handle, for imports."""
    return {row.handle: _product(row) for row in connection.execute(select(_P))}


def sku_ids(connection: Connection) -> dict[str, int]:
    """The id of every SKU, for imports."""
    rows = connection.execute(select(_V.c.sku, _V.c.id)).all()
    return {row[0]: row[1] for row in rows}


def next_ids(connection: Connection) -> tuple[int, int]:
    """The next free product id and variant id."""
    product_id = connection.execute(select(func.max(_P.c.id))).scalar() or 0
    variant_id = connection.execute(select(func.max(_V.c.id))).scalar() or 0
    return product_id + 1, variant_id + 1


def find(connection: Connection, text: str, limit: int = 20) -> list[Variant]:
    """Variants for what a person types: the start of a SKU first, then words of the title."""
    high = text + "\U0010ffff"
    starts = _select().where(_V.c.sku >= text, _V.c.sku < high).order_by(_V.c.sku).limit(limit)
    found = {row[0]: _variant(row) for row in connection.execute(starts)} if text else {}
    hits = [hit.key for hit in search.find(connection, text, limit * 2) if hit.kind == "product"]
    if hits:
        place = {key: number for number, key in enumerate(hits)}
        rows = connection.execute(_select().where(_P.c.id.in_(hits)))
        for row in sorted(rows, key=lambda row: place[row[1]]):
            found.setdefault(row[0], _variant(row))
    return list(found.values())[:limit]


def titles(connection: Connection) -> dict[int, str]:
    """Product title by variant, for imports."""
    query = select(_V.c.id, _P.c.title).select_from(_JOIN)
    return {row[0]: row[1] for row in connection.execute(query)}


def variants_by_sku(connection: Connection) -> dict[str, Variant]:
    """Every variant by SKU, for imports."""
    return {row[2]: _variant(row) for row in connection.execute(_select())}
