"""Reads the arguments, opens the shop, runs the command, turns errors into exit codes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import messages, settings
from app.cli.output import Bar, Printer
from app.shop import Place, Shop, passphrase
from engines.database import errors as database
from engines.database.change import Actor
from engines.database.errors import CounterfoilError
from engines.database.files import file_error
from engines.exchange import errors as exchange
from engines.identity import commands as identity
from engines.identity import queries as people
from engines.identity.errors import SignInFailed, SignInLocked, WhoActs

DONE, PROBLEMS, WRONG_USE, UNREADABLE, REFUSED, CANCELLED = 0, 1, 2, 3, 4, 130
_UNREADABLE = (
    exchange.FileUnreadable,
    exchange.NothingKept,
    exchange.WrongKind,
    exchange.ColumnTwice,
    exchange.BadCell,
    exchange.KindUnknown,
    database.DatabaseMissing,
    database.DatabaseForeign,
    database.DatabaseUnreadable,
    database.DatabaseDamaged,
    database.DatabaseNewer,
    database.DatabaseOlder,
)


class WrongUse(Exception):
    """The arguments do not make sense."""


@dataclass
class Session:
    """What a command works with."""

    arguments: argparse.Namespace
    printer: Printer
    ticket: Bar
    place: Place
    key: str | None
    _shop: Shop | None = field(default=None)

    @property
    def shop(self) -> Shop:
        """The open shop; opened when first asked for."""
        if self._shop is None:
            self._shop = Shop(self.place, self.key)
        return self._shop

    @property
    def language(self) -> str:
        """The language of what is said."""
        told: str | None = self.arguments.lang
        return told or os.environ.get("COUNTERFOIL_LANG", "en")

    def actor(self) -> Actor:
        """Who acts. Raises WhoActs, SignInFailed, SignInLocked."""
        name = self.arguments.actor
        alone = self.shop.acting()
        if alone is not None and name in (None, alone.name):
            return alone
        everyone = self.shop.database.read(people.people)
        if name is None:
            raise WhoActs(tuple(one.name for one in everyone if one.active))
        password = os.environ.get("COUNTERFOIL_PASSWORD")
        if password is None and sys.stdin.isatty():
            import getpass

            password = getpass.getpass(f"{name}: ")
        found = self.shop.database.write_derived(
            lambda connection: identity.check_password(connection, name, password or "")
        )
        if found is None:
            raise SignInFailed(name)
        return found.actor

    def close(self) -> None:
        """Close the shop if it was opened."""
        if self._shop is not None:
            self._shop.close()


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    from app.cli.parser import build

    parser = build()
    try:
        parsed = parser.parse_args(hoisted(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)
    printer = Printer(as_json=parsed.json, quiet=parsed.quiet)
    session = Session(
        parsed, printer, Bar(quiet=parsed.quiet or parsed.json), _place(parsed), passphrase()
    )
    try:
        status: int = parsed.run(session)
    except WrongUse as error:
        return _fail(session, "wrong_use", str(error), WRONG_USE)
    except KeyboardInterrupt:
        return _fail(
            session, "cancelled", messages.say(database.Cancelled(), session.language), CANCELLED
        )
    except CounterfoilError as error:
        return _explain(session, error)
    except OSError as error:
        if not isinstance(error.filename, str):
            raise
        return _explain(session, file_error(error, Path(error.filename)))
    finally:
        session.close()
    return status


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with those that hold for every command moved before it."""
    front: list[str] = []
    rest: list[str] = []
    given = iter(arguments)
    for one in given:
        if one == "--":
            rest.extend(given)
        elif one in ("--json", "--quiet"):
            front.append(one)
        elif one in ("--shop", "--as", "--lang"):
            front.extend([one, *([value] if (value := next(given, None)) is not None else [])])
        else:
            rest.append(one)
    return front + rest


def _place(parsed: argparse.Namespace) -> Place:
    told = parsed.shop or os.environ.get("COUNTERFOIL_SHOP")
    return Place(Path(told)) if told else settings.last_shop() or Place(Path("shop"))


def _status(error: CounterfoilError) -> int:
    if isinstance(error, database.Cancelled):
        return CANCELLED
    if isinstance(error, exchange.RowsRejected):
        return PROBLEMS
    if isinstance(error, _UNREADABLE):
        return UNREADABLE
    if isinstance(error, database.BadValue | database.NotFound):
        return WRONG_USE
    return REFUSED


def _explain(session: Session, error: CounterfoilError) -> int:
    language = session.language
    text = messages.say(error, language)
    kind = type(error).__name__
    where = {
        "file": getattr(error, "file", None) or getattr(error, "path", None),
        "line": getattr(error, "line", None),
        "column": getattr(error, "column", None),
    }
    if isinstance(error, SignInFailed | SignInLocked | WhoActs):
        where = dict.fromkeys(where)
    return _fail(session, kind, text, _status(error), where)


def _fail(
    session: Session, kind: str, text: str, status: int, where: dict[str, Any] | None = None
) -> int:
    places = {
        key: str(value) if isinstance(value, Path) else value
        for key, value in (where or {}).items()
    }
    if session.arguments.json:
        body = {"kind": kind, "message": text, "file": None, "line": None, "column": None}
        body |= places | {"hint": "--help"}
        sys.stdout.write(json.dumps({"error": body}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(text + "\n")
    return status
