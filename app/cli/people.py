"""Commands on people, and on the personal data of customers."""

from __future__ import annotations

import os
import sys

from app import privacy
from app.cli.run import DONE, Session, WrongUse
from engines.database.errors import NotAllowed
from engines.identity import commands as identity
from engines.identity import queries
from engines.identity.rights import Right


def everyone(session: Session) -> int:
    """Who may do what."""
    found = session.shop.database.read(queries.people)
    rows = [
        {"name": one.name, "role": one.role, "active": one.active, "password": one.has_password}
        for one in found
    ]
    session.printer.result({"people": rows})
    return DONE


def _new_password(name: str) -> str:
    """A new password: from COUNTERFOIL_NEW_PASSWORD, else asked for twice. Raises WrongUse."""
    told = os.environ.get("COUNTERFOIL_NEW_PASSWORD")
    if told is not None:
        return told
    if not sys.stdin.isatty():
        raise WrongUse("set COUNTERFOIL_NEW_PASSWORD, or run this on a terminal")
    import getpass

    first = getpass.getpass(f"{name}, new password: ")
    if getpass.getpass(f"{name}, again: ") != first:
        raise WrongUse("the two passwords do not match")
    return first


def add(session: Session) -> int:
    """Let somebody act in the shop."""
    given = session.arguments
    password = _new_password(given.name)
    done = session.shop.database.change(
        session.actor(),
        "add person",
        lambda c: identity.add_person(c, name=given.name, role=given.role, password=password),
    )
    session.printer.result({"id": done.value, "name": given.name, "role": given.role})
    return DONE


def disable(session: Session) -> int:
    """Stop somebody from acting."""
    name = session.arguments.name
    session.shop.database.change(
        session.actor(),
        "disable person",
        lambda c: identity.change_person(c, name=name, role=None, active=False),
    )
    session.printer.result({"name": name, "active": False})
    return DONE


def reset(session: Session) -> int:
    """Set somebody's password."""
    name = session.arguments.name
    password = _new_password(name)
    session.shop.database.change(
        session.actor(),
        "set password",
        lambda c: identity.set_password(c, name=name, password=password),
    )
    session.printer.result({"name": name})
    return DONE


def export_personal(session: Session) -> int:
    """Everything held on a customer."""
    actor = session.actor()
    if Right.PERSONAL_READ not in actor.rights:
        raise NotAllowed(actor.name, Right.PERSONAL_READ)

    ref = session.arguments.customer
    session.printer.result(session.shop.database.read(lambda c: privacy.held_on(c, ref)))
    return DONE


def erase_personal(session: Session) -> int:
    """Destroy what the vault holds of a customer; every proof stays valid."""
    ref = session.arguments.customer
    session.shop.database.change(
        session.actor(), "erase personal data", lambda c: privacy.erase(c, ref=ref)
    )
    verdict = session.shop.verify(session.ticket)
    session.printer.result(
        {"erased": ref, "entries_still_provable": verdict.entries if verdict.ok else 0}
    )
    return DONE
