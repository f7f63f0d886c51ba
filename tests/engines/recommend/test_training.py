"""The choice of a model, and lists made with it."""

from __future__ import annotations

import numpy as np
import pytest

from engines.database.errors import Cancelled
from engines.database.ticket import Untold
from engines.recommend.interactions import Interactions
from engines.recommend.lists import best, recommend
from engines.recommend.measure.metrics import relevant_of
from engines.recommend.models.blend import (
    Blend,
    Candidates,
    Ingredient,
    Level,
    learn_weights,
)
from engines.recommend.models.frequency import Frequency
from engines.recommend.models.popularity import Popularity
from engines.recommend.rehearsal import LEVEL_SHOPPERS, Rehearsal, learned
from engines.recommend.training import choose
from engines.recommend.windows import NEW, NEXT, window
from tests.engines.recommend.sales import DAY, random_sales, told


@pytest.fixture(scope="module")
def sales() -> Interactions:
    return random_sales(users=120, items=60, baskets=2_500)


@pytest.mark.parametrize("target", [NEXT, NEW])
def test_the_choice_is_the_best_of_what_was_judged(sales: Interactions, target: str) -> None:
    choice = choose(sales, target, Untold())
    means = [one.interval.mean for one in choice.results]
    assert choice.asked >= 20
    assert means == sorted(means, reverse=True)
    assert choice.model is choice.results[0].model
    assert "blend" in {one.name for one in choice.results}


def test_the_choice_beats_popularity_on_sales_it_never_saw(sales: Interactions) -> None:
    moment = sales.end - 40 * DAY
    held = window(sales, moment=moment, until=sales.end, target=NEXT)
    choice = choose(held.known, NEXT, Untold())
    popular = Popularity().fit(held.known, Untold())
    fitted = choice.model.fit(held.known, Untold())

    def hits(model: object) -> int:
        lists = recommend(model, popular, held.known, held.asked, 10, NEXT, Untold())  # type: ignore[arg-type]
        found = 0
        for at, items in enumerate(lists.items.tolist()):
            answer = held.wanted.items[held.wanted.offsets[at] : held.wanted.offsets[at + 1]]
            found += len(set(items) & set(answer.tolist()))
        return found

    assert hits(fitted) > 1.2 * hits(popular)


def test_too_few_shoppers_get_what_is_popular() -> None:
    choice = choose(told(("ann", "tea", 0), ("ann", "jam", 9)), NEXT, Untold())
    assert (choice.asked, choice.results, choice.model.name) == (0, (), "popularity")


def test_lists_hold_known_items_once_and_never_what_was_bought(sales: Interactions) -> None:
    popular = Popularity().fit(sales, Untold())
    lists = recommend(popular, popular, sales, np.arange(sales.users), 50, NEW, Untold())
    for user, items in enumerate(lists.items.tolist()):
        shown = [item for item in items if item >= 0]
        assert len(shown) == len(set(shown))
        assert not set(shown) & set(sales.item[sales.user == user].tolist())
        assert items == shown + [-1] * (50 - len(shown))


def test_equal_scores_are_listed_by_number() -> None:
    scores = np.array([[1, 3, 3, 2], [0, 0, 0, -np.inf]], np.float32)
    assert best(scores, 3).tolist() == [[1, 2, 3], [0, 1, 2]]
    assert best(scores, 9).tolist() == [[1, 2, 3, 0], [0, 1, 2, -1]]


def test_weights_grow_with_what_tells_bought_from_not_bought() -> None:
    chance = np.random.default_rng(5)
    bought = np.tile([1.0, 0.0, 0.0, 0.0], 200)
    tells = bought + chance.normal(0, 0.5, len(bought))
    noise = chance.normal(0, 1, len(bought))
    found = learn_weights(
        Candidates(np.stack([tells, noise]), bought, np.arange(0, len(bought), 4)),
        np.array([0.0, 0.05]),
    )
    assert found[0] > 10 * found[1] >= 0.5 - 1e-9


def test_a_choice_can_be_cancelled(sales: Interactions) -> None:
    class Stopped:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        choose(sales, NEXT, Stopped())


def test_a_level_counts_from_its_number_of_baskets_on() -> None:
    data = told(("ann", "tea", 0), ("bob", "tea", 0), ("bob", "jam", 1), ("bob", "jam", 2))
    made = (Ingredient(Popularity()), Ingredient(Frequency("bought")))
    blend = Blend(made, (1.0, 0.0), (Level(3, (0.0, 2.0)), Level(9, (5.0, 5.0))))
    popular = Popularity().fit(data, Untold()).scores(data)
    ann, bob = blend.fit(data, Untold()).scores(data)
    np.testing.assert_allclose(ann, popular[0])
    assert bob.tolist() == [2.0, 2.0]


def _rehearsal(shoppers: int) -> Rehearsal:
    """One ingredient tells what shoppers of few baskets want, the other those of many."""
    chance = np.random.default_rng(11)
    baskets = chance.integers(1, 40, shoppers)
    bought = np.tile([True, False, False, False], shoppers)
    few = np.repeat(baskets < 20, 4)
    raw = np.stack([bought & few, bought & ~few]) + chance.normal(0, 0.3, (2, len(bought)))
    return Rehearsal(
        raw=raw.astype(np.float32),
        item=np.tile(np.arange(4), shoppers),
        bought=bought,
        sizes=np.full(shoppers, 4),
        baskets=baskets,
        wanted=relevant_of(np.arange(shoppers), np.zeros(shoppers, np.int64), shoppers),
        lists=(),
    )


def test_shoppers_of_many_baskets_get_weights_of_their_own() -> None:
    made = (Ingredient(Popularity()), Ingredient(Frequency("bought")))
    blend = learned(made, [_rehearsal(2 * LEVEL_SHOPPERS)], 2)
    (level,) = blend.levels
    assert level.baskets == pytest.approx(20, abs=2)
    assert blend.weights[0] > 1.5 * blend.weights[1]
    assert level.weights[1] > 1.5 * level.weights[0]


def test_a_few_shoppers_are_not_parted() -> None:
    made = (Ingredient(Popularity()), Ingredient(Frequency("bought")))
    assert learned(made, [_rehearsal(2 * LEVEL_SHOPPERS - 1)], 2).levels == ()
