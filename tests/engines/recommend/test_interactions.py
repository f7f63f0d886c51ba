"""Rows become baskets and returns take purchases back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.interactions import DAY_SECONDS, interactions
from engines.recommend.models.history import history
from tests.engines.recommend.sales import START, random_sales, told


def test_a_return_takes_from_the_latest_purchase_before_it() -> None:
    data = told(("ann", "tea", 0), ("ann", "tea", 1), ("ann", "tea", 2), quantity=[2.0, 3.0, -4.0])
    assert data.quantity.tolist() == [1.0]
    assert (data.time.tolist(), data.now) == ([START], START + 2 * DAY_SECONDS)


def test_a_return_of_what_was_never_bought_takes_nothing() -> None:
    data = told(("ann", "tea", 0), ("bob", "tea", 1), quantity=[1.0, -1.0])
    assert data.quantity.tolist() == [1.0]


@given(st.lists(st.integers(-3, 5), min_size=1, max_size=12))
def test_what_is_left_is_never_below_zero_and_never_more_than_bought(amounts: list[int]) -> None:
    rows = [("ann", "tea", day) for day in range(len(amounts))]
    data = told(*rows, quantity=[float(one) for one in amounts])
    assert (data.quantity > 0).all()
    left, bought = float(data.quantity.sum()), sum(one for one in amounts if one > 0)
    assert max(0, sum(amounts)) <= left <= bought


def test_without_baskets_a_day_is_one() -> None:
    data = told(("ann", "tea", 0), ("ann", "jam", 0), ("ann", "tea", 1), ("bob", "tea", 0))
    assert len(set(data.basket.tolist())) == 3


def test_integers_that_are_no_unix_seconds_only_order_time() -> None:
    data = interactions(
        user_ids=("ann",),
        item_ids=("tea", "jam"),
        user=np.zeros(3, np.int64),
        item=np.array([0, 1, 0]),
        time=np.array([730, 0, 365]),
    )
    assert data.time.tolist() == [0, 365, 730]
    assert data.day == 2
    assert len(set(data.basket.tolist())) == 3


def test_history_counts_an_item_once_a_basket_and_knows_its_place() -> None:
    data = told(("ann", "tea", 0), ("ann", "tea", 0), ("ann", "tea", 9), ("ann", "jam", 4))
    past = history(data)
    found = {
        (data.item_ids[item], back, age)
        for item, back, age in zip(past.item, past.back, past.age, strict=True)
    }
    assert found == {("tea", 2, 9.0), ("jam", 1, 5.0), ("tea", 0, 0.0)}
    assert past.baskets.tolist() == [3]


def test_ages_are_the_same_for_some_users_as_for_all() -> None:
    data = random_sales()
    chosen = data.where(data.user == 3)
    mine = history(data)
    np.testing.assert_array_equal(np.sort(history(chosen).age), np.sort(mine.age[mine.user == 3]))


@pytest.mark.parametrize("moment", [START, START + 100 * DAY_SECONDS])
def test_what_lies_before_a_moment_is_seen_from_it(moment: int) -> None:
    known = random_sales().until(moment)
    assert known.now == moment
    assert not len(known) or known.end <= moment
