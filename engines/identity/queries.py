"""What can be read of the shop and its people."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.change import Actor
from engines.database.sql import Connection
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
    row = connection.first(
        "SELECT name, currency, timezone, origin, verifier, simulated, founded_us "
        "FROM identity_shop"
    )
    return None if row is None else Shop(*row)


def erased(connection: Connection) -> set[int]:
    """The customers who were erased, for imports: nothing of them may come back with a file."""
    # Facts and ledger are there for who imports; a start does without them.
    from engines.identity.facts import PersonalDataErased
    from engines.ledger import queries as ledger

    told = (one.partition(":") for one in ledger.subjects_of(connection, PersonalDataErased.kind))
    return {int(key) for kind, _, key in told if kind == "customer"}


def people(connection: Connection) -> list[Person]:
    """All who act or acted, by name."""
    rows = connection.all(
        "SELECT p.id, p.name, p.role, p.active, w.person_id IS NOT NULL FROM identity_person p "
        "LEFT JOIN identity_password w ON w.person_id = p.id ORDER BY p.name"
    )
    return [
        Person(key, name, role, bool(active), bool(has_password))
        for key, name, role, active, has_password in rows
    ]


def person_named(connection: Connection, name: str) -> Person | None:
    """The person called `name`."""
    return next((one for one in people(connection) if one.name == name), None)


def acting_without_sign_in(connection: Connection) -> Person | None:
    """The owner, while nobody has set a password; None once somebody has."""
    everyone = people(connection)
    if any(one.has_password for one in everyone):
        return None
    return next((one for one in everyone if one.role == "owner"), None)
