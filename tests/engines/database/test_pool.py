"""Connections are kept while the shop is open and none outlives it."""

from __future__ import annotations

from pathlib import Path

from engines.database.pool import Pool

COUNT = "SELECT count(*) FROM inventory_sold"


def test_a_connection_is_used_again(pool: Pool) -> None:
    with pool.reading() as connection:
        first = connection._driver
    with pool.reading() as connection:
        assert connection._driver is first


def test_two_reads_at_once_have_a_snapshot_each(pool: Pool) -> None:
    with pool.reading() as outer:
        assert outer.value(COUNT) == 0
        with pool.writing() as connection:
            connection.run("INSERT INTO inventory_sold VALUES (1, 2)")
        with pool.reading() as inner:
            assert (outer.value(COUNT), inner.value(COUNT)) == (0, 1)


def test_a_read_that_outlasts_the_shop_ends_well_and_leaves_nothing_open(
    pool: Pool, tmp_path: Path
) -> None:
    with pool.writing() as connection:
        connection.run("INSERT INTO inventory_sold VALUES (1, 2)")
    with pool.reading() as connection:
        pool.close()
        assert connection.value(COUNT) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["bare.db"]
