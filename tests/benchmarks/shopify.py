"""The figures of a large Shopify export as CSV: imported, previewed, cancelled."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from engines.database.errors import Cancelled
from engines.database.ticket import Ticket, Untold
from engines.exchange.plan import Options, Plan
from engines.exchange.run import import_files, preview
from tests.benchmarks.figures import folder
from tests.benchmarks.sheet import COLUMNS, order_rows
from tests.benchmarks.timing import Result, in_turn
from tests.shops import TestShop

ROWS = 100_000
_OPTIONS = Options("EUR", "Europe/Berlin")
# What Shopify repeats in the later lines of an order.
_LINE = (
    "Name|Email|Created at|Vendor|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku|"
    "Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Lineitem discount"
).split("|")


def orders_file(path: Path, count: int = ROWS) -> Path:
    """`count` rows of orders of one to three lines, the later ones bare, as Shopify has them."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for number, row in enumerate(order_rows(count)):
            lines = min(1 + number % 3, count - written)
            goods = round(float(row["Lineitem price"]) * 100) * int(row["Lineitem quantity"])
            row |= {
                "Subtotal": f"{goods * lines / 100:.2f}",
                "Total": f"{(goods * lines + 490) / 100:.2f}",
            }
            writer.writerow(row)
            for _ in range(lines - 1):
                writer.writerow({name: row[name] for name in _LINE})
            written += lines
            if written == count:
                break
    return path


def _floor_read(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        for _ in csv.reader(opened):
            pass


def _floor_keep(file: Path, target: Path) -> None:
    """csv.reader, executemany of every cell, one SHA-256 a row, one durable transaction."""
    target.unlink(missing_ok=True)
    connection = sqlite.connect(str(target), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    names = ", ".join(f"c{place}" for place in range(len(COLUMNS)))
    connection.execute(f"CREATE TABLE t ({names}, hash BLOB)")
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    connection.execute("BEGIN")
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.reader(opened)
        next(reader)
        connection.executemany(
            f"INSERT INTO t VALUES ({marks})",
            ((*row, hashlib.sha256("\x1f".join(row).encode()).digest()) for row in reader),
        )
    connection.execute("COMMIT")
    connection.close()


@dataclass
class _Watch:
    """A ticket that notes when progress was told, and is cancelled at a moment."""

    cancel_s: float = float("inf")
    began: float = field(default_factory=time.perf_counter)
    told_s: list[float] = field(default_factory=list)

    def step(self, done: int, total: int) -> None:
        """Note the time. Raises Cancelled once that is asked for."""
        now = time.perf_counter() - self.began
        if total > 0:
            self.told_s.append(now)
        if now >= self.cancel_s:
            raise Cancelled


def measure_shopify(runs: int = 3) -> list[Result]:
    """Import, preview, and how long a cancel takes at worst."""
    with folder() as place:
        file = orders_file(place / "orders.csv")
        shops: list[TestShop] = []

        def new_shop() -> TestShop:
            shops.append(TestShop(place / f"shop{len(shops)}"))
            return shops[-1]

        def keep(shop: TestShop, ticket: Ticket) -> Plan:
            database = shop.shop.database
            return import_files(database, shop.owner, "auto", [file], _OPTIONS, ticket).plan

        def ours() -> None:
            _whole(keep(new_shop(), Untold()))

        def look() -> None:
            watch = _Watch()
            shop = shops[-1]
            found = preview(shop.shop.database, shop.owner, "auto", [file], _OPTIONS, watch)
            _whole(found.plan)
            first_s.append(watch.told_s[0])

        first_s: list[float] = []
        size = f"{file.stat().st_size / 1e6:.0f} MB"
        kept_s = in_turn(lambda: _floor_keep(file, place / "floor.db"), ours, runs)
        new_shop()
        looked_s = in_turn(lambda: _floor_read(file), look, runs)
        note = f"progress first told after {max(first_s) * 1e3:.0f} ms"
        results = [
            Result(f"import {ROWS:,} Shopify rows ({size})", *kept_s, 3),
            Result(f"preview of {ROWS:,} Shopify rows", *looked_s, 8, note),
            _cancelled(lambda ticket: keep(shops[-1], ticket), kept_s[1]),
        ]
        for shop in shops:
            shop.close()
    return results


def _whole(plan: Plan) -> None:
    if plan.accepted != ROWS or plan.rejected:
        raise AssertionError(plan.rejected[:3])


def _cancelled(keep: Callable[[Ticket], Plan], whole_s: float, moments: int = 10) -> Result:
    """The longest time from asking to being back, rolled back, over moments of the import."""
    worst_s = 0.0
    for moment in range(1, moments + 1):
        watch = _Watch(whole_s * moment / (moments + 1))
        try:
            keep(watch)
        except Cancelled:
            worst_s = max(worst_s, time.perf_counter() - watch.began - watch.cancel_s)
    return Result(f"cancel of that import, worst of {moments} (limit 1 s)", 1.0, worst_s, 1)
