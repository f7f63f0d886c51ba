"""A fact with its place in the ledger: before it is written, and as it is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from engines.database.facts import Fact

F = TypeVar("F", bound="Fact")


class Recorded(msgspec.Struct, Generic[F], frozen=True):
    """A fact with its place in the ledger: index from 0, time in microseconds, who."""

    index: int
    at_us: int
    actor: str
    fact: F


class Entry(msgspec.Struct, frozen=True):
    """A fact ready for the ledger: `data` is its canonical JSON (RFC 8785)."""

    index: int
    at_us: int
    actor: str
    label: str
    kind: str
    version: int
    subject: str | None
    data: bytes
