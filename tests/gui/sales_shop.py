"""A small shop with enough sales to learn from, for the tests of its recommendations."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.shop import Place
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Change
from engines.database.moments import now_us
from engines.database.ticket import Untold
from engines.orders.facts import CustomerData, CustomersAdded, LineData, OrderPlaced
from engines.recommend.interactions import Interactions
from tests.engines.recommend.sales import random_sales
from tests.shops import TestShop

PRICE = 1_250


def sell(change: Change, sales: Interactions) -> None:
    """Products, customers and orders as the interactions have them, the last of them just now."""
    variants = []
    for number in range(sales.items):
        new = catalog.NewVariant(f"ITEM-{number:02}", PRICE, 400)
        product = catalog.add_product(change, title=f"Thing {number}", variants=[new])
        variants.append(products.variants_of(change.connection, product)[0].id)
    people = tuple(CustomerData(id=one + 1, ref=f"H{one + 1}") for one in range(sales.users))
    change.record(CustomersAdded(customers=people))
    shift = now_us() - sales.end * 1_000_000
    for number, basket in enumerate(np.unique(sales.basket).tolist(), start=1):
        mine = np.flatnonzero(sales.basket == basket)
        lines = tuple(
            LineData(
                variant_id=variants[item], quantity=1, price_minor=PRICE, discount_minor=0,
                tax_minor=0,
            )
            for item in sales.item[mine].tolist()
        )  # fmt: skip
        change.record(
            OrderPlaced(
                id=number,
                number=str(number),
                placed_at_us=int(sales.time[mine[0]]) * 1_000_000 + shift,
                currency="EUR",
                lines=lines,
                total_minor=PRICE * len(lines),
                customer_id=int(sales.user[mine[0]]) + 1,
            )
        )


def sales_shop(folder: Path, *, baskets: int = 400, learned: bool = False) -> Place:
    """The shop; with `learned`, its models were tried already."""
    shop = TestShop(folder)
    shop.stocked("MUG")
    shop.do(lambda c: sell(c, random_sales(users=60, items=100, baskets=baskets)))
    if learned:
        learn(shop)
    shop.close()
    return shop.shop.place


def learn(shop: TestShop) -> None:
    """Try the models, as Improve does, in this process."""
    from app.recommending import train
    from engines.recommend import experiments
    from engines.recommend.collect import sales_of

    for target in ("next", "new"):
        found = train(shop.read(sales_of), target, Untold()).experiments(now_us())
        shop.shop.database.write_derived(lambda c, found=found: experiments.keep(c, found))  # type: ignore[misc]
