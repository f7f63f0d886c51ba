"""One shopper's list at this moment: scores of a blend, rules, and where the scores come from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from engines.database.ticket import Untold
from engines.recommend.live.lists import LiveList, LiveLists
from engines.recommend.models.blend import Blend
from engines.recommend.rules.compiled import Compiled, compile_rules
from engines.recommend.rules.facts import Context, ItemFacts
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
    Pin,
    Rule,
)
from engines.recommend.rules.selection import Selector
from engines.recommend.training import ingredients
from engines.recommend.windows import NEXT
from tests.benchmarks.recommend_live import long_tail, p95
from tests.benchmarks.timing import Result, seconds

K, SHOPPERS = 10, 300
SIZES = (  # items, users, purchases a user, limit of a list in seconds
    (3_000, 4_300, 78.0, 0.001),
    (12_000, 2_500, 430.0, 0.005),
)
# As choosing weighs the ingredients of two real shops: all but item-knn, complements, `bought`.
WEIGHTS = (0.01, 0.5, 0.0, 0.0, 0.08, 0.2, 0.15, 0.0, 0.01, 0.3, 0.1, 0.4)


def measure_live_lists() -> list[Result]:
    """At 3,000 and 12,000 items, each p95 against its limit."""
    return [result for size in SIZES for result in _measure(*size)]


def _measure(items: int, users: int, purchases: float, limit_s: float) -> list[Result]:
    random = np.random.default_rng(items)
    data = long_tail(random, items, users, purchases)
    fitted = Blend(ingredients(NEXT), WEIGHTS).fit(data, Untold())
    live = LiveLists(fitted, data, _rules(random, items))
    asked = [str(user) for user in random.choice(users, SHOPPERS, replace=False).tolist()]
    first = [partial(live.list, user, K, NEXT) for user in asked]
    lists_s = p95([_best_of_three(one) for one in first])
    told_s = p95([_best_of_three(partial(_reasons, one())) for one in first])
    bought = zip(asked, random.choice(data.item, SHOPPERS).tolist(), strict=True)
    add_s = p95([seconds(partial(live.bought, *pair, data.end)) for pair in bought])
    after_s = p95([_best_of_three(one) for one in first])
    of_items = f"{items:,} items"
    return [
        Result(f"live list, {of_items}, 12 rules", limit_s, lists_s, 1, "p95"),
        Result("… all its reasons read", limit_s, told_s, 10, "p95"),
        Result("… a purchase (limit 0.1 ms)", 0.0001, add_s, 1, "p95"),
        Result("… of who just bought", limit_s, after_s, 1.5, "p95"),
    ]


def _best_of_three(work: Callable[[], object]) -> float:
    """What else runs here is no figure of ours."""
    return min(seconds(work) for _ in range(3))


def _reasons(found: LiveList) -> None:
    for place in range(len(found.items)):
        found.reasons(place)


def _rules(random: np.random.Generator, items: int) -> Compiled:
    names = tuple(str(item) for item in range(items))
    facts = ItemFacts(
        item_ids=names,
        names=names,
        available=random.integers(-1, 50, items),
        arrival_days=np.where(random.random(items) < 0.5, np.nan, random.random(items) * 60),
        price_minor=random.integers(100, 90_000, items),
        cost_minor=random.integers(-1, 50_000, items),
        brand=random.integers(-1, 40, items),
        category=random.integers(-1, 25, items),
        age_days=random.random(items) * 900,
        sold=random.zipf(1.6, items).clip(0, 9_999).astype(np.int64),
        brands=tuple(f"b{one}" for one in range(40)),
        categories=tuple(f"c{one}" for one in range(25)),
    )
    brands = Selector(brands=frozenset({"b1", "b2"}))
    category = Selector(categories=frozenset({"c3"}))
    rules: tuple[Rule, ...] = (
        Pin(id="01", name="pin", item="5", position=1),
        Pin(id="02", name="another pin", item="77", position=4),
        Boost(id="03", name="boost", selector=brands, factor=1.5),
        Bury(id="04", name="bury", selector=category, amount=0.2),
        Hide(id="05", name="hide", selector=Selector(price_to_minor=300)),
        InStock(id="06", name="in stock", arriving_within_days=7.0),
        MarginAware(id="07", name="margin", strength=0.5),
        ClearOverstock(id="08", name="overstock", days_of_cover=90.0, strength=0.4),
        Limit(id="09", name="brands", by="brand", at_most=2),
        Limit(id="10", name="categories", by="category", at_most=3),
        LongTail(id="11", name="long tail", share=0.3),
        Freshness(id="12", name="fresh", max_age_days=30.0, amount=0.2),
    )
    return compile_rules(rules, facts, Context("home", 0))
