"""Ranking metrics: worked by hand, against scikit-learn, and as laws."""

from __future__ import annotations

from importlib import import_module
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.recommend.interactions import Ints
from engines.recommend.measure import metrics
from engines.recommend.measure.metrics import Catalogue, Relevant, evaluate, match
from tests.engines.recommend.measure.cases import (
    ITEMS,
    K,
    ints,
    padded,
    shown_and_wanted,
    wanted,
)

SHARES = (
    metrics.ndcg,
    metrics.recall,
    metrics.precision,
    metrics.reciprocal_rank,
    metrics.hit,
)
Case = tuple[Ints, Relevant]


def test_a_list_worked_by_hand() -> None:
    hits = match(padded([[7, 3, 9], [1, 2, 4], [5]]), wanted([{3, 9, 8}, {0}, set()]))
    gain = 1 / log2(3) + 1 / log2(4)
    assert metrics.ndcg(hits, 3)[0] == pytest.approx(gain / (1 + gain))
    assert metrics.recall(hits, 3).tolist()[:2] == pytest.approx([2 / 3, 0])
    assert metrics.precision(hits, 4).tolist()[:2] == [0.5, 0]
    assert metrics.reciprocal_rank(hits, 3).tolist()[:2] == [0.5, 0]
    assert metrics.hit(hits, 1).tolist()[:2] == [0, 0]
    assert metrics.hit(hits, 2).tolist()[:2] == [1, 0]
    assert all(np.isnan(metric(hits, 3)[2]) for metric in SHARES)
    minor = ints([250, 999, 100_000_000_000_000_001, 7])  # more than a float can tell apart
    assert metrics.revenue(hits, minor, 3).tolist() == [100_000_000_000_000_251, 0, 0]


@given(shown_and_wanted())
def test_every_share_is_between_nought_and_one(case: Case) -> None:
    lists, relevant = case
    hits = match(lists, relevant)
    for metric in SHARES:
        for k in range(1, K + 1):
            values = metric(hits, k)
            assert (np.isnan(values) == (relevant.count == 0)).all()
            told = values[relevant.count > 0]
            assert ((told >= 0) & (told <= 1 + 1e-12)).all()


@given(shown_and_wanted(least=1), st.integers(1, K))
def test_nothing_is_better_than_what_was_wanted_first(case: Case, k: int) -> None:
    _, relevant = case
    sets = np.split(relevant.items, relevant.offsets[1:-1])
    rest = [[*one.tolist(), *np.setdiff1d(np.arange(ITEMS), one).tolist()] for one in sets]
    hits = match(padded(rest, ITEMS), relevant)
    assert metrics.ndcg(hits, k) == pytest.approx(1)
    assert metrics.reciprocal_rank(hits, k) == pytest.approx(1)
    assert metrics.hit(hits, k) == pytest.approx(1)
    assert metrics.recall(hits, ITEMS) == pytest.approx(1)


@given(shown_and_wanted(), st.integers(0, 2**32 - 1))
def test_no_user_touches_the_figures_of_another(case: Case, seed: int) -> None:
    lists, relevant = case
    order = np.random.default_rng(seed).permutation(len(lists))
    sets = np.split(relevant.items, relevant.offsets[1:-1])
    shuffled = match(lists[order], wanted([set(sets[one].tolist()) for one in order]))
    for metric in SHARES:
        straight = metric(match(lists, relevant), K)
        np.testing.assert_array_equal(metric(shuffled, K), straight[order])


@given(st.integers(0, 2**32 - 1), st.integers(1, K))
def test_scikit_learn_finds_the_same_ndcg(seed: int, k: int) -> None:
    random = np.random.default_rng(seed)
    users = 6
    scores = random.permuted(np.tile(np.arange(float(ITEMS)), (users, 1)), axis=1)
    truth = random.random((users, ITEMS)) < 0.3
    truth[:, 0] |= ~truth.any(axis=1)  # it calls 0 what we leave out
    lists = np.argsort(-scores, axis=1)[:, :K].astype(np.int64)
    relevant = wanted([set(np.flatnonzero(row).tolist()) for row in truth])
    theirs = import_module("sklearn.metrics").ndcg_score(truth.astype(int), scores, k=k)
    assert metrics.ndcg(match(lists, relevant), k).mean() == pytest.approx(theirs)


@given(shown_and_wanted(), st.integers(1, K))
def test_revenue_is_the_value_of_what_was_shown_and_wanted(case: Case, k: int) -> None:
    lists, relevant = case
    worth = 10 + relevant.user * 100 + relevant.items
    pairs = zip(relevant.user.tolist(), relevant.items.tolist(), worth.tolist(), strict=True)
    slowly = [0] * len(lists)
    for user, item, minor in pairs:
        slowly[user] += minor if item in lists[user, :k] else 0
    brought = metrics.revenue(match(lists, relevant), worth, k)
    assert brought.dtype == np.int64
    assert brought.tolist() == slowly


@given(shown_and_wanted())
def test_coverage_is_the_share_of_items_in_any_list(case: Case) -> None:
    lists, _ = case
    seen = set(lists[:, :3].ravel().tolist()) - {-1}
    assert metrics.coverage(lists, ITEMS, 3) == pytest.approx(len(seen) / ITEMS)


def test_novelty_is_surprise_in_bits() -> None:
    buyers = ints([8, 4, 1, 0])
    lists = padded([[0], [1, 2], [3], []])
    bits = metrics.novelty(lists, buyers, 8, 4)
    assert bits[:3].tolist() == [0, 2, 3]
    assert np.isnan(bits[3])
    with pytest.raises(ValueError, match="more buyers"):
        metrics.novelty(lists, buyers, 7, 4)


@given(st.integers(0, 2**32 - 1))
def test_diversity_is_the_mean_over_all_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(ITEMS, 3))
    row = random.permutation(ITEMS)[:4]
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    pairs = [1 - unit[a] @ unit[b] for i, a in enumerate(row) for b in row[:i]]
    found = metrics.diversity(padded([row.tolist(), [2]]), vectors, K)
    assert found[0] == pytest.approx(np.mean(pairs))
    assert np.isnan(found[1])


def test_what_is_alike_is_not_diverse_and_what_is_unknown_is_like_nothing() -> None:
    vectors = np.array([[1.0, 0], [2, 0], [0, 1], [0, 0]])
    found = metrics.diversity(padded([[0, 1], [0, 2], [0, 3]]), vectors, 2)
    assert found == pytest.approx([0, 1, 1])


def test_an_evaluation_holds_every_metric_and_its_mean() -> None:
    lists, relevant = padded([[0, 1], [2], []]), wanted([{1}, {3}, set()])
    catalogue = Catalogue(ints([4, 2, 1, 1]), 4, np.eye(4))
    found = evaluate(lists, relevant, catalogue, 2, ints([300, 500]))
    assert found.summary() == pytest.approx(
        {
            "ndcg": 1 / log2(3) / 2,
            "recall": 0.5,
            "precision": 0.25,
            "mrr": 0.25,
            "hit_rate": 0.5,
            "novelty": 1.25,
            "diversity": 1,
            "coverage": 0.75,
        }
    )
    assert found.total_minor == 300
    plain = evaluate(lists, wanted([set(), set(), set()]), Catalogue(ints([1, 1, 1]), 1), 2)
    assert plain.total_minor is None
    assert np.isnan(plain.mean("ndcg"))
    assert "diversity" not in plain.per_user


@pytest.mark.parametrize(
    ("offsets", "items"), [([0, 1], []), ([0, 2], [4, 4]), ([0, 2, 1, 2], [1, 2]), ([], [])]
)
def test_what_is_no_list_of_lists_is_refused(offsets: list[int], items: list[int]) -> None:
    with pytest.raises(ValueError, match=r"offsets|ascending"):
        Relevant(ints(offsets), ints(items))


def test_lists_that_do_not_fit_are_refused() -> None:
    relevant = wanted([{1}])
    with pytest.raises(ValueError, match="twice"):
        match(padded([[3, 4, 3]]), relevant)
    with pytest.raises(ValueError, match="users"):
        match(padded([[3], [4]]), relevant)
    with pytest.raises(ValueError, match="places"):
        metrics.ndcg(match(padded([[3]]), relevant), K + 1)
    with pytest.raises(ValueError, match="integer"):
        metrics.revenue(match(padded([[3]]), relevant), ints([1, 2]), 1)
    with pytest.raises(ValueError, match="none of 3 items"):
        metrics.coverage(padded([[3]]), 3, K)
    with pytest.raises(ValueError, match="no number"):
        metrics.relevant_of(ints([2]), ints([0]), 2)
