"""Bootstrap intervals: against SciPy, as laws, and how often they are wrong."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.errors import TooFewToJudge
from engines.recommend.interactions import Floats, Ints
from engines.recommend.measure.bootstrap import (
    coverage_interval,
    difference_interval,
    mean_interval,
    ratio_interval,
)
from engines.recommend.measure.metrics import coverage
from tests.engines.recommend.measure.cases import ints

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)


@given(VALUES, st.floats(0.01, 0.99))
def test_an_interval_holds_its_mean(values: list[float], level: float) -> None:
    found = mean_interval(np.array(values), level=level, resamples=50)
    assert found.holds(found.mean)
    assert found.mean == pytest.approx(np.mean(values))
    assert min(values) - 1e-6 <= found.low
    assert found.high <= max(values) + 1e-6


@given(VALUES)
def test_the_same_seed_gives_the_same_interval_and_more_confidence_a_wider_one(
    values: list[float],
) -> None:
    told = np.array(values)
    sure, surer = (mean_interval(told, level=level, resamples=100) for level in (0.8, 0.99))
    assert sure == mean_interval(told, level=0.8, resamples=100)
    assert surer.low <= sure.low <= sure.high <= surer.high


def test_scipy_finds_the_same_interval() -> None:
    values = np.random.default_rng(3).exponential(size=80)
    stats = import_module("scipy.stats")
    theirs = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=20_000,
        method="percentile",
        rng=np.random.default_rng(4),
    ).confidence_interval
    ours = mean_interval(values, resamples=20_000)
    error = values.std() / np.sqrt(len(values))
    assert ours.low == pytest.approx(theirs.low, abs=0.05 * error)
    assert ours.high == pytest.approx(theirs.high, abs=0.05 * error)


def test_users_go_in_pairs() -> None:
    random = np.random.default_rng(0)
    users = random.normal(size=300)  # users differ far more than the models do
    ours, theirs = users + 0.1, users + random.normal(scale=0.01, size=300)
    assert difference_interval(ours, theirs).low > 0.09
    shuffled = difference_interval(ours, random.permutation(theirs))
    assert shuffled.holds(0)


def test_users_not_measured_both_times_are_left_out() -> None:
    ours = np.array([1.0, np.nan, 3, 4, 5])
    theirs = np.array([0.0, 7, np.nan, 2, 2])
    assert difference_interval(ours, theirs) == mean_interval(np.array([1.0, 2, 3]))


def test_false_alarms_are_as_rare_as_the_level_says() -> None:
    random = np.random.default_rng(11)
    alarms = 0
    for _ in range(300):
        both = random.random(400)  # what two runs of one model have in common
        ours, theirs = (both + random.gamma(2, size=400) for _ in range(2))
        alarms += not difference_interval(ours, theirs, resamples=1_000).holds(0)
    assert 0.03 <= alarms / 300 <= 0.07


@given(VALUES)
def test_a_ratio_over_ones_is_a_mean(values: list[float]) -> None:
    told = np.array(values)
    ratio = ratio_interval(told, np.ones(len(told)), resamples=50)
    mean = mean_interval(told, resamples=50)
    expected = [mean.low, mean.mean, mean.high]
    assert [ratio.low, ratio.mean, ratio.high] == pytest.approx(expected, abs=1e-6)


def test_a_ratio_is_of_sums_and_users_without_any_change_nothing() -> None:
    clicks, shown = ints([1, 0, 4, 0]), ints([2, 10, 8, 0])
    found = ratio_interval(clicks, shown)
    assert found.mean == 0.25
    assert found == ratio_interval(clicks[:3], shown[:3])
    assert found.low < 0.25 < found.high


def _lists(random: np.random.Generator) -> Ints:
    """Lists of 120 users out of 200 items, some far more popular than others."""
    keys = random.exponential(size=(120, 200)) * np.arange(1, 201)
    return np.argpartition(keys, 5, axis=1)[:, :5].astype(np.int64)


def test_coverage_intervals_hold_what_such_users_cover() -> None:
    random = np.random.default_rng(5)
    expected = np.mean([coverage(_lists(random), 200, 5) for _ in range(400)])
    found = [coverage_interval(_lists(random), 200, 5, resamples=200) for _ in range(80)]
    assert all(one.holds(one.mean) for one in found)
    assert sum(one.holds(float(expected)) for one in found) >= 0.85 * 80


def test_coverage_intervals_stay_between_nought_and_one() -> None:
    everything = np.tile(np.arange(4), (5, 1))
    assert coverage_interval(everything, 4, 4, resamples=20).high == 1
    nothing = np.full((5, 4), -1)
    assert coverage_interval(nothing, 4, 4, resamples=20).high == 0


@pytest.mark.parametrize("values", [np.empty(0), np.array([1.0]), np.array([1.0, np.nan])])
def test_one_user_tells_nothing(values: Floats) -> None:
    with pytest.raises(TooFewToJudge) as caught:
        mean_interval(values)
    assert caught.value.needed == 2
    assert caught.value.effective == np.isfinite(values).sum()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="pairs"):
        difference_interval(np.zeros(3), np.zeros(4))
    with pytest.raises(ValueError, match="level"):
        mean_interval(np.zeros(3), level=1)
    for numerator, denominator in ([1, 0], [np.nan, 1], [1, -1], [1, np.inf]):
        with pytest.raises(ValueError, match="fit"):
            ratio_interval(np.array([1.0, numerator]), np.array([1.0, denominator]))
