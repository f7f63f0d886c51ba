"""A return takes from the latest purchases, as it does where all is learned at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.live.decay import Decay
from engines.recommend.live.purchases import NOTHING
from tests.engines.recommend.live.cases import START, told

EVENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(-4, 4).filter(bool)), max_size=30
)


@given(EVENTS)
def test_what_is_kept_is_what_interactions_keep(events: list[tuple[int, int, int]]) -> None:
    bought, rows, time = NOTHING, [], START
    for item, wait, quantity in events:
        time += wait
        rows.append((0, item, time, float(quantity)))
        if quantity > 0:
            bought = bought.added(item, time, float(quantity), 1.0)
        else:
            bought = bought.less(item, time, float(-quantity))
    data = told(rows, 1, 3)
    assert bought.item.tolist() == data.item.tolist()
    assert bought.time.tolist() == data.time.tolist()
    assert bought.quantity.tolist() == data.quantity.tolist()


def test_a_return_takes_nothing_of_what_was_bought_later() -> None:
    bought = NOTHING.added(0, 10, 1.0, 1.0).added(0, 30, 1.0, 1.0)
    assert bought.less(0, 20, 5.0).time.tolist() == [30]


def test_nothing_to_take_from_changes_nothing() -> None:
    bought = NOTHING.added(0, 10, 1.0, 1.0)
    assert bought.less(1, 20, 1.0) is bought
    assert bought.less(0, 5, 1.0) is bought


def test_strengths_are_summed_by_item_and_do_not_ask_for_quantity() -> None:
    bought = NOTHING.added(4, 0, 9.0, 1.0).added(2, 10, 1.0, 0.5).added(4, 10, 1.0, 1.0)
    items, strengths = bought.strengths_at(20, 10.0)
    assert items.tolist() == [2, 4]
    assert strengths.tolist() == pytest.approx([0.25, 0.75])
    assert [len(one) for one in NOTHING.strengths(Decay(1.0, 0.0))] == [0, 0]


def test_a_change_leaves_the_purchases_before_it_alone() -> None:
    bought = NOTHING.added(0, 10, 2.0, 1.0)
    bought.less(0, 20, 1.0)
    assert np.array_equal(bought.quantity, [2.0])
