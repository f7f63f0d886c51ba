"""The best settings of one kind of model: many tried on few shoppers, few on all.

Successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and
hyperparameter optimization", AISTATS 2016), the shoppers asked about as the budget: each rung
keeps the better third and asks twice as many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from engines.database.errors import BadValue
from engines.database.ticket import Ticket
from engines.recommend.interactions import Floats, Ints
from engines.recommend.lists import recommend
from engines.recommend.measure.bootstrap import Interval, mean_interval
from engines.recommend.measure.metrics import match, ndcg
from engines.recommend.models.ease import Ease
from engines.recommend.models.item_knn import ItemKnn
from engines.recommend.models.model import Fitted, Model
from engines.recommend.models.popularity import Popularity
from engines.recommend.models.tifu_knn import Tifu
from engines.recommend.models.user_knn import UserKnn
from engines.recommend.windows import Window

AT = 10
RUNGS = 3  # the last asks all shoppers, the one before it half …
KEPT = 3  # of this many settings the best goes on
Better = Callable[["Tried"], None]


@dataclass(frozen=True)
class Tried:
    """Settings, and NDCG@10 of the shoppers they were judged by last."""

    model: Model
    ndcg: Floats
    interval: Interval


def grid(kind: str) -> tuple[Model, ...]:
    """The settings that are tried of a kind of model. Raises BadValue: nothing to tune in it."""
    halves = (30.0, 60.0, 120.0, 180.0, 365.0, 3_650.0)
    if kind == "ease":
        ridges = (30.0, 100.0, 300.0, 500.0, 1_000.0, 3_000.0)
        return tuple(Ease(ridge, half) for ridge, half in product(ridges, halves))
    if kind == "item-knn":
        sizes = (20, 50, 100, 200, 400, 800)
        return tuple(ItemKnn(size, half, half) for size, half in product(sizes, halves))
    if kind == "user-knn":
        sizes = (25, 50, 100, 200, 400, 800)
        return tuple(UserKnn(size, half) for size, half in product(sizes, halves))
    if kind == "tifu-knn":
        decays = product((0.8, 0.9, 1.0), (0.6, 0.8, 0.9), (0.3, 0.5, 0.7, 0.9))
        return tuple(
            Tifu(basket_decay=basket, group_decay=group, own=own) for basket, group, own in decays
        )
    raise BadValue("model", kind, "nothing to tune")


def tune(
    window: Window,
    models: Sequence[Model],
    ticket: Ticket,
    *,
    seed: int = 1,
    better: Better | None = None,
) -> tuple[Tried, ...]:
    """Try settings; those that reached the last rung, best first, judged by all shoppers.

    `better` is told of each new best of the last rung. `seed` says which shoppers the first rungs
    ask. Raises Cancelled.
    """
    known, count = window.known, len(window.asked)
    order = np.random.default_rng(seed).permutation(count)
    popular = Popularity().fit(known, ticket)
    going = list(models)
    total, done = _fits(len(models)), 0
    tried: list[Tried] = []
    for rung in range(RUNGS):
        last = rung == RUNGS - 1
        asked = count if last else max(1, count >> (RUNGS - 1 - rung))
        places = np.sort(order[:asked])
        tried = []
        for model in going:
            ticket.step(done, total)
            done += 1
            values = _judged(model, window, places, popular, ticket)
            found = Tried(model, values, mean_interval(values))
            if last and better is not None and found.interval.mean > _top(tried):
                better(found)
            tried.append(found)
        tried.sort(key=lambda one: -one.interval.mean)
        going = [one.model for one in tried[: max(1, len(tried) // KEPT)]]
    ticket.step(total, total)
    return tuple(tried)


def _fits(models: int) -> int:
    total = 0
    for _ in range(RUNGS):
        total += models
        models = max(1, models // KEPT)
    return total


def _top(tried: Sequence[Tried]) -> float:
    return max((one.interval.mean for one in tried), default=-1.0)


def _judged(model: Model, window: Window, places: Ints, popular: Fitted, ticket: Ticket) -> Floats:
    """NDCG@10 of some of the shoppers."""
    some = window.at(places)
    fitted = model.fit(window.known, ticket)
    lists = recommend(fitted, popular, window.known, some.asked, AT, window.target, ticket)
    return ndcg(match(lists.items, some.wanted), AT)
