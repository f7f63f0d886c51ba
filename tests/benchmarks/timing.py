"""Timing two things in turn, so that a ratio holds while the machine's speed drifts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A figure: ours and its floor in seconds, the most the ratio may be."""

    name: str
    floor_s: float
    ours_s: float
    at_most: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours in floors."""
        return self.ours_s / self.floor_s if self.floor_s else 0.0

    def line(self) -> str:
        """One row of the table."""
        verdict = "held" if self.ratio <= self.at_most else "MISSED"
        return (
            f"| {self.name} | {self.floor_s * 1e3:,.2f} ms | {self.ours_s * 1e3:,.2f} ms | "
            f"{self.ratio:.2f} | {self.at_most:g} | {verdict} | {self.note} |"
        )


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(
    floor: Callable[[], object], ours: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Medians of both, run alternately."""
    floors, mine = [], []
    for _ in range(runs):
        floors.append(seconds(floor))
        mine.append(seconds(ours))
    return statistics.median(floors), statistics.median(mine)
