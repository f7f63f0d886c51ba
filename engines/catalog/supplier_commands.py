"""Everything that changes suppliers and what they sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from engines.catalog import queries, suppliers
from engines.catalog.commands import MAX_MINOR
from engines.catalog.errors import SupplierTaken
from engines.catalog.facts import (
    SupplierData,
    SupplierItemData,
    SupplierItemsChanged,
    SuppliersChanged,
)
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, NotFound, RowChanged
from engines.database.money import is_currency
from engines.identity import commands as identity
from engines.identity import subjects
from engines.identity.rights import Right

MOST_DAYS = 3_650
MOST_PIECES = 10**8


def add_supplier(
    change: Change,
    *,
    code: str,
    name: str,
    currency: str,
    lead_days: int | None = None,
    website: str = "",
    personal: Mapping[str, str] | None = None,
) -> int:
    """Add a supplier; returns its id. `personal`: contact, email, phone, kept in the vault.

    Raises SupplierTaken, BadValue.
    """
    change.require(Right.CATALOG_EDIT)
    key = suppliers.SUPPLIERS.next_id(change.connection)
    new = SupplierData(
        id=key,
        code=code.strip(),
        name=name.strip(),
        currency=currency,
        lead_days=lead_days,
        website=website.strip(),
    )
    _check(change, new)
    change.record(SuppliersChanged(new=(new,)))
    told = {one: text for one, text in (personal or {}).items() if text}
    if told.keys() - set(suppliers.PERSONAL):
        raise BadValue("field", ", ".join(told), "unknown column")
    identity.seal_personal(change, {subjects.subject("supplier", key): told} if told else {})
    return key


def edit_supplier(change: Change, *, supplier_id: int, version: int, **fields: Any) -> None:
    """Change fields of a supplier read at `version`. Raises RowChanged, SupplierTaken, BadValue."""
    change.require(Right.CATALOG_EDIT)
    old = suppliers.suppliers_by_id(change.connection).get(supplier_id)
    if old is None:
        raise NotFound("supplier", str(supplier_id))
    if suppliers.supplier(change.connection, old.code).version != version:
        raise RowChanged("catalog_supplier", old.code)
    unknown = fields.keys() - (set(suppliers.SUPPLIERS.columns) - {"id"})
    if unknown:
        raise BadValue("field", ", ".join(sorted(unknown)), "unknown column")
    new = msgspec.structs.replace(old, **fields)
    _check(change, new)
    if new != old:
        change.record(SuppliersChanged(old=(old,), new=(new,)))


def set_item(
    change: Change,
    *,
    supplier_id: int,
    variant_id: int,
    cost_minor: int | None,
    currency: str,
    supplier_sku: str = "",
    pack_size: int = 1,
    min_quantity: int = 1,
    lead_days: int | None = None,
) -> None:
    """Say what a supplier asks for a variant, in place of what was known. Raises BadValue."""
    change.require(Right.CATALOG_EDIT)
    if not suppliers.suppliers_there(change.connection, [supplier_id]):
        raise NotFound("supplier", str(supplier_id))
    queries.variant(change.connection, variant_id)
    old = suppliers.item_of(change.connection, supplier_id, variant_id)
    new = SupplierItemData(
        id=old.id if old else suppliers.ITEMS.next_id(change.connection),
        supplier_id=supplier_id,
        variant_id=variant_id,
        currency=currency,
        supplier_sku=supplier_sku.strip(),
        cost_minor=cost_minor,
        pack_size=pack_size,
        min_quantity=min_quantity,
        lead_days=lead_days,
    )
    _check_item(new)
    if new != old:
        change.record(SupplierItemsChanged(old=(old,) if old else (), new=(new,)))


def _check(change: Change, new: SupplierData) -> None:
    for field in ("code", "name"):
        if not getattr(new, field).strip():
            raise BadValue(field, "", "empty")
    _check_currency(new.currency)
    _check_days(new.lead_days)
    others = suppliers.suppliers_by_id(change.connection).values()
    if any(one.code == new.code and one.id != new.id for one in others):
        raise SupplierTaken(new.code)


def _check_item(new: SupplierItemData) -> None:
    _check_currency(new.currency)
    _check_days(new.lead_days)
    if new.cost_minor is not None and not 0 <= new.cost_minor <= MAX_MINOR:
        raise BadValue("cost", str(new.cost_minor), "out of range")
    for field in ("pack_size", "min_quantity"):
        if not 1 <= getattr(new, field) <= MOST_PIECES:
            raise BadValue(field, str(getattr(new, field)), "out of range")


def _check_currency(code: str) -> None:
    if not is_currency(code):
        raise BadValue("currency", code, "not a currency")


def _check_days(days: int | None) -> None:
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise BadValue("lead_days", str(days), "out of range")


def undo_suppliers(change: Change, recorded: Sequence[Recorded[SuppliersChanged]]) -> None:
    """Put suppliers back as they were; of those who leave, the vault forgets whom to ask for.

    Raises RowChanged, also where a supplier who would leave sells something by now.
    """
    for one in recorded:
        stay = {row.id for row in one.fact.old}
        gone = {row.id: row for row in one.fact.new if row.id not in stay}
        busy = suppliers.selling_among(change.connection, list(gone))
        if busy is not None:
            raise RowChanged("catalog_supplier", gone[busy].code)
        for key in gone:
            identity.withdraw_personal(change, subject_id=subjects.subject("supplier", key))
    suppliers.SUPPLIERS.undo(change, recorded)


def undo_items(change: Change, recorded: Sequence[Recorded[SupplierItemsChanged]]) -> None:
    """Put back what suppliers sold before. Raises RowChanged."""
    needs = {
        "supplier_id": suppliers.suppliers_there,
        "variant_id": queries.variants_there,
    }
    suppliers.ITEMS.undo(change, recorded, needs)
