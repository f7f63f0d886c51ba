"""What can be wrong with a change of reviews or with judging recommendations, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class ReviewTaken(CounterfoilError):
    """A review of that reference exists."""

    ref: str


@dataclass
class TooFewToJudge(CounterfoilError):
    """A figure would say nothing: observations count for `effective` of the `needed` ones."""

    effective: float
    needed: int


@dataclass
class RuleInvalid(CounterfoilError):
    """A rule for lists says what it cannot mean; `rule` is its id, `reason` a stable key."""

    rule: str
    field: str
    reason: str
