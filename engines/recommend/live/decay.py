"""Forward decay: weights grow with time since a landmark, so that time passing rewrites nothing.

A purchase at t weighs 2^(−(now − t)/h) = 2^((t − L)/h) · 2^(−(now − L)/h). The first factor never
changes, the second is one number for all: Cormode, Shkapenyuk, Srivastava, Xu, "Forward decay: a
practical time decay model for streaming systems", ICDE 2009, exponential case.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Ints

# Strengths stay below 2^400 times a sum, their products below 2^800: float64 ends at 2^1024.
MOST_HALVINGS = 400.0


@dataclass(frozen=True)
class Decay:
    """Both in the units of time of the interactions; `half_life` above 0, inf for no decay."""

    half_life: float
    landmark: float

    def grown(self, time: Ints) -> Floats:
        """2^((t − L)/h) of every time."""
        found: Floats = np.exp2((time - self.landmark) / self.half_life)
        return found

    def grown_one(self, time: int) -> float:
        """2^((t − L)/h) of one time that is within reach."""
        return float(2.0 ** ((time - self.landmark) / self.half_life))

    def shrunk_to(self, now: float) -> float:
        """2^(−(now − L)/h): makes what is kept true of `now`."""
        return float(np.exp2((self.landmark - now) / self.half_life))

    def reaches(self, time: int) -> bool:
        """Whether a purchase at that time can be kept without moving the landmark."""
        return (time - self.landmark) / self.half_life <= MOST_HALVINGS
