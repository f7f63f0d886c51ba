"""A live list is the batch's list of the same history, and follows what a shopper does at once."""

from __future__ import annotations

import numpy as np
import pytest

from engines.database.errors import BadValue
from engines.database.ticket import Untold
from engines.recommend.interactions import DAY_SECONDS, Interactions
from engines.recommend.lists import Histories
from engines.recommend.live.lists import LiveList, LiveLists
from engines.recommend.models.blend import Blend, Ingredient, Level
from engines.recommend.models.ease import Ease
from engines.recommend.models.frequency import Frequency
from engines.recommend.models.model import Fitted, Model, Reason
from engines.recommend.models.popularity import Popularity
from engines.recommend.models.settings import KINDS, plain
from engines.recommend.models.tifu_knn import Tifu
from engines.recommend.models.user_knn import UserKnn
from engines.recommend.rules.compiled import Compiled, compile_rules
from engines.recommend.rules.rules import Boost, Hide, Limit, Pin
from engines.recommend.training import ingredients
from engines.recommend.windows import NEW, NEXT
from tests.engines.recommend.rules.cases import HOME, ints, items, named, shop
from tests.engines.recommend.sales import random_sales, told

INGREDIENTS = ingredients("next")
RISING = tuple(0.1 + 0.1 * n for n in range(len(INGREDIENTS)))
BLENDED = Blend(INGREDIENTS, RISING, (Level(9, RISING[::-1]), Level(12, RISING)))
FEW_NEAR: tuple[Model, ...] = (UserKnn(neighbours=7), Tifu(neighbours=7))
MODELS: tuple[Model, ...] = (*(made() for made in KINDS.values()), *FEW_NEAR, BLENDED)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(plain(model)["model"]))


@pytest.fixture(scope="module")
def sales() -> Interactions:
    return random_sales()


@pytest.fixture(scope="module")
def fitted(sales: Interactions) -> Fitted:
    return BLENDED.fit(sales, Untold())


def _rules(count: int) -> Compiled:
    facts = shop(count, brand=ints([item % 2 for item in range(count)]))
    rules = (
        named(Pin, "a", item="i7", position=2),
        named(Boost, "b", selector=items(1, 3, 5), factor=1.5),
        named(Boost, "c", selector=items(2, 4), amount=0.3),
        named(Hide, "d", selector=items(0, 20)),
        named(Limit, "e", by="brand", at_most=4),
    )
    return compile_rules(rules, facts, HOME)


def _near(live: LiveLists, fitted: Fitted, user: str) -> None:
    """Scores are the batch's for the same history."""
    batch = fitted.scores(live.history(user))[0]
    np.testing.assert_allclose(live.scores(user), batch, rtol=1e-5, atol=1e-6)


@every_model
def test_scores_and_reasons_are_those_of_a_batch(model: Model, sales: Interactions) -> None:
    fitted, histories = model.fit(sales, Untold()), Histories(sales)
    live = LiveLists(fitted, sales)
    for user in (0, 7, 31, 44):
        shopper = histories.of(np.array([user]))
        name = sales.user_ids[user]
        scores = fitted.scores(shopper)[0]
        np.testing.assert_allclose(live.scores(name), scores, rtol=1e-5, atol=1e-6)
        found = live.list(name, 8, NEXT)
        given = fitted.reasons(shopper, found.items)
        for place, reasons in enumerate(given):
            _same(found.reasons(place), reasons)


def _same(ours: list[Reason], theirs: list[Reason]) -> None:
    """The same sources, about the same amounts; amounts of nothing but rounding do not count."""
    mine, batch = (
        {(one.part, one.item, one.user): 0.0 for one in some if abs(one.amount) > 1e-6}
        for some in (ours, theirs)
    )
    for sums, some in ((mine, ours), (batch, theirs)):
        for one in some:
            if (key := (one.part, one.item, one.user)) in sums:
                sums[key] += one.amount
    assert mine == pytest.approx(batch, rel=1e-4, abs=2e-6)


@every_model
def test_scores_are_the_batchs_after_purchases_and_returns_too(
    model: Model, sales: Interactions
) -> None:
    fitted = model.fit(sales, Untold())
    live = LiveLists(fitted, sales)
    later = sales.end + 3 * DAY_SECONDS
    live.bought("u3", 5, later, 2.0, basket=9)
    live.bought("u3", 6, later + 60, basket=9)
    live.bought("u3", 5, later + DAY_SECONDS)
    live.returned("u3", 6, later + 2 * DAY_SECONDS)
    live.bought("somebody", 4, later)
    live.bought("somebody", 30, later + 5)
    for user in ("u3", "somebody", "u4"):
        assert len(live.list(user, 5, NEXT).items) == 5
        _near(live, fitted, user)


def test_baskets_are_told_or_those_of_a_day(sales: Interactions, fitted: Fitted) -> None:
    live, later = LiveLists(fitted, sales), sales.end + 3 * DAY_SECONDS
    later -= later % DAY_SECONDS
    for item, time, basket in ((1, 0, None), (2, 60, None), (3, 90, 4), (4, 99, 4), (5, 99, 8)):
        live.bought("somebody", item, later + time, basket=basket)
    live.bought("somebody", 6, later + DAY_SECONDS)
    assert live.history("somebody").basket.tolist() == [0, 0, 1, 1, 2, 3]


def _check(found: LiveList) -> None:
    total = found.parts.sum(axis=0) + found.rule_parts.sum(axis=0)
    np.testing.assert_allclose(total, found.scores, rtol=0, atol=1e-6)
    assert found.parts.shape == (len(found.names), len(found.items))
    assert np.isfinite(found.scores).all()
    for place in range(len(found.items)):
        told = sum(reason.amount for reason in found.reasons(place))
        assert told == pytest.approx(found.parts[:, place].sum(), abs=1e-6)


@pytest.mark.parametrize("target", [NEXT, NEW])
def test_parts_sum_to_the_score_and_rules_hold(
    sales: Interactions, fitted: Fitted, target: str
) -> None:
    live = LiveLists(fitted, sales, _rules(sales.items))
    for user in (*sales.user_ids, "somebody"):
        found = live.list(user, 6, target)
        _check(found)
        assert not {0, 20} & set(found.items.tolist())
        assert (np.bincount(found.items % 2) <= 4).all()
        if target == NEXT:
            assert found.items[1] == 7
            assert found.pins[1] is not None


def test_rules_of_one_list_stand_for_those_of_all(sales: Interactions, fitted: Fitted) -> None:
    live = LiveLists(fitted, sales, _rules(sales.items))
    hide = named(Hide, "x", selector=items(*range(39)))
    only = compile_rules([hide], shop(sales.items), HOME)
    assert live.list("u1", 5, NEXT, only).items.tolist() == [39]


def test_a_purchase_and_its_return_are_seen_at_once(sales: Interactions) -> None:
    again = Blend((Ingredient(Popularity()), Ingredient(Frequency("bought"))), (1.0, 1.0))
    live = LiveLists(again.fit(sales, Untold()), sales)
    item = int(np.argmin(live.scores("u2")))
    live.bought("u2", item, sales.end + 60)
    assert item in live.list("u2", 40, NEXT).items[:-1]
    assert item not in live.list("u2", 40, NEW).items
    assert any(one.part == "bought" for one in _reasons_of(live.list("u2", 40, NEXT), item))
    live.returned("u2", item, sales.end + 120)
    assert item in live.list("u2", 40, NEW).items
    assert all(one.part != "bought" for one in _reasons_of(live.list("u2", 40, NEXT), item))


def _reasons_of(found: LiveList, item: int) -> list[Reason]:
    return found.reasons(found.items.tolist().index(item))


def test_somebody_unknown_gets_what_is_popular_marked_as_a_guess(
    sales: Interactions, fitted: Fitted
) -> None:
    live = LiveLists(fitted, sales)
    popular = Popularity().fit(sales, Untold()).by_item
    found = live.list("somebody", 5, NEW)
    assert found.guessed
    assert found.items.tolist() == np.argsort(-popular, kind="stable")[:5].tolist()
    assert [one.part for one in found.reasons(0)] == ["popularity"]
    live.bought("somebody", 3, sales.end)
    assert not live.list("somebody", 5, NEXT).guessed


def test_who_is_forgotten_leaves_nothing(sales: Interactions) -> None:
    near = Blend((Ingredient(UserKnn()), Ingredient(Tifu())), (1.0, 1.0))
    live = LiveLists(near.fit(sales, Untold()), sales)
    live.bought("u5", 2, sales.end)
    live.bought("somebody", 2, sales.end)
    assert any(one.user == 5 for one in _all_reasons(live, "u7"))
    for user in ("u5", "somebody", "nobody"):
        live.forget(user)
        assert live.list(user, 5, NEXT).guessed
        assert len(live.history(user)) == 0
    for user in sales.user_ids[6:]:
        assert all(one.user != 5 for one in _all_reasons(live, user))
    live.bought("u5", 2, sales.end)
    assert live.history("u5").item.tolist() == [2]


def _all_reasons(live: LiveLists, user: str) -> list[Reason]:
    found = live.list(user, 40, NEXT)
    return [one for place in range(len(found.items)) for one in found.reasons(place)]


def test_what_was_bought_is_not_new(sales: Interactions, fitted: Fitted) -> None:
    live = LiveLists(fitted, sales)
    for user in sales.user_ids:
        had = set(live.history(user).item.tolist())
        assert had.isdisjoint(live.list(user, 40, NEW).items.tolist())
        assert len(live.list(user, 99, NEW).items) == sales.items - len(had)


@pytest.mark.parametrize("k", [0, 1, 3, 500])
def test_a_list_is_never_longer_than_asked_for(sales: Interactions, fitted: Fitted, k: int) -> None:
    for live in (LiveLists(fitted, sales), LiveLists(fitted, sales, _rules(sales.items))):
        found = live.list("u1", k, NEXT)
        assert len(found.items) <= min(k, sales.items)
        assert len(set(found.items.tolist())) == len(found.items)
        _check(found)


def test_ease_of_fewer_shoppers_than_items_is_the_batchs() -> None:
    sales = random_sales(users=20, items=60)
    fitted = Ease().fit(sales, Untold())
    live = LiveLists(fitted, sales)
    for user in sales.user_ids:
        _near(live, fitted, user)
        _check(live.list(user, 5, NEXT))


@every_model
def test_the_smallest_shop_has_lists(model: Model) -> None:
    data = told(("one", "thing", 0), ("two", "other", 0))
    live = LiveLists(model.fit(data, Untold()), data)
    for user in ("one", "two", "three"):
        _check(live.list(user, 3, NEXT))


def test_what_cannot_be_is_refused(sales: Interactions, fitted: Fitted) -> None:
    live = LiveLists(fitted, sales)
    for item, quantity in ((-1, 1.0), (sales.items, 1.0), (0, 0.0), (0, float("nan"))):
        with pytest.raises(BadValue):
            live.bought("u1", item, sales.end, quantity)
        with pytest.raises(BadValue):
            live.returned("u1", item, sales.end, quantity)
    with pytest.raises(ValueError, match="list of -1"):
        live.list("u1", -1, NEXT)
