"""A comparison of two arms that may be looked at after every arrival, and stopped at any moment.

A test made for one fixed size finds a difference that is not there sooner or later if it is
looked at often enough. The bounds here hold at all moments at once, with no minimum of arrivals
and whatever the distribution of values, as long as these are bounded:

- Each arrival is weighed by the chance of its arm, g = 1/share for the second and −1/(1 − share)
  for the first: z = g·(y − c), with c what was known before it arrived, is the difference θ on
  average, as Howard, Ramdas, McAuliffe & Sekhon 2021 estimate the effect of a treatment.
- With |z| ≤ b, S = Σz/b and V = Σ(z/b)², exp(λ(S − tθ/b) − ψ(λ)V) is at most 1 on average at
  every moment for 0 ≤ λ < 1 and ψ(λ) = −log(1 − λ) − λ, and so it is for −S: their empirical
  Bernstein supermartingale (theorem 4, after Fan, Grama & Liu 2015).
- So is the mixture of these over a grid of λ. By Ville's inequality it ever reaches 1/α with a
  chance of at most α: θ for which it never did make the confidence sequence, and 1 ÷ its largest
  value for θ = 0 is an always-valid p-value, as in Johari, Koomen, Pekelis & Walsh 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log

import numpy as np

from engines.database.errors import BadValue
from engines.recommend.interactions import Floats, Ints

ALPHA = 0.05
# From a handful of events to a hundred thousand of them, the best λ falls as 1/√V.
_RATES = np.geomspace(0.8, 0.008, 16)
_COSTS = -np.log1p(-_RATES) - _RATES
_BLOCK = 4_096  # arrivals looked at together: a row of rates each, which stay in the cache
_NEWTON = 6  # steps; five give all digits for alpha up to 1/2


class Decision(StrEnum):
    """Which arm is better, as far as is known."""

    OPEN = "open"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Comparison:
    """What was known after each arrival, one element each, in units of the values.

    `difference`: estimate of mean of second − mean of first; `low`, `high`: bounds that hold at
    all moments together with a chance of 1 − alpha and never widen; `p_value` never rises.
    """

    difference: Floats
    low: Floats
    high: Floats
    p_value: Floats
    alpha: float

    @property
    def decided_at(self) -> int | None:
        """The arrival (from 0) after which the difference was certain enough, if it ever was."""
        certain = np.flatnonzero(self.p_value <= self.alpha)
        return int(certain[0]) if len(certain) else None

    @property
    def decision(self) -> Decision:
        """Who is better; once decided it stays so."""
        at = self.decided_at
        if at is None:
            return Decision.OPEN
        return Decision.SECOND if self.difference[at] > 0 else Decision.FIRST


def compare(
    arm: Ints,
    value: Floats,
    *,
    at_most: float = 1.0,
    share: float = 0.5,
    alpha: float = ALPHA,
) -> Comparison:
    """Compare two arms (0 and 1) by values from 0 to `at_most`, both in order of arrival.

    One element for each thing that was assigned by lot, to arm 1 with the chance `share`: where
    shoppers are assigned, one a shopper. Of money, `at_most` is a cap fixed beforehand to which
    larger values are cut. Raises BadValue for a value out of range, ValueError otherwise.
    """
    _check(arm, value, at_most, share, alpha)
    if not len(value):
        none = np.empty(0)
        return Comparison(none, none, none, none, alpha)
    scaled = value / at_most
    count = np.arange(1, len(value) + 1)
    # The mean of what came before, begun in the middle: it only makes the bounds tighter.
    known = (0.5 + np.cumsum(scaled) - scaled) / count
    gain = np.where(arm == 1, 1 / share, -1 / (1 - share)) * (scaled - known)
    bound = 1 / min(share, 1 - share)
    total = np.cumsum(gain)
    spread = np.cumsum(np.square(gain / bound))
    evidence, reach = np.empty(len(value)), np.empty(len(value))
    for start in range(0, len(value), _BLOCK):
        some = slice(start, start + _BLOCK)
        evidence[some] = _log_mixture(np.abs(total[some]) / bound, spread[some])[0]
        reach[some] = _reach(spread[some], alpha)
    width = bound * reach / count
    return Comparison(
        difference=at_most * total / count,
        low=at_most * np.maximum.accumulate(total / count - width),
        high=at_most * np.minimum.accumulate(total / count + width),
        p_value=np.minimum.accumulate(np.exp(-np.maximum(evidence, 0.0))),
        alpha=alpha,
    )


def _check(arm: Ints, value: Floats, at_most: float, share: float, alpha: float) -> None:
    if len(arm) != len(value) or not np.isin(arm, (0, 1)).all():
        raise ValueError("arms are not 0 or 1, one a value")
    if not (0 < share < 1 and 0 < alpha < 1 and 0 < at_most < float("inf")):
        raise ValueError(f"share {share}, alpha {alpha}, at_most {at_most}")
    good = (value >= 0) & (value <= at_most)
    if not good.all():
        raise BadValue("value", str(float(value[~good][0])), "out of range")


def _log_mixture(distance: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Logarithm of the mixture of both sides at |S| (per arrival), and its slope."""
    lean = distance[:, None] * _RATES
    # log cosh, written so that it does not overflow.
    logs = lean + np.log1p(np.exp(-2 * lean)) - log(2) - spread[:, None] * _COSTS
    largest = logs.max(axis=1)
    parts = np.exp(logs - largest[:, None])
    sums = parts.sum(axis=1)
    slope = (parts * np.tanh(lean) @ _RATES) / sums
    return largest + np.log(sums / len(_RATES)), slope


def _reach(spread: Floats, alpha: float) -> Floats:
    """The |S| at which the mixture is 1/alpha, for each V, found by Newton's method.

    The logarithm is convex, so steps from above never fall below the root: never too narrow.
    """
    needed = -log(alpha)
    # Where one part of the mixture reaches it alone.
    alone = (spread[:, None] * _COSTS + needed + log(2 * len(_RATES))) / _RATES
    distance: Floats = alone.min(axis=1)
    for _ in range(_NEWTON):
        height, slope = _log_mixture(distance, spread)
        distance -= (height - needed) / slope
    return distance
