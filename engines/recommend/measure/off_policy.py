"""What another way to choose would have earned, told from impressions that were logged.

Each logged impression has its propensity (the chance with which it was shown), its reward (what
came of it) and the chance with which the new policy would have shown the same. Estimates hold
only if whatever the new policy shows could have been shown: then weights are 1 on average.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.database.errors import BadValue
from engines.recommend.errors import TooFewToJudge
from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.measure.bootstrap import LEVEL, RESAMPLES, SEED, Interval, ratio_interval

NEEDED = 100  # effective observations below which nothing is said


@dataclass(frozen=True)
class Logged:
    """One element an impression; `user` numbers from 0 whose it is, None if all are independent.

    Raises BadValue for a propensity outside (0, 1], a new probability outside [0, 1] or a reward
    that is not finite; ValueError for unequal lengths.
    """

    propensity: Floats
    reward: Floats
    target: Floats
    user: Ints | None = None

    def __post_init__(self) -> None:
        lengths = {len(self.propensity), len(self.reward), len(self.target)}
        if len(lengths | ({len(self.user)} if self.user is not None else set())) > 1:
            raise ValueError("arrays of unequal length")
        _demand("propensity", self.propensity, (self.propensity > 0) & (self.propensity <= 1))
        _demand("new probability", self.target, (self.target >= 0) & (self.target <= 1))
        finite = np.isfinite(self.reward)
        if not finite.all():
            raise BadValue("reward", str(float(self.reward[~finite][0])), "not finite")

    @property
    def weight(self) -> Floats:
        """How many logged impressions each stands for under the new policy: target ÷ propensity."""
        return self.target / self.propensity

    @property
    def whose(self) -> Ints:
        """The user of each impression."""
        return np.arange(len(self.reward), dtype=np.int64) if self.user is None else self.user


@dataclass(frozen=True)
class RewardModel:
    """What a model expects of each logged impression's moment.

    `shown`: the reward of what was shown; `expected`: that of what the new policy would show,
    on average over its choices.
    """

    shown: Floats
    expected: Floats


@dataclass(frozen=True)
class Estimate:
    """What the new policy would earn an impression, and what that rests on.

    `effective`: how many impressions (users, where told) of equal weight would say as much.
    `mean_weight` far from 1 tells of wrong propensities, or of choices that were never logged.
    """

    value: Interval
    effective: float
    mean_weight: float


def effective_size(weight: Floats) -> float:
    """Kish's effective sample size (Σw)² ÷ Σw² (Kish 1965); 0 if all weights are 0."""
    # Weights as small as floats can be would vanish when squared.
    largest = float(weight.max(initial=0.0))
    if not largest:
        return 0.0
    scaled = weight / largest
    return float(np.square(scaled.sum()) / np.square(scaled).sum())


def ips(
    logged: Logged, *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Estimate:
    """Inverse propensity scoring: mean of w·r (Horvitz & Thompson 1952). Raises TooFewToJudge."""
    terms = logged.weight * logged.reward
    return _estimate(logged, terms, np.ones(len(terms)), level, resamples, seed)


def snips(
    logged: Logged, *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Estimate:
    """Self-normalised IPS: Σw·r ÷ Σw (Swaminathan & Joachims 2015). Raises TooFewToJudge.

    Adding a constant to every reward adds it to the estimate, which never leaves their range.
    """
    terms = logged.weight * logged.reward
    return _estimate(logged, terms, logged.weight, level, resamples, seed)


def doubly_robust(
    logged: Logged,
    model: RewardModel,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Estimate:
    """Mean of expected + w·(r − shown) (Dudík, Langford & Li 2011).

    Right on average if propensities or the model are. The model must not have been fitted to
    these impressions. Raises TooFewToJudge, ValueError for unequal lengths.
    """
    if not len(model.shown) == len(model.expected) == len(logged.reward):
        raise ValueError("a model of other impressions")
    terms = model.expected + logged.weight * (logged.reward - model.shown)
    return _estimate(logged, terms, np.ones(len(terms)), level, resamples, seed)


def _estimate(
    logged: Logged, terms: Floats, base: Floats, level: float, resamples: int, seed: int
) -> Estimate:
    """Σ terms ÷ Σ base, users drawn again for the interval."""
    _, whose = np.unique(logged.whose, return_inverse=True)
    weight = logged.weight
    effective = effective_size(_by_user(whose, weight))
    if effective < NEEDED:
        raise TooFewToJudge(effective, NEEDED)
    value = ratio_interval(
        _by_user(whose, terms),
        _by_user(whose, base),
        level=level,
        resamples=resamples,
        seed=seed,
    )
    return Estimate(value, effective, float(weight.mean()))


def _by_user(whose: Ints, values: Floats) -> Floats:
    return np.bincount(whose, values).astype(np.float64)


def _demand(field: str, values: Floats, good: Bools) -> None:
    """Comparisons with NaN are false, so NaN is refused too."""
    if not good.all():
        raise BadValue(field, str(float(values[~good][0])), "not a probability")
