"""What each fact of this engine writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from engines.database.bulk import insert_many, run_many
from engines.database.facts import Appliers, Recorded
from engines.inventory import apply as inventory
from engines.orders import schema
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
    OrderCancelled,
    OrderNoted,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    OrderReopened,
    OrderShipped,
    OrdersWithdrawn,
)
from engines.orders.states import state_of

_CUSTOMER = ("id", "ref", "country", "note", "tags", "since_us", "version", "entry")
_ORDER = [
    "id",
    "number",
    "kind",
    "channel",
    "placed_at_us",
    "due_at_us",
    "customer_id",
    "country",
    "currency",
    "units",
    "goods_minor",
    "discount_minor",
    "shipping_minor",
    "tax_minor",
    "tax_included",
    "total_minor",
    "paid_minor",
    "refunded_minor",
    "shipped_units",
    "cancelled_at_us",
    "state",
    "note",
    "source_digest",
    "version",
    "entry",
]
_LINE = [
    "order_id",
    "line_no",
    "variant_id",
    "title",
    "quantity",
    "price_minor",
    "discount_minor",
    "tax_minor",
    "shipped",
    "refunded",
]
_PAYMENT = ["order_id", "at_us", "method", "amount_minor", "reference", "entry"]
_SHIPMENT = ["order_id", "at_us", "carrier", "tracking", "units", "entry"]
_REFUND = ["order_id", "at_us", "amount_minor", "reason", "entry"]

_o = schema.order
_STATE_OF = select(
    _o.c.kind,
    _o.c.total_minor,
    _o.c.paid_minor,
    _o.c.refunded_minor,
    _o.c.units,
    _o.c.shipped_units,
    _o.c.cancelled_at_us,
    _o.c.state,
).where(_o.c.id == bindparam("key"))
_UPDATE = (
    "UPDATE orders_order SET paid_minor = ?, refunded_minor = ?, shipped_units = ?, "
    "cancelled_at_us = ?, state = ?, version = version + 1 WHERE id = ?"
)


def _customer_row(c: CustomerData, at_us: int, entry: int) -> tuple[Any, ...]:
    since = at_us if c.since_us is None else c.since_us
    return (c.id, c.ref, c.country, c.note, c.tags, since, 1, entry)


def _customers_added(connection: Connection, recorded: Sequence[Recorded[CustomersAdded]]) -> None:
    rows = [_customer_row(c, one.at_us, one.index) for one in recorded for c in one.fact.customers]
    insert_many(connection, schema.customer, _CUSTOMER, rows)


def _customers_edited(
    connection: Connection, recorded: Sequence[Recorded[CustomersEdited]]
) -> None:
    rows = [(c.ref, c.country, c.note, c.tags, c.id) for one in recorded for c in one.fact.new]
    run_many(
        connection,
        "UPDATE orders_customer SET ref = ?, country = ?, note = ?, tags = ?, "
        "version = version + 1 WHERE id = ?",
        rows,
    )


def _customers_withdrawn(
    connection: Connection, recorded: Sequence[Recorded[CustomersWithdrawn]]
) -> None:
    rows = [(c.id,) for one in recorded for c in one.fact.customers]
    run_many(connection, "DELETE FROM orders_customer WHERE id = ?", rows)


def _placed(connection: Connection, recorded: Sequence[Recorded[OrderPlaced]]) -> None:
    orders: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    payments: list[tuple[Any, ...]] = []
    shipments: list[tuple[Any, ...]] = []
    refunds: list[tuple[Any, ...]] = []
    newest: dict[int, int] = {}
    for one in recorded:
        f = one.fact
        units, shipped = _add_lines(f, lines, newest)
        orders.append(_order_row(f, one.index, units, shipped))
        payments.extend(
            (f.id, p.at_us, p.method, p.amount_minor, p.reference, one.index) for p in f.payments
        )
        if f.shipped_at_us is not None:
            shipments.append((f.id, f.shipped_at_us, "", "", shipped, one.index))
        if f.refunded_minor:
            refunds.append((f.id, one.at_us, f.refunded_minor, "", one.index))
    insert_many(connection, schema.order, _ORDER, orders)
    insert_many(connection, schema.line, _LINE, lines)
    insert_many(connection, schema.payment, _PAYMENT, payments)
    insert_many(connection, schema.shipment, _SHIPMENT, shipments)
    insert_many(connection, schema.refund, _REFUND, refunds)
    inventory.sold(connection, newest)


def _add_lines(
    f: OrderPlaced, lines: list[tuple[Any, ...]], newest: dict[int, int]
) -> tuple[int, int]:
    """Append the rows of the order's lines; returns its pieces and those already shipped."""
    units = shipped = 0
    order_id, placed, is_sale = f.id, f.placed_at_us, f.sale_kind == "sale"
    for number, n in enumerate(f.lines, 1):
        lines.append(
            (
                order_id,
                number,
                n.variant_id,
                n.title,
                n.quantity,
                n.price_minor,
                n.discount_minor,
                n.tax_minor,
                n.shipped,
                0,
            )
        )
        units += n.quantity
        shipped += n.shipped
        if is_sale and newest.get(n.variant_id, 0) < placed:
            newest[n.variant_id] = placed
    return units, shipped


def amounts(f: OrderPlaced) -> tuple[int, int, int]:
    """Goods before discounts, all discounts, all taxes, in minor units."""
    goods = discount = tax = 0
    for n in f.lines:
        goods += n.quantity * n.price_minor
        discount += n.discount_minor
        tax += n.tax_minor
    return goods, discount + f.order_discount_minor, tax + f.extra_tax_minor


def _order_row(f: OrderPlaced, entry: int, units: int, shipped: int) -> tuple[Any, ...]:
    goods, discount, tax = amounts(f)
    paid = sum(p.amount_minor for p in f.payments)
    state = state_of(
        kind=f.sale_kind,
        total_minor=f.total_minor,
        paid_minor=paid,
        refunded_minor=f.refunded_minor,
        units=units,
        shipped_units=shipped,
        cancelled=f.cancelled_at_us is not None,
    )
    return (
        f.id,
        f.number,
        f.sale_kind,
        f.channel,
        f.placed_at_us,
        f.due_at_us,
        f.customer_id,
        f.country,
        f.currency,
        units,
        goods,
        discount,
        f.shipping_minor,
        tax,
        int(f.tax_included),
        f.total_minor,
        paid,
        f.refunded_minor,
        shipped,
        f.cancelled_at_us,
        state,
        f.note,
        f.source_digest,
        1,
        entry,
    )


def _advance(
    connection: Connection,
    order_id: int,
    *,
    paid: int = 0,
    refunded: int = 0,
    shipped: int = 0,
    cancelled_at_us: int | None = None,
    reopened: bool = False,
) -> None:
    """Add to an order's sums and work out its state anew."""
    row = connection.execute(_STATE_OF, {"key": order_id}).one()
    cancelled = None if reopened else cancelled_at_us or row.cancelled_at_us
    paid, refunded = row.paid_minor + paid, row.refunded_minor + refunded
    shipped = row.shipped_units + shipped
    state = state_of(
        kind=row.kind,
        total_minor=row.total_minor,
        paid_minor=paid,
        refunded_minor=refunded,
        units=row.units,
        shipped_units=shipped,
        cancelled=cancelled is not None,
    )
    run_many(connection, _UPDATE, [(paid, refunded, shipped, cancelled, state, order_id)])


def _withdrawn(connection: Connection, recorded: Sequence[Recorded[OrdersWithdrawn]]) -> None:
    rows = [(key,) for one in recorded for key in one.fact.order_ids]
    touched = _variants_in(connection, [key for (key,) in rows])
    for name in ("line", "payment", "shipment", "refund"):
        run_many(connection, f"DELETE FROM orders_{name} WHERE order_id = ?", rows)  # noqa: S608 - our own table names
    run_many(connection, "DELETE FROM orders_order WHERE id = ?", rows)
    inventory.sold_anew(connection, _last_sold(connection, touched))


def _variants_in(connection: Connection, order_ids: Sequence[int]) -> list[int]:
    n, found = schema.line, set[int]()
    for start in range(0, len(order_ids), 500):
        query = select(n.c.variant_id).where(n.c.order_id.in_(order_ids[start : start + 500]))
        found.update(connection.execute(query.distinct()).scalars())
    return sorted(found)


def _last_sold(connection: Connection, variant_ids: Sequence[int]) -> dict[int, int | None]:
    n, newest = schema.line, dict[int, int | None].fromkeys(variant_ids)
    for start in range(0, len(variant_ids), 500):
        query = (
            select(n.c.variant_id, func.max(_o.c.placed_at_us))
            .select_from(n.join(_o, _o.c.id == n.c.order_id))
            .where(n.c.variant_id.in_(variant_ids[start : start + 500]), _o.c.kind == "sale")
            .group_by(n.c.variant_id)
        )
        newest.update((row[0], row[1]) for row in connection.execute(query))
    return newest


def _paid(connection: Connection, recorded: Sequence[Recorded[OrderPaid]]) -> None:
    for one in recorded:
        f = one.fact
        row = (f.order_id, one.at_us, f.method, f.amount_minor, f.reference, one.index)
        insert_many(connection, schema.payment, _PAYMENT, [row])
        _advance(connection, f.order_id, paid=f.amount_minor)


def _shipped(connection: Connection, recorded: Sequence[Recorded[OrderShipped]]) -> None:
    for one in recorded:
        f = one.fact
        units = sum(n.quantity for n in f.lines)
        row = (f.shipment_id, f.order_id, one.at_us, f.carrier, f.tracking, units, one.index)
        insert_many(connection, schema.shipment, ("id", *_SHIPMENT), [row])
        insert_many(
            connection,
            schema.shipment_line,
            ("shipment_id", "line_no", "quantity"),
            [(f.shipment_id, n.line_no, n.quantity) for n in f.lines],
        )
        run_many(
            connection,
            "UPDATE orders_line SET shipped = shipped + ? WHERE order_id = ? AND line_no = ?",
            [(n.quantity, f.order_id, n.line_no) for n in f.lines],
        )
        _advance(connection, f.order_id, shipped=units)


def _cancelled(connection: Connection, recorded: Sequence[Recorded[OrderCancelled]]) -> None:
    for one in recorded:
        _advance(connection, one.fact.order_id, cancelled_at_us=one.at_us)


def _reopened(connection: Connection, recorded: Sequence[Recorded[OrderReopened]]) -> None:
    for one in recorded:
        _advance(connection, one.fact.order_id, reopened=True)


def _refunded(connection: Connection, recorded: Sequence[Recorded[OrderRefunded]]) -> None:
    for one in recorded:
        f = one.fact
        row = (f.refund_id, f.order_id, one.at_us, f.amount_minor, f.reason, one.index)
        insert_many(connection, schema.refund, ("id", *_REFUND), [row])
        back = (f.order_id, one.at_us, f.method, -f.amount_minor, "", one.index)
        insert_many(connection, schema.payment, _PAYMENT, [back])
        run_many(
            connection,
            "UPDATE orders_line SET refunded = refunded + ? WHERE order_id = ? AND line_no = ?",
            [(n.quantity, f.order_id, n.line_no) for n in f.lines],
        )
        _advance(connection, f.order_id, refunded=f.amount_minor)


def _noted(connection: Connection, recorded: Sequence[Recorded[OrderNoted]]) -> None:
    for one in recorded:
        connection.execute(
            update(_o)
            .where(_o.c.id == one.fact.order_id)
            .values(note=one.fact.new, version=_o.c.version + 1)
        )


APPLIERS: Appliers = {
    CustomersAdded: _customers_added,
    CustomersEdited: _customers_edited,
    CustomersWithdrawn: _customers_withdrawn,
    OrderPlaced: _placed,
    OrdersWithdrawn: _withdrawn,
    OrderPaid: _paid,
    OrderShipped: _shipped,
    OrderCancelled: _cancelled,
    OrderReopened: _reopened,
    OrderRefunded: _refunded,
    OrderNoted: _noted,
}
