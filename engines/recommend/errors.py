"""What can be wrong with a change of reviews, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class ReviewTaken(CounterfoilError):
    """A review of that reference exists."""

    ref: str
