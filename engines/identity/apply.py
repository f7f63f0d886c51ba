"""What each fact of this engine writes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, update

from engines.database.bulk import run_many
from engines.database.facts import Appliers, Recorded
from engines.identity import schema
from engines.identity.facts import (
    PasswordSet,
    PersonAdded,
    PersonalDataErased,
    PersonalDataSealed,
    PersonChanged,
    ShopFounded,
)


def _founded(connection: Connection, recorded: Sequence[Recorded[ShopFounded]]) -> None:
    for one in recorded:
        fact = one.fact
        connection.execute(
            insert(schema.shop).values(
                id=1,
                name=fact.name,
                currency=fact.currency,
                timezone=fact.timezone,
                origin=fact.origin,
                verifier=fact.verifier,
                simulated=fact.simulated,
                founded_us=one.at_us,
            )
        )


def _person_added(connection: Connection, recorded: Sequence[Recorded[PersonAdded]]) -> None:
    for one in recorded:
        fact = one.fact
        connection.execute(
            insert(schema.person).values(
                id=fact.id, name=fact.name, role=fact.role, active=True, added_us=one.at_us
            )
        )


def _person_changed(connection: Connection, recorded: Sequence[Recorded[PersonChanged]]) -> None:
    for one in recorded:
        table = schema.person
        values = {"role": one.fact.role, "active": one.fact.active}
        connection.execute(update(table).where(table.c.id == one.fact.id).values(values))


def _password_set(_connection: Connection, _recorded: Sequence[Recorded[PasswordSet]]) -> None:
    """The hash is a secret outside the ledger: the entry says only that it was set."""


def _sealed(connection: Connection, recorded: Sequence[Recorded[PersonalDataSealed]]) -> None:
    rows = [(s.subject_id, s.digest, one.index) for one in recorded for s in one.fact.sealed]
    run_many(
        connection,
        "INSERT INTO identity_commitment(subject_id, digest, entry) VALUES (?, ?, ?) "
        "ON CONFLICT (subject_id) DO UPDATE SET digest = excluded.digest, entry = excluded.entry",
        rows,
    )


def _erased(connection: Connection, recorded: Sequence[Recorded[PersonalDataErased]]) -> None:
    table = schema.commitment
    for one in recorded:
        connection.execute(delete(table).where(table.c.subject_id == one.fact.subject_id))


APPLIERS: Appliers = {
    ShopFounded: _founded,
    PersonAdded: _person_added,
    PersonChanged: _person_changed,
    PasswordSet: _password_set,
    PersonalDataSealed: _sealed,
    PersonalDataErased: _erased,
}
