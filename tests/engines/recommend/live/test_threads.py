"""Whoever reads while another writes sees all of a change or nothing of it."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from engines.recommend.live import counts
from engines.recommend.live.base import Base, repacked
from engines.recommend.live.counts import CoPurchases
from tests.engines.recommend.live.cases import HALF_LIFE, START, shop, told

MINE = (np.array([0, 1, 2]), np.array([1.0, 0.5, 0.25]))


def test_readers_see_a_purchase_whole_while_it_comes_and_goes() -> None:
    live = shop(np.random.default_rng(3), rows=300, users=40, items=60).live
    without = live.cosine_scores(*MINE)
    live.add(0, 1, START + 10**6)
    with_it = live.cosine_scores(*MINE)
    assert not np.allclose(without, with_it)
    done = Event()

    def write() -> None:
        while not done.is_set():
            live.remove(0, 1, START + 10**6)
            live.add(0, 1, START + 10**6)

    def pack() -> None:
        while not done.is_set():
            live.compact()

    threads = [Thread(target=write), Thread(target=pack)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(400):
            seen = live.cosine_scores(*MINE)
            assert np.allclose(seen, without, rtol=1e-9) or np.allclose(seen, with_it, rtol=1e-9)
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_what_changes_while_packing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(user, item, START, 1.0) for user in range(6) for item in range(3)]
    live = CoPurchases.of(told(rows, 6, 3), HALF_LIFE)
    live.add(0, 3, START)
    live.add(1, 3, START)

    def changed_meanwhile(*given: Any) -> Base:
        base = repacked(*given)
        live.remove(1, 3, START)
        live.add(2, 4, START)
        live.forget(3)
        live.add(9, 3, START)
        return base

    monkeypatch.setattr(counts, "repacked", changed_meanwhile)
    live.compact()
    assert [live.together(item).tolist() for item in (0, 3, 4)] == [
        [5, 5, 5, 1, 1],
        [1, 1, 1, 2, 0],
        [1, 1, 1, 0, 1],
    ]
    assert live.moment.norms.tolist() == [5.0, 5.0, 5.0, 2.0, 1.0]


def test_of_two_compactions_at_once_one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    live = CoPurchases.of(told([(0, 0, START, 1.0)], 1, 1), HALF_LIFE)
    live.add(0, 1, START)

    def another_meanwhile(*given: Any) -> Base:
        monkeypatch.setattr(counts, "repacked", repacked)
        live.compact()
        live.add(1, 1, START)
        return repacked(*given)

    monkeypatch.setattr(counts, "repacked", another_meanwhile)
    live.compact()
    assert live.together(1).tolist() == [1, 2]
