"""The customers behind orders, found again by the digest of their mail address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engines.database.facts import Fact
from engines.database.sql import Connection
from engines.exchange.plan import Plan
from engines.exchange.planning.personal import Personal
from engines.identity import queries as identity
from engines.identity import vault
from engines.orders import customers
from engines.orders.facts import CustomerData, CustomersAdded


class People:
    """Who is known, and who came with the orders of the files so far."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self.plan = plan
        self.refs = customers.ref_ids(connection)
        self.digests = customers.known_digests(connection)
        self.erased = identity.erased(connection)
        self.secret = vault.secret(connection)
        self.next_id = customers.next_id(connection)
        self.fresh: list[CustomerData] = []
        self.personal = Personal(connection, plan)

    def of_order(self, country: str, personal: dict[str, str], ref: str = "") -> int | None:
        """The customer of an order: by id, by mail address, else one of its own.

        None where nothing is told of anybody.
        """
        email = personal.get("email")
        if not personal and not ref:
            return None
        digest = customers.email_digest(self.secret, email) if email else ""
        key = self.refs.get(ref) if ref else None
        key = self.digests.get(digest) if key is None else key
        if key is None:
            key, self.next_id = self.next_id, self.next_id + 1
            self.fresh.append(CustomerData(id=key, ref=ref or f"C{key}", country=country))
            if ref:
                self.refs[ref] = key
            if digest:
                self.digests[digest] = self.plan.digests[digest] = key
        self.remember(key, personal)
        return key

    def noted(self, key: int | None, names: Sequence[str], personal: Mapping[str, str]) -> bool:
        """Keep the notes of a known order that are new; whether there were any.

        Of a customer of whom the vault holds nothing any more, nothing comes back with a file.
        """
        if key is None or not any(personal.get(name) for name in names):
            return False
        held = self.personal.of(key, new=self._is_new(key))
        if not held:
            return False
        # Before notes had the order's number, a customer had one note.
        fresh = {
            name: personal[name]
            for name in names
            if personal.get(name) and personal[name] not in (held.get(name), held.get("notes"))
        }
        self.remember(key, fresh)
        return bool(fresh)

    def remember(self, key: int, personal: dict[str, str]) -> None:
        """Add to what the vault will hold of a customer; what it holds already stays.

        Of one who was erased it will hold nothing, whatever files say.
        """
        if key not in self.erased:
            self.personal.add(key, personal, new=self._is_new(key))

    def _is_new(self, key: int) -> bool:
        return bool(self.fresh) and key >= self.fresh[0].id

    def facts(self) -> list[Fact]:
        """The customers that are new."""
        if self.fresh:
            self.plan.count("customers", len(self.fresh))
        return [CustomersAdded(customers=tuple(self.fresh))] if self.fresh else []


def note_key(number: str) -> str:
    """Under which name the vault keeps the note of an order."""
    return f"note on {number}"
