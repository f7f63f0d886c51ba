"""Shopify customer CSV: who they are goes into the vault, a pseudonym into the open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec

from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading import cells
from engines.identity import vault
from engines.orders import customers
from engines.orders.facts import CustomerData, CustomersAdded, CustomersEdited

_PERSONAL = ("email", "phone", "company", "address1", "address2", "city", "zip", "province")


class ShopifyCustomers(Importer):
    """Imports customers; known by their id, else by their mail address."""

    kind: ClassVar[str] = "shopify-customers"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "id": ("Customer ID",),
        "first": ("First Name",),
        "last": ("Last Name",),
        "email": ("Email",),
        "company": ("Default Address Company", "Company"),
        "address1": ("Default Address Address1", "Address1"),
        "address2": ("Default Address Address2", "Address2"),
        "city": ("Default Address City", "City"),
        "province": ("Default Address Province Code", "Province Code"),
        "country": ("Default Address Country Code", "Country Code", "Country"),
        "zip": ("Default Address Zip", "Zip"),
        "phone": ("Phone", "Default Address Phone"),
        "marketing": ("Accepts Email Marketing", "Accepts Marketing"),
        "spent": ("Total Spent",),
        "orders": ("Total Orders", "Orders Count"),
        "note": ("Note",),
        "tags": ("Tags",),
    }
    required: ClassVar[Sequence[str]] = ("first", "last", "email", "spent", "tags")

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read customers whole and compare them with those that are known."""
        plan = Plan()
        state = _State(reading)
        spent = 0
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    columns.check(row)
                    amount = cells.money(
                        "Total Spent", columns.get(row, "spent") or "0", reading.options.digits
                    )
                    state.take(row, columns, plan)
                    spent += amount
                except CellError as error:
                    plan.refuse(file, line, error)
        if state.fresh:
            plan.facts.append(CustomersAdded(customers=tuple(state.fresh)))
        if state.new:
            plan.facts.append(CustomersEdited(old=tuple(state.old), new=tuple(state.new)))
        plan.totals = {"customers": plan.accepted, "spent": spent}
        plan.file_totals = dict(plan.totals)
        return plan


class _State:
    """The customers of the shop and of the file so far."""

    def __init__(self, reading: Reading) -> None:
        self.connection = reading.connection
        self.refs = customers.ref_ids(reading.connection)
        self.digests = customers.known_digests(reading.connection)
        self.open = customers.by_id(reading.connection)
        self.secret = vault.secret(reading.connection)
        self.next_id = customers.next_id(reading.connection)
        self.seen: set[int] = set()
        self.fresh: list[CustomerData] = []
        self.old: list[CustomerData] = []
        self.new: list[CustomerData] = []

    def take(self, row: list[str], columns: Columns, plan: Plan) -> None:
        """Take one row of the file."""

        def cell(name: str) -> str:
            return cells.text(columns.label.get(name, name), columns.get(row, name))

        ref = cells.identifier("Customer ID", columns.get(row, "id"))
        email = cell("email")
        if not ref and not email and not cell("first") and not cell("last"):
            raise CellError("Email", "", "empty")
        digest = customers.email_digest(self.secret, email) if email else ""
        key = self.refs.get(ref) if ref else None
        key = self.digests.get(digest) if key is None and digest else key
        personal = _personal(cell)
        if key is None:
            key, self.next_id = self.next_id, self.next_id + 1
            data = CustomerData(
                id=key,
                ref=ref or f"C{key}",
                country=cell("country"),
                note="",
                tags=cell("tags"),
            )
            self.fresh.append(data)
            plan.count("customers")
            self.refs[data.ref] = key
            if digest:
                self.digests[digest] = plan.digests[digest] = key
        elif key in self.seen:
            raise CellError("Customer ID" if ref else "Email", ref or email, "customer twice")
        elif not self._update(key, ref, cell("country"), cell("tags"), personal, plan):
            self.seen.add(key)
            return
        self.seen.add(key)
        if personal:
            plan.personal[key] = personal

    def _update(
        self,
        key: int,
        ref: str,
        country: str,
        tags: str,
        personal: dict[str, str],
        plan: Plan,
    ) -> bool:
        """Note what is different about a known customer; False when nothing is."""
        old = self.open[key]
        new = msgspec.structs.replace(
            old, ref=ref or old.ref, country=country or old.country, tags=tags or old.tags
        )
        held = vault.unseal(self.connection, [key]).get(key, {})
        different = any(held.get(name) != value for name, value in personal.items())
        if new != old:
            self.old.append(old)
            self.new.append(new)
        if new == old and not different:
            plan.unchanged += 1
            return False
        plan.count("customers", new=False)
        for name, value in held.items():
            personal.setdefault(name, value)
        return True


def _personal(cell: Callable[[str], str]) -> dict[str, str]:
    """What goes into the vault, empty fields left out."""
    found = {name: cell(name).removeprefix("'") for name in _PERSONAL}
    found["name"] = " ".join(part for part in (cell("first"), cell("last")) if part)
    found["note"] = cell("note")
    return {name: value for name, value in found.items() if value}
