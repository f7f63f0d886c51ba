"""What each fact of this engine writes."""

from __future__ import annotations

from collections.abc import Sequence

from engines.database.entries import Recorded
from engines.database.facts import Appliers
from engines.database.sql import Connection
from engines.identity.facts import (
    PasswordSet,
    PersonAdded,
    PersonalDataErased,
    PersonalDataSealed,
    PersonalDataWithdrawn,
    PersonChanged,
    ShopFounded,
)

_SHOP = (
    "id",
    "name",
    "currency",
    "timezone",
    "origin",
    "verifier",
    "simulated",
    "founded_us",
)
_PERSON = ("id", "name", "role", "active", "added_us")


def _founded(connection: Connection, recorded: Sequence[Recorded[ShopFounded]]) -> None:
    for one in recorded:
        fact = one.fact
        row = (
            1,
            fact.name,
            fact.currency,
            fact.timezone,
            fact.origin,
            fact.verifier,
            fact.simulated,
            one.at_us,
        )
        connection.insert_many("identity_shop", _SHOP, [row])


def _person_added(connection: Connection, recorded: Sequence[Recorded[PersonAdded]]) -> None:
    for one in recorded:
        fact = one.fact
        row = (fact.id, fact.name, fact.role, True, one.at_us)
        connection.insert_many("identity_person", _PERSON, [row])


def _person_changed(connection: Connection, recorded: Sequence[Recorded[PersonChanged]]) -> None:
    for one in recorded:
        f = one.fact
        sql = "UPDATE identity_person SET role = ?, active = ? WHERE id = ?"
        connection.run(sql, f.role, f.active, f.id)


def _password_set(_connection: Connection, _recorded: Sequence[Recorded[PasswordSet]]) -> None:
    """The hash is a secret outside the ledger: the entry says only that it was set."""


def _sealed(connection: Connection, recorded: Sequence[Recorded[PersonalDataSealed]]) -> None:
    rows = [(s.subject_id, s.digest, one.index) for one in recorded for s in one.fact.sealed]
    connection.run_many(
        "INSERT INTO identity_commitment(subject_id, digest, entry) VALUES (?, ?, ?) "
        "ON CONFLICT (subject_id) DO UPDATE SET digest = excluded.digest, entry = excluded.entry",
        rows,
    )


def _gone(
    connection: Connection,
    recorded: Sequence[Recorded[PersonalDataErased | PersonalDataWithdrawn]],
) -> None:
    rows = [(one.fact.subject_id,) for one in recorded]
    connection.run_many("DELETE FROM identity_commitment WHERE subject_id = ?", rows)


APPLIERS: Appliers = {
    ShopFounded: _founded,
    PersonAdded: _person_added,
    PersonChanged: _person_changed,
    PasswordSet: _password_set,
    PersonalDataSealed: _sealed,
    PersonalDataErased: _gone,
    PersonalDataWithdrawn: _gone,
}
