"""Rules refuse what they cannot mean, and survive the way to a file and back."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.errors import RuleInvalid
from engines.recommend.rules.codec import from_json, to_json
from engines.recommend.rules.facts import Context
from engines.recommend.rules.rules import KINDS, Boost, Hide, Limit, Pin, Rule, in_order
from engines.recommend.rules.selection import Scope, Selector
from tests.engines.recommend.rules.cases import floats, ints, items, named, shop, some_rules

BOOST: dict[str, Any] = {"kind": "boost", "id": "b", "name": "Mugs", "selector": {}, "factor": 2}


@given(some_rules(scoped=True))
def test_rules_come_back_as_they_were(rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        told = to_json(rule)
        back = from_json(json.loads(json.dumps(told)))
        assert back == rule
        assert json.dumps(to_json(back)) == json.dumps(told)


def test_one_rule_has_one_dict_that_toml_can_hold_too() -> None:
    text = """
        kind = "boost"
        id = "b"
        name = "Mugs"
        selector = {items = ["i2", "i1"], margin_from = 0}
        factor = 2
    """
    told = to_json(from_json(tomllib.loads(text)))
    assert told == BOOST | {"selector": {"items": ["i1", "i2"], "margin_from": 0.0}}
    assert json.dumps(told["factor"]) == "2.0"
    assert "null" not in json.dumps(told)
    assert len(KINDS) == 11


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"kind": "sing"}, "kind", "no kind of rule"),
        ({"kind": 3}, "kind", "no text"),
        ({"loud": True}, "loud", "no field of it"),
        ({"selector": {"colour": "red"}}, "selector.colour", "no field of it"),
        ({"scope": {"place": "home"}}, "scope.place", "no field of it"),
        ({"scope": {"places": ["moon"]}}, "scope.places", "no place for lists"),
        ({"scope": {"places": "home"}}, "scope.places", "no list of texts"),
        ({"scope": {"from_us": 5, "until_us": 5}}, "scope.until_us", "ends before it begins"),
        ({"scope": {"from_us": 1.5}}, "scope.from_us", "not a whole number"),
        ({"scope": {"from_us": True}}, "scope.from_us", "not a whole number"),
        ({"selector": []}, "selector", "no fields"),
        ({"scope": 3}, "scope", "no fields"),
        ({"selector": {"margin_from": float("nan")}}, "selector.margin_from", "not finite"),
        (
            {"selector": {"price_from_minor": 5, "price_to_minor": 4}},
            "selector.price_from_minor",
            "above the end of its range",
        ),
        ({"factor": "2"}, "factor", "no number"),
        ({"factor": True}, "factor", "no number"),
        ({"factor": 0.5}, "factor", "out of range"),
        ({"factor": float("inf")}, "factor", "not finite"),
        ({"factor": 10**400}, "factor", "not finite"),
        ({"amount": 1}, "factor", "either factor or amount"),
        ({"name": " "}, "name", "empty"),
        ({"id": ""}, "id", "empty"),
    ],
)
def test_what_a_rule_cannot_mean_is_refused(
    change: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(RuleInvalid) as told:
        from_json(BOOST | change)
    name = change.get("id", "b")
    assert told.value == RuleInvalid(name, field, reason)


def test_what_is_missing_is_told() -> None:
    with pytest.raises(RuleInvalid) as told:
        from_json({"kind": "hide", "id": "h", "name": "H"})
    assert told.value == RuleInvalid("h", "selector", "not given")
    with pytest.raises(RuleInvalid) as told:
        from_json({})
    assert told.value == RuleInvalid("", "kind", "no kind of rule")
    with pytest.raises(RuleInvalid) as told:
        from_json(["hide"])
    assert told.value == RuleInvalid("", "rule", "no fields")


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("pin", {"item": "a", "position": 0}, "position"),
        ("bury", {"selector": Selector(), "amount": -1}, "amount"),
        ("in stock", {"at_least": 0}, "at_least"),
        ("in stock", {"arriving_within_days": -1}, "arriving_within_days"),
        ("margin", {"strength": float("nan")}, "strength"),
        ("overstock", {"days_of_cover": 0, "strength": 1}, "days_of_cover"),
        ("limit", {"by": "brand", "at_most": 0}, "at_most"),
        ("limit", {"by": "colour", "at_most": 1}, "by"),
        ("long tail", {"share": 1.1}, "share"),
        ("long tail", {"share": 0.1, "head": -1}, "head"),
        ("freshness", {"max_age_days": 0, "amount": 1}, "max_age_days"),
        ("only", {"selector": Selector(age_from_days=2, age_to_days=1)}, "selector.age_from_days"),
        ("only", {"selector": Selector(age_to_days=float("inf"))}, "selector.age_from_days"),
        ("boost", {"selector": Selector(), "amount": -1}, "amount"),
        ("boost", {"selector": Selector()}, "factor"),
    ],
)
def test_values_out_of_bounds_are_refused(kind: str, values: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleInvalid) as told:
        named(KINDS[kind], "x", **values)
    assert told.value.field == field


def test_an_id_is_one_rule_s() -> None:
    rules = [named(Limit, "b", by="brand", at_most=1), named(Hide, "a", selector=items(1))]
    assert [one.id for one in in_order(rules)] == ["a", "b"]
    with pytest.raises(RuleInvalid) as told:
        in_order([*rules, named(Pin, "a", item="i1", position=1)])
    assert told.value == RuleInvalid("a", "id", "that of another rule")


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        (Scope(), True),
        (Scope(places=frozenset(["email", "home"])), True),
        (Scope(places=frozenset(["email"])), False),
        (Scope(segments=frozenset(["new", "old"])), True),
        (Scope(segments=frozenset(["old"])), False),
        (Scope(from_us=10, until_us=11), True),
        (Scope(from_us=11), False),
        (Scope(until_us=10), False),
    ],
)
def test_a_rule_is_for_its_scope(scope: Scope, applies: bool) -> None:
    assert scope.applies(Context("home", 10, frozenset(["new"]))) is applies


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        (Selector(), [0, 1, 2, 3]),
        (items(1, 3, 77), [1, 3]),
        (items(77), []),
        (Selector(brands=frozenset(["acme"])), [0]),
        (Selector(categories=frozenset(["tea", "none"])), [1, 2]),
        (Selector(price_from_minor=200, price_to_minor=300), [1, 2]),
        (Selector(price_to_minor=2**70), [0, 1, 2, 3]),
        (Selector(margin_from=0.5), [0]),
        (Selector(margin_to=0.5), [0, 1]),
        (Selector(age_to_days=30), [0, 2]),
        (Selector(age_from_days=30), [2, 3]),
        (Selector(categories=frozenset(["tea"]), age_from_days=30), [2]),
    ],
)
def test_all_conditions_must_hold(selector: Selector, meant: list[int]) -> None:
    facts = shop(
        4,
        brand=ints([0, 1, -1, -1]),
        category=ints([-1, 1, 1, 2]),
        price_minor=ints([100, 200, 300, 400]),
        cost_minor=ints([50, 190, -1, -1]),
        age_days=floats([1, float("nan"), 30, 31]),
    )
    assert np.flatnonzero(selector.mask(facts)).tolist() == meant


@given(st.floats(1, 1000))
def test_numbers_come_back_to_the_last_bit(factor: float) -> None:
    rule = named(Boost, "b", selector=Selector(), factor=factor)
    assert from_json(json.loads(json.dumps(to_json(rule)))) == rule
