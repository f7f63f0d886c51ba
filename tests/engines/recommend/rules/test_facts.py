"""Facts are checked, and unknowns stay unknown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engines.recommend.rules.facts import Context
from tests.engines.recommend.rules.cases import floats, ints, shop


def test_margins_come_from_whole_minor_units() -> None:
    most = 9_007_199_254_740_993  # more than a float can tell apart
    facts = shop(
        5,
        price_minor=ints([1000, 1000, 0, 500, most]),
        cost_minor=ints([250, -1, 10, 1000, most - 1]),
    )
    margins = facts.margin()
    assert margins[[0, 3]].tolist() == [0.75, -1]
    assert np.isnan(margins[[1, 2]]).all()
    assert margins[4] == pytest.approx(1 / most, rel=1e-9)


def test_cover_is_stock_over_the_pace_of_sales() -> None:
    facts = shop(4, available=ints([30, 5, 0, -3]), sold=ints([90, 0, 0, 9]))
    assert facts.cover_days().tolist() == [30, float("inf"), 0, 0]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"item_ids": ("a", "a")}, "different ids"),
        ({"names": ("a",)}, "names"),
        ({"available": ints([1])}, "one integer"),
        ({"sold": floats([1, 2])}, "one integer"),
        ({"sold": ints([1, -1])}, "below 0"),
        ({"price_minor": ints([1, -1])}, "below 0"),
        ({"cost_minor": ints([1, -2])}, "below -1"),
        ({"brand": ints([0, 2])}, "no name"),
        ({"category": ints([0, 3])}, "no name"),
        ({"age_days": floats([1, -1])}, "days"),
        ({"arrival_days": floats([1, float("inf")])}, "days"),
        ({"arrival_days": ints([1, 1])}, "float64"),
    ],
)
def test_what_cannot_be_is_refused(known: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        shop(2, **known)


def test_a_list_is_at_a_known_place() -> None:
    with pytest.raises(ValueError, match="no place"):
        Context("moon", 0)
