"""Sums of files that may tell of a thing several times: as it stood at first, and later again.

Its last state counts. As FileSums does, this does not go through the readers of an importer.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from engines.exchange.planning.file_sums import FileSums


@dataclass(slots=True)
class Telling:
    """What a file says of a thing in one place: numbers as they stand there, under names."""

    at: datetime | None = None
    numbers: list[tuple[str, str, int]] = field(default_factory=list)

    def count(self, name: str) -> None:
        """One of these."""
        self.numbers.append((name, "1", 0))

    def add(self, name: str, text: str, *, digits: int = 0) -> None:
        """The number in `text`; with `digits`, in minor units."""
        self.numbers.append((name, text, digits))


class LastTold:
    """The tellings of all files so far."""

    def __init__(self, *names: str) -> None:
        """`names` as they will be listed."""
        self._names = names
        self._tellings: dict[Hashable, Telling] = {}

    def state(self, key: Hashable, at: str) -> Telling:
        """One state of a thing, to be filled; it counts unless a later one is known."""
        told = Telling(read_time(at))
        known = self._tellings.get(key)
        if known is None or known.at is None or told.at is None or known.at <= told.at:
            self._tellings[key] = told
        return told

    def part(self, key: Hashable) -> Telling:
        """What is told of a thing over several rows, to be filled further."""
        return self._tellings.setdefault(key, Telling())

    def done(self) -> dict[str, int]:
        """The sums."""
        sums = FileSums(*self._names)
        for told in self._tellings.values():
            for name, text, digits in told.numbers:
                sums.add(name, text, digits=digits)
        return sums.done()


def read_time(text: str) -> datetime | None:
    """The time in a text; None where there is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
