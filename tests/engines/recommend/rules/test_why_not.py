"""Why an item is not shown: the change that is told brings it in, and no less does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.rules.apply import arrange
from engines.recommend.rules.compiled import compile_rules
from engines.recommend.rules.rules import Boost, Hide, InStock, Limit, LongTail, Pin, Rule
from engines.recommend.rules.selection import Selector
from engines.recommend.rules.why_not import Change, WhyNot, why_not
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


def asked(world: World, item: int) -> WhyNot | None:
    compiled = compile_rules(world.rules, world.facts, world.context)
    return why_not(compiled, world.scores, item, world.k, world.hidden)


def brings_in(world: World, item: int, change: Change) -> bool:
    """Whether an item is shown once a change is made, by everyday means."""
    compiled = compile_rules(world.rules, world.facts, world.context)
    hidden = world.hidden.copy()
    hidden[item] &= not change.despite_hidden
    rules = change.rules(compiled, item)
    return item in replace(world, rules=rules, hidden=hidden).arranged().shown


@given(worlds(scoped=True) | crowded(), st.data())
def test_the_change_brings_the_item_in_and_less_does_not(world: World, data: st.DataObject) -> None:
    item = data.draw(st.integers(0, len(world.facts) - 1))
    shown = world.arranged()
    found = asked(world, item)
    assert (found is None) == (item in shown.shown)
    if found is None:
        return
    change = found.change
    assert found.hidden == world.hidden[item]
    assert found.unscored == (not np.isfinite(world.scores[item]))
    assert (change is None) == (found.unscored or world.k == 0)
    if change is None:
        return
    assert brings_in(world, item, change)
    assert item not in found.leaves
    assert set(found.leaves) <= set(shown.shown.tolist())
    if change.amount > 1e-6:
        assert not brings_in(world, item, replace(change, amount=0.999 * change.amount))
    for one in shown.compiled.hides(item):
        lift = tuple(rule for rule in change.lift if rule != one.id)
        assert one in found.rules
        assert not brings_in(world, item, replace(change, lift=lift))
    if found.hidden:
        assert not brings_in(world, item, replace(change, despite_hidden=False))
    if change.yields:
        assert set(change.yields) <= set(found.leaves) | set(np.flatnonzero(world.hidden))
        assert not brings_in(world, item, replace(change, yields=()))


def world(*rules: Rule, scores: tuple[float, ...], k: int, **known: object) -> World:
    count = len(scores)
    return World(shop(count, **known), rules, floats(scores), np.zeros(count, bool), k)


def test_a_missing_score_is_told_and_the_tie_is_won_by_number() -> None:
    plain = world(scores=(3, 2, 2, 1), k=2)
    found = asked(plain, 3)
    assert found is not None
    assert (found.short_by, found.rules, found.leaves) == (1, (), (1,))
    assert found.change is not None
    assert found.change.amount == pytest.approx(1)
    assert found.change.amount > 1  # item 1 has the lower number
    assert asked(plain, 1) is None
    turned = asked(world(scores=(1, 2, 3), k=2), 0)
    assert turned is not None
    assert turned.change == Change(amount=1)


def test_every_filter_is_to_be_lifted() -> None:
    hide = named(Hide, "h", selector=items(0))
    stock = named(InStock, "s")
    other = named(Hide, "other", selector=items(1))
    found = asked(world(hide, stock, other, scores=(3, 2, 1), k=1, available=ints([0, 1, 1])), 0)
    assert found is not None
    assert found.rules == (hide, stock)
    assert found.change == Change(lift=("h", "s"))
    assert found.leaves == (2,)


def test_the_last_of_a_full_group_yields() -> None:
    limit = named(Limit, "l", by="brand", at_most=2)
    found = asked(world(limit, scores=(5, 4, 3, 1), k=3, brand=ints([0, 0, 0, -1])), 2)
    assert found is not None
    assert (found.rules, found.short_by) == ((limit,), 0)
    assert found.change == Change(yields=(1,))


def test_where_one_that_yields_is_not_enough_an_amount_is_told() -> None:
    limit = named(Limit, "l", by="brand", at_most=1)
    found = asked(world(limit, scores=(5, 4, 3, 1), k=3, brand=ints([0, 0, 0, -1])), 2)
    assert found is not None
    assert found.change is not None
    assert found.change.amount == pytest.approx(2)
    assert found.leaves == (0,)


def test_the_place_to_beat_may_be_in_the_middle() -> None:
    limit = named(Limit, "l", by="brand", at_most=1)
    brand = ints([-1, 0, -1, 0, 0])
    found = asked(world(limit, scores=(9, 8, 1, 4, 3), k=3, brand=brand), 4)
    assert found is not None
    assert found.change is not None
    assert found.change.amount == pytest.approx(5)
    assert found.leaves == (1,)


def test_as_few_rules_are_lifted_as_must_be() -> None:
    pins = [named(Pin, f"p{at}", item=f"i{at}", position=1) for at in range(4)]
    limit = named(Limit, "l", by="brand", at_most=1)
    brand = ints([-1, -1, -1, -1, 0])
    for count in (2, 4):  # the others move up when the first is lifted
        found = asked(world(*pins[:count], limit, scores=(1, 1, 1, 1, 9), k=1, brand=brand), 4)
        assert found is not None
        assert found.change is not None
        assert sorted(found.change.lift) == [one.id for one in pins[:count]]
        assert found.change.amount == 0


def test_where_pins_use_up_the_limit_it_is_lifted() -> None:
    limit = named(Limit, "l", by="brand", at_most=1)
    pin = named(Pin, "p", item="i1", position=1)
    found = asked(world(limit, pin, scores=(5, 1, 1), k=2, brand=ints([0, 0, -1])), 0)
    assert found is not None
    assert found.rules == (limit,)
    assert found.change == Change(lift=("l",))


def test_where_pins_take_every_place_the_last_is_lifted() -> None:
    pins = [named(Pin, f"p{at}", item=f"i{at}", position=at + 1) for at in range(2)]
    found = asked(world(*pins, scores=(1, 1, 9), k=2), 2)
    assert found is not None
    assert found.rules == tuple(pins)
    assert found.change == Change(lift=("p1",))
    below = asked(world(*pins, scores=(5, 5, 2), k=2), 2)
    assert below is not None
    assert below.change is not None
    assert below.change.lift == ("p1",)
    assert below.change.amount > 3


def test_a_guard_is_told_where_it_keeps_out_what_is_better() -> None:
    guard = named(LongTail, "g", share=0.5, head=0.5)
    kept = world(guard, scores=(6, 5, 4, 3), k=2, sold=ints([9, 8, 0, 0]))
    found = asked(kept, 1)
    assert found is not None
    assert found.rules == (guard,)
    assert found.change == Change(yields=(0,))
    tail = asked(kept, 3)
    assert tail is not None
    assert (tail.rules, tail.short_by) == ((), 1)
    worse = asked(world(guard, scores=(6, 1, 5, 4), k=2, sold=ints([9, 8, 0, 0])), 1)
    assert worse is not None
    assert (worse.rules, worse.short_by) == ((), 4)


def test_what_was_bought_or_has_no_score_is_told() -> None:
    bought = replace(world(scores=(3, 2), k=2), hidden=np.array([True, False]))
    found = asked(bought, 0)
    assert found is not None
    assert found.hidden
    assert found.change == Change(despite_hidden=True)
    unknown = asked(world(scores=(float("-inf"), 2), k=2), 0)
    assert unknown is not None
    assert unknown.unscored
    assert unknown.change is None
    with pytest.raises(ValueError, match="no item 2"):
        asked(bought, 2)


def test_the_amount_works_as_a_rule_whatever_ids_there_are() -> None:
    rules = (named(Boost, "规则~~", selector=Selector(), factor=1.1),)
    found = asked(world(*rules, scores=(0.1, 0.7, 0.3), k=1), 0)
    assert found is not None
    assert found.change is not None
    facts = shop(3)
    added = found.change.rules(compile_rules(rules, facts, HOME), 0)
    assert max(one.id for one in added) == added[-1].id
    assert arrange(floats([0.1, 0.7, 0.3]), facts, added, HOME, 1).items.tolist() == [0]
