"""Rules that contradict one another, told before a shopper sees what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from engines.recommend.interactions import Bools
from engines.recommend.rules.facts import PLACES, Context, ItemFacts
from engines.recommend.rules.rules import (
    BRAND,
    Boost,
    Bury,
    Hide,
    Limit,
    Only,
    Pin,
    Rule,
    in_order,
)

EXPIRED = "expired"
PINNED_BUT_HIDDEN = "pinned but hidden"
ONE_POSITION = "two pins on one position"
BOTH_WAYS = "boosted and buried"
NOTHING_LEFT = "nothing left to show"
LIMIT_BELOW_PINS = "limit below the pins"

Masks = Mapping[str, Bools]  # by rule id: (items) that a filter keeps, or a selector means


@dataclass(frozen=True, order=True)
class Conflict:
    """Rules, by id, that do not go together; `items`, by id, are those at issue."""

    kind: str
    rules: tuple[str, ...]
    items: tuple[str, ...] = ()


def conflicts(rules: Iterable[Rule], facts: ItemFacts, moment_us: int) -> tuple[Conflict, ...]:
    """What contradicts itself now or later, in order of kind and ids.

    Rules meet where some list falls to all of them: place, segment and time overlap. Segments
    are looked at one by one: who is in two of them is nobody's contradiction.
    Raises RuleInvalid for an id that two rules have.
    """
    ordered = in_order(rules)
    found = {Conflict(EXPIRED, (one.id,)) for one in ordered if one.scope.expired(moment_us)}
    masks = _masks(ordered, facts)
    for live in _together(ordered, moment_us):
        found.update(_pinned_but_hidden(live, facts, masks))
        found.update(_one_position(live))
        found.update(_both_ways(live, facts, masks))
        found.update(_nothing_left(live, masks))
        found.update(_limit_below_pins(live, facts))
    return tuple(sorted(found))


def _masks(rules: Iterable[Rule], facts: ItemFacts) -> Masks:
    """What each filter keeps, and each boost or bury means."""
    found = {}
    for one in rules:
        if isinstance(one, Hide):
            found[one.id] = ~one.selector.mask(facts)
        elif isinstance(one, Only | Boost | Bury):
            found[one.id] = one.selector.mask(facts)
    return found


def _together(rules: Sequence[Rule], moment_us: int) -> Iterator[tuple[Rule, ...]]:
    """Every set of rules that one list falls to, once.

    Whatever is in force at one time is so at the latest of its beginnings: these are enough.
    """
    starts = {one.scope.from_us for one in rules if one.scope.from_us is not None}
    moments = sorted({moment_us} | {start for start in starts if start > moment_us})
    segments = sorted(frozenset[str]().union(*(one.scope.segments for one in rules)))
    groups = [frozenset[str](), *(frozenset([one]) for one in segments)]
    seen = set()
    for place, group, moment in product(PLACES, groups, moments):
        context = Context(place, moment, group)
        live = tuple(one for one in rules if one.scope.applies(context))
        if live and live not in seen:
            seen.add(live)
            yield live


def _pinned_but_hidden(live: Sequence[Rule], facts: ItemFacts, masks: Masks) -> Iterator[Conflict]:
    for pin in _pins(live, facts):
        for one in live:
            if isinstance(one, Hide | Only) and not masks[one.id][facts.number[pin.item]]:
                yield Conflict(PINNED_BUT_HIDDEN, (pin.id, one.id), (pin.item,))


def _one_position(live: Sequence[Rule]) -> Iterator[Conflict]:
    pins = [one for one in live if isinstance(one, Pin)]
    for at, one in enumerate(pins):
        for other in pins[at + 1 :]:
            if one.position == other.position:
                yield Conflict(ONE_POSITION, (one.id, other.id), (one.item, other.item))


def _both_ways(live: Sequence[Rule], facts: ItemFacts, masks: Masks) -> Iterator[Conflict]:
    for up in live:
        for down in live:
            if isinstance(up, Boost) and isinstance(down, Bury):
                both = np.flatnonzero(masks[up.id] & masks[down.id]).tolist()
                if both:
                    items = tuple(facts.item_ids[item] for item in both)
                    yield Conflict(BOTH_WAYS, (up.id, down.id), items)


def _nothing_left(live: Sequence[Rule], masks: Masks) -> Iterator[Conflict]:
    """The filters that leave nothing, without those that do not add to it."""
    guilty = [one.id for one in live if isinstance(one, Hide | Only)]
    if not guilty or _left(guilty, masks):
        return
    for one in reversed(guilty.copy()):
        others = [other for other in guilty if other != one]
        if others and not _left(others, masks):
            guilty = others
    yield Conflict(NOTHING_LEFT, tuple(guilty))


def _left(filters: Sequence[str], masks: Masks) -> bool:
    """Whether filters leave anything."""
    return bool(np.logical_and.reduce([masks[one] for one in filters]).any())


def _limit_below_pins(live: Sequence[Rule], facts: ItemFacts) -> Iterator[Conflict]:
    for limit in live:
        if not isinstance(limit, Limit):
            continue
        codes = facts.brand if limit.by == BRAND else facts.category
        groups: dict[int, list[Pin]] = {}
        for pin in _pins(live, facts):
            groups.setdefault(int(codes[facts.number[pin.item]]), []).append(pin)
        for code, pins in groups.items():
            items = tuple(sorted({pin.item for pin in pins}))
            if code >= 0 and len(items) > limit.at_most:
                yield Conflict(LIMIT_BELOW_PINS, (limit.id, *(pin.id for pin in pins)), items)


def _pins(live: Sequence[Rule], facts: ItemFacts) -> list[Pin]:
    """Pins of items that there are."""
    return [one for one in live if isinstance(one, Pin) and one.item in facts.number]
