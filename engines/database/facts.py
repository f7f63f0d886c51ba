"""Facts: what happened in the business, as frozen typed structs with a kind and a version.

A command checks rights and rules, then records a fact; the engine's *applier* writes the rows
the fact means. Replay calls the same appliers, so `replay(ledger) == tables` by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import msgspec

from engines.database.entries import Recorded
from engines.database.errors import CounterfoilError
from engines.database.sql import Connection


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Base of all facts. Fields are integers, text, booleans, lists and structs of these."""

    kind: ClassVar[str] = ""
    v: ClassVar[int] = 1

    @property
    def subject(self) -> str | None:
        """The one thing the fact is chiefly about, as `order:17` or `variant:3`; None if many."""
        return None


Apply: TypeAlias = Callable[[Connection, Sequence[Recorded[Any]]], None]
Appliers: TypeAlias = Mapping[type[Fact], Apply]


@dataclass
class UnknownFact(CounterfoilError):
    """The ledger holds a kind or version of fact that this program does not know."""

    kind: str
    version: int


@dataclass
class BrokenFact(CounterfoilError):
    """The data of an entry does not have the shape its kind asks for."""

    kind: str
    detail: str


class FactTypes:
    """Every kind of fact the program knows: how each is written and read."""

    def __init__(self, types: Iterable[type[Fact]]) -> None:
        """Know `types`."""
        self.type_by_kind = {(fact.kind, fact.v): fact for fact in types}
        # "sorted" output of ASCII keys without floats is RFC 8785 (tested against canonical()).
        self.encode = msgspec.json.Encoder(order="sorted").encode
        self._decoders = {
            key: msgspec.json.Decoder(fact) for key, fact in self.type_by_kind.items()
        }

    def decode(self, kind: str, version: int, data: bytes | msgspec.Raw) -> Fact:
        """The typed fact behind an entry's data. Raises UnknownFact, BrokenFact."""
        decoder = self._decoders.get((kind, version))
        if decoder is None:
            raise UnknownFact(kind, version)
        try:
            return decoder.decode(data)
        except msgspec.DecodeError as error:
            raise BrokenFact(kind, str(error)) from error


class FactBook(FactTypes):
    """The facts with what applies each. Built once by the context."""

    def __init__(self, *appliers: Appliers) -> None:
        """Join the appliers of all engines."""
        self.apply_by_type: dict[type[Fact], Apply] = {}
        for part in appliers:
            self.apply_by_type.update(part)
        super().__init__(self.apply_by_type)

    def apply(self, connection: Connection, recorded: Sequence[Recorded[Any]]) -> None:
        """Write the rows of `recorded`, in order, runs of one type at a time."""
        start = 0
        while start < len(recorded):
            fact_type = type(recorded[start].fact)
            end = start + 1
            while end < len(recorded) and type(recorded[end].fact) is fact_type:
                end += 1
            self.apply_by_type[fact_type](connection, recorded[start:end])
            start = end
