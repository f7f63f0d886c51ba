"""One model in all figures: what it would have shown in the latest window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.errors import TooFewToJudge
from engines.recommend.interactions import Interactions
from engines.recommend.lists import recommend
from engines.recommend.measure.bootstrap import Interval, coverage_interval, mean_interval
from engines.recommend.measure.metrics import Catalogue, evaluate
from engines.recommend.models.model import Model
from engines.recommend.models.popularity import Popularity
from engines.recommend.training import FEWEST
from engines.recommend.windows import validation

AT = 10


@dataclass(frozen=True)
class Judgement:
    """Metrics at ten with their intervals, by name, and how many shoppers judged."""

    asked: int
    metrics: Mapping[str, Interval]


def judge(model: Model, data: Interactions, target: str, ticket: Ticket) -> Judgement:
    """Fit to what lies before the latest window; full ranking. Raises TooFewToJudge, Cancelled."""
    windows = validation(data, target, windows=1)
    asked = len(windows[0].asked) if windows else 0
    if asked < FEWEST:
        raise TooFewToJudge(asked, FEWEST)
    window = windows[0]
    known = window.known
    fitted, popular = model.fit(known, ticket), Popularity().fit(known, ticket)
    lists = recommend(fitted, popular, known, window.asked, AT, target, ticket).items
    pairs = np.unique(known.user * known.items + known.item)
    buyers = np.bincount(pairs % known.items, minlength=known.items)
    found = evaluate(lists, window.wanted, Catalogue(buyers, len(np.unique(known.user))), AT)
    metrics = {name: mean_interval(values) for name, values in found.per_user.items()}
    metrics["coverage"] = coverage_interval(lists, known.items, AT)
    return Judgement(asked, metrics)
