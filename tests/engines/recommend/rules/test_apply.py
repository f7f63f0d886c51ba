"""Lists under rules: laws, and the list that a slow and plain program makes."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.rules.apply import arrange, arrange_compiled
from engines.recommend.rules.choice import best_of
from engines.recommend.rules.compiled import Compiled, compile_rules
from engines.recommend.rules.rules import (
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
)
from engines.recommend.rules.selection import Selector
from tests.engines.recommend.rules.cases import (
    HOME,
    World,
    crowded,
    floats,
    ints,
    items,
    named,
    shop,
    worlds,
)


@given(worlds(scoped=True))
def test_base_and_parts_sum_to_the_score_to_the_last_bit(world: World) -> None:
    found = world.arranged()
    for place, item in enumerate(found.items.tolist()):
        total = found.base[place]
        for part in found.parts[:, place].tolist():
            total += part
        assert total == found.scores[place]
        assert np.isfinite(total)
        if item >= 0:
            assert found.base[place] == world.scores[item]
            told = sum(amount for _, amount in found.parts_of(place))
            assert found.base[place] + told == pytest.approx(total, abs=1e-9)
        else:
            assert total == 0


@given(worlds(scoped=True))
def test_nothing_hidden_bought_or_out_of_stock_is_shown(world: World) -> None:
    found = world.arranged()
    assert len(found.items) == world.k
    shown = found.shown
    assert (found.items[: len(shown)] >= 0).all()
    assert len(set(shown.tolist())) == len(shown)
    assert not world.hidden[shown].any()
    assert np.isfinite(world.scores[shown]).all()
    for rule in found.compiled.rules:
        if isinstance(rule, Hide):
            assert not rule.selector.mask(world.facts)[shown].any()
        if isinstance(rule, Only):
            assert rule.selector.mask(world.facts)[shown].all()
        if isinstance(rule, InStock):
            late = ~(world.facts.arrival_days <= rule.arriving_within_days)
            assert not ((world.facts.available < rule.at_least) & late)[shown].any()
    assert all(found.compiled.hides(item) == () for item in shown.tolist())


@given(worlds(scoped=True) | crowded())
def test_limits_hold(world: World) -> None:
    found = world.arranged()
    for rule in found.compiled.rules:
        if isinstance(rule, Limit):
            codes = (world.facts.brand if rule.by == "brand" else world.facts.category)[found.shown]
            counts = np.bincount(codes[codes >= 0], minlength=1)
            assert counts.max() <= rule.at_most


@given(worlds())
def test_a_pin_is_at_its_position_when_that_is_possible(world: World) -> None:
    pins = [one for one in world.rules if isinstance(one, Pin)]
    rules = tuple(one for one in world.rules if not isinstance(one, Pin | Limit))
    world = replace(world, rules=(*rules, *pins[:1]))
    found = world.arranged()
    for pin in pins[:1]:
        item = world.facts.number.get(pin.item)
        places = np.flatnonzero(found.items == item).tolist() if item is not None else []
        could = item is not None and found.compiled.allowed[item] and not world.hidden[item]
        if could and np.isfinite(world.scores[item]) and pin.position <= world.k:
            assert places == [min(pin.position, len(found.shown)) - 1]
            assert found.pins[places[0]] == pin
        else:
            assert all(one is None for one in found.pins)


@given(worlds(scoped=True), st.integers(0, 999))
def test_the_order_of_rules_is_all_one(world: World, seed: int) -> None:
    mixed = list(world.rules)
    random.Random(seed).shuffle(mixed)
    one, other = world.arranged(), replace(world, rules=tuple(mixed)).arranged()
    for name in ("items", "scores", "base", "parts"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.pins == other.pins


@given(worlds(scoped=True))
def test_compiling_what_was_compiled_changes_nothing(world: World) -> None:
    once = compile_rules(world.rules, world.facts, world.context)
    again = compile_rules(once.rules, world.facts, world.context)
    assert once.rules == again.rules
    assert once.pins == again.pins
    np.testing.assert_array_equal(once.allowed, again.allowed)
    for one, other in zip(once.addends, again.addends, strict=True):
        assert (one.rule, one.of_base) == (other.rule, other.of_base)
        np.testing.assert_array_equal(one.by, other.by)
    for cap, same in zip(once.caps, again.caps, strict=True):
        np.testing.assert_array_equal(cap.group, same.group)


@given(worlds())
def test_without_rules_the_best_are_shown(world: World) -> None:
    found = replace(world, rules=()).arranged()
    there = [at for at in range(len(world.facts)) if not world.hidden[at]]
    there = [at for at in there if np.isfinite(world.scores[at])]
    best = sorted(there, key=lambda at: (-world.scores[at], at))[: world.k]
    assert found.shown.tolist() == best
    assert found.scores[: len(best)].tolist() == world.scores[best].tolist()


def slowly(world: World, compiled: Compiled) -> list[int]:
    """The items of a list, one decision after another over all items."""
    facts = world.facts
    score = [float(one) for one in world.scores]
    for addend in compiled.addends:
        for item in range(len(facts)):
            base = max(float(world.scores[item]), 0.0) if addend.of_base else 1.0
            score[item] += base * float(addend.by[item])
    able = [at for at in range(len(facts)) if compiled.allowed[at] and not world.hidden[at]]
    able = [at for at in able if np.isfinite(world.scores[at])]
    listed: list[int] = []

    def fits(item: int, soft: bool) -> bool:
        for cap in compiled.caps:
            same = sum(cap.group[one] == cap.group[item] for one in listed)
            if cap.group[item] >= 0 and same >= cap.most(world.k) and (soft or not cap.soft):
                return False
        return item not in listed and len(listed) < world.k

    places: dict[int, int] = {}
    for pin in compiled.pins:
        free = pin.place < world.k and pin.place not in places
        if free and pin.item in able and fits(pin.item, soft=False):
            places[pin.place] = pin.item
            listed.append(pin.item)
    ranked = sorted(able, key=lambda item: (-score[item], item))
    for soft in (True, False):
        for item in ranked:
            if fits(item, soft):
                listed.append(item)
    rest = [item for item in ranked if item in listed and item not in places.values()]
    row = [places[at] if at in places else rest.pop(0) if rest else -1 for at in range(world.k)]
    return [item for item in row if item >= 0]


@given(worlds(scoped=True) | crowded())
def test_a_slow_program_makes_the_same_list(world: World) -> None:
    compiled = compile_rules(world.rules, world.facts, world.context)
    found = arrange_compiled(compiled, world.scores, world.k, world.hidden)
    assert found.shown.tolist() == slowly(world, compiled)


def test_many_items_in_few_groups_make_the_same_list_too() -> None:
    random_ = np.random.default_rng(4)
    count = 2000
    facts = shop(
        count,
        brand=random_.integers(-1, 2, count),
        category=random_.choice([0, 1, 2], count, p=[0.01, 0.09, 0.9]),
        sold=random_.integers(0, 50, count),
    )
    rules = (
        named(Limit, "a", by="brand", at_most=3),
        named(Limit, "b", by="category", at_most=4),
        named(LongTail, "c", share=0.5),
        named(Pin, "d", item="i7", position=2),
    )
    for ties in (1, 3, 10**6):
        scores = np.floor(random_.random(count) * ties)
        world = World(facts, rules, scores, random_.random(count) < 0.1, 12)
        found = world.arranged()
        assert found.shown.tolist() == slowly(world, found.compiled)


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0]), max_size=30), st.integers(1, 30))
def test_the_best_are_found_in_order(values: list[float], count: int) -> None:
    ranked = sorted(range(len(values)), key=lambda at: (-values[at], at))
    found = best_of(floats(values), np.ones(len(values), bool), count)
    assert found.tolist() == ranked[:count]


def test_what_each_rule_adds_worked_by_hand() -> None:
    facts = shop(
        3,
        cost_minor=ints([600, -1, 3000]),
        available=ints([90, 10, 0]),
        sold=ints([90, 0, 9]),
        age_days=floats([10, float("nan"), 50]),
    )
    everything = Selector()
    rules = (
        named(Boost, "a", selector=items(0, 2), factor=1.5),
        named(Boost, "b", selector=items(1), amount=0.5),
        named(Bury, "c", selector=everything, amount=2),
        named(MarginAware, "d", strength=0.5),
        named(ClearOverstock, "e", days_of_cover=30, strength=2),
        named(Freshness, "f", max_age_days=40, amount=4),
    )
    found = arrange(floats([4, -1, 2]), facts, rules, HOME, 3)
    parts = {
        int(item): found.parts[:, place].tolist() for place, item in enumerate(found.items.tolist())
    }
    # 90 units at one a day last 90 days, 60 too many; margins 0.4, unknown, −2 held to −1.
    assert parts[0] == pytest.approx([2, 0, -2, 0.8, 2 * 2 / 3 * 4, 3])
    assert parts[1] == pytest.approx([0, 0.5, -2, 0, 0, 0])
    assert parts[2] == pytest.approx([1, 0, -2, -1, 0, 0])


def test_the_guard_gives_up_the_least_score_and_never_a_place() -> None:
    facts = shop(6, sold=ints([50, 40, 30, 1, 1, 0]))
    guard = named(LongTail, "guard", share=0.5, head=0.5)
    scores = floats([6, 5, 4, 3, 2, 1])
    assert arrange(scores, facts, [guard], HOME, 4).items.tolist() == [0, 1, 3, 4]
    pins = [named(Pin, f"p{at}", item=f"i{at}", position=at + 1) for at in range(3)]
    assert arrange(scores, facts, [guard, *pins], HOME, 4).items.tolist() == [0, 1, 2, 3]
    tails = named(Hide, "tails", selector=items(3, 4, 5))
    assert arrange(scores, facts, [guard, tails], HOME, 4).items.tolist() == [0, 1, 2, -1]


@pytest.mark.parametrize(
    ("share", "k", "most"),
    [(0.3, 10, 7), (0.7, 10, 3), (0.25, 6, 4), (0.07, 100, 93), (0.0, 5, 5), (1.0, 5, 0)],
)
def test_a_share_of_a_list_is_rounded_up(share: float, k: int, most: int) -> None:
    facts = shop(10, sold=ints(range(10)))
    cap = compile_rules([named(LongTail, "g", share=share, head=0.3)], facts, HOME).caps[0]
    assert cap.most(k) == most
    assert np.flatnonzero(cap.group == 0).tolist() == [7, 8, 9]


def test_what_never_sold_is_not_in_the_head_and_of_equals_the_first_is() -> None:
    facts = shop(5, sold=ints([0, 3, 3, 3, 0]))
    heads = [
        np.flatnonzero(compile_rules([guard], facts, HOME).caps[0].group == 0).tolist()
        for guard in (named(LongTail, "g", share=0.5, head=head) for head in (0.4, 1.0))
    ]
    assert heads == [[1, 2], [1, 2, 3]]


def test_what_has_no_brand_is_not_limited_and_late_is_not_in_stock() -> None:
    limit = named(Limit, "l", by="brand", at_most=1)
    facts = shop(4, brand=ints([-1, -1, 0, 0]))
    assert arrange(floats([1, 1, 1, 1]), facts, [limit], HOME, 4).shown.tolist() == [0, 1, 2]
    facts = shop(4, available=ints([0, 1, 2, 0]), arrival_days=floats([3, np.nan, 9, 4]))
    stock = named(InStock, "s", at_least=2, arriving_within_days=3)
    assert arrange(floats([1, 1, 1, 1]), facts, [stock], HOME, 4).shown.tolist() == [0, 2]


def test_scores_of_models_are_taken_as_they_are() -> None:
    scores = np.array([0.1, 0.2], np.float32)
    found = arrange(scores, shop(2), [named(Boost, "b", selector=items(0), amount=1)], HOME, 2)
    assert found.base.dtype == found.scores.dtype == np.float64
    assert found.base.tolist() == [float(scores[0]), float(scores[1])]


def test_pins_move_up_in_a_short_list_and_the_first_rule_has_the_place() -> None:
    pins = (
        named(Pin, "b", item="i1", position=1),
        named(Pin, "a", item="i2", position=1),
        named(Pin, "c", item="i0", position=5),
        named(Pin, "d", item="gone", position=2),
    )
    found = arrange(floats([9, 8, 7]), shop(3), pins, HOME, 6)
    assert found.items.tolist() == [2, 1, 0, -1, -1, -1]
    assert [None if pin is None else pin.id for pin in found.pins] == ["a", None, "c"] + [None] * 3


def test_what_overflows_is_not_shown_and_what_does_not_fit_is_refused() -> None:
    lifted = named(Boost, "a", selector=items(0), factor=1000)
    assert arrange(floats([1e308, 1]), shop(2), [lifted], HOME, 2).shown.tolist() == [1]
    with pytest.raises(ValueError, match="one score"):
        arrange(floats([1]), shop(2), [], HOME, 1)
    with pytest.raises(ValueError, match="one score"):
        arrange(floats([1, 2]), shop(2), [], HOME, 1, np.zeros(3, bool))
    with pytest.raises(ValueError, match="list of -1"):
        arrange(floats([1, 2]), shop(2), [], HOME, -1)
