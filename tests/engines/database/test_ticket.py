"""Progress of steps within steps."""

from __future__ import annotations

from engines.database.ticket import Share


class _Told:
    def __init__(self) -> None:
        self.shares: list[float] = []

    def step(self, done: int, total: int) -> None:
        self.shares.append(done / total)


def test_steps_within_steps_are_shares_of_the_whole() -> None:
    told = _Told()
    for place in range(2):
        outer = Share(told, place, 2)
        for inner in range(2):
            step = Share(outer, inner, 2)
            step.step(0, 0)
            step.step(1, 2)
            step.step(9, 2)
    assert told.shares == [0, 0.125, 0.25, 0.25, 0.375, 0.5, 0.5, 0.625, 0.75, 0.75, 0.875, 1]
