"""Team-draft interleaving: fair to both rankings, and sure of a preference only if there is one."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.measure.interleaving import (
    FIRST,
    SECOND,
    Mixed,
    credit,
    preference,
    sign_test,
    team_draft,
)
from tests.engines.recommend.measure.cases import ints

RANKING = st.lists(st.integers(0, 9), max_size=8, unique=True)
SEEDS = st.integers(0, 2**32 - 1)


@given(RANKING, RANKING, st.integers(0, 10), SEEDS)
def test_each_team_brings_its_best_that_is_not_there_yet(
    first: list[int], second: list[int], length: int, seed: int
) -> None:
    mixed = team_draft(first, second, length, seed)
    items, team = mixed.items.tolist(), mixed.team.tolist()
    assert len(items) <= length
    assert len(set(items)) == len(items)
    for at, (item, side) in enumerate(zip(items, team, strict=True)):
        ranking = (first, second)[side]
        assert item == next(one for one in ranking if one not in items[:at])
    for end in range(2, len(team) + 1, 2):  # after each round both have brought as many
        assert sum(team[:end]) == end // 2
    if len(items) < length:
        assert set(first) <= set(items) or set(second) <= set(items)


@given(RANKING, RANKING, SEEDS)
def test_the_seed_decides(first: list[int], second: list[int], seed: int) -> None:
    one, other = (team_draft(first, second, 6, [seed, 3]) for _ in range(2))
    assert one.items.tolist() == other.items.tolist()
    assert one.team.tolist() == other.team.tolist()


@given(st.sets(st.integers(0, 9), min_size=1))
def test_identical_rankings_stay_as_they_are_and_get_half_the_credit(places: set[int]) -> None:
    ranking = list(range(10))
    given_to = []
    for seed in range(400):
        mixed = team_draft(ranking, ranking, 10, seed)
        assert mixed.items.tolist() == ranking
        given_to.append(credit(mixed, sorted(places)))
    first, second = np.array(given_to).T
    assert (first + second == len(places)).all()
    spread = np.sqrt(len(places) * 400) / 2
    assert abs(first.sum() - 200 * len(places)) <= 4 * spread
    assert preference(first, second).p_value > 1e-4


@given(RANKING.filter(lambda one: len(one) == 8), RANKING.filter(lambda one: len(one) == 8))
def test_clicks_at_random_favour_no_ranking(first: list[int], second: list[int]) -> None:
    random = np.random.default_rng(0)
    given_to = []
    for seed in range(200):
        mixed = team_draft(first, second, 6, seed)
        given_to.append(credit(mixed, mixed.items[random.random(len(mixed.items)) < 0.3].tolist()))
    mine, theirs = np.array(given_to).T
    assert preference(mine, theirs).p_value > 1e-4


def test_a_better_ranking_is_found() -> None:
    random = np.random.default_rng(1)
    good, poor = list(range(10)), list(range(9, -1, -1))
    mine: list[int] = []
    theirs: list[int] = []
    for seed in range(300):
        mixed = team_draft(good, poor, 6, seed)
        wanted = np.flatnonzero(random.random(10) < 0.3 / (1 + np.arange(10)))
        for into, one in zip((mine, theirs), credit(mixed, wanted.tolist()), strict=True):
            into.append(one)
    found = preference(ints(mine), ints(theirs))
    assert found.first + found.second + found.ties == 300
    assert found.delta > 0
    assert found.p_value < 0.01
    turned = preference(ints(theirs), ints(mine))
    assert turned.delta == pytest.approx(-found.delta)
    assert turned.p_value == found.p_value


def test_only_what_was_shown_is_credited_and_each_item_once() -> None:
    mixed = Mixed(ints([5, 6, 7]), ints([SECOND, FIRST, FIRST]))
    assert credit(mixed, [6, 6, 5, 99]) == (1, 1)
    assert credit(mixed, []) == (0, 0)


@given(st.integers(0, 300), st.integers(0, 300))
def test_scipy_finds_the_same_sign_test(wins: int, losses: int) -> None:
    theirs = import_module("scipy.stats").binomtest(wins, max(wins + losses, 1)).pvalue
    if wins + losses:
        assert sign_test(wins, losses) == pytest.approx(theirs, rel=1e-9)
    else:
        assert sign_test(wins, losses) == 1


def test_a_million_wins_are_tested_too() -> None:
    assert sign_test(500_000, 501_000) == pytest.approx(0.3178, abs=1e-3)
    assert sign_test(1_000_000, 0) == 0


def test_nobody_prefers_nothing() -> None:
    none = preference(ints([]), ints([]))
    assert (none.delta, none.p_value) == (0, 1)
    with pytest.raises(ValueError, match="credits"):
        preference(ints([1]), ints([]))
