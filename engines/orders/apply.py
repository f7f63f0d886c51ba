"""What each fact of this engine writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engines.database import highest
from engines.database.entries import Recorded
from engines.database.facts import Appliers
from engines.database.sql import Connection, chunks, one_of
from engines.inventory import apply as inventory
from engines.orders import origins
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
_SHIPMENT = ["order_id", "at_us", "carrier", "tracking", "units", "entry", "url", "mark"]
_REFUND = ["order_id", "at_us", "amount_minor", "reason", "entry"]

_STATE_OF = (
    "SELECT kind, total_minor, paid_minor, refunded_minor, units, shipped_units, cancelled_at_us "
    "FROM orders_order WHERE id = ?"
)
_UPDATE = (
    "UPDATE orders_order SET paid_minor = ?, refunded_minor = ?, shipped_units = ?, "
    "cancelled_at_us = ?, state = ?, version = version + 1 WHERE id = ?"
)


def _customer_row(c: CustomerData, at_us: int, entry: int) -> tuple[Any, ...]:
    since = at_us if c.since_us is None else c.since_us
    return (c.id, c.ref, c.country, c.note, c.tags, since, 1, entry)


def _customers_added(connection: Connection, recorded: Sequence[Recorded[CustomersAdded]]) -> None:
    rows = [_customer_row(c, one.at_us, one.index) for one in recorded for c in one.fact.customers]
    connection.insert_many("orders_customer", _CUSTOMER, rows)
    highest.reached(connection, "customer", (row[0] for row in rows))


def _customers_edited(
    connection: Connection, recorded: Sequence[Recorded[CustomersEdited]]
) -> None:
    rows = [(c.ref, c.country, c.note, c.tags, c.id) for one in recorded for c in one.fact.new]
    connection.run_many(
        "UPDATE orders_customer SET ref = ?, country = ?, note = ?, tags = ?, "
        "version = version + 1 WHERE id = ?",
        rows,
    )


def _customers_withdrawn(
    connection: Connection, recorded: Sequence[Recorded[CustomersWithdrawn]]
) -> None:
    rows = [(c.id,) for one in recorded for c in one.fact.customers]
    connection.run_many("DELETE FROM orders_customer WHERE id = ?", rows)


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
        shipments.extend(_parcel_rows(f, one.index, shipped))
        refunds.extend(_refund_rows(f, one))
    connection.insert_many("orders_order", _ORDER, orders)
    connection.insert_many("orders_line", _LINE, lines)
    connection.insert_many("orders_payment", _PAYMENT, payments)
    connection.insert_many("orders_shipment", _SHIPMENT, shipments)
    connection.insert_many("orders_refund", _REFUND, refunds)
    facts = [one.fact for one in recorded]
    connection.insert_many("orders_origin", origins.COLUMNS, [*origins.rows_of(facts)])
    highest.reached(connection, "order", (fact.id for fact in facts))
    inventory.sold(connection, newest)


def _parcel_rows(f: OrderPlaced, entry: int, shipped: int) -> Iterator[tuple[Any, ...]]:
    for p in f.parcels:
        units = sum(n.quantity for n in p.lines)
        shipped -= units
        end = (p.url or None, p.mark or None)
        yield (f.id, p.at_us, p.carrier, p.tracking, units, entry, *end)
    if f.shipped_at_us is not None:
        yield (f.id, f.shipped_at_us, "", "", shipped, entry, None, None)


def _refund_rows(f: OrderPlaced, one: Recorded[OrderPlaced]) -> Iterator[tuple[Any, ...]]:
    left = f.refunded_minor
    for r in f.refunds:
        left -= r.amount_minor
        yield (f.id, r.at_us, r.amount_minor, r.reason, one.index)
    if left:
        yield (f.id, one.at_us, left, "", one.index)


def _add_lines(
    f: OrderPlaced, lines: list[tuple[Any, ...]], newest: dict[int, int]
) -> tuple[int, int]:
    """Append the rows of the order's lines; returns its pieces and those already shipped."""
    units = shipped = 0
    order_id, placed, is_sale = f.id, f.placed_at_us, f.sale_kind == "sale"
    back: dict[int, int] = {}
    for line in (n for refund in f.refunds for n in refund.lines):
        back[line.line_no] = back.get(line.line_no, 0) + line.quantity
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
                back.get(number, 0),
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
    kind, total, was_paid, was_refunded, units, was_shipped, was_cancelled = connection.first(
        _STATE_OF, order_id
    )
    cancelled = None if reopened else cancelled_at_us or was_cancelled
    paid, refunded, shipped = was_paid + paid, was_refunded + refunded, was_shipped + shipped
    state = state_of(
        kind=kind,
        total_minor=total,
        paid_minor=paid,
        refunded_minor=refunded,
        units=units,
        shipped_units=shipped,
        cancelled=cancelled is not None,
    )
    connection.run(_UPDATE, paid, refunded, shipped, cancelled, state, order_id)


def _withdrawn(connection: Connection, recorded: Sequence[Recorded[OrdersWithdrawn]]) -> None:
    rows = [(key,) for one in recorded for key in one.fact.order_ids]
    touched = _variants_in(connection, [key for (key,) in rows])
    for name in ("line", "payment", "shipment", "refund", "origin"):
        connection.run_many(f"DELETE FROM orders_{name} WHERE order_id = ?", rows)
    connection.run_many("DELETE FROM orders_order WHERE id = ?", rows)
    inventory.sold_anew(connection, _last_sold(connection, touched))


def _variants_in(connection: Connection, order_ids: Sequence[int]) -> list[int]:
    found = set[int]()
    for some in chunks(order_ids):
        near = one_of("order_id", some)
        sql = f"SELECT DISTINCT variant_id FROM orders_line WHERE {near.text}"
        found.update(connection.column(sql, *near.values))
    return sorted(found)


def _last_sold(connection: Connection, variant_ids: Sequence[int]) -> dict[int, int | None]:
    newest = dict[int, int | None].fromkeys(variant_ids)
    for some in chunks(variant_ids):
        near = one_of("n.variant_id", some)
        rows = connection.all(
            "SELECT n.variant_id, max(o.placed_at_us) FROM orders_line n "
            f"JOIN orders_order o ON o.id = n.order_id WHERE {near.text} AND o.kind = 'sale' "
            "GROUP BY n.variant_id",
            *near.values,
        )
        newest.update(rows)
    return newest


def _when(one: Recorded[Any]) -> int:
    """When it happened, where the fact says so; else when it was recorded."""
    at_us: int | None = one.fact.at_us
    return one.at_us if at_us is None else at_us


def _paid(connection: Connection, recorded: Sequence[Recorded[OrderPaid]]) -> None:
    for one in recorded:
        f = one.fact
        row = (f.order_id, _when(one), f.method, f.amount_minor, f.reference, one.index)
        connection.insert_many("orders_payment", _PAYMENT, [row])
        _advance(connection, f.order_id, paid=f.amount_minor)


def _shipped(connection: Connection, recorded: Sequence[Recorded[OrderShipped]]) -> None:
    for one in recorded:
        f = one.fact
        units = sum(n.quantity for n in f.lines)
        row = (f.shipment_id, f.order_id, _when(one), f.carrier, f.tracking, units, one.index)
        end = (f.url or None, f.mark or None)
        connection.insert_many("orders_shipment", ("id", *_SHIPMENT), [(*row, *end)])
        connection.insert_many(
            "orders_shipment_line",
            ("shipment_id", "line_no", "quantity"),
            [(f.shipment_id, n.line_no, n.quantity) for n in f.lines],
        )
        connection.run_many(
            "UPDATE orders_line SET shipped = shipped + ? WHERE order_id = ? AND line_no = ?",
            [(n.quantity, f.order_id, n.line_no) for n in f.lines],
        )
        _advance(connection, f.order_id, shipped=units)


def _cancelled(connection: Connection, recorded: Sequence[Recorded[OrderCancelled]]) -> None:
    for one in recorded:
        _advance(connection, one.fact.order_id, cancelled_at_us=_when(one))


def _reopened(connection: Connection, recorded: Sequence[Recorded[OrderReopened]]) -> None:
    for one in recorded:
        _advance(connection, one.fact.order_id, reopened=True)


def _refunded(connection: Connection, recorded: Sequence[Recorded[OrderRefunded]]) -> None:
    for one in recorded:
        f = one.fact
        row = (f.refund_id, f.order_id, _when(one), f.amount_minor, f.reason, one.index)
        connection.insert_many("orders_refund", ("id", *_REFUND), [row])
        back = (f.order_id, _when(one), f.method, -f.amount_minor, "", one.index)
        connection.insert_many("orders_payment", _PAYMENT, [back])
        connection.run_many(
            "UPDATE orders_line SET refunded = refunded + ? WHERE order_id = ? AND line_no = ?",
            [(n.quantity, f.order_id, n.line_no) for n in f.lines],
        )
        _advance(connection, f.order_id, refunded=f.amount_minor)


def _noted(connection: Connection, recorded: Sequence[Recorded[OrderNoted]]) -> None:
    for one in recorded:
        connection.run(
            "UPDATE orders_order SET note = ?, version = version + 1 WHERE id = ?",
            one.fact.new,
            one.fact.order_id,
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
