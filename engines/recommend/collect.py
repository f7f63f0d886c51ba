"""What the shop's own orders say: interactions by customer and SKU."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.catalog import queries as catalog
from engines.database.sql import Connection
from engines.identity import queries as people
from engines.orders.purchases import purchases
from engines.recommend.interactions import Interactions, Ints, interactions


@dataclass(frozen=True)
class Sales:
    """Interactions with what a screen shows of the items; users are ids of customers, items SKUs.

    `titles` and `price_minor` are by item: the product's title, the price now in minor units.
    """

    data: Interactions
    titles: tuple[str, ...]
    price_minor: Ints


def sales_of(connection: Connection) -> Sales:
    """Purchases of all known customers, less returns. Erased customers are no part of it."""
    bought = purchases(connection)
    erased = people.erased(connection)
    customers = np.array(bought.customer_id, np.int64)
    kept = ~np.isin(customers, np.array(sorted(erased), np.int64))
    users, user = _numbered(customers[kept])
    variants, item = _numbered(np.array(bought.variant_id, np.int64)[kept])
    known = {one.id: one for one in catalog.variants_by_sku(connection).values()}
    data = interactions(
        user_ids=tuple(str(one) for one in users.tolist()),
        item_ids=tuple(known[one].sku for one in variants.tolist()),
        user=user,
        item=item,
        time=np.array(bought.at_us, np.int64)[kept] // 1_000_000,
        quantity=np.array(bought.quantity, np.float64)[kept],
        basket=np.array(bought.order_id, np.int64)[kept],
    )
    return Sales(
        data=data,
        titles=tuple(known[one].title for one in variants.tolist()),
        price_minor=np.array([known[one].price_minor for one in variants.tolist()], np.int64),
    )


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    values, numbers = np.unique(keys, return_inverse=True)
    return values, numbers.astype(np.int64)
