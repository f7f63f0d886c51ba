"""Tuning finds settings as good as the whole grid's best, and can be stopped."""

from __future__ import annotations

import numpy as np
import pytest

from engines.database.errors import BadValue, Cancelled
from engines.database.ticket import Untold
from engines.recommend.lists import recommend
from engines.recommend.measure.metrics import match, ndcg
from engines.recommend.models.popularity import Popularity
from engines.recommend.tuning import Tried, grid, tune
from engines.recommend.windows import NEXT, validation
from tests.engines.recommend.sales import random_sales

KINDS = ("ease", "item-knn", "user-knn", "tifu-knn")


@pytest.mark.parametrize("kind", KINDS)
def test_a_grid_has_36_different_settings(kind: str) -> None:
    assert len(set(grid(kind))) == 36


def test_a_model_without_settings_is_not_tuned() -> None:
    with pytest.raises(BadValue):
        grid("popularity")


def test_the_best_of_the_last_rung_is_near_the_best_of_all() -> None:
    window = validation(random_sales(users=150, items=60, baskets=3_000), NEXT)[0]
    models = grid("tifu-knn")
    popular = Popularity().fit(window.known, Untold())

    def truly(model: object) -> float:
        fitted = model.fit(window.known, Untold())  # type: ignore[attr-defined]
        lists = recommend(fitted, popular, window.known, window.asked, 10, NEXT, Untold())
        return float(np.nanmean(ndcg(match(lists.items, window.wanted), 10)))

    told: list[Tried] = []
    found = tune(window, models, Untold(), better=told.append)
    means = [one.interval.mean for one in found]
    assert means == sorted(means, reverse=True)
    assert found[0].interval.mean == pytest.approx(truly(found[0].model))
    assert found[0].interval.mean >= 0.97 * max(map(truly, models))
    assert told[-1] is found[0]
    assert all(len(one.ndcg) == len(window.asked) for one in found)


def test_progress_ends_at_its_total_and_a_cancel_is_obeyed() -> None:
    window = validation(random_sales(), NEXT)[0]

    class Watched:
        def __init__(self, most: int) -> None:
            self.steps: list[tuple[int, int]] = []
            self.most = most

        def step(self, done: int, total: int) -> None:
            self.steps.append((done, total))
            if len(self.steps) > self.most:
                raise Cancelled

    calm = Watched(10_000)
    tune(window, grid("user-knn"), calm)
    assert calm.steps[-1][0] == calm.steps[-1][1]
    with pytest.raises(Cancelled):
        tune(window, grid("user-knn"), Watched(5))
