"""The latest row of every user counts, and what a reader was given stays."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_array_equal

from engines.recommend.interactions import Floats
from engines.recommend.live.rows import Rows, Writer

WIDTH = 50


def _counted(rows: Rows) -> Floats:
    """Σ of the live rows by item."""
    found: Floats = rows.matrix.T @ rows.live
    return found


def test_the_latest_row_of_each_user_counts_however_many_are_written() -> None:
    random = np.random.default_rng(2)
    writer, latest, given = Writer(), {}, []
    for _ in range(2_000):
        user, size = int(random.integers(20)), int(random.integers(0, 30))
        items = np.sort(random.choice(WIDTH, size, replace=False))
        strengths = random.random(size)
        writer.write(user, items, strengths)
        latest[user] = np.bincount(items, strengths, WIDTH)
        given.append((writer.rows(WIDTH), sum(latest.values())))
    for rows, expected in given[::97]:
        np.testing.assert_allclose(_counted(rows), expected, rtol=1e-12)


def test_replaced_rows_do_not_pile_up() -> None:
    writer = Writer()
    for _ in range(10_000):
        writer.write(0, np.arange(10), np.ones(10))
    assert writer.entries <= 4_096
    assert_array_equal(_counted(writer.rows(10)), np.ones(10))


def test_a_row_may_be_empty() -> None:
    writer = Writer()
    writer.write(3, np.arange(2), np.ones(2))
    writer.write(3, np.zeros(0, np.int64), np.zeros(0))
    assert_array_equal(_counted(writer.rows(2)), np.zeros(2))
