"""Models that were tried, with how they did: kept with the shop, not in its ledger.

An experiment changes nothing of the business; what is published does, and is an entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engines.database.sql import Connection
from engines.recommend.publications import canonical

_COLUMNS = "target, name, settings, metrics, asked, since, until, data_digest, at_us"


@dataclass(frozen=True)
class Experiment:
    """A model that was judged by `asked` shoppers between `since` and `until` (Unix seconds).

    `settings` and `metrics` (name → low, mean, high at 95 %) are canonical JSON; `id` is 0 before
    it is kept.
    """

    target: str
    name: str
    settings: str
    metrics: str
    asked: int
    since: int
    until: int
    data_digest: str
    at_us: int
    id: int = 0

    def model(self) -> dict[str, Any]:
        """The model as plain settings."""
        found: dict[str, Any] = json.loads(self.settings)
        return found

    def figures(self) -> Mapping[str, tuple[float, float, float]]:
        """Low, mean and high of each metric."""
        return {name: (low, mean, high) for name, (low, mean, high) in _pairs(self.metrics)}


def _pairs(metrics: str) -> Sequence[tuple[str, Sequence[float]]]:
    return list(json.loads(metrics).items())


def keep(connection: Connection, found: Sequence[Experiment]) -> None:
    """Keep experiments; one of the same target, settings and data takes the place of the old."""
    for one in found:
        connection.run(
            "DELETE FROM recommend_experiment "
            "WHERE target = ? AND settings = ? AND data_digest = ?",
            one.target,
            one.settings,
            one.data_digest,
        )
    rows = [
        (
            one.target, one.name, one.settings, one.metrics, one.asked, one.since, one.until,
            one.data_digest, one.at_us,
        )
        for one in found
    ]  # fmt: skip
    connection.run_many(
        f"INSERT INTO recommend_experiment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
    )


def kept(connection: Connection, target: str) -> list[Experiment]:
    """The experiments for a target, the latest first."""
    rows = connection.all(
        f"SELECT {_COLUMNS}, id FROM recommend_experiment WHERE target = ? ORDER BY at_us DESC, id",
        target,
    )
    return [Experiment(*row) for row in rows]


def drop(connection: Connection, ids: Sequence[int]) -> None:
    """Forget experiments."""
    connection.run_many("DELETE FROM recommend_experiment WHERE id = ?", [(one,) for one in ids])


def experiment(
    *, target: str, name: str, settings: Mapping[str, Any], metrics: Mapping[str, Any],
    asked: int, since: int, until: int, data_digest: str, at_us: int,
) -> Experiment:  # fmt: skip
    """An experiment from plain values."""
    return Experiment(
        target, name, canonical(settings), canonical(metrics), asked, since, until, data_digest,
        at_us,
    )  # fmt: skip
