"""Seeded shops to measure with."""

from __future__ import annotations

import random
from pathlib import Path

from engines.catalog import commands as catalog
from engines.database.change import Change
from engines.database.moments import DAY_US
from engines.inventory import commands as stock
from engines.inventory.facts import StockMove, StockMoved
from engines.orders.facts import LineData, OrderPlaced, PaymentData
from tests.shops import TestShop

BATCH = 5_000
SEED = 20260101
START_US = 1_700_000_000_000_000
SKUS = 500
A_DAY = 200


def year(place: Path, days: int = 365) -> TestShop:
    """A shop of 200 orders a day for a year, of one to five lines from 500 SKUs in stock."""
    shop = TestShop(place / "shop")
    shop.do(lambda c: stock.add_location(c, name="Main"))
    shop.do(_add_products)
    chance = random.Random(SEED)
    moves = tuple(
        StockMove(variant_id=key, location_id=1, quantity=chance.randint(0, 400))
        for key in range(1, SKUS + 1)
    )
    shop.do(lambda c: c.record(StockMoved(reason="received", moves=moves)))
    orders = [_order(key, chance) for key in range(1, days * A_DAY + 1)]
    for first in range(0, len(orders), BATCH):
        shop.do(lambda c, f=first: c.record_all(orders[f : f + BATCH]))  # type: ignore[misc]
    return shop


def _add_products(change: Change) -> None:
    for number in range(1, SKUS + 1):
        variant = catalog.NewVariant(f"SKU-{number:04}", 500 + number * 7, 300 + number * 4)
        catalog.add_product(change, title=f"Product {number}", variants=[variant])


def _order(key: int, chance: random.Random) -> OrderPlaced:
    placed = START_US + key * DAY_US // A_DAY
    # Few products sell often, most seldom.
    chosen = {1 + int(SKUS * chance.random() ** 2) for _ in range(chance.randint(1, 5))}
    lines = tuple(
        LineData(
            variant_id=variant_id,
            quantity=(pieces := chance.randint(1, 3)),
            price_minor=500 + variant_id * 7,
            shipped=pieces,
        )
        for variant_id in sorted(chosen)
    )
    total = sum(line.quantity * line.price_minor for line in lines)
    return OrderPlaced(
        id=key,
        number=str(100_000 + key),
        placed_at_us=placed,
        currency="EUR",
        lines=lines,
        total_minor=total,
        country=chance.choice(("DE", "FR", "AT", "IT")),
        payments=(PaymentData(at_us=placed, method="card", amount_minor=total),),
        shipped_at_us=placed,
    )


def million(place: Path, count: int = 1_000_000) -> TestShop:
    """A shop of `count` orders of one line each, seeded, over three years."""
    shop = TestShop(place / "shop")
    shop.do(lambda c: stock.add_location(c, name="Main"))
    shop.do(
        lambda c: catalog.add_product(c, title="Mug", variants=[catalog.NewVariant("MUG", 1250)])
    )
    step_us = 94_000_000

    def batch(change: Change, first: int) -> None:
        change.record_all(
            [
                OrderPlaced(
                    id=key,
                    number=str(10_000_000 + key * 7919 % 9_999_991),
                    placed_at_us=START_US + key * step_us,
                    currency="EUR",
                    lines=(LineData(variant_id=1, quantity=1 + key % 5, price_minor=1250),),
                    total_minor=1250 * (1 + key % 5),
                    country=("DE", "FR", "AT", "IT")[key % 4],
                    payments=(
                        PaymentData(
                            at_us=START_US + key * step_us,
                            method="card",
                            amount_minor=1250 * (1 + key % 5),
                        ),
                    ),
                )
                for key in range(first, first + BATCH)
            ]
        )

    for first in range(1, count, BATCH):
        shop.do(lambda c, f=first: batch(c, f))  # type: ignore[misc]
    return shop
