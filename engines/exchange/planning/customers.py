"""Customers that a file tells of: known by their id, else by their mail address."""

from __future__ import annotations

import msgspec

from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.reading import cells
from engines.identity import queries as identity
from engines.identity import vault
from engines.orders import customers
from engines.orders.facts import CustomerData, CustomersAdded, CustomersEdited

_PERSONAL = ("email", "phone", "company", "address1", "address2", "city", "zip", "province")


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
        self.seen: set[int] = set()
        self.fresh: list[CustomerData] = []
        self.old: list[CustomerData] = []
        self.new: list[CustomerData] = []
        self.spent = 0
        self.file_sums = FileSums("customers", "spent")

    def tell(self, fields: Fields) -> None:
        """Add a customer to the sums of the file, as it stands there."""
        self.file_sums.count("customers")
        self.file_sums.add("spent", fields.get("spent"), digits=self.options.digits)

    def take(self, fields: Fields) -> None:
        """Take one customer. Raises CellError."""
        digits = self.options.digits
        spent = cells.money(fields.label("spent"), fields.get("spent") or "0", digits)
        self._take(fields)
        self.spent += spent

    def _take(self, fields: Fields) -> None:
        def text(name: str) -> str:
            return cells.text(fields.label(name), fields.get(name))

        ref = cells.identifier(fields.label("id"), fields.get("id"))
        email = text("email")
        if not ref and not email and not text("first") and not text("last"):
            raise CellError(fields.label("email"), "", "empty")
        digest = customers.email_digest(self.secret, email) if email else ""
        key = self.refs.get(ref) if ref else None
        key = self.digests.get(digest) if key is None and digest else key
        personal = _personal(fields)
        if key is None:
            key = self._add(ref, text("country"), text("tags"), digest)
        elif key in self.seen:
            raise CellError(fields.label("id" if ref else "email"), ref or email, "customer twice")
        elif key in self.erased:
            self.plan.unchanged += 1
            self.seen.add(key)
            return
        elif not self._update(key, ref, text("country"), text("tags"), personal):
            self.seen.add(key)
            return
        self.seen.add(key)
        if personal:
            self.plan.personal[key] = personal

    def _add(self, ref: str, country: str, tags: str, digest: str) -> int:
        key, self.next_id = self.next_id, self.next_id + 1
        data = CustomerData(id=key, ref=ref or f"C{key}", country=country, note="", tags=tags)
        self.fresh.append(data)
        self.plan.count("customers")
        self.refs[data.ref] = key
        if digest:
            self.digests[digest] = self.plan.digests[digest] = key
        return key

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
        if self.fresh:
            self.plan.facts.append(CustomersAdded(customers=tuple(self.fresh)))
        if self.new:
            self.plan.facts.append(CustomersEdited(old=tuple(self.old), new=tuple(self.new)))
        self.plan.totals = {"customers": self.plan.accepted, "spent": self.spent}
        self.plan.file_totals = self.file_sums.done()


def _personal(fields: Fields) -> dict[str, str]:
    """What goes into the vault, empty fields left out."""

    def text(name: str) -> str:
        return cells.text(fields.label(name), fields.get(name))

    found = {name: text(name).removeprefix("'") for name in _PERSONAL}
    found["name"] = " ".join(part for part in (text("first"), text("last")) if part)
    found["note"] = text("note")
    return {name: value for name, value in found.items() if value}
