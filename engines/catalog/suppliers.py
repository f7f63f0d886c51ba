"""Suppliers, and what they ask for what: the business in the open, whom to ask for in the vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from engines.catalog import queries
from engines.catalog.facts import SupplierData, SupplierItemData
from engines.database.errors import NotFound
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.rows import RowTable
from engines.database.sql import Clause, Connection, all_among, contains, first_among
from engines.identity import subjects

T = TypeVar("T")
PERSONAL = ("contact", "email", "phone")
SUPPLIERS = RowTable(
    "catalog_supplier", ("id", "code", "name", "currency", "lead_days", "website"), ("code",)
)
ITEMS = RowTable(
    "catalog_supplier_item",
    (
        "id",
        "supplier_id",
        "variant_id",
        "supplier_sku",
        "cost_minor",
        "currency",
        "pack_size",
        "min_quantity",
        "lead_days",
    ),
    ("supplier_id", "variant_id"),
)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier; contact, email and phone are empty for who may not read personal data."""

    id: int
    code: str
    name: str
    currency: str
    lead_days: int | None
    website: str
    items: int
    version: int
    entry: int
    contact: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SupplierItem:
    """What a supplier asks for a piece of one SKU; `lead_days` is None where it is as usual."""

    id: int
    variant_id: int
    code: str
    name: str
    supplier_currency: str
    supplier_lead_days: int | None
    sku: str
    title: str
    supplier_sku: str
    cost_minor: int | None
    currency: str
    pack_size: int
    min_quantity: int
    lead_days: int | None
    version: int
    entry: int

    @property
    def usual_lead_days(self) -> int | None:
        """The item's own lead time, else the supplier's."""
        return self.supplier_lead_days if self.lead_days is None else self.lead_days


def _has_words(_connection: Connection, text: str, _loose: bool) -> Clause:
    return contains("s.name", text) | contains("s.code", text)


LISTING = Listing(
    key="s.id",
    source="catalog_supplier s",
    columns={
        name: f"s.{name}" for name in ("id", "code", "name", "currency", "lead_days", "website")
    },
    special={"words": _has_words},
)
_ITEMS_SOURCE = (
    "catalog_supplier_item i JOIN catalog_supplier s ON s.id = i.supplier_id "
    + queries.joined("i.variant_id")
)
ITEM_LISTING = Listing(
    key="i.id",
    source=_ITEMS_SOURCE,
    columns={
        "id": "i.id",
        "code": "s.code",
        "name": "s.name",
        "sku": "v.sku",
        "title": "p.title",
        "supplier_sku": "i.supplier_sku",
        "cost_minor": "i.cost_minor",
        "currency": "i.currency",
        "pack_size": "i.pack_size",
        "min_quantity": "i.min_quantity",
        "lead_days": "i.lead_days",
    },
    special={
        "words": lambda c, text, loose: (
            _has_words(c, text, loose) | queries.words_filter(c, text, loose)
        )
    },
)
_SELECT = (
    "SELECT s.id, s.code, s.name, s.currency, s.lead_days, s.website, "
    "(SELECT count(*) FROM catalog_supplier_item i WHERE i.supplier_id = s.id), "
    "s.version, s.entry FROM catalog_supplier s"
)
_ITEM_SELECT = (
    "SELECT i.id, i.variant_id, s.code, s.name, s.currency, s.lead_days, v.sku, p.title, "
    "i.supplier_sku, i.cost_minor, i.currency, i.pack_size, i.min_quantity, i.lead_days, "
    f"i.version, i.entry FROM {_ITEMS_SOURCE}"
)


def page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("code"),),
    offset: int = 0,
    limit: int = 200,
    *,
    personal: bool = False,
) -> Page[Supplier]:
    """Suppliers; with `personal`, whom to ask for."""
    keys = LISTING.keys(connection, where, sort, offset, limit + 1)
    held = contacts(connection, keys[:limit]) if personal else {}
    rows = LISTING.rows(
        connection, _SELECT, keys[:limit], lambda row: _supplier(row, held.get(row[0], {}))
    )
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def _supplier(row: Sequence[Any], told: Mapping[str, str]) -> Supplier:
    values = [*row, *(told.get(name, "") for name in PERSONAL)]
    return Supplier(*values)


def items_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("code"), Sort("sku")),
    offset: int = 0,
    limit: int = 200,
) -> Page[SupplierItem]:
    """What suppliers sell, one row a supplier and SKU."""
    keys = ITEM_LISTING.keys(connection, where, sort, offset, limit + 1)
    rows = ITEM_LISTING.rows(connection, _ITEM_SELECT, keys[:limit], lambda row: SupplierItem(*row))
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def contacts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Whom to ask for, of those suppliers of which the vault holds it."""
    from engines.identity import vault  # the cipher is imported when contacts are asked for

    held = vault.unseal(connection, [subjects.subject("supplier", key) for key in ids])
    return {
        subjects.of(subject_id)[1]: {name: told[name] for name in PERSONAL if name in told}
        for subject_id, told in held.items()
    }


def items_of(connection: Connection, variant_id: int) -> list[SupplierItem]:
    """Who sells a variant, the cheapest of each currency first."""
    sql = (
        f"{_ITEM_SELECT} WHERE i.variant_id = ? "
        "ORDER BY i.cost_minor IS NULL, i.currency, i.cost_minor, s.name"
    )
    return [SupplierItem(*row) for row in connection.all(sql, variant_id)]


def supplier(connection: Connection, code: str) -> Supplier:
    """The supplier of that code. Raises NotFound."""
    row = connection.first(f"{_SELECT} WHERE s.code = ?", code)
    if row is None:
        raise NotFound("supplier", code)
    return Supplier(*row)


def suppliers_by_id(connection: Connection) -> dict[int, SupplierData]:
    """Every supplier as it stands in the open, for imports."""
    rows = connection.all(
        "SELECT id, code, name, currency, lead_days, website FROM catalog_supplier"
    )
    return {row[0]: _made(SupplierData, SUPPLIERS.columns, row) for row in rows}


def items_by_id(connection: Connection) -> dict[int, SupplierItemData]:
    """Everything that suppliers sell, for imports."""
    rows = connection.all(
        "SELECT id, supplier_id, variant_id, supplier_sku, cost_minor, currency, pack_size, "
        "min_quantity, lead_days FROM catalog_supplier_item"
    )
    return {row[0]: _made(SupplierItemData, ITEMS.columns, row) for row in rows}


def suppliers_there(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of these suppliers that exist."""
    return all_among(connection, "catalog_supplier", "id", ids)


def selling_among(connection: Connection, ids: Sequence[int]) -> int | None:
    """One of these suppliers that sells something; None if none does."""
    return first_among(connection, "catalog_supplier_item", "supplier_id", ids)


def item_of(connection: Connection, supplier_id: int, variant_id: int) -> SupplierItemData | None:
    """What a supplier asks for a variant; None where it does not sell that."""
    row = ITEMS.find(connection, supplier_id, variant_id)
    return None if row is None else _made(SupplierItemData, ITEMS.columns, row)


def supplied_among(connection: Connection, variant_ids: Sequence[int]) -> int | None:
    """One of these variants that a supplier sells; None if none is."""
    return first_among(connection, "catalog_supplier_item", "variant_id", variant_ids)


def _made(kind: type[T], columns: Sequence[str], row: Sequence[Any]) -> T:
    return kind(**dict(zip(columns, row, strict=True)))
