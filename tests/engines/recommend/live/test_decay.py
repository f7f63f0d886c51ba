"""Weights that grow from a landmark say what weights that shrink towards now would say."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from engines.recommend.live.decay import MOST_HALVINGS, Decay


@pytest.mark.parametrize("landmark", [0.0, 500.0, 12_345.5])
def test_grown_and_shrunk_is_halved_by_age(landmark: float) -> None:
    time, now, half_life = np.array([0, 700, 1_000, 1_300]), 1_300, 100.0
    decay = Decay(half_life, landmark)
    weights = decay.grown(time) * decay.shrunk_to(now)
    np.testing.assert_allclose(weights, 0.5 ** ((now - time) / half_life), rtol=1e-12)
    assert decay.grown_one(700) == pytest.approx(decay.grown(time)[1], rel=1e-15)


def test_an_infinite_half_life_keeps_everything() -> None:
    decay = Decay(inf, 0.0)
    assert decay.grown(np.array([0, 10**9])).tolist() == [1.0, 1.0]
    assert decay.reaches(10**18)


def test_strengths_within_reach_can_be_squared_and_summed() -> None:
    decay = Decay(1.0, 0.0)
    assert decay.reaches(int(MOST_HALVINGS))
    assert not decay.reaches(int(MOST_HALVINGS) + 1)
    assert np.isfinite((1e6 * decay.grown(np.array([int(MOST_HALVINGS)]))) ** 2 * 1e6).all()
