"""A fact with its place in the ledger: before it is written, and as it is handed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from engines.database.facts import Fact

F = TypeVar("F", bound="Fact")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[F]):
    """A fact with its place in the ledger: index from 0, time in microseconds, who."""

    index: int
    at_us: int
    actor: str
    fact: F


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact ready for the ledger: `data` is its canonical JSON (RFC 8785)."""

    index: int
    at_us: int
    actor: str
    label: str
    kind: str
    version: int
    subject: str | None
    data: bytes
