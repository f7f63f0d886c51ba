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
        self.fresh: list[CustomerData] = []

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
        held = dict(self.plan.personal.get(key, {}))
        self.plan.personal[key] = held | personal
        return key

    def facts(self) -> list[Fact]:
        """The customers that are new."""
        return [CustomersAdded(customers=tuple(self.fresh))] if self.fresh else []
