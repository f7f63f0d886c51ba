"""Which items a rule is about, and which lists it is for."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from engines.recommend.errors import RuleInvalid
from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.rules.facts import PLACES, Context, ItemFacts


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whom and when a rule is for: an empty set stands for all, None for no bound.

    A shopper is meant who is in any of the segments; `until_us` (Unix µs) is the first moment
    that the rule is no longer for.
    """

    places: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    from_us: int | None = None
    until_us: int | None = None

    def applies(self, context: Context) -> bool:
        """Whether a list of this context is meant."""
        return (
            (not self.places or context.place in self.places)
            and (not self.segments or not self.segments.isdisjoint(context.segment))
            and (self.from_us is None or self.from_us <= context.moment_us)
            and not self.expired(context.moment_us)
        )

    def expired(self, moment_us: int) -> bool:
        """Whether its time is over."""
        return self.until_us is not None and self.until_us <= moment_us

    def check(self, rule: str) -> None:
        """Raise RuleInvalid, for the rule of that id, for what no list can meet."""
        if not self.places <= set(PLACES):
            raise RuleInvalid(rule, "scope.places", "no place for lists")
        bounds = (self.from_us, self.until_us)
        if bounds[0] is not None and bounds[1] is not None and bounds[0] >= bounds[1]:
            raise RuleInvalid(rule, "scope.until_us", "ends before it begins")


EVERYWHERE = Scope()  # for every list, always


@dataclass(frozen=True, kw_only=True)
class Selector:
    """Items that meet every condition: of the items, of the brands, prices in a range …

    An empty set or None sets no condition; ranges include both ends. Prices are in minor units,
    margins are (price − cost) ÷ price. What is unknown of an item meets no condition.
    """

    items: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    price_from_minor: int | None = None
    price_to_minor: int | None = None
    margin_from: float | None = None
    margin_to: float | None = None
    age_from_days: float | None = None
    age_to_days: float | None = None

    def mask(self, facts: ItemFacts) -> Bools:
        """(items): which are meant."""
        meant = np.ones(len(facts), bool)
        if self.items:
            named = np.zeros(len(facts), bool)
            named[[facts.number[one] for one in self.items if one in facts.number]] = True
            meant &= named
        if self.brands:
            meant &= _of(facts.brand, facts.brands, self.brands)
        if self.categories:
            meant &= _of(facts.category, facts.categories, self.categories)
        meant &= _within(facts.price_minor, self.price_from_minor, self.price_to_minor)
        meant &= _within(facts.margin(), self.margin_from, self.margin_to)
        return meant & _within(facts.age_days, self.age_from_days, self.age_to_days)

    def check(self, rule: str) -> None:
        """Raise RuleInvalid, for the rule of that id, for a range that nothing can be in."""
        ranges = (
            ("price_from_minor", self.price_from_minor, self.price_to_minor),
            ("margin_from", self.margin_from, self.margin_to),
            ("age_from_days", self.age_from_days, self.age_to_days),
        )
        for name, low, high in ranges:
            if not all(isfinite(end) for end in (low, high) if end is not None):
                raise RuleInvalid(rule, f"selector.{name}", "not finite")
            if low is not None and high is not None and low > high:
                raise RuleInvalid(rule, f"selector.{name}", "above the end of its range")


def _of(codes: Ints, words: tuple[str, ...], wanted: frozenset[str]) -> Bools:
    """Whose code stands for one of the words."""
    return np.isin(codes, [at for at, word in enumerate(words) if word in wanted])


def _within(values: Ints | Floats, low: float | None, high: float | None) -> Bools:
    """Whose value is in a range with both ends; NaN is in none, unless there is no bound."""
    inside = np.ones(len(values), bool)
    if low is not None:
        inside &= values >= low
    if high is not None:
        inside &= values <= high
    return inside
