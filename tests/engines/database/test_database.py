"""One way to change anything: whole or not at all, one at a time, and told to whoever listens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest

from engines.database.change import NOTICE_FACTS, Change, Committed
from engines.database.database import Database
from engines.database.errors import DiskFull, NotAllowed, NothingChanged
from engines.database.moments import now_us
from engines.database.sql import Connection
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.inventory.facts import LocationAdded
from engines.ledger import queries
from tests.shops import TestShop, actor, opened


def _receive_one(change: Change) -> int:
    return stock.receive(change, variant_id=1, location_id=1, quantity=1)


def _add_locations(change: Change, count: int) -> None:
    facts = [LocationAdded(id=key, name=f"Place {key}") for key in range(1, count + 1)]
    change.record_all(facts)


def test_a_change_reaches_tables_and_ledger_together(shop: TestShop) -> None:
    before = shop.rows()
    done = shop.shop.database.change(shop.owner, "add", lambda c: stock.add_location(c, name="A"))
    after = shop.rows()
    assert done.value == 1
    assert done.entries == range(len(before["ledger_entry"]), len(after["ledger_entry"]))
    [row] = after["inventory_location"]
    assert row[:2] == (1, "A")
    assert row[-1] == done.entries[0]


@pytest.mark.parametrize("flushed", [False, True])
def test_a_change_that_raises_leaves_no_row_and_no_entry(shop: TestShop, flushed: bool) -> None:
    before = shop.rows()

    def work(change: Change) -> None:
        stock.add_location(change, name="A")
        if flushed:
            change.flush()
        raise KeyError("late")

    with pytest.raises(KeyError):
        shop.do(work)
    assert shop.rows() == before
    shop.do(lambda c: stock.add_location(c, name="B"))
    shop.whole()


def test_a_change_that_records_nothing_is_refused(shop: TestShop) -> None:
    before = shop.rows()
    with pytest.raises(NothingChanged) as caught:
        shop.do(lambda _change: None, "do nothing")
    assert caught.value.label == "do nothing"
    assert shop.rows() == before


def test_who_lacks_the_right_writes_nothing(shop: TestShop) -> None:
    before = shop.rows()
    with pytest.raises(NotAllowed) as caught:
        shop.act(actor("support"), lambda c: stock.add_location(c, name="A"))
    assert (caught.value.actor, caught.value.right) == ("support", "stock.move")
    assert shop.rows() == before


def test_a_full_disk_keeps_nothing_of_the_change(shop: TestShop) -> None:
    before = shop.rows()

    def work(change: Change) -> None:
        pages = change.connection.value("PRAGMA page_count")
        change.connection.run(f"PRAGMA max_page_count = {pages + 2}")
        _add_locations(change, 5_000)

    with pytest.raises(DiskFull):
        shop.do(work)
    assert shop.rows() == before
    shop.shop.database.write_derived(lambda c: c.run("PRAGMA max_page_count = 100000"))
    shop.do(lambda c: stock.add_location(c, name="A"))
    shop.whole()


@pytest.mark.parametrize("programs", [1, 2])
def test_two_writers_lose_no_update(shop: TestShop, programs: int) -> None:
    shop.stocked(pieces=0)
    start = threading.Barrier(2)

    def add_one(change: Change) -> None:
        level = levels.level(change.connection, 1, 1)
        counted = (level.on_hand if level else 0) + 1
        stock.count(change, variant_id=1, location_id=1, counted=counted)

    def work(database: Database) -> None:
        start.wait(5)
        for _ in range(100):
            database.change(shop.owner, "count", add_one)

    with opened(shop) as other:
        databases = [shop.shop.database, other if programs == 2 else shop.shop.database]
        threads = [threading.Thread(target=work, args=(one,)) for one in databases]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    level = shop.read(lambda c: levels.level(c, 1, 1))
    assert level is not None
    assert level.on_hand == 200
    assert shop.shop.verify(processes=1).ok


def test_a_reader_sees_one_snapshot_while_a_writer_commits(shop: TestShop) -> None:
    shop.stocked(pieces=5)

    def read_twice(connection: Connection) -> tuple[int, int]:
        before = levels.pieces_on_hand(connection)
        shop.do(_receive_one)
        return before, levels.pieces_on_hand(connection)

    assert shop.read(read_twice) == (5, 5)
    assert shop.read(levels.pieces_on_hand) == 6


def test_reads_may_be_nested(shop: TestShop) -> None:
    shop.stocked(pieces=5)
    assert shop.read(lambda _outer: shop.read(levels.pieces_on_hand)) == 5


def test_a_change_within_a_change_is_refused_and_undoes_both(shop: TestShop) -> None:
    before = shop.rows()

    def outer(change: Change) -> None:
        stock.add_location(change, name="outer")
        shop.do(lambda inner: stock.add_location(inner, name="inner"))

    with pytest.raises(Exception, match="within a transaction"):
        shop.do(outer)
    assert shop.rows() == before


def test_time_in_the_ledger_never_runs_backwards(shop: TestShop) -> None:
    now = now_us()
    ticks = iter([now + 5_000, now - 9_000_000, now + 6_000])
    with opened(shop, lambda: next(ticks)) as database:
        for name in "ABC":
            database.change(shop.owner, "add", partial(stock.add_location, name=name))
    page = shop.read(lambda c: queries.entries_page(c, limit=3))
    assert [row.at_us for row in page.rows] == [now + 6_000, now + 5_000, now + 5_000]
    shop.whole()


def _heard(shop: TestShop, work: Callable[[Change], object]) -> Committed:
    heard: list[Committed] = []
    stop = shop.shop.database.subscribe(heard.append)
    shop.shop.database.change(shop.owner, "test", work, initiator="page")
    stop()
    [notice] = heard
    return notice


def test_a_commit_is_told_with_its_entries_kinds_and_initiator(shop: TestShop) -> None:
    first = shop.read(queries.entries_count)
    notice = _heard(shop, lambda c: [stock.add_location(c, name=name) for name in "AB"])
    assert (notice.first, notice.last) == (first, first + 1)
    assert notice.kinds == {"location_added"}
    assert notice.initiator == "page"
    assert [one.fact for one in notice.facts] == [
        LocationAdded(id=1, name="A"),
        LocationAdded(id=2, name="B"),
    ]
    assert [(one.index, one.actor) for one in notice.facts] == [
        (first, "owner"),
        (first + 1, "owner"),
    ]


@pytest.mark.parametrize(
    ("count", "told"), [(NOTICE_FACTS, NOTICE_FACTS), (NOTICE_FACTS + 1, 0), (2_100, 0)]
)
def test_a_notice_carries_all_its_facts_or_none(shop: TestShop, count: int, told: int) -> None:
    notice = _heard(shop, lambda c: _add_locations(c, count))
    assert len(notice.facts) == told
    assert notice.last - notice.first + 1 == count
    assert notice.kinds == {"location_added"}


def test_a_failed_change_is_told_to_nobody(shop: TestShop) -> None:
    heard: list[Committed] = []
    shop.shop.database.subscribe(heard.append)
    with pytest.raises(NotAllowed):
        shop.act(actor("support"), lambda c: stock.add_location(c, name="A"))
    assert heard == []


def test_a_notice_comes_when_the_rows_can_be_read(shop: TestShop) -> None:
    found: list[list[tuple[int, str]]] = []
    shop.shop.database.subscribe(lambda _notice: found.append(shop.read(levels.locations)))
    shop.do(lambda c: stock.add_location(c, name="A"))
    assert found == [[(1, "A")]]


def test_derived_tables_are_written_without_an_entry(shop: TestShop) -> None:
    before = shop.read(queries.entries_count)
    shop.shop.database.write_derived(
        lambda c: c.run("INSERT INTO inventory_sold(variant_id, last_us) VALUES (1, 2)")
    )
    assert shop.read(lambda c: c.all("SELECT * FROM inventory_sold")) == [(1, 2)]
    assert shop.read(queries.entries_count) == before
