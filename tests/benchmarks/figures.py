"""The figures of the engines: import, one ship, verification, the million-row list."""

from __future__ import annotations

import csv
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from engines.database.change import Change
from engines.database.pages import Filter, Sort
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.ledger.merkle import CompactRange, leaf_hash
from engines.orders import commands as orders
from engines.orders import queries as order_queries
from tests.benchmarks.timing import Result, in_turn, seconds
from tests.data import ROOT
from tests.shops import TestShop


@contextmanager
def folder() -> Iterator[Path]:
    """A place on disk that goes away."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _online_retail(target: Path) -> Path:
    import duckdb

    base = Path(os.environ.get("COUNTERFOIL_TEST_DATA") or ROOT.parent / "shared" / "data")
    source = base / "online-retail" / "online_retail.parquet"
    query = (
        "SELECT InvoiceNo, StockCode, Description, CAST(Quantity AS BIGINT) Quantity, "
        "strftime(InvoiceDate, '%Y-%m-%d %H:%M:%S') InvoiceDate, UnitPrice, "
        f"CAST(CustomerID AS BIGINT) CustomerID, Country FROM '{source.as_posix()}'"
    )
    duckdb.connect().execute(f"COPY ({query}) TO '{target.as_posix()}' (HEADER)")
    return target


def import_floor(file: Path, target: Path) -> None:
    """csv.reader, executemany of orders and lines, one SHA-256 a row, one transaction."""
    target.unlink(missing_ok=True)
    connection = sqlite.connect(str(target), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE o (number TEXT PRIMARY KEY, at TEXT, customer TEXT)")
    connection.execute("CREATE TABLE l (o TEXT, sku TEXT, q INTEGER, p TEXT, hash BLOB)")
    connection.execute("BEGIN")
    seen: dict[str, tuple[str, str, str]] = {}
    lines = []
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.reader(opened)
        next(reader)
        for row in reader:
            seen.setdefault(row[0], (row[0], row[4], row[6]))
            digest = hashlib.sha256("\x1f".join(row).encode()).digest()
            lines.append((row[0], row[1], int(row[3]), row[5], digest))
    connection.executemany("INSERT INTO o VALUES (?, ?, ?)", list(seen.values()))
    connection.executemany("INSERT INTO l VALUES (?, ?, ?, ?, ?)", lines)
    connection.execute("COMMIT")
    connection.close()


def measure_import() -> Result:
    """Online Retail with ledger, indexes and validation."""
    with folder() as place:
        file = _online_retail(place / "retail.csv")
        shops: list[TestShop] = []

        def ours() -> None:
            shop = TestShop(place / f"shop{len(shops)}", "GBP")
            shops.append(shop)
            options = Options("GBP", "Europe/London")
            outcome = import_files(
                shop.shop.database, shop.owner, "online-retail", [file], options, Untold()
            )
            if outcome.plan.accepted != 541_909:
                raise AssertionError(outcome.plan.accepted)

        floor_s, ours_s = in_turn(lambda: import_floor(file, place / "floor.db"), ours, 3)
        for shop in shops:
            shop.close()
    return Result("import Online Retail, 541,909 lines", floor_s, ours_s, 3)


def measure_ship() -> Result:
    """One ship with everything, against a bare one-row FULL commit."""
    count = 300
    with folder() as place:
        shop = TestShop(place / "shop")
        shop.stocked(pieces=10_000)
        for number in range(count):
            shop.do(lambda c, n=number: _place(c, str(n)))  # type: ignore[misc]
        connection = sqlite.connect(str(place / "floor.db"), isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)")
        numbers = iter(range(count))

        def ship() -> None:
            key = next(numbers) + 1
            shop.do(lambda c: orders.ship(c, order_id=key, location_id=1, parcel=orders.Parcel()))

        def floor() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (v) VALUES (1)")
            connection.execute("COMMIT")

        floor_s, ours_s = in_turn(floor, ship, count)
        connection.close()
        shop.close()
    return Result("one ship", floor_s, ours_s, 6)


def _place(change: Change, number: str) -> int:
    return orders.place(
        change,
        number=number,
        lines=[orders.NewLine("MUG", 2)],
        currency="EUR",
        location_id=1,
    )


def measure_verify(shop: TestShop) -> Result:
    """All entries with two processes, against reading and hashing in one thread."""

    def floor() -> None:
        connection = sqlite.connect(str(shop.shop.place.database))
        tree = CompactRange()
        batch: list[bytes] = []
        for (body,) in connection.execute("SELECT body FROM ledger_entry ORDER BY idx"):
            batch.append(leaf_hash(body))
            if len(batch) == 65_536:
                tree.extend(batch)
                batch.clear()
        tree.extend(batch)
        tree.root()
        connection.close()

    def ours() -> None:
        verdict = shop.shop.verify(processes=2)
        if not verdict.ok:
            raise AssertionError(verdict.problems)

    floor_s, ours_s = in_turn(floor, ours, 3)
    return Result("verify 1 M entries, two processes", floor_s, ours_s, 1.4)


def measure_lists(shop: TestShop) -> list[Result]:
    """Jump anywhere, filter as typed, sort: each against its limit in milliseconds."""

    def timed(work: Any) -> float:
        return min(seconds(lambda: shop.read(work)) for _ in range(3))

    total = shop.read(order_queries.orders_count)
    jumps = [total // 2, total // 3, total - 200, total * 7 // 10]
    jump_s = max(
        timed(lambda c, o=offset: order_queries.orders_page(c, offset=o, total=total))
        for offset in jumps
    )
    number = [Filter("number", "contains", "1234")]
    filter_s = timed(lambda c: order_queries.orders_page(c, number, limit=200))
    by_total = (Sort("total_minor", descending=True),)
    sort_s = timed(lambda c: order_queries.orders_page(c, (), by_total, limit=200))
    return [
        Result("1 M orders: worst jump, one page (limit 30 ms)", 0.030, jump_s, 1),
        Result("1 M orders: filter by number as typed (limit 100 ms)", 0.100, filter_s, 1),
        Result("1 M orders: sort by total (limit 300 ms)", 0.300, sort_s, 1),
    ]
