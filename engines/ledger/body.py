"""The text of an entry: a canonical JSON object of who, when, what, and its own number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from engines.database.entries import Entry
from engines.database.facts import Fact, FactTypes


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry's text, taken apart; `data` stays as it was written."""

    actor: str
    at_us: int
    change: str
    data: msgspec.Raw
    kind: str
    seq: int
    v: int


F = TypeVar("F", bound=Fact)


class TypedBody(msgspec.Struct, Generic[F], frozen=True, forbid_unknown_fields=True):
    """An entry's text with its fact, read in one pass."""

    actor: str
    at_us: int
    change: str
    data: F
    kind: str
    seq: int
    v: int


Decode: TypeAlias = Callable[[bytes], TypedBody[Any]]


def decoders(types: FactTypes) -> dict[str, Decode]:
    """For each kind of fact, what reads an entry of it whole. Newest version of each kind."""
    newest = {fact.kind: fact for _, fact in sorted(types.type_by_kind.items())}
    return {kind: msgspec.json.Decoder(TypedBody[fact]).decode for kind, fact in newest.items()}  # type: ignore[valid-type]


_quote = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Body).decode


def write(entry: Entry) -> bytes:
    """The RFC 8785 text of an entry: keys in order, no space, UTF-8."""
    return b'{"actor":%b,"at_us":%d,"change":%b,"data":%b,"kind":%b,"seq":%d,"v":%d}' % (
        _quote(entry.actor),
        entry.at_us,
        _quote(entry.label),
        entry.data,
        _quote(entry.kind),
        entry.index,
        entry.version,
    )


def read(text: bytes) -> Body:
    """Take an entry's text apart. Raises msgspec.DecodeError."""
    return _decode(text)
