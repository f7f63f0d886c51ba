"""What a policy that never ran would have earned: against the truth of simulated shops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.messages import say
from engines.database.errors import BadValue
from engines.recommend.errors import TooFewToJudge
from engines.recommend.interactions import Floats
from engines.recommend.measure.off_policy import (
    Logged,
    RewardModel,
    doubly_robust,
    effective_size,
    ips,
    snips,
)

LOGGING = np.array([0.5, 0.3, 0.2])  # chances of three items, when logged
NEW = np.array([0.1, 0.2, 0.7])
CLICKS = np.array([0.1, 0.3, 0.6])  # chance of a click on each
TRUTH = float(NEW @ CLICKS)
SEEDS = st.integers(0, 2**32 - 1)


def _log(seed: int, count: int = 2_000) -> tuple[Logged, RewardModel]:
    """Impressions of one moment over and over, and a model that is right."""
    random = np.random.default_rng(seed)
    item = random.choice(3, size=count, p=LOGGING)
    reward = (random.random(count) < CLICKS[item]).astype(np.float64)
    right = RewardModel(CLICKS[item], np.full(count, TRUTH))
    return Logged(LOGGING[item], reward, NEW[item]), right


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = np.zeros(3)
    for seed in range(80):
        logged, model = _log(seed)
        found = [one(logged, resamples=200) for one in (ips, snips)]
        found.append(doubly_robust(logged, model, resamples=200))
        held += [one.value.holds(TRUTH) for one in found]
    assert (held >= 0.86 * 80).all()


def test_what_was_logged_itself_is_far_from_it() -> None:
    logged, _ = _log(0)
    assert logged.reward.mean() < TRUTH - 0.1
    assert ips(logged).mean_weight == pytest.approx(1, abs=0.1)


@given(SEEDS, st.floats(-50, 50), st.floats(0.1, 50))
def test_snips_moves_with_its_rewards(seed: int, shift: float, scale: float) -> None:
    logged, _ = _log(seed, 500)
    moved = replace(logged, reward=scale * logged.reward + shift)
    before, after = (snips(one, resamples=20).value for one in (logged, moved))
    expected = [scale * one + shift for one in (before.low, before.mean, before.high)]
    assert [after.low, after.mean, after.high] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(SEEDS)
def test_snips_stays_among_the_rewards(seed: int) -> None:
    logged, _ = _log(seed, 500)
    value = snips(logged, resamples=50).value
    assert 0 <= value.low <= value.high <= 1


@given(SEEDS)
def test_the_policy_that_ran_earned_what_it_earned(seed: int) -> None:
    logged, _ = _log(seed, 300)
    same = replace(logged, target=logged.propensity)
    for one in (ips(same, resamples=20), snips(same, resamples=20)):
        assert one.value.mean == pytest.approx(logged.reward.mean())
        assert one.effective == pytest.approx(300)


@given(SEEDS)
def test_a_model_of_nothing_leaves_ips(seed: int) -> None:
    logged, _ = _log(seed, 500)
    nothing = RewardModel(np.zeros(500), np.zeros(500))
    assert doubly_robust(logged, nothing, resamples=20) == ips(logged, resamples=20)


def test_a_right_model_narrows_the_interval_and_a_wrong_one_does_no_harm() -> None:
    logged, model = _log(1)
    wrong = RewardModel(model.shown * 0 + 0.5, model.expected * 0 + 0.5)
    plain = ips(logged).value
    right = doubly_robust(logged, model).value
    assert right.high - right.low < 0.8 * (plain.high - plain.low)
    assert doubly_robust(logged, wrong).value.holds(TRUTH)
    # With wrong propensities a right model still finds the truth, and IPS does not.
    mistaken = replace(logged, propensity=np.full(2_000, 1 / 3))
    assert doubly_robust(mistaken, model).value.holds(TRUTH)
    assert not ips(mistaken).value.holds(TRUTH)


def test_impressions_of_a_user_go_together() -> None:
    logged, _ = _log(2, 400)
    ten = Logged(
        np.repeat(logged.propensity, 10), np.repeat(logged.reward, 10), np.repeat(logged.target, 10)
    )
    once, alone = snips(logged), snips(ten)
    together = snips(replace(ten, user=np.repeat(np.arange(400), 10) + 7))
    assert together.value.low == pytest.approx(once.value.low)
    assert together.effective == pytest.approx(once.effective)
    assert alone.effective == pytest.approx(10 * once.effective)
    assert alone.value.high - alone.value.low < 0.5 * (once.value.high - once.value.low)


def test_the_effective_size_is_that_of_kish() -> None:
    assert effective_size(np.array([2.0, 2, 2, 2])) == 4
    assert effective_size(np.array([1.0, 0, 0])) == 1
    assert effective_size(np.array([1.0, 3])) == pytest.approx(1.6)
    assert effective_size(np.zeros(3)) == 0
    assert effective_size(np.full(3, 1e-200)) == pytest.approx(3)


@pytest.mark.parametrize("estimate", [ips, snips])
def test_too_few_effective_impressions_are_not_judged(estimate: Callable[..., object]) -> None:
    few = Logged(np.full(99, 0.5), np.ones(99), np.full(99, 0.5))
    with pytest.raises(TooFewToJudge) as caught:
        estimate(few)
    assert caught.value == TooFewToJudge(99.0, 100)
    assert "99.0" in say(caught.value, "en")
    # A thousand impressions of which one stands for nearly all.
    target = np.full(1_000, 0.001)
    target[0] = 1.0
    with pytest.raises(TooFewToJudge):
        estimate(Logged(np.full(1_000, 0.01), np.ones(1_000), target))


@pytest.mark.parametrize("bad", [0.0, -0.1, 1.5, nan, inf])
def test_a_propensity_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(BadValue) as caught:
        Logged(np.array([0.5, bad]), np.ones(2), np.full(2, 0.5))
    assert caught.value == BadValue("propensity", str(bad), "not a probability")


@pytest.mark.parametrize("bad", [-0.1, 1.5, nan])
def test_a_new_probability_or_a_reward_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(BadValue, match="new probability"):
        Logged(np.full(2, 0.5), np.ones(2), np.array([0.5, bad]))
    with pytest.raises(BadValue, match="not finite"):
        Logged(np.full(1, 0.5), np.array([bad * inf]), np.full(1, 0.5))


def test_arrays_of_other_impressions_are_refused() -> None:
    half: Floats = np.full(200, 0.5)
    with pytest.raises(ValueError, match="unequal"):
        Logged(half, half, half, np.arange(3))
    with pytest.raises(ValueError, match="other impressions"):
        doubly_robust(Logged(half, half, half), RewardModel(half[:3], half))
