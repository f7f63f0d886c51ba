"""Counts and sums over a whole shop's orders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from engines.database.money import Money
from engines.orders import schema

_O = schema.order


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


def totals(connection: Connection) -> Totals:
    """The totals of the shop."""
    one = connection.execute(select(func.count(), func.coalesce(func.sum(_O.c.units), 0))).one()
    lines = connection.execute(select(func.count()).select_from(schema.line)).scalar_one()
    known = connection.execute(select(func.count()).select_from(schema.customer)).scalar_one()
    standing = (_O.c.kind != "credit") & (_O.c.state != "cancelled")
    credit = _O.c.kind == "credit"
    query = select(
        _O.c.currency,
        func.coalesce(func.sum(_O.c.total_minor).filter(standing), 0),
        func.coalesce(func.sum(_O.c.refunded_minor), 0)
        - func.coalesce(func.sum(_O.c.total_minor).filter(credit), 0),
    ).group_by(_O.c.currency)
    sums = connection.execute(query).all()
    return Totals(
        one[0],
        lines,
        one[1],
        known,
        tuple(Money(row[1], row[0]) for row in sums),
        tuple(Money(row[2], row[0]) for row in sums),
    )
