"""What every model promises, whichever it is."""

from __future__ import annotations

import numpy as np
import pytest

from engines.database.errors import BadValue
from engines.database.ticket import Untold
from engines.recommend.interactions import Interactions
from engines.recommend.lists import Histories
from engines.recommend.models.blend import Blend, Level
from engines.recommend.models.model import Model
from engines.recommend.models.settings import KINDS, from_plain, plain
from engines.recommend.training import ingredients
from tests.engines.recommend.sales import random_sales, told

MADE = ingredients("next")
RISING = tuple(0.1 + 0.1 * n for n in range(len(MADE)))
BLENDED = Blend(MADE, RISING, (Level(12, RISING[::-1]), Level(20, (0.0, *RISING[1:]))))
MODELS: tuple[Model, ...] = (*(made() for made in KINDS.values()), BLENDED)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(plain(model)["model"]))


@pytest.fixture(scope="module")
def sales() -> Interactions:
    return random_sales()


@every_model
def test_scores_are_finite_and_one_row_a_shopper(model: Model, sales: Interactions) -> None:
    scores = model.fit(sales, Untold()).scores(sales)
    assert scores.shape == (sales.users, sales.items)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert scores.std() > 0


@every_model
def test_the_parts_of_a_score_sum_to_it(model: Model, sales: Interactions) -> None:
    fitted, histories = model.fit(sales, Untold()), Histories(sales)
    for user in (0, 7, 31):
        shopper = histories.of(np.array([user]))
        scores = fitted.scores(shopper)[0]
        items = np.argsort(-scores)[:8]
        for item, parts in zip(items, fitted.reasons(shopper, items), strict=True):
            total = sum(part.amount for part in parts)
            assert total == pytest.approx(scores[item], rel=1e-5, abs=1e-6)


@every_model
def test_a_shoppers_scores_do_not_depend_on_who_asks_beside(
    model: Model, sales: Interactions
) -> None:
    fitted, histories = model.fit(sales, Untold()), Histories(sales)
    together = fitted.scores(histories.of(np.array([4, 9, 20])))
    alone = fitted.scores(histories.of(np.array([9])))
    np.testing.assert_allclose(alone[0], together[1], rtol=1e-4, atol=1e-6)


@every_model
def test_a_stranger_gets_finite_scores(model: Model, sales: Interactions) -> None:
    empty = np.zeros(0, np.int64)
    shopper = Histories(sales.where(empty)).of(np.array([0]))
    assert np.isfinite(model.fit(sales, Untold()).scores(shopper)).all()


@every_model
def test_learning_twice_gives_the_same(model: Model, sales: Interactions) -> None:
    first, second = (model.fit(sales, Untold()).scores(sales) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@every_model
@pytest.mark.parametrize(
    "rows",
    [
        [("one", "thing", 0)],
        [("one", "thing", 0), ("one", "thing", 1)],
        [("one", "thing", 0), ("two", "thing", 0)],
        [("one", "thing", 0), ("one", "other", 0)],
    ],
    ids=["one row", "one user, one item", "one item", "one user"],
)
def test_the_smallest_shops_have_scores(model: Model, rows: list[tuple[str, str, int]]) -> None:
    data = told(*rows)
    scores = model.fit(data, Untold()).scores(data)
    assert scores.shape == (data.users, data.items)
    assert np.isfinite(scores).all()


@every_model
def test_settings_come_back_as_the_same_model(model: Model) -> None:
    again = from_plain(plain(model))
    assert plain(again) == plain(model)


@pytest.mark.parametrize(
    "levels",
    [
        [{"baskets": 5, "weights": [1.0]}, {"baskets": 5, "weights": [2.0]}],
        [{"baskets": 5, "weights": [1.0, 2.0]}],
        [{"baskets": 5}],
        [{"baskets": 5, "weights": ["much"]}],
        "many",
    ],
)
def test_levels_that_make_no_sense_are_refused(levels: object) -> None:
    part = {"model": "popularity", "weight": 1.0}
    with pytest.raises(BadValue):
        from_plain({"model": "blend", "ingredients": [part], "levels": levels})
