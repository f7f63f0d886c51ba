"""Windows ask of known shoppers only, and only for what came later."""

from __future__ import annotations

import itertools

import pytest

from engines.recommend.interactions import DAY_SECONDS
from engines.recommend.windows import NEW, NEXT, validation, window
from tests.engines.recommend.sales import START, random_sales, told

DATA = told(
    ("ann", "tea", 0),
    ("bob", "tea", 1),
    ("ann", "tea", 10),
    ("ann", "jam", 10),
    ("ann", "nuts", 12),
    ("cat", "tea", 11),
    ("bob", "tea", 13),
)
CUT = START + 5 * DAY_SECONDS
END = START + 20 * DAY_SECONDS


def wanted(target: str) -> dict[str, set[str]]:
    found = window(DATA, moment=CUT, until=END, target=target)
    return {
        DATA.user_ids[user]: {
            DATA.item_ids[item]
            for item in found.wanted.items[
                found.wanted.offsets[at] : found.wanted.offsets[at + 1]
            ].tolist()
        }
        for at, user in enumerate(found.asked.tolist())
    }


def test_the_answer_is_the_first_basket_of_shoppers_known_by_then() -> None:
    assert wanted(NEXT) == {"ann": {"tea", "jam"}, "bob": {"tea"}}


def test_new_items_are_those_never_bought_before() -> None:
    assert wanted(NEW) == {"ann": {"jam"}}


def test_what_is_known_ends_at_the_moment() -> None:
    found = window(DATA, moment=CUT, until=END, target=NEXT)
    assert (found.known.end, found.known.now) == (START + DAY_SECONDS, CUT)


@pytest.mark.parametrize("target", [NEXT, NEW])
def test_validation_windows_follow_one_another_back_from_the_end(target: str) -> None:
    data = random_sales(baskets=2_000)
    found = validation(data, target)
    assert len(found) == 3
    assert found[0].until == data.end
    for later, earlier in itertools.pairwise(found):
        assert earlier.until == later.moment


def test_a_sample_asks_some_of_the_shoppers_for_the_same() -> None:
    full = validation(random_sales(baskets=2_000), NEXT)[0]
    some = full.sample(10)
    assert len(some.asked) == 10
    places = [full.asked.tolist().index(user) for user in some.asked.tolist()]
    for at, place in enumerate(places):
        mine = some.wanted.items[some.wanted.offsets[at] : some.wanted.offsets[at + 1]]
        same = full.wanted.items[full.wanted.offsets[place] : full.wanted.offsets[place + 1]]
        assert mine.tolist() == same.tolist()
