"""A comparison may be looked at after every arrival, where a test for one size may not."""

from __future__ import annotations

from math import cosh, exp, inf, log, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.errors import BadValue
from engines.recommend.interactions import Floats, Ints
from engines.recommend.measure import sequential
from engines.recommend.measure.sequential import Decision, compare
from tests.engines.recommend.measure.cases import ints

SHOPS, ARRIVALS = 150, 800


def _arrivals(
    random: np.random.Generator, count: int, first: float, second: float, share: float = 0.5
) -> tuple[Ints, Floats]:
    """Clicks of shoppers as they come, each sent to an arm by lot."""
    arm = (random.random(count) < share).astype(np.int64)
    return arm, (random.random(count) < np.where(arm == 1, second, first)).astype(np.float64)


def _fixed_size_p_below(arm: Ints, value: Floats, least: int, limit: float) -> bool:
    """Whether a z-test of two proportions, repeated after every arrival, ever finds something."""
    seconds = np.cumsum(arm)
    firsts = np.arange(1, len(arm) + 1) - seconds
    clicks_2, clicks = np.cumsum(value * arm), np.cumsum(value)
    ready = np.flatnonzero(np.minimum(firsts, seconds) >= least)
    n_1, n_2 = firsts[ready], seconds[ready]
    pooled = clicks[ready] / (n_1 + n_2)
    gap = clicks_2[ready] / n_2 - (clicks[ready] - clicks_2[ready]) / n_1
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / n_1 + 1 / n_2))
    return bool((np.abs(gap / error) >= limit).any())


@pytest.mark.parametrize(("rate", "share"), [(0.05, 0.5), (0.4, 0.5), (0.2, 0.2)])
def test_looking_all_the_time_raises_no_false_alarms(rate: float, share: float) -> None:
    random = np.random.default_rng(1)
    alarms = 0
    for _ in range(SHOPS):
        arm, value = _arrivals(random, ARRIVALS, rate, rate, share)
        alarms += compare(arm, value, share=share).decided_at is not None
    # At most 5 % are allowed; chance may add three standard deviations.
    assert alarms / SHOPS <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / SHOPS)


def test_looking_all_the_time_misleads_a_test_of_one_size() -> None:
    random = np.random.default_rng(1)
    drawn = [_arrivals(random, ARRIVALS, 0.4, 0.4) for _ in range(SHOPS)]
    alarms = sum(_fixed_size_p_below(arm, value, 20, 1.96) for arm, value in drawn)
    assert alarms / SHOPS > 0.15


def test_money_raises_no_false_alarms_either() -> None:
    random = np.random.default_rng(2)
    alarms = 0
    for _ in range(SHOPS):
        arm, bought = _arrivals(random, ARRIVALS, 0.3, 0.3)
        cents = np.minimum(bought * random.lognormal(8, 1, ARRIVALS), 20_000)
        alarms += compare(arm, cents, at_most=20_000).decided_at is not None
    assert alarms / SHOPS <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / SHOPS)


def test_bounds_hold_the_difference_at_all_moments_together() -> None:
    random = np.random.default_rng(3)
    missed = 0
    for _ in range(100):
        found = compare(*_arrivals(random, ARRIVALS, 0.3, 0.5))
        missed += bool(((found.low > 0.2) | (found.high < 0.2)).any())
    assert missed / 100 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 100)


@pytest.mark.parametrize(
    ("first", "second", "better"), [(0.1, 0.2, Decision.SECOND), (0.5, 0.4, Decision.FIRST)]
)
def test_a_real_difference_is_found(first: float, second: float, better: Decision) -> None:
    random = np.random.default_rng(4)
    found = [compare(*_arrivals(random, 4_000, first, second)) for _ in range(20)]
    assert sum(one.decision == better for one in found) >= 19
    assert all(one.decision in (better, Decision.OPEN) for one in found)


def _evidence(total: float, spread: float) -> float:
    logs, _ = sequential._log_mixture(np.array([abs(total)]), np.array([spread]))
    return float(np.exp(logs[0]))


@given(
    st.floats(-30, 30), st.floats(0, 60), st.floats(0, 1), st.floats(0, 1), st.floats(0.05, 0.95)
)
def test_if_arms_are_alike_evidence_grows_in_no_state_on_average(
    total: float, spread: float, value: float, known: float, share: float
) -> None:
    """What the guarantee rests on, for any value to come: the lot alone is averaged over."""
    least = min(share, 1 - share)
    steps = (least / share * (value - known), -least / (1 - share) * (value - known))
    after = [_evidence(total + step, spread + step**2) for step in steps]
    mean = share * after[0] + (1 - share) * after[1]
    assert mean <= _evidence(total, spread) * (1 + 1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.9), st.floats(0.01, 0.3))
def test_what_is_known_only_grows(seed: int, share: float, alpha: float) -> None:
    random = np.random.default_rng(seed)
    arm, value = _arrivals(random, 300, 0.2, random.random(), share)
    found = compare(arm, value, share=share, alpha=alpha)
    assert (np.diff(found.p_value) <= 0).all()
    assert ((found.p_value > 0) & (found.p_value <= 1)).all()
    assert (np.diff(found.low) >= 0).all()
    assert (np.diff(found.high) <= 0).all()
    # Bounds and p-value say the same at every moment, but for the last digits.
    beyond = np.maximum(found.low, -found.high)
    assert (found.p_value[beyond > 1e-9] <= alpha * (1 + 1e-6)).all()
    assert (found.p_value[beyond < -1e-9] >= alpha * (1 - 1e-6)).all()


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1e6))
def test_units_and_names_of_arms_change_nothing(seed: int, unit: float) -> None:
    arm, value = _arrivals(np.random.default_rng(seed), 200, 0.2, 0.5, 0.3)
    plain = compare(arm, value, share=0.3)
    scaled = compare(arm, value * unit, at_most=unit, share=0.3)
    np.testing.assert_allclose(scaled.high, plain.high * unit)
    np.testing.assert_allclose(scaled.p_value, plain.p_value)
    turned = compare(1 - arm, value, share=0.7)
    np.testing.assert_allclose(turned.difference, -plain.difference, atol=1e-12)
    np.testing.assert_allclose(turned.low, -plain.high)
    np.testing.assert_allclose(turned.p_value, plain.p_value)


@given(st.integers(0, 2**32 - 1), st.integers(1, 199))
def test_what_comes_later_does_not_change_what_was_known(seed: int, cut: int) -> None:
    arm, value = _arrivals(np.random.default_rng(seed), 200, 0.2, 0.5)
    whole, part = compare(arm, value), compare(arm[:cut], value[:cut])
    np.testing.assert_allclose(part.low, whole.low[:cut])
    np.testing.assert_allclose(part.p_value, whole.p_value[:cut])


def test_the_estimate_is_the_difference_of_means_of_thousands_too() -> None:
    arm, value = _arrivals(np.random.default_rng(6), 20_000, 0.3, 0.5)
    found = compare(arm, value)
    assert found.difference[-1] == pytest.approx(
        value[arm == 1].mean() - value[arm == 0].mean(), abs=0.01
    )
    early = compare(arm[:6_000], value[:6_000])
    np.testing.assert_array_equal(early.high, found.high[:6_000])


def test_figures_are_those_of_the_formulas_worked_slowly() -> None:
    share, alpha, at_most = 0.3, 0.1, 5.0
    arm = (np.random.default_rng(7).random(120) < share).astype(np.int64)
    value = at_most * np.where(arm == 1, 0.9, 0.1)
    found = compare(arm, value, at_most=at_most, share=share, alpha=alpha)
    bound, total, spread, before = 1 / share, 0.0, 0.0, 0.5

    def mixture(theta: float, count: int) -> float:
        lean = (total - count * theta) / bound
        parts = [
            cosh(rate * lean) * exp((log(1 - rate) + rate) * spread)
            for rate in sequential._RATES.tolist()
        ]
        return sum(parts) / len(parts)

    best, low, high = 1.0, -inf, inf
    for at, (side, one) in enumerate(zip(arm.tolist(), (value / at_most).tolist(), strict=True)):
        step = (1 / share if side else -1 / (1 - share)) * (one - before / (at + 1))
        before += one
        total, spread = total + step, spread + (step / bound) ** 2
        best = max(best, mixture(0, at + 1))
        estimate = total / (at + 1)
        inside, outside = 0.0, 300 / (at + 1)
        for _ in range(80):
            middle = (inside + outside) / 2
            small = mixture(estimate + middle, at + 1) < 1 / alpha
            inside, outside = (middle, outside) if small else (inside, middle)
        low, high = max(low, estimate - inside), min(high, estimate + inside)
        assert found.difference[at] == pytest.approx(at_most * estimate)
        assert found.p_value[at] == pytest.approx(1 / best)
        assert [found.low[at], found.high[at]] == pytest.approx([at_most * low, at_most * high])
    assert best > 100
    assert low > 0


def test_of_nobody_nothing_is_known() -> None:
    found = compare(ints([]), np.empty(0))
    assert found.decision == Decision.OPEN
    assert found.decided_at is None


@pytest.mark.parametrize("bad", [-0.1, 1.1, nan, inf])
def test_values_out_of_bounds_are_refused(bad: float) -> None:
    with pytest.raises(BadValue) as caught:
        compare(ints([0, 1]), np.array([0.5, bad]))
    assert caught.value == BadValue("value", str(bad), "out of range")


def test_what_is_no_comparison_is_refused() -> None:
    for arm in ([0, 2], [0]):
        with pytest.raises(ValueError, match="arms"):
            compare(ints(arm), np.zeros(2))
    with pytest.raises(ValueError, match="share"):
        compare(ints([0, 1]), np.zeros(2), share=1)
