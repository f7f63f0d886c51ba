"""Weights are whole grams, and a weight in another unit is never taken for one of nothing."""

from __future__ import annotations

import pytest

from engines.exchange.errors import CellError
from engines.exchange.reading.cells import grams


@pytest.mark.parametrize(
    ("told", "found"),
    [("350", 350), ("350.0", 350), ("349.6", 350), ("0", 0), ("0.0", 0), ("453.59237", 454)],
)
def test_a_weight_is_rounded_to_whole_grams(told: str, found: int) -> None:
    assert grams("Weight", told) == found


@pytest.mark.parametrize("told", ["0.35", ".4", "0.0001"])
def test_a_weight_that_would_round_to_nothing_is_refused(told: str) -> None:
    with pytest.raises(CellError) as caught:
        grams("Weight", told)
    assert (caught.value.value, caught.value.reason) == (told, "less than a gram")


@pytest.mark.parametrize("told", ["-3", "heavy", "1.2.3", "9" * 40 + ".5", "1e3"])
def test_what_is_no_weight_is_refused(told: str) -> None:
    with pytest.raises(CellError):
        grams("Weight", told)
