"""The customers behind orders, found again by the digest of their mail address."""

from __future__ import annotations

from engines.database.facts import Fact
from engines.database.sql import Connection
from engines.exchange.plan import Plan
from engines.identity import vault
from engines.orders import customers
from engines.orders.facts import CustomerData, CustomersAdded


class People:
    """Who is known, and who came with the orders of the files so far."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self.plan = plan
        self.digests = customers.known_digests(connection)
        self.secret = vault.secret(connection)
        self.next_id = customers.next_id(connection)
        self.connection = connection
        self.fresh: list[CustomerData] = []
        self.held: dict[int, dict[str, str]] = {}

    def of_order(self, country: str, personal: dict[str, str]) -> int | None:
        """The customer of an order; None for one without a mail address."""
        email = personal.get("email")
        if not email:
            return None
        digest = customers.email_digest(self.secret, email)
        key = self.digests.get(digest)
        if key is None:
            key, self.next_id = self.next_id, self.next_id + 1
            self.fresh.append(CustomerData(id=key, ref=f"C{key}", country=country))
            self.digests[digest] = self.plan.digests[digest] = key
            self.plan.count("customers")
        self._remember(key, personal)
        return key

    def noted(self, key: int | None, number: str, personal: dict[str, str]) -> bool:
        """Keep the note of a known order, if there is one and it is new."""
        note = personal.get(note_key(number))
        if key is None or not note:
            return False
        held = self._held(key)
        # Before notes had the order's number, a customer had one note.
        if note in (held.get(note_key(number)), held.get("notes")):
            return False
        self._remember(key, {note_key(number): note})
        return True

    def _remember(self, key: int, personal: dict[str, str]) -> None:
        """Add to what the vault will hold of a customer; what it holds already stays."""
        held = self._held(key)
        if any(held.get(name) != value for name, value in personal.items()):
            self.plan.personal[key] = self.held[key] = held | personal

    def _held(self, key: int) -> dict[str, str]:
        if key not in self.held:
            is_new = self.fresh and key >= self.fresh[0].id
            opened = {} if is_new else vault.unseal(self.connection, [key])
            self.held[key] = opened.get(key, {})
        return self.held[key]

    def facts(self) -> list[Fact]:
        """The customers that are new."""
        return [CustomersAdded(customers=tuple(self.fresh))] if self.fresh else []


def note_key(number: str) -> str:
    """Under which name the vault keeps the note of an order."""
    return f"note on {number}"
