"""Everything that changes the shop, its people and the vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engines.database import search
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, NotFound
from engines.database.moments import now_us
from engines.database.sql import Connection, chunks
from engines.database.ticket import Ticket
from engines.identity import queries, subjects, vault
from engines.identity.errors import (
    LastOwner,
    NameTaken,
    PasswordTooShort,
    SignInFailed,
    SignInLocked,
)
from engines.identity.facts import (
    PasswordSet,
    PersonAdded,
    PersonalDataErased,
    PersonalDataSealed,
    PersonalDataWithdrawn,
    PersonChanged,
    ShopFounded,
)
from engines.identity.rights import ROLES, Right

MINIMUM_PASSWORD = 8
FREE_FAILURES = 3  # wrong passwords before the delay starts, which then doubles from one second
OWNER = "owner"


def found_shop(
    change: Change,
    *,
    name: str,
    currency: str,
    timezone: str,
    origin: str,
    verifier: str,
    simulated: str | None = None,
) -> None:
    """Make the shop and an owner without a password, who acts until one is set."""
    change.record(
        ShopFounded(
            name=name,
            currency=currency,
            timezone=timezone,
            origin=origin,
            verifier=verifier,
            simulated=simulated,
        )
    )
    change.record(PersonAdded(id=1, name=OWNER, role="owner"))
    vault.make_secret(change.connection)


def add_person(change: Change, *, name: str, role: str, password: str) -> int:
    """Let somebody act in the shop. Returns the person's id. Raises NameTaken, BadValue."""
    change.require(Right.PEOPLE_MANAGE)
    if role not in ROLES:
        raise BadValue("role", role, "unknown role")
    if not name.strip():
        raise BadValue("name", name, "empty")
    if queries.person_named(change.connection, name) is not None:
        raise NameTaken(name)
    person_id = max(one.id for one in queries.people(change.connection)) + 1
    change.record(PersonAdded(id=person_id, name=name, role=role))
    _store_password(change, person_id, password)
    return person_id


def change_person(change: Change, *, name: str, role: str | None, active: bool) -> None:
    """Give a person another role, or stop them from acting. Raises NotFound, LastOwner."""
    change.require(Right.PEOPLE_MANAGE)
    person = queries.person_named(change.connection, name)
    if person is None:
        raise NotFound("person", name)
    new_role = role or person.role
    if new_role not in ROLES:
        raise BadValue("role", new_role, "unknown role")
    if person.role == "owner" and (new_role != "owner" or not active):
        owners = [p for p in queries.people(change.connection) if p.role == "owner" and p.active]
        if len(owners) == 1:
            raise LastOwner(name)
    change.record(PersonChanged(id=person.id, role=new_role, active=active))


def set_password(change: Change, *, name: str, password: str) -> None:
    """Set one's own password, or (with the right to manage people) anybody's."""
    if name != change.actor.name:
        change.require(Right.PEOPLE_MANAGE)
    person = queries.person_named(change.connection, name)
    if person is None:
        raise NotFound("person", name)
    _store_password(change, person.id, password)


def _store_password(change: Change, person_id: int, password: str) -> None:
    from argon2 import PasswordHasher  # RFC 9106, argon2id with the library's defaults

    if len(password) < MINIMUM_PASSWORD:
        raise PasswordTooShort(MINIMUM_PASSWORD)
    change.connection.run("DELETE FROM identity_password WHERE person_id = ?", person_id)
    change.connection.run(
        "INSERT INTO identity_password(person_id, hash, failures, locked_until_us) "
        "VALUES (?, ?, 0, 0)",
        person_id,
        PasswordHasher().hash(password),
    )
    change.record(PasswordSet(id=person_id))


def check_password(connection: Connection, name: str, password: str) -> queries.Person | None:
    """The person, if name and password belong together; None if not. Counts failures.

    Runs in a machine-local write, so that the count is kept. Raises SignInLocked while delayed.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    person = queries.person_named(connection, name)
    if person is None or not person.active:
        return None
    row = connection.first(
        "SELECT hash, failures, locked_until_us FROM identity_password WHERE person_id = ?",
        person.id,
    )
    if row is None:
        return None
    stored, failures, locked_until_us = row
    if locked_until_us > now_us():
        raise SignInLocked(name, locked_until_us)
    try:
        PasswordHasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        _count_failure(connection, person.id, failures + 1)
        return None
    connection.run("UPDATE identity_password SET failures = 0 WHERE person_id = ?", person.id)
    return person


def _count_failure(connection: Connection, person_id: int, failures: int) -> None:
    delay_s = 2 ** (failures - FREE_FAILURES) if failures >= FREE_FAILURES else 0
    connection.run(
        "UPDATE identity_password SET failures = ?, locked_until_us = ? WHERE person_id = ?",
        failures,
        now_us() + min(delay_s, 3_600) * 1_000_000,
        person_id,
    )


def seal_personal(
    change: Change, items: Mapping[int, Mapping[str, str]], ticket: Ticket | None = None
) -> None:
    """Put personal data into the vault, and a commitment in the ledger.

    What customers are called and where they live goes into the search index as well.
    Raises Cancelled.
    """
    for number, some in enumerate(chunks(list(items.items()))):
        if ticket is not None:
            ticket.step(number * len(some), len(items))
        part = dict(some)
        sealed = vault.seal(change.connection, part)
        change.record(PersonalDataSealed(sealed=sealed))
        search.put(
            change.connection,
            [
                ("customer", key, True, " ".join(told.values()))
                for subject_id, told in part.items()
                for kind, key in [subjects.of(subject_id)]
                if kind == "customer"
            ],
        )


def erase_personal(change: Change, *, subject_id: int) -> None:
    """Destroy what the vault and the index hold of a customer. Every proof stays valid."""
    change.require(Right.PERSONAL_ERASE)
    if not forget(change, subject_id=subject_id):
        raise NotFound("personal data", str(subject_id))


def forget(change: Change, *, subject_id: int) -> bool:
    """Destroy what the vault holds of a subject, if anything, for good."""
    if not _destroy(change, subject_id):
        return False
    change.record(PersonalDataErased(subject_id=subject_id))
    return True


def withdraw_personal(change: Change, *, subject_id: int) -> bool:
    """Destroy what the vault holds of a subject, if anything, with the import that brought it."""
    if not _destroy(change, subject_id):
        return False
    change.record(PersonalDataWithdrawn(subject_id=subject_id))
    return True


def _destroy(change: Change, subject_id: int) -> bool:
    if not vault.holds(change.connection, subject_id):
        return False
    change.wipes = True
    vault.destroy(change.connection, [subject_id])
    kind, key = subjects.of(subject_id)
    if kind == "customer":
        search.drop(change.connection, kind, [key])
    return True


def undo_sealed(_change: Change, _recorded: Sequence[Recorded[PersonalDataSealed]]) -> None:
    """Nothing: the data goes when its customer is withdrawn, and stays with one who was known."""


def sign_in_failed(name: str) -> SignInFailed:
    """The error for a wrong name or password."""
    return SignInFailed(name)
