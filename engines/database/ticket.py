"""How a long job reports progress and learns that it was cancelled, without knowing of threads."""

from __future__ import annotations

from typing import Protocol


class Ticket(Protocol):
    """Handed to anything that may take longer than a moment."""

    def step(self, done: int, total: int) -> None:
        """Report `done` of `total` (any unit, 0 = unknown). Raises Cancelled when asked to."""


class Untold:
    """A ticket nobody looks at: for short jobs and tests."""

    def step(self, done: int, total: int) -> None:
        """Do nothing."""
