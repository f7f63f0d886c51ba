"""Contradictions are told where rules meet, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given

from engines.recommend.rules.conflicts import (
    BOTH_WAYS,
    EXPIRED,
    LIMIT_BELOW_PINS,
    NOTHING_LEFT,
    ONE_POSITION,
    PINNED_BUT_HIDDEN,
    Conflict,
    conflicts,
)
from engines.recommend.rules.rules import Boost, Bury, Hide, Limit, Only, Pin, Rule
from engines.recommend.rules.selection import Scope
from tests.engines.recommend.rules.cases import World, ints, items, named, shop, worlds

FACTS = shop(4, brand=ints([0, 0, 0, -1]))
NOW = 1000


def found(*rules: Rule) -> tuple[Conflict, ...]:
    return conflicts(rules, FACTS, NOW)


def test_each_contradiction_is_told() -> None:
    first, second = (named(Pin, f"p{at}", item=f"i{at}", position=1) for at in (0, 1))
    assert found(first, second) == (Conflict(ONE_POSITION, ("p0", "p1"), ("i0", "i1")),)
    hide = named(Hide, "h", selector=items(0, 3))
    only = named(Only, "o", selector=items(1))
    assert found(first, hide) == (Conflict(PINNED_BUT_HIDDEN, ("p0", "h"), ("i0",)),)
    assert found(first, only) == (Conflict(PINNED_BUT_HIDDEN, ("p0", "o"), ("i0",)),)
    assert found(second, only) == ()
    boost = named(Boost, "up", selector=items(1, 2), factor=2)
    bury = named(Bury, "down", selector=items(2, 3), amount=1)
    assert found(boost, bury) == (Conflict(BOTH_WAYS, ("up", "down"), ("i2",)),)
    assert found(boost, named(Bury, "down", selector=items(3), amount=1)) == ()
    ended = named(Hide, "h", selector=items(0), scope=Scope(until_us=NOW))
    assert found(first, ended) == (Conflict(EXPIRED, ("h",)),)


def test_a_limit_below_its_pins_is_told() -> None:
    pins = [named(Pin, f"p{at}", item=f"i{at}", position=at + 1) for at in range(4)]
    limit = named(Limit, "l", by="brand", at_most=2)
    told = Conflict(LIMIT_BELOW_PINS, ("l", "p0", "p1", "p2"), ("i0", "i1", "i2"))
    assert found(limit, *pins) == (told,)
    assert found(limit, *pins[1:]) == ()
    by_kind = named(Limit, "l", by="category", at_most=1)
    assert found(by_kind, *pins) == ()  # no category is known


def test_filters_that_leave_nothing_are_told_without_the_innocent() -> None:
    rules = (
        named(Only, "o", selector=items(1, 2)),
        named(Hide, "h1", selector=items(1)),
        named(Hide, "h2", selector=items(2)),
        named(Hide, "h3", selector=items(3)),
    )
    assert found(*rules) == (Conflict(NOTHING_LEFT, ("h1", "h2", "o")),)
    assert found(*rules[:2]) == ()
    assert found(named(Only, "a", selector=items(77))) == (Conflict(NOTHING_LEFT, ("a",)),)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Scope(places=frozenset(["home"])), Scope(places=frozenset(["email"])), False),
        (Scope(places=frozenset(["home"])), Scope(places=frozenset(["email", "home"])), True),
        (Scope(segments=frozenset(["a"])), Scope(segments=frozenset(["b"])), False),
        (Scope(segments=frozenset(["a"])), Scope(), True),
        (Scope(until_us=2000), Scope(from_us=2000), False),
        (Scope(until_us=2001), Scope(from_us=2000), True),
        (Scope(from_us=3000, until_us=5000), Scope(from_us=4000, until_us=9000), True),
        (Scope(until_us=900), Scope(until_us=900), False),
        (Scope(from_us=100, until_us=900), Scope(from_us=200, until_us=900), False),
        (
            Scope(places=frozenset(["home"]), segments=frozenset(["a"])),
            Scope(places=frozenset(["home"]), segments=frozenset(["b"])),
            False,
        ),
    ],
)
def test_rules_that_never_meet_do_not_contradict(one: Scope, other: Scope, meet: bool) -> None:
    pins = [
        named(Pin, name, item="i1", position=3, scope=scope)
        for name, scope in (("a", one), ("b", other))
    ]
    told = [conflict for conflict in found(*pins) if conflict.kind != EXPIRED]
    assert bool(told) is meet


@given(worlds(scoped=True))
def test_the_order_of_rules_is_all_one_and_what_is_told_is_so(world: World) -> None:
    told = conflicts(world.rules, world.facts, NOW)
    assert told == conflicts(world.rules[::-1], world.facts, NOW)
    by_id = {one.id: one for one in world.rules}
    for conflict in told:
        rules = [by_id[one] for one in conflict.rules]
        if conflict.kind == EXPIRED:
            assert rules[0].scope.expired(NOW)
        else:
            assert not any(one.scope.expired(NOW) for one in rules)
