"""However purchases and returns come, what is kept is what learning all at once would find."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from engines.database.errors import BadValue
from engines.recommend.interactions import DAY_SECONDS, Floats
from engines.recommend.live.counts import CoPurchases
from tests.engines.recommend.live.cases import (
    HALF_LIFE,
    START,
    Shop,
    shop,
    some_days,
    strengths,
    table,
    together,
    told,
)


def _same_as_learned_anew(shop: Shop, now: int) -> None:
    data, live = shop.data(), shop.live
    by_definition = table(data, now)
    had = np.zeros((data.users, data.items), np.int64)
    had[data.user, data.item] = 1
    np.testing.assert_array_equal(together(live, shop.items), had.T @ had)
    sums = by_definition.T @ by_definition
    np.testing.assert_allclose(strengths(live, shop.items, now), sums, rtol=1e-9, atol=0)
    again = CoPurchases.of(data, HALF_LIFE)
    np.testing.assert_array_equal(together(live, shop.items), together(again, shop.items))
    np.testing.assert_allclose(
        strengths(live, shop.items, now), strengths(again, shop.items, now), rtol=1e-9, atol=0
    )
    norms = np.zeros(shop.items)
    norms[: live.items] = live.moment.norms * live.moment.base.decay.shrunk_to(now) ** 2
    np.testing.assert_allclose(norms, np.diag(sums), rtol=1e-9, atol=0)


@pytest.mark.parametrize(
    ("events", "days"), [(600, 10.0), (600, 3_000.0), (10_000, 720.0)], ids=str
)
def test_after_random_events_all_is_as_learned_anew(events: int, days: float) -> None:
    random = np.random.default_rng(events)
    seen = shop(random, rows=300, users=60, items=40)
    some_days(seen, random, events, days)
    now = START + int(days) * DAY_SECONDS
    _same_as_learned_anew(seen, now)
    seen.live.compact()
    _same_as_learned_anew(seen, now)


def _cosine_scores(strengths: Floats, items: list[int], weights: list[float]) -> Floats:
    """The formula, a pair at a time."""
    sums = strengths.T @ strengths
    found = np.zeros(len(sums))
    for i in range(len(sums)):
        for j, weight in zip(items, weights, strict=True):
            if i != j and sums[i, i] > 0 and sums[j, j] > 0:
                found[i] += weight * sums[i, j] / np.sqrt(sums[i, i] * sums[j, j])
    return found


def test_scores_are_cosines_weighted_by_the_shopper() -> None:
    random = np.random.default_rng(5)
    seen = shop(random, rows=200, users=30, items=24)
    some_days(seen, random, 150, 60.0)
    items, weights = [3, 20, 11, 7], [1.0, 0.25, 0.5, 2.0]
    scores = seen.live.cosine_scores(np.array(items), np.array(weights))
    expected = _cosine_scores(table(seen.data(), START), items, weights)
    np.testing.assert_allclose(scores, expected[: seen.live.items], rtol=1e-9, atol=1e-12)
    for item in (3, 5, 22):
        parts = seen.live.cosine_parts(item, np.array(items), np.array(weights))
        assert parts.sum() == pytest.approx(scores[item], rel=1e-9)


def test_a_purchase_changes_the_next_list_and_its_return_changes_it_back() -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0), (1, 1, START, 1.0)], 2, 2), HALF_LIFE)
    mine = (np.array([0]), np.ones(1))
    before = live.cosine_scores(*mine)
    assert before.tolist() == [0.0, 0.0]
    live.add(0, 1, START + 60)
    assert live.cosine_scores(*mine)[1] > 0.5
    live.remove(0, 1, START + 120)
    np.testing.assert_allclose(live.cosine_scores(*mine), before, atol=1e-15)


def test_users_and_items_may_be_new() -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0)], 1, 1), HALF_LIFE)
    live.add(7, 9, START)
    live.add(7, 0, START)
    assert live.items == 10
    assert live.together(9).tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert live.together(0)[[0, 9]].tolist() == [2, 1]
    assert live.history(7).item.tolist() == [9, 0]
    assert len(live.history(8)) == 0


def test_a_shop_may_begin_with_nothing() -> None:
    live = CoPurchases.of(told([], 0, 0), HALF_LIFE)
    assert live.cosine_scores(np.array([3]), np.ones(1)).shape == (0,)
    live.forget(3)
    live.remove(3, 4, START)
    live.add(2, 1, START)
    live.add(2, 0, START)
    live.compact()
    assert live.cosine_scores(np.array([1, 5]), np.ones(2)).tolist() == [1.0, 0.0]


def test_items_nobody_knows_tell_nothing() -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0)], 1, 1), HALF_LIFE)
    assert live.together(4).tolist() == [0]
    assert live.strengths(4, START).tolist() == [0.0]
    assert live.cosine_parts(4, np.array([0]), np.ones(1)).tolist() == [0.0]


def test_without_decay_purchases_are_counted() -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0)] * 3, 1, 2), inf)
    live.add(0, 1, START + 10**8)
    assert live.strengths(0, START + 10**9).tolist() == [9.0, 3.0]


def test_a_late_purchase_moves_the_landmark_before_anything_overflows() -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0), (0, 1, START, 1.0)], 1, 2), 1.0)
    for days in range(1, 5_000, 200):
        live.add(1, 0, START + days * DAY_SECONDS)
    now = START + 5_000 * DAY_SECONDS
    live.add(1, 1, now)
    scores = live.cosine_scores(np.array([0]), np.ones(1))
    assert np.isfinite(live.moment.norms).all()
    assert scores[1] == pytest.approx(1.0)
    assert live.together(0).tolist() == [2, 2]


def test_who_is_forgotten_is_in_no_array_after_compaction() -> None:
    rows = [(0, 0, START, 1.0), (0, 1, START, 1.0), (1, 1, START, 1.0)]
    live = CoPurchases.of(told(rows, 2, 2), HALF_LIFE)
    live.forget(0)
    assert len(live.history(0)) == 0
    assert live.moment.norms[0] == 0
    live.compact()
    assert live.moment.base.bought.item.tolist() == [1]
    assert live.moment.base.by_item.nnz == 1


def test_compaction_is_due_when_much_has_changed() -> None:
    rows = [(user, item, START, 1.0) for user in range(60) for item in range(400)]
    live = CoPurchases.of(told(rows, 60, 400), HALF_LIFE)
    assert not live.due
    for user in range(60):
        live.add(user, 0, START)
    assert live.due
    live.compact()
    assert not live.due


@pytest.mark.parametrize(
    ("user", "item", "quantity", "weight"),
    [(-1, 0, 1.0, 1.0), (0, -1, 1.0, 1.0), (0, 0, 0.0, 1.0), (0, 0, inf, 1.0), (0, 0, 1.0, -1.0)],
)
def test_what_cannot_be_is_refused(user: int, item: int, quantity: float, weight: float) -> None:
    live = CoPurchases.of(told([], 0, 0), HALF_LIFE)
    with pytest.raises(BadValue):
        live.add(user, item, START, quantity, weight)
    assert live.items == 0


@pytest.mark.parametrize("half_life", [0.0, -1.0, float("nan")])
def test_a_half_life_is_above_zero(half_life: float) -> None:
    with pytest.raises(BadValue, match="half_life"):
        CoPurchases.of(told([], 0, 0), half_life)
