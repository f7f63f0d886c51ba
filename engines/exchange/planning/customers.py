"""Customers that a file tells of: known by their id, else by their mail address.

Where a format says when a customer was changed, several states of one may stand in a file: the
last one counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.last_told import LastTold
from engines.exchange.planning.updated import is_older, updated_of
from engines.exchange.reading import cells
from engines.identity import queries as identity
from engines.identity import vault
from engines.orders import customers
from engines.orders.facts import CustomerData, CustomersAdded, CustomersEdited

_PERSONAL = ("email", "phone", "company", "address1", "address2", "city", "zip", "province")


@dataclass(frozen=True, slots=True)
class _Told:
    """A customer as a file tells one; `updated` is None where its format has no such time."""

    ref: str
    country: str
    tags: str
    digest: str
    personal: dict[str, str]
    spent: int
    updated: int | None


class CustomerPlanner:
    """The customers of the shop and of the files so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.connection, self.plan, self.options = reading.connection, plan, reading.options
        self.refs = customers.ref_ids(reading.connection)
        self.digests = customers.known_digests(reading.connection)
        self.open = customers.by_id(reading.connection)
        self.erased = identity.erased(reading.connection)
        self.secret = vault.secret(reading.connection)
        self.next_id = customers.next_id(reading.connection)
        self.told: dict[int, _Told] = {}
        self.fresh: list[CustomerData] = []
        self.old: list[CustomerData] = []
        self.new: list[CustomerData] = []
        self.first_new, self.rows = self.next_id, 0
        self.file_sums = LastTold("customers", "spent")

    def tell(self, fields: Fields) -> None:
        """Add a customer to the sums of the file, as it stands there."""
        self.rows += 1
        number = fields.get("id").strip()
        if number and "updated" in fields:
            told = self.file_sums.state(number, fields.get("updated"))
        else:
            told = self.file_sums.part(self.rows)
        told.count("customers")
        told.add("spent", fields.get("spent"), digits=self.options.digits)

    def take(self, fields: Fields) -> None:
        """Take one customer. Raises CellError."""
        told = self._read(fields)
        key = self.refs.get(told.ref) if told.ref else None
        key = self.digests.get(told.digest) if key is None and told.digest else key
        if key is None:
            key, self.next_id = self.next_id, self.next_id + 1
            if told.digest:
                self.digests[told.digest] = key
        self.refs.setdefault(told.ref or f"C{key}", key)
        known = self.told.get(key)
        if known is not None:
            if told.updated is None or not told.ref or told.ref != known.ref:
                name = fields.label("id" if told.ref else "email")
                raise CellError(name, told.ref or fields.get("email"), "customer twice")
            self.plan.unchanged += 1
            if is_older(told.updated, known.updated or 0):
                return
        self.told[key] = told

    def _read(self, fields: Fields) -> _Told:
        def text(name: str) -> str:
            return cells.text(fields.label(name), fields.get(name))

        spent = cells.money(fields.label("spent"), fields.get("spent") or "0", self.options.digits)
        ref = cells.identifier(fields.label("id"), fields.get("id"))
        email = text("email")
        if not ref and not email and not text("first") and not text("last"):
            raise CellError(fields.label("email"), "", "empty")
        updated = updated_of(fields, self.options.zone)
        digest = customers.email_digest(self.secret, email) if email else ""
        return _Told(ref, text("country"), text("tags"), digest, _personal(fields), spent, updated)

    def _settle(self, key: int, told: _Told) -> None:
        """Compare a customer with what the shop knows."""
        if key >= self.first_new:
            self._add(key, told)
        elif key in self.erased:
            self.plan.unchanged += 1
            return
        elif not self._update(key, told.ref, told.country, told.tags, told.personal):
            return
        if told.personal:
            self.plan.personal[key] = told.personal

    def _add(self, key: int, told: _Told) -> None:
        self.fresh.append(
            CustomerData(id=key, ref=told.ref or f"C{key}", country=told.country, tags=told.tags)
        )
        self.plan.count("customers")
        if told.digest:
            self.plan.digests[told.digest] = key

    def _update(
        self, key: int, ref: str, country: str, tags: str, personal: dict[str, str]
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
            self.plan.unchanged += 1
            return False
        self.plan.count("customers", new=False)
        for name, value in held.items():
            personal.setdefault(name, value)
        return True

    def finish(self) -> None:
        """Facts for who is new or different, and the sums over all."""
        for key, told in self.told.items():
            self._settle(key, told)
        if self.fresh:
            self.plan.facts.append(CustomersAdded(customers=tuple(self.fresh)))
        if self.new:
            self.plan.facts.append(CustomersEdited(old=tuple(self.old), new=tuple(self.new)))
        self.plan.totals = {
            "customers": len(self.told),
            "spent": sum(told.spent for told in self.told.values()),
        }
        self.plan.file_totals = self.file_sums.done()


def _personal(fields: Fields) -> dict[str, str]:
    """What goes into the vault, empty fields left out."""

    def text(name: str) -> str:
        return cells.text(fields.label(name), fields.get(name))

    found = {name: text(name).removeprefix("'") for name in _PERSONAL}
    found["name"] = " ".join(part for part in (text("first"), text("last")) if part)
    found["note"] = text("note")
    return {name: value for name, value in found.items() if value}
