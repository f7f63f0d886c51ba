"""Suppliers that a file tells of, a row each or a row for each SKU they sell.

A supplier is known by its code, else by its name. What a cell leaves empty stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from engines.catalog import queries as catalog
from engines.catalog import suppliers
from engines.catalog.facts import (
    SupplierData,
    SupplierItemData,
    SupplierItemsChanged,
    SuppliersChanged,
)
from engines.catalog.supplier_commands import MOST_DAYS
from engines.database.money import exponent
from engines.database.rows import facts_of
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.planning.personal import Personal
from engines.exchange.reading import cells
from engines.identity import subjects


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it was read: what it says of the supplier, and of one thing it sells."""

    code: str
    name: str
    currency: str
    open: dict[str, Any]
    personal: dict[str, str]
    variant_id: int | None
    item: dict[str, Any]


class SupplierPlanner:
    """The suppliers of the shop and of the files so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.plan, self.options = plan, reading.options
        self.skus = catalog.sku_ids(reading.connection)
        self.was = suppliers.suppliers_by_id(reading.connection)
        self.now = dict(self.was)
        self.items_were = suppliers.items_by_id(reading.connection)
        self.items = dict(self.items_were)
        self.item_ids = {(one.supplier_id, one.variant_id): key for key, one in self.items.items()}
        self.codes = {one.code: key for key, one in self.was.items()}
        self.names: dict[str, set[int]] = {}
        for key, one in self.was.items():
            self.names.setdefault(one.name.casefold(), set()).add(key)
        self.next_id = suppliers.SUPPLIERS.next_id(reading.connection)
        self.next_item = suppliers.ITEMS.next_id(reading.connection)
        self.personal = Personal(reading.connection, plan)
        self.told: dict[tuple[int, str], Any] = {}
        self.seen: set[tuple[int, int | None]] = set()
        self.meant: dict[str, int] = {}  # by names that stand for a supplier, without a code
        self.met: set[int] = set()
        self.sold = 0
        self.other_words: set[int] = set()  # suppliers of whom the vault will hold something else
        self.file_sums = FileSums("suppliers", "supplier-items")

    def tell(self, fields: Fields) -> None:
        """Add a row to the sums of the file, as it stands there."""
        name = fields.get("code").strip() or fields.get("name").strip().casefold()
        self.file_sums.tell("suppliers", name)
        self.file_sums.count("supplier-items", bool(fields.get("sku").strip()))

    def take(self, fields: Fields) -> None:
        """Take a row. Raises CellError."""
        row = self._read(fields)
        key = self._known(row)
        meant = self.meant.get(row.name.casefold(), key)
        if meant != key:
            raise CellError(fields.label("name"), row.name, "name of another supplier")
        if key is not None:
            self._mean(key, row)
            self._check(key, row, fields)
            self.seen.add((key, row.variant_id))
        self._price(key, row, fields)
        key = self._new(row) if key is None else key
        news = self._put(key, row)
        if row.variant_id is not None:
            news = self._put_item(key, row) or news
        self._mean(key, row)
        self.seen.add((key, row.variant_id))
        self.sold += row.variant_id is not None
        self.plan.unchanged += not news

    def _read(self, fields: Fields) -> _Row:
        code = cells.identifier(fields.label("code"), fields.get("code"))
        name = cells.prose(fields.label("name"), fields.get("name"))
        if not code and not name:
            raise CellError(fields.label("name"), "", "empty")
        sku = cells.identifier(fields.label("sku"), fields.get("sku"))
        if sku and sku not in self.skus:
            raise CellError(fields.label("sku"), sku, "unknown SKU")
        currency, own = (
            cells.currency(fields.label(one), fields.get(one))
            for one in ("currency", "supplier_currency")
        )
        days, usual = (_days(fields, one) for one in ("lead_days", "supplier_lead_days"))
        item: dict[str, Any] = {}
        if sku:
            item = {
                "supplier_sku": cells.identifier(
                    fields.label("supplier_sku"), fields.get("supplier_sku")
                ),
                "pack_size": _pieces(fields, "pack_size"),
                "min_quantity": _pieces(fields, "min_quantity"),
                "lead_days": days,
            }
        told = {
            "code": code,
            "name": name if code else "",  # else it is what the supplier is known by
            "currency": own or ("" if sku else currency),
            "lead_days": days if usual is None and not sku else usual,
            "website": cells.prose(fields.label("website"), fields.get("website")),
        }
        personal = {
            one: cells.prose(fields.label(one), fields.get(one)) for one in suppliers.PERSONAL
        }
        known = self.skus.get(sku)
        return _Row(code, name, currency, _given(told), _given(personal), known, _given(item))

    def _known(self, row: _Row) -> int | None:
        """The supplier that a row means. One without a code of its own takes that of the row."""
        if row.code in self.codes:
            return self.codes[row.code]
        named = sorted(self.names.get(row.name.casefold(), ()))
        if row.code:
            nameless = (key for key in named if self.now[key].code == self.now[key].name)
            return next(nameless, None)
        return named[0] if named else self.codes.get(row.name)

    def _check(self, key: int, row: _Row, fields: Fields) -> None:
        """Whether an earlier row of the file said otherwise."""
        if (key, row.variant_id) in self.seen:
            column, value = ("sku", fields.get("sku")) if row.variant_id else ("name", row.name)
            raise CellError(fields.label(column), value or row.code, "SKU twice")
        for name, value in (*row.open.items(), *row.personal.items()):
            if self.told.get((key, name), value) != value:
                raise CellError(fields.label(name), str(value), "another supplier value")

    def _mean(self, key: int, row: _Row) -> None:
        """Let a name that stands for a supplier mean no other one to the end of the file."""
        if not row.code:
            self.meant[row.name.casefold()] = key

    def _price(self, key: int | None, row: _Row, fields: Fields) -> None:
        """Read the cost of a row, in the currency that the row means. Raises CellError.

        Without a cost its currency says nothing: a known cost is not made one of other money.
        """
        cost = fields.get("cost").strip()
        if row.variant_id is None or not cost:
            return
        known = self.items.get(self.item_ids.get((key or 0, row.variant_id), 0))
        own = self.now[key].currency if key else self.options.currency
        usual = known.currency if known else row.open.get("currency", own)
        currency = row.currency or usual
        if key and not row.currency:
            self.told.setdefault((key, "currency"), own)  # it has been counted on
        row.item["cost_minor"] = cells.money(fields.label("cost"), cost, exponent(currency))
        row.item["currency"] = currency

    def _new(self, row: _Row) -> int:
        key, self.next_id = self.next_id, self.next_id + 1
        self.now[key] = SupplierData(
            id=key,
            code=row.code or row.name,
            name=row.name or row.code,
            currency=row.currency or self.options.currency,
        )
        return key

    def _put(self, key: int, row: _Row) -> bool:
        """What the row says of the supplier itself; whether that is news."""
        old = self.now[key]
        one = self.now[key] = msgspec.structs.replace(old, **row.open)
        self.codes.pop(old.code, None)
        self.codes[one.code] = key
        self.names.get(old.name.casefold(), set()).discard(key)
        self.names.setdefault(one.name.casefold(), set()).add(key)
        # Whoever is known by a name keeps it to the end of the file.
        told = {"name": one.name, **row.open, **row.personal}
        self.told |= {(key, name): value for name, value in told.items()}
        new = key not in self.was
        subject_id = subjects.subject("supplier", key)
        words = self.personal.add(subject_id, row.personal, new=new)
        if words:
            self.other_words.add(key)
        first = key not in self.met
        self.met.add(key)
        return words or (first and self.now[key] != self.was.get(key))

    def _put_item(self, key: int, row: _Row) -> bool:
        """What the supplier asks for one SKU; whether that is news."""
        variant_id = row.variant_id or 0
        item_id = self.item_ids.get((key, variant_id))
        if item_id is None:
            item_id, self.next_item = self.next_item, self.next_item + 1
            self.item_ids[key, variant_id] = item_id
            self.items[item_id] = SupplierItemData(
                id=item_id,
                supplier_id=key,
                variant_id=variant_id,
                currency=self.now[key].currency,
            )
        self.items[item_id] = msgspec.structs.replace(self.items[item_id], **row.item)
        return self.items[item_id] != self.items_were.get(item_id)

    def finish(self) -> None:
        """Facts for what is new or different, and the sums over all."""
        plan = self.plan
        plan.facts += facts_of(SuppliersChanged, self.was, self.now, self.now)
        plan.facts += facts_of(SupplierItemsChanged, self.items_were, self.items, self.items)
        for key, one in self.now.items():
            if key not in self.was:
                plan.count("suppliers")
            elif one != self.was[key] or key in self.other_words:
                plan.count("suppliers", new=False)
        for key, item in self.items.items():
            if item != self.items_were.get(key):
                plan.count("supplier-items", new=key not in self.items_were)
        plan.totals = {
            "suppliers": len(self.met),
            "supplier-items": self.sold,
        }
        plan.file_totals = self.file_sums.done()


def _given(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "")}


def _days(fields: Fields, name: str) -> int | None:
    told = fields.get(name).strip()
    if not told:
        return None
    days = cells.integer(fields.label(name), told)
    if days > MOST_DAYS:
        raise CellError(fields.label(name), told, "out of range")
    return days


def _pieces(fields: Fields, name: str) -> int | None:
    told = fields.get(name).strip()
    if not told:
        return None
    pieces = cells.integer(fields.label(name), told)
    if pieces < 1:
        raise CellError(fields.label(name), told, "out of range")
    return pieces
