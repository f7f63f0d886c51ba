"""How a long job reports progress and learns that it was cancelled, without knowing of threads."""

from __future__ import annotations

from typing import Protocol

_FINE = 1_000  # how finely a step is told apart


class Ticket(Protocol):
    """Handed to anything that may take longer than a moment."""

    def step(self, done: int, total: int) -> None:
        """Report `done` of `total` (any unit, 0 = unknown). Raises Cancelled when asked to."""


class Untold:
    """A ticket nobody looks at: for short jobs and tests."""

    def step(self, done: int, total: int) -> None:
        """Do nothing."""


class Share:
    """A ticket for one of several like steps: what it reports is its share of the whole."""

    def __init__(self, ticket: Ticket, place: int, count: int) -> None:
        """The step at `place`, from 0, of `count`."""
        self._ticket, self._place, self._count = ticket, place, count

    def step(self, done: int, total: int) -> None:
        """Report to the whole. Raises Cancelled."""
        part = min(done, total) / total if total > 0 else 0.0
        self._ticket.step(round(_FINE * (self._place + part)), _FINE * self._count)
