"""Predicted ratings, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engines.recommend.interactions import Interactions, interactions
from engines.recommend.models.ratings import RatingKnn


def rated(table: dict[str, dict[str, float]]) -> Interactions:
    rows = [(user, item, value) for user, given in table.items() for item, value in given.items()]
    users = tuple(table)
    items = tuple(dict.fromkeys(item for _, item, _ in rows))
    return interactions(
        user_ids=users,
        item_ids=items,
        user=np.array([users.index(user) for user, _, _ in rows], np.int64),
        item=np.array([items.index(item) for _, item, _ in rows], np.int64),
        time=np.arange(len(rows), dtype=np.int64),
        rating=np.array([value for _, _, value in rows]),
    )


TASTES = rated(
    {
        "ann": {"tea": 5, "cake": 3, "jam": 4},
        "bob": {"tea": 4, "cake": 2, "jam": 3, "nuts": 5},
        "cat": {"tea": 1, "cake": 5, "nuts": 2},
    }
)


def test_a_prediction_is_the_mean_moved_by_like_and_unlike_neighbours() -> None:
    found = RatingKnn(shrink=0.0).fit(TASTES).predict(0, TASTES.item_ids.index("nuts"))
    # Centred: ann (1, -1, 0), bob (.5, -1.5, -.5, 1.5), cat (-5/3, 7/3, -2/3).
    bob = (0.5 + 1.5) / (math.sqrt(2) * math.sqrt(5))
    cat = (-5 / 3 - 7 / 3) / (math.sqrt(2) * math.sqrt((25 + 49 + 4) / 9))
    moved = (bob * (5 - 3.5) + cat * (2 - 8 / 3)) / (bob - cat)
    assert found.rating == pytest.approx(4 + moved)
    assert {one.user: one.weight for one in found.neighbours} == pytest.approx({1: bob, 2: cat})
    assert found.basis == "neighbours"


def test_what_nobody_knows_falls_back_and_says_so() -> None:
    fitted = RatingKnn().fit(TASTES)
    assert fitted.predict(None, None).basis == "overall mean"
    assert fitted.predict(0, None).basis == "user mean"
    assert fitted.predict(0, None).rating == pytest.approx(4)
    known = fitted.predict(None, TASTES.item_ids.index("nuts"))
    assert known.basis == "item mean"
    assert known.rating == pytest.approx(3.5)


def test_predictions_stay_within_the_ratings_given() -> None:
    fitted = RatingKnn(shrink=0.0).fit(TASTES)
    for user in range(3):
        for item in range(4):
            assert 1 <= fitted.predict(user, item).rating <= 5


def test_the_latest_rating_of_an_item_counts() -> None:
    again = interactions(
        user_ids=("ann",),
        item_ids=("tea",),
        user=np.zeros(2, np.int64),
        item=np.zeros(2, np.int64),
        time=np.array([2, 1]),
        rating=np.array([5.0, 1.0]),
    )
    assert RatingKnn().fit(again).predict(0, 0).rating == 5
