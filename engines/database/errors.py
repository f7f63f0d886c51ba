"""What can go wrong with the database file or a change, as data; `app/messages.py` says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class CounterfoilError(Exception):
    """Base of every error a person may be told about. Carries facts, never a sentence."""


@dataclass
class DatabaseMissing(CounterfoilError):
    """No database where one was named."""

    path: Path


@dataclass
class DatabaseExists(CounterfoilError):
    """A new shop was asked for where one already is."""

    path: Path


@dataclass
class DatabaseForeign(CounterfoilError):
    """The file is not a Counterfoil database (or is encrypted and no key was given)."""

    path: Path


@dataclass
class DatabaseUnreadable(CounterfoilError):
    """The file may not be opened by whoever runs the program."""

    path: Path


@dataclass
class DatabaseKeyWrong(CounterfoilError):
    """The file is encrypted, and the key given does not open it."""

    path: Path


@dataclass
class DatabaseDamaged(CounterfoilError):
    """The file is truncated or its pages do not hold together."""

    path: Path
    detail: str


@dataclass
class DatabaseNewer(CounterfoilError):
    """The file was made by a newer version of the program."""

    path: Path
    found: int
    known: int


@dataclass
class DatabaseOlder(CounterfoilError):
    """The file needs a migration before it can be used."""

    path: Path
    found: int
    known: int


@dataclass
class DatabaseLocked(CounterfoilError):
    """Another program holds the write lock for longer than we wait."""

    path: Path


@dataclass
class DatabaseReadOnly(CounterfoilError):
    """The file, its folder or its disk cannot be written."""

    path: Path


@dataclass
class DiskFull(CounterfoilError):
    """No room left for the change; nothing of it was kept."""

    path: Path


@dataclass
class DiskFails(CounterfoilError):
    """The disk reports an error while writing; nothing of the change was kept."""

    path: Path
    detail: str


@dataclass
class FileNotWritable(CounterfoilError):
    """A file that should be written cannot be. `reason` is a stable key."""

    path: Path
    reason: str


@dataclass
class NotAllowed(CounterfoilError):
    """The person who acts lacks the right."""

    actor: str
    right: str


@dataclass
class NothingChanged(CounterfoilError):
    """A change that recorded no fact: nothing to keep."""

    label: str


@dataclass
class RowChanged(CounterfoilError):
    """Somebody else changed the row since it was read (a lost race, never an overwrite)."""

    table: str
    key: str


@dataclass
class NotFound(CounterfoilError):
    """What was asked for is not in the shop. `kind` is a word of the glossary: order, SKU …"""

    kind: str
    key: str


@dataclass
class BadValue(CounterfoilError):
    """A value that breaks a stated bound. `rule` is a stable key that messages spell out."""

    field: str
    value: str
    rule: str


class Cancelled(CounterfoilError):
    """The person cancelled the job; nothing of it was kept."""
