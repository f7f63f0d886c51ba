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
class NothingToLearn(CounterfoilError):
    """There are no interactions, or returns took them all back."""


@dataclass
class UserUnknown(CounterfoilError):
    """A user of whom no interaction tells."""

    name: str


@dataclass
class ItemUnknown(CounterfoilError):
    """An item that no interaction names."""

    name: str


@dataclass
class NothingPublished(CounterfoilError):
    """There is no publication to go back to."""


@dataclass
class RuleInvalid(CounterfoilError):
    """A rule for lists says what it cannot mean; `rule` is its id, `reason` a stable key."""

    rule: str
    field: str
    reason: str
