"""Counts and sums over a whole shop's orders."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.money import Money
from engines.database.sql import Connection

_SUMS = """
    SELECT currency,
        coalesce(sum(total_minor) FILTER (WHERE kind <> 'credit' AND state <> 'cancelled'), 0),
        coalesce(sum(refunded_minor), 0)
            - coalesce(sum(total_minor) FILTER (WHERE kind = 'credit'), 0)
    FROM orders_order GROUP BY currency
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """`gross`: totals of all orders not cancelled, before refunds. `refunded`: money given back,
    credit notes included. Both by currency."""

    orders: int
    lines: int
    units: int
    customers: int
    gross: tuple[Money, ...]
    refunded: tuple[Money, ...]

    @property
    def net(self) -> tuple[Money, ...]:
        """`gross` less `refunded`, by currency."""
        return tuple(
            Money(one.minor - back.minor, one.currency)
            for one, back in zip(self.gross, self.refunded, strict=True)
        )


def totals(connection: Connection) -> Totals:
    """The totals of the shop."""
    orders, units = connection.first("SELECT count(*), coalesce(sum(units), 0) FROM orders_order")
    sums = connection.all(_SUMS)
    return Totals(
        orders,
        connection.value("SELECT count(*) FROM orders_line"),
        units,
        connection.value("SELECT count(*) FROM orders_customer"),
        tuple(Money(row[1], row[0]) for row in sums),
        tuple(Money(row[2], row[0]) for row in sums),
    )
