"""Small shops, rules and scores, as Hypothesis draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.rules import rules as kinds
from engines.recommend.rules.apply import Arranged, arrange
from engines.recommend.rules.facts import PLACES, Context, ItemFacts
from engines.recommend.rules.rules import Rule
from engines.recommend.rules.selection import Scope, Selector

HOME = Context("home", 1000, frozenset(["new"]))
BRANDS, CATEGORIES = ("acme", "brill"), ("mugs", "tea", "toys")
MOST_ITEMS = 9


def ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def shop(count: int, **known: Any) -> ItemFacts:
    """Items i0, i1 …, in stock, of no brand, with a price of 10.00 and no cost, never sold."""
    plain: dict[str, Any] = {
        "item_ids": tuple(f"i{one}" for one in range(count)),
        "names": tuple(f"Item {one}" for one in range(count)),
        "available": ints([5] * count),
        "arrival_days": np.full(count, np.nan),
        "price_minor": ints([1000] * count),
        "cost_minor": ints([-1] * count),
        "brand": ints([-1] * count),
        "category": ints([-1] * count),
        "age_days": np.full(count, np.nan),
        "sold": ints([0] * count),
        "brands": BRANDS,
        "categories": CATEGORIES,
    }
    return ItemFacts(**(plain | known))


def items(*numbers: int) -> Selector:
    return Selector(items=frozenset(f"i{one}" for one in numbers))


def named(kind: Any, name: str, **fields: Any) -> Any:
    """A rule whose id is its name."""
    return kind(id=name, name=name, **fields)


@dataclass(frozen=True)
class World:
    """All that a list is made from."""

    facts: ItemFacts
    rules: tuple[Rule, ...]
    scores: Floats
    hidden: Bools
    k: int
    context: Context = HOME

    def arranged(self) -> Arranged:
        return arrange(self.scores, self.facts, self.rules, self.context, self.k, self.hidden)


def _column(count: int, values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=count, max_size=count)


DAYS = st.sampled_from([0.0, 3.0, 40.0, float("nan")])
SELECTORS = st.one_of(
    st.sets(st.integers(0, MOST_ITEMS), min_size=1, max_size=4).map(lambda some: items(*some)),
    st.builds(
        Selector,
        brands=st.sets(st.sampled_from(BRANDS)).map(frozenset),
        categories=st.sets(st.sampled_from(CATEGORIES), max_size=1).map(frozenset),
        price_from_minor=st.none() | st.just(500),
        margin_to=st.none() | st.just(0.5),
        age_to_days=st.none() | st.just(10.0),
    ),
)
SCOPES = st.builds(
    Scope,
    places=st.sets(st.sampled_from(PLACES), max_size=4).map(frozenset),
    segments=st.sampled_from([frozenset[str](), frozenset(["new"]), frozenset(["loyal", "old"])]),
    from_us=st.sampled_from([None, 0, 1000]),
    until_us=st.sampled_from([None, 1001, 5000]),
)


@st.composite
def shops(draw: st.DrawFn) -> ItemFacts:
    count = draw(st.integers(1, MOST_ITEMS))
    return shop(
        count,
        available=ints(draw(_column(count, st.integers(-1, 3)))),
        arrival_days=floats(draw(_column(count, DAYS))),
        price_minor=ints(draw(_column(count, st.sampled_from([0, 400, 1000])))),
        cost_minor=ints(draw(_column(count, st.sampled_from([-1, 0, 300, 2000])))),
        brand=ints(draw(_column(count, st.integers(-1, 1)))),
        category=ints(draw(_column(count, st.integers(-1, 2)))),
        age_days=floats(draw(_column(count, DAYS))),
        sold=ints(draw(_column(count, st.integers(0, 4)))),
    )


AMOUNTS = st.sampled_from([0.0, 0.25, 1.0, 3.7])
Drawn = tuple[type[Rule], dict[str, Any]]
OF_LISTS: st.SearchStrategy[Drawn] = st.one_of(
    st.tuples(
        st.just(kinds.Pin),
        st.fixed_dictionaries(
            {"item": st.integers(0, MOST_ITEMS).map("i{}".format), "position": st.integers(1, 6)}
        ),
    ),
    st.tuples(
        st.just(kinds.Limit),
        st.fixed_dictionaries(
            {"by": st.sampled_from(["brand", "category"]), "at_most": st.integers(1, 3)}
        ),
    ),
    st.tuples(
        st.just(kinds.LongTail),
        st.fixed_dictionaries(
            {"share": st.sampled_from([0.0, 0.3, 0.5, 1.0]), "head": st.sampled_from([0.3, 0.6])}
        ),
    ),
)
ONE_RULE: st.SearchStrategy[Drawn] = st.one_of(
    OF_LISTS,
    st.tuples(
        st.just(kinds.Boost),
        st.fixed_dictionaries({"selector": SELECTORS, "amount": AMOUNTS})
        | st.fixed_dictionaries({"selector": SELECTORS, "factor": AMOUNTS.map(lambda x: 1 + x)}),
    ),
    st.tuples(
        st.just(kinds.Bury), st.fixed_dictionaries({"selector": SELECTORS, "amount": AMOUNTS})
    ),
    st.tuples(
        st.sampled_from([kinds.Hide, kinds.Only]), st.fixed_dictionaries({"selector": SELECTORS})
    ),
    st.tuples(
        st.just(kinds.InStock),
        st.fixed_dictionaries(
            {
                "at_least": st.integers(1, 3),
                "arriving_within_days": st.sampled_from([0.0, 5.0]),
            }
        ),
    ),
    st.tuples(st.just(kinds.MarginAware), st.fixed_dictionaries({"strength": AMOUNTS})),
    st.tuples(
        st.just(kinds.ClearOverstock),
        st.fixed_dictionaries({"days_of_cover": st.just(60.0), "strength": AMOUNTS}),
    ),
    st.tuples(
        st.just(kinds.Freshness),
        st.fixed_dictionaries({"max_age_days": st.just(30.0), "amount": AMOUNTS}),
    ),
)


@st.composite
def some_rules(
    draw: st.DrawFn, one: st.SearchStrategy[Drawn] = ONE_RULE, scoped: bool = False
) -> tuple[Rule, ...]:
    """Rules for every list, or for some; their ids are in no order."""
    drawn = draw(st.lists(one, max_size=7))
    ids = draw(st.permutations([f"r{one}" for one in range(len(drawn))]))
    return tuple(
        named(kind, name, scope=draw(SCOPES) if scoped else Scope(), **fields)
        for name, (kind, fields) in zip(ids, drawn, strict=True)
    )


SCORES = st.one_of(
    st.sampled_from([-1.0, 0.0, 1.0, 1.0, 2.0]),
    st.floats(-10, 10),
    st.sampled_from([float("nan"), float("-inf"), float("inf")]),
)


@st.composite
def worlds(draw: st.DrawFn, scoped: bool = False) -> World:
    facts = draw(shops())
    return World(
        facts=facts,
        rules=draw(some_rules(scoped=scoped)),
        scores=floats(draw(_column(len(facts), SCORES))),
        hidden=np.array(draw(_column(len(facts), st.integers(0, 4).map(lambda x: x == 0)))),
        k=draw(st.integers(0, 7)),
    )


@st.composite
def crowded(draw: st.DrawFn) -> World:
    """A shop where all is to be had, and short lists under rules for whole lists."""
    facts = draw(shops())
    return World(
        facts=facts,
        rules=draw(some_rules(OF_LISTS)),
        scores=floats(draw(_column(len(facts), st.integers(0, 5)))),
        hidden=np.zeros(len(facts), bool),
        k=draw(st.integers(1, 4)),
    )
