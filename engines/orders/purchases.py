"""Who bought what when: the lines of all orders that stand, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engines.database.sql import Connection


@dataclass(frozen=True)
class Purchases:
    """One element a line, in every column; returns and credits have a quantity below zero."""

    customer_id: Sequence[int]
    variant_id: Sequence[int]
    order_id: Sequence[int]
    at_us: Sequence[int]
    quantity: Sequence[int]
    price_minor: Sequence[int]


def purchases(connection: Connection) -> Purchases:
    """All lines of known customers' orders that were not cancelled, less what was refunded.

    A line that was refunded whole has the quantity 0.
    """
    rows = connection.all(
        """
        SELECT o.customer_id, l.variant_id, o.id, o.placed_at_us,
            CASE WHEN o.kind = 'credit' THEN -abs(l.quantity) ELSE l.quantity - l.refunded END,
            l.price_minor
        FROM orders_line l JOIN orders_order o ON o.id = l.order_id
        WHERE o.customer_id IS NOT NULL AND o.cancelled_at_us IS NULL
            AND o.kind IN ('sale', 'credit')
        """
    )
    columns = list(zip(*rows, strict=True)) or [()] * 6
    return Purchases(*columns)
