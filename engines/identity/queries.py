"""What can be read of the shop and its people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from engines.database.change import Actor
from engines.identity import schema
from engines.identity.rights import rights_of


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop: its currency (ISO 4217), time zone (IANA), and the name and key of its log."""

    name: str
    currency: str
    timezone: str
    origin: str
    verifier: str
    simulated: str | None
    founded_us: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may act, and whether a password is set."""

    id: int
    name: str
    role: str
    active: bool
    has_password: bool

    @property
    def actor(self) -> Actor:
        """The person as an actor with the rights of the role."""
        return Actor(self.name, rights_of(self.role))


def shop(connection: Connection) -> Shop | None:
    """The shop this database holds; None while it is not founded."""
    table = schema.shop
    row = connection.execute(
        select(
            table.c.name,
            table.c.currency,
            table.c.timezone,
            table.c.origin,
            table.c.verifier,
            table.c.simulated,
            table.c.founded_us,
        )
    ).one_or_none()
    return None if row is None else Shop(*row)


def people(connection: Connection) -> list[Person]:
    """All who act or acted, by name."""
    p, w = schema.person, schema.password
    rows = connection.execute(
        select(p.c.id, p.c.name, p.c.role, p.c.active, w.c.person_id.isnot(None))
        .select_from(p.outerjoin(w, w.c.person_id == p.c.id))
        .order_by(p.c.name)
    )
    return [Person(*row) for row in rows]


def person_named(connection: Connection, name: str) -> Person | None:
    """The person called `name`."""
    return next((one for one in people(connection) if one.name == name), None)


def acting_without_sign_in(connection: Connection) -> Person | None:
    """The owner, while nobody has set a password; None once somebody has."""
    everyone = people(connection)
    if any(one.has_password for one in everyone):
        return None
    return next((one for one in everyone if one.role == "owner"), None)
