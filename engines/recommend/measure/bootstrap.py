"""How sure a figure is: bootstrap intervals that draw users again (Efron & Tibshirani 1993).

Users are what is drawn, never interactions: what one user does goes together. The intervals are
percentile intervals, meant for a hundred users or more; of few users they are too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.errors import TooFewToJudge
from engines.recommend.interactions import Floats, Ints
from engines.recommend.measure.metrics import coverage

LEVEL = 0.95
RESAMPLES = 2_000
SEED = 20_020_422  # of every interval, so that one figure has one interval
LEAST_USERS = 2
_DRAWN_AT_ONCE = 250_000  # draws held in memory at a time


@dataclass(frozen=True)
class Interval:
    """What the figure is (`mean`), and between which values it lies with confidence `level`."""

    low: float
    mean: float
    high: float
    level: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the interval, its ends included."""
        return self.low <= value <= self.high


def mean_interval(
    values: Floats | Ints,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The mean of one value a user, users with NaN left out.

    Raises TooFewToJudge under two users, ValueError for a level outside (0, 1).
    """
    told = np.asarray(values, dtype=np.float64)
    told = told[~np.isnan(told)]
    _enough(len(told))
    means = _sums([told], resamples, seed)[0] / len(told)
    return _percentile(means, float(told.mean()), level)


def difference_interval(
    ours: Floats | Ints,
    theirs: Floats | Ints,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The mean of ours − theirs over users measured both times: one element the same user in both.

    Raises TooFewToJudge under two such users, ValueError for unequal lengths.
    """
    if np.shape(ours) != np.shape(theirs):
        raise ValueError(f"pairs of {np.shape(ours)} and {np.shape(theirs)}")
    return mean_interval(ours - theirs, level=level, resamples=resamples, seed=seed)


def ratio_interval(
    numerator: Floats | Ints,
    denominator: Floats | Ints,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """Sum over users of the numerator ÷ sum of the denominator, such as clicks per impression.

    Users with 0 ÷ 0 are left out: they change neither sum. Raises TooFewToJudge under two users,
    ValueError for a denominator below 0, or of 0 under something, and for what is not finite.
    """
    above = np.asarray(numerator, dtype=np.float64)
    below = np.asarray(denominator, dtype=np.float64)
    if above.shape != below.shape or not (np.isfinite(above + below) & (below >= 0)).all():
        raise ValueError("numerator and denominator do not fit")
    if (above[below == 0] != 0).any():
        raise ValueError("numerator and denominator do not fit")
    above, below = above[below > 0], below[below > 0]
    _enough(len(above))
    sums = _sums([above, below], resamples, seed)
    return _percentile(sums[0] / sums[1], float(above.sum() / below.sum()), level)


def coverage_interval(
    lists: Ints,
    items: int,
    k: int,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """Catalogue coverage at k of lists (users × places) for as many users as there are.

    Users drawn twice show nothing new, so every resample covers less than the users do: the
    spread of the resamples is laid around the figure itself. Raises TooFewToJudge, ValueError.
    """
    users = len(lists)
    _enough(users)
    figure = coverage(lists, items, k)
    random = np.random.default_rng(seed)
    drawn = np.empty(resamples)
    for at in range(resamples):
        seen = np.zeros(items + 1, dtype=np.bool_)  # an empty place, −1, marks the last one
        chosen = np.zeros(users, dtype=np.bool_)
        chosen[random.integers(0, users, users)] = True
        seen[lists[chosen, :k]] = True
        drawn[at] = np.count_nonzero(seen[:-1]) / max(items, 1)
    spread = _percentile(drawn - drawn.mean() + figure, figure, level)
    return Interval(max(spread.low, 0.0), figure, min(spread.high, 1.0), level)


def _enough(users: int) -> None:
    if users < LEAST_USERS:
        raise TooFewToJudge(float(users), LEAST_USERS)


def _sums(columns: list[Floats], resamples: int, seed: int) -> list[Floats]:
    """Sums of each column over users drawn with replacement, the same ones for all columns."""
    random = np.random.default_rng(seed)
    users = len(columns[0])
    sums = [np.empty(resamples) for _ in columns]
    rows = max(1, _DRAWN_AT_ONCE // users)
    for start in range(0, resamples, rows):
        count = min(rows, resamples - start)
        drawn = random.integers(0, users, size=(count, users), dtype=np.int32)
        for column, into in zip(columns, sums, strict=True):
            into[start : start + count] = column.take(drawn).sum(axis=1)
    return sums


def _percentile(resampled: Floats, figure: float, level: float) -> Interval:
    if not 0 < level < 1:
        raise ValueError(f"level is {level}")
    low, high = np.quantile(resampled, [(1 - level) / 2, (1 + level) / 2])
    # Rounding may carry all resamples of equal values past their mean.
    return Interval(min(float(low), figure), figure, max(float(high), figure), level)
