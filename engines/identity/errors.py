"""What can be wrong with people and sign-in, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class SignInFailed(CounterfoilError):
    """Name and password do not belong together (which of the two is not said)."""

    name: str


@dataclass
class SignInLocked(CounterfoilError):
    """Too many failures: the next attempt counts from `until_us`."""

    name: str
    until_us: int


@dataclass
class WhoActs(CounterfoilError):
    """The shop has several people or a password; somebody must sign in."""

    names: tuple[str, ...]


@dataclass
class NameTaken(CounterfoilError):
    """A person of that name exists."""

    name: str


@dataclass
class LastOwner(CounterfoilError):
    """The shop would be left without an owner."""

    name: str


@dataclass
class PasswordTooShort(CounterfoilError):
    """A password needs at least `minimum` characters."""

    minimum: int


@dataclass
class ViewOfAnother(CounterfoilError):
    """Somebody else shares a view of this name."""

    name: str
    owner: str
