"""Ids that are never given twice, however much is taken back in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import undo
from app.rebuild import rebuild
from app.shop import Place, Shop
from engines.database import migrate
from engines.database.connection import connect
from engines.database.highest import KINDS, next_id, reached
from engines.database.pool import Pool
from engines.database.sql import Connection
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from tests.engines.exchange.tables import NEW_PRODUCTS, ORDERS, Table
from tests.shops import TestShop

PLACED = "SELECT subject FROM ledger_entry WHERE kind IN ('order_placed', 'product_added')"
OLDER = 7
BACK = (  # as the migration before left it
    "DROP TABLE recommend_experiment",
    "DROP TABLE recommend_publication",
    "DROP TABLE database_highest",
    "DROP TABLE orders_origin",
    "ALTER TABLE orders_shipment DROP COLUMN url",
    "ALTER TABLE orders_shipment DROP COLUMN mark",
    f"UPDATE alembic_version SET version_num = '{OLDER:04d}'",
    f"PRAGMA user_version = {OLDER}",
)


def take(shop: TestShop, table: Table) -> None:
    """Import a table's good rows."""
    file = shop.shop.place.folder.parent / "file.csv"
    file.write_text(table.good(), "utf-8")
    options = Options("EUR", "Europe/Berlin")
    import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def free(connection: Connection) -> dict[str, int]:
    """The next id of each kind of thing."""
    return {kind: next_id(connection, kind) for kind in KINDS}


def test_what_an_undone_import_brought_leaves_its_ids_behind(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    try:
        for table in (ORDERS, NEW_PRODUCTS):
            take(shop, table)
            before = shop.read(free)
            undo.undo(shop.shop.database, shop.owner)
            assert shop.read(free) == before
            take(shop, table)
        found = shop.read(lambda c: c.column(PLACED))
        assert len(found) == len(set(found)) == 12
        shop.whole()
    finally:
        shop.close()


def test_an_older_shop_learns_from_its_ledger_which_ids_it_ever_gave(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop")
    shop.stocked("OTHER")
    take(shop, ORDERS)
    take(shop, NEW_PRODUCTS)
    undo.undo(shop.shop.database, shop.owner)
    before, file = shop.read(free), shop.shop.place.database
    shop.close()
    older = connect(file, None, writes=True)
    for sql in BACK:
        older.execute(sql)
    older.close()
    assert migrate.upgrade(file, None) == OLDER
    again = Shop(Place(tmp_path / "shop"))
    try:
        assert again.database.read(free) == before
        assert rebuild(again, Untold()).ok
    finally:
        again.close()


@settings(max_examples=8, deadline=None)
@given(batches=st.lists(st.lists(st.integers(1, 99), max_size=4), max_size=5))
def test_the_next_id_is_above_every_id_that_was_told(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[int]]
) -> None:
    path = tmp_path_factory.mktemp("ids") / "shop.db"
    migrate.create(path, None)
    pool = Pool(path, None)
    with pool.writing() as connection:
        for ids in batches:
            reached(connection, "order", ids)
        told = [number for ids in batches for number in ids]
        assert next_id(connection, "order") == max(told, default=0) + 1
        assert next_id(connection, "product") == 1
    pool.close()
