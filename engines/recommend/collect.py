"""What the shop's own orders say: interactions by customer and SKU."""

from __future__ import annotations

import numpy as np

from engines.catalog import queries as catalog
from engines.database.sql import Connection
from engines.identity import queries as people
from engines.orders.purchases import purchases
from engines.recommend.interactions import Interactions, Ints, interactions


def from_shop(connection: Connection) -> Interactions:
    """Purchases of all known customers; users are ids of customers, items SKUs.

    Erased customers are no part of it.
    """
    bought = purchases(connection)
    erased = people.erased(connection)
    customers = np.array(bought.customer_id, np.int64)
    kept = ~np.isin(customers, np.array(sorted(erased), np.int64))
    users, user = _numbered(customers[kept])
    variants, item = _numbered(np.array(bought.variant_id, np.int64)[kept])
    skus = {key: sku for sku, key in catalog.sku_ids(connection).items()}
    return interactions(
        user_ids=tuple(str(one) for one in users.tolist()),
        item_ids=tuple(skus[one] for one in variants.tolist()),
        user=user,
        item=item,
        time=np.array(bought.at_us, np.int64)[kept] // 1_000_000,
        quantity=np.array(bought.quantity, np.float64)[kept],
        basket=np.array(bought.order_id, np.int64)[kept],
    )


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    values, numbers = np.unique(keys, return_inverse=True)
    return values, numbers.astype(np.int64)
