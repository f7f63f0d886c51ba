"""Rules worked out for all items once, so that a list costs a few passes over the scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import numpy as np

from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.rules.facts import Context, ItemFacts
from engines.recommend.rules.rules import (
    BRAND,
    Boost,
    Bury,
    ClearOverstock,
    Freshness,
    Hide,
    InStock,
    Limit,
    LongTail,
    MarginAware,
    Only,
    Pin,
    Rule,
    in_order,
)

_TINY = 1e-9  # a share of k that is whole but for rounding is not rounded up


@dataclass(frozen=True, eq=False)
class Addend:
    """What a rule adds to each item's score: `by` (items), times max(score, 0) if `of_base`."""

    rule: Rule
    of_base: bool
    by: Floats

    def part(self, positive: Floats, items: Ints | slice) -> Floats:
        """What is added to some items, from max(score, 0) of the same items."""
        return positive * self.by[items] if self.of_base else self.by[items]


@dataclass(frozen=True, eq=False)
class Filter:
    """What a rule leaves to choose from: `keeps` (items)."""

    rule: Rule
    keeps: Bools


@dataclass(frozen=True)
class PinAt:
    """An item by number that is to stand at a place, 0 being the first."""

    rule: Pin
    item: int
    place: int


@dataclass(frozen=True, eq=False)
class Cap:
    """How many items of one group a list may hold: `group` (items) counts from 0, −1 is none.

    A soft cap, that of the long tail on the head, yields where the list would stay short.
    """

    rule: Limit | LongTail
    group: Ints
    soft: bool

    def most(self, k: int) -> int:
        """How many of a group a list of k may hold."""
        if isinstance(self.rule, Limit):
            return self.rule.at_most
        return k - ceil(self.rule.share * k - _TINY)


@dataclass(frozen=True, eq=False)
class Compiled:
    """Rules that apply in a context, by id, and what they come to for the items of `facts`.

    `allowed` (items) is what all filters keep; pins are ordered by place, then by id.
    """

    facts: ItemFacts
    context: Context
    rules: tuple[Rule, ...]
    allowed: Bools
    filters: tuple[Filter, ...]
    addends: tuple[Addend, ...]
    pins: tuple[PinAt, ...]
    caps: tuple[Cap, ...]

    def hides(self, item: int) -> tuple[Rule, ...]:
        """The rules that keep an item out of every list."""
        return tuple(one.rule for one in self.filters if not one.keeps[item])


def compile_rules(rules: Iterable[Rule], facts: ItemFacts, context: Context) -> Compiled:
    """Work out the rules that apply. Raises RuleInvalid for an id that two rules have."""
    live = tuple(one for one in in_order(rules) if one.scope.applies(context))
    kept = [(one, _keeps(one, facts)) for one in live]
    added = [(one, _adds(one, facts)) for one in live]
    filters = tuple(Filter(one, mask) for one, mask in kept if mask is not None)
    allowed = np.ones(len(facts), bool)
    for one in filters:
        allowed &= one.keeps
    return Compiled(
        facts=facts,
        context=context,
        rules=live,
        allowed=allowed,
        filters=filters,
        addends=tuple(Addend(one, *how) for one, how in added if how is not None),
        pins=_pins(live, facts),
        caps=tuple(_cap(one, facts) for one in live if isinstance(one, Limit | LongTail)),
    )


def _keeps(rule: Rule, facts: ItemFacts) -> Bools | None:
    """(items): what a rule leaves to choose from, None if that is not what it does."""
    match rule:
        case Hide():
            return ~rule.selector.mask(facts)
        case Only():
            return rule.selector.mask(facts)
        case InStock():
            arrives = facts.arrival_days <= rule.arriving_within_days  # NaN never does
            return (facts.available >= rule.at_least) | arrives
        case _:
            return None


def _adds(rule: Rule, facts: ItemFacts) -> tuple[bool, Floats] | None:
    """Whether a rule adds a multiple of the base score, and by how much; None if it adds none."""
    match rule:
        case Boost():
            meant = rule.selector.mask(facts).astype(np.float64)
            if rule.factor is None:
                return False, meant * (rule.amount or 0.0)
            return True, meant * (rule.factor - 1.0)
        case Bury():
            return False, rule.selector.mask(facts).astype(np.float64) * -rule.amount
        case MarginAware():
            margin = np.nan_to_num(np.clip(facts.margin(), -1.0, 1.0))
            return True, margin * rule.strength
        case ClearOverstock():
            cover = np.maximum(facts.cover_days(), rule.days_of_cover)
            return True, (1 - rule.days_of_cover / cover) * rule.strength
        case Freshness():
            young = np.nan_to_num(np.clip(1 - facts.age_days / rule.max_age_days, 0.0, 1.0))
            return False, young * rule.amount
        case _:
            return None


def _pins(rules: Iterable[Rule], facts: ItemFacts) -> tuple[PinAt, ...]:
    """Pins by place, then by id; of items that there are."""
    found = [
        PinAt(one, facts.number[one.item], one.position - 1)
        for one in rules
        if isinstance(one, Pin) and one.item in facts.number
    ]
    return tuple(sorted(found, key=lambda pin: (pin.place, pin.rule.id)))


def _cap(rule: Limit | LongTail, facts: ItemFacts) -> Cap:
    """The groups of a rule for whole lists."""
    if isinstance(rule, Limit):
        return Cap(rule, facts.brand if rule.by == BRAND else facts.category, soft=False)
    # The most sold first, the lower number first of equals.
    order = np.argsort(-facts.sold, kind="stable")[: int(rule.head * len(facts) + _TINY)]
    head = np.full(len(facts), -1, np.int64)
    head[order[facts.sold[order] > 0]] = 0
    return Cap(rule, head, soft=True)
