"""What exactly is wrong with one entry that is not in order."""

from __future__ import annotations

from typing import Any

import msgspec

from engines.database.facts import BrokenFact, FactTypes, UnknownFact
from engines.ledger import body

Fault = tuple[str, str]  # a stable key (fact, sequence, column, time), and a sentence


def look_closely(row: Any, types: FactTypes, last_us: int) -> tuple[list[Fault], int]:
    """The faults of a row (index, at_us, kind, actor, subject, text), and the time to go on from.

    The text decides: it is read by what it says of itself, and each column is held against it.
    """
    index, at_us, kind, actor, subject, text = row
    try:
        parts = body.read(text)
        fact = types.decode(parts.kind, parts.v, parts.data)
    except (msgspec.DecodeError, UnknownFact, BrokenFact) as error:
        return [("fact", f"{type(error).__name__}: {error}")], last_us
    faults: list[Fault] = []
    if parts.seq != index:
        faults.append(("sequence", f"the text says {parts.seq}"))
    for name, inside, beside in (
        ("time", parts.at_us, at_us),
        ("kind", parts.kind, kind),
        ("actor", parts.actor, actor),
        ("subject", fact.subject, subject),
    ):
        if inside != beside:
            faults.append(("column", f"{name}: the text says {inside}, the column {beside}"))
    if parts.at_us < last_us:
        faults.append(("time", "earlier than the entry before"))
    return faults, parts.at_us
