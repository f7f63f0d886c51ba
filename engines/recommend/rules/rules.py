"""The closed set of rules. Each refuses, with RuleInvalid, what it cannot mean.

Amounts are on the scale of the scores they are added to. A factor, and every strength, works on
the positive part of the base score, max(score, 0): so it never lifts what a model is against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from engines.recommend.errors import RuleInvalid
from engines.recommend.rules.selection import EVERYWHERE, Scope, Selector

BRAND, CATEGORY = "brand", "category"
MOST_TIMES = 1000.0  # the highest factor or strength
MOST_AMOUNT = 1e15
_MOST_DAYS = 36_500.0
_MOST_UNITS = 10**6
_LONGEST = 1000  # places of a list


@dataclass(frozen=True, kw_only=True)
class RuleOfLists:
    """What every rule has: rules act in the order of their ids, whatever order they come in."""

    kind: ClassVar[str]
    id: str
    name: str
    scope: Scope = EVERYWHERE

    def __post_init__(self) -> None:
        for field in ("id", "name"):
            if not getattr(self, field).strip():
                raise RuleInvalid(self.id, field, "empty")
        self.scope.check(self.id)
        self.check()

    def check(self) -> None:
        """Raise RuleInvalid for values that the kind of rule does not allow."""

    def bounded(self, field: str, least: float, most: float) -> None:
        """Raise RuleInvalid unless a number is in a range with both ends; NaN is in none."""
        if not least <= getattr(self, field) <= most:
            raise RuleInvalid(self.id, field, "out of range")


@dataclass(frozen=True, kw_only=True)
class Pin(RuleOfLists):
    """An item stands at a position, 1 being the first, unless something keeps it out."""

    kind: ClassVar[str] = "pin"
    item: str
    position: int

    def check(self) -> None:
        """The position is one that lists have."""
        self.bounded("position", 1, _LONGEST)


@dataclass(frozen=True, kw_only=True)
class Boost(RuleOfLists):
    """Add (factor − 1)·max(score, 0), or an amount, to the scores of the selected items."""

    kind: ClassVar[str] = "boost"
    selector: Selector
    factor: float | None = None
    amount: float | None = None

    def check(self) -> None:
        """Exactly one of the two is told, and it lifts."""
        self.selector.check(self.id)
        if (self.factor is None) == (self.amount is None):
            raise RuleInvalid(self.id, "factor", "either factor or amount")
        if self.factor is not None:
            self.bounded("factor", 1, MOST_TIMES)
        else:
            self.bounded("amount", 0, MOST_AMOUNT)


@dataclass(frozen=True, kw_only=True)
class Bury(RuleOfLists):
    """Take an amount from the scores of the selected items."""

    kind: ClassVar[str] = "bury"
    selector: Selector
    amount: float

    def check(self) -> None:
        """The amount is not below 0."""
        self.selector.check(self.id)
        self.bounded("amount", 0, MOST_AMOUNT)


@dataclass(frozen=True, kw_only=True)
class Hide(RuleOfLists):
    """Never show the selected items."""

    kind: ClassVar[str] = "hide"
    selector: Selector

    def check(self) -> None:
        """Its ranges are not empty."""
        self.selector.check(self.id)


@dataclass(frozen=True, kw_only=True)
class Only(RuleOfLists):
    """Show nothing but the selected items; of several such rules, what all of them select."""

    kind: ClassVar[str] = "only"
    selector: Selector

    def check(self) -> None:
        """Its ranges are not empty."""
        self.selector.check(self.id)


@dataclass(frozen=True, kw_only=True)
class InStock(RuleOfLists):
    """Show only what can be sold (so many units) or arrives within so many days; 0: today."""

    kind: ClassVar[str] = "in stock"
    at_least: int = 1
    arriving_within_days: float = 0.0

    def check(self) -> None:
        """At least one unit, and no time before today."""
        self.bounded("at_least", 1, _MOST_UNITS)
        self.bounded("arriving_within_days", 0, _MOST_DAYS)


@dataclass(frozen=True, kw_only=True)
class MarginAware(RuleOfLists):
    """Add strength·margin·max(score, 0), the margin held to −1 … 1; nothing where unknown."""

    kind: ClassVar[str] = "margin"
    strength: float

    def check(self) -> None:
        """The strength does not turn the sign."""
        self.bounded("strength", 0, MOST_TIMES)


@dataclass(frozen=True, kw_only=True)
class ClearOverstock(RuleOfLists):
    """Add strength·(1 − days_of_cover ÷ cover)·max(score, 0) where stock lasts longer than that.

    The cover is what is available at the pace of the last 90 days; without any sales the whole
    strength is added.
    """

    kind: ClassVar[str] = "overstock"
    days_of_cover: float
    strength: float

    def check(self) -> None:
        """A positive number of days, and a strength that does not turn the sign."""
        self.bounded("days_of_cover", 1, _MOST_DAYS)
        self.bounded("strength", 0, MOST_TIMES)


@dataclass(frozen=True, kw_only=True)
class Limit(RuleOfLists):
    """At most so many items of one brand (or category); what has none is not limited."""

    kind: ClassVar[str] = "limit"
    by: str
    at_most: int

    def check(self) -> None:
        """By brand or category, at least one."""
        if self.by not in (BRAND, CATEGORY):
            raise RuleInvalid(self.id, "by", "neither brand nor category")
        self.bounded("at_most", 1, _LONGEST)


@dataclass(frozen=True, kw_only=True)
class LongTail(RuleOfLists):
    """A share of the list, rounded up, comes from outside the head, as far as there is enough.

    The head is the given share of all items, rounded down, that sold most; no item that did not
    sell is in it.
    """

    kind: ClassVar[str] = "long tail"
    share: float
    head: float = 0.2

    def check(self) -> None:
        """Both are shares."""
        self.bounded("share", 0, 1)
        self.bounded("head", 0, 1)


@dataclass(frozen=True, kw_only=True)
class Freshness(RuleOfLists):
    """Add amount·(1 − age ÷ max_age_days) to what is younger than that."""

    kind: ClassVar[str] = "freshness"
    max_age_days: float
    amount: float

    def check(self) -> None:
        """A positive age and an amount that lifts."""
        self.bounded("max_age_days", 1, _MOST_DAYS)
        self.bounded("amount", 0, MOST_AMOUNT)


Rule = (
    Pin
    | Boost
    | Bury
    | Hide
    | Only
    | InStock
    | MarginAware
    | ClearOverstock
    | Limit
    | LongTail
    | Freshness
)
_CLASSES: tuple[type[Rule], ...] = (
    *(Pin, Boost, Bury, Hide, Only, InStock),
    *(MarginAware, ClearOverstock, Limit, LongTail, Freshness),
)
KINDS: Mapping[str, type[Rule]] = {one.kind: one for one in _CLASSES}


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by id. Raises RuleInvalid for an id that two rules have."""
    ordered = tuple(sorted(rules, key=lambda one: one.id))
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise RuleInvalid(one.id, "id", "that of another rule")
    return ordered
