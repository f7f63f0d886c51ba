"""What happened to a known order since it was imported: the file tells of it again, further on.

Only states move: the same lines, prices and total, now paid, sent, refunded or cancelled. No stock
moves with it, as none moved when the order came in; what was set aside for it becomes free.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engines.database.facts import Fact
from engines.database.sql import Connection
from engines.inventory import queries as stock
from engines.inventory.facts import Reserved, StockReserved
from engines.orders import numbers
from engines.orders import queries as orders
from engines.orders.facts import (
    OrderCancelled,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    OrderShipped,
    ParcelData,
    RefundData,
    ShippedLine,
)


class Differs(Exception):
    """The file and the shop tell different things of an order, not just one of them later."""


@dataclass
class Since:
    """Works out what happened since; gives new parcels and refunds their ids."""

    connection: Connection
    channel: str
    _next: dict[str, int] = field(default_factory=dict)

    def facts(self, order_id: int, told: OrderPlaced) -> list[Fact]:
        """What happened to the order, oldest first; nothing if nothing did. Raises Differs."""
        known = orders.order(self.connection, order_id)
        row = known.row
        if row.kind != told.sale_kind or not _is_same(known, told):
            raise Differs
        fresh = _fresh_pieces(known, told)
        paid = _paid(told) - row.paid_minor
        back = told.refunded_minor - row.refunded_minor
        reopened = known.cancelled_at_us is not None and told.cancelled_at_us is None
        if paid < 0 or back < 0 or reopened:
            raise Differs
        gone = known.cancelled_at_us is None and told.cancelled_at_us is not None
        closed = gone or (back > 0 and told.refunded_minor >= row.paid_minor + paid)
        return [
            *_payments(order_id, told, paid),
            *self._parcels(order_id, told, fresh),
            *self._refunds(order_id, told, back),
            *self.released(known, fresh, closed=closed),
            *([_cancelled(order_id, told, self.channel)] if gone else []),
        ]

    def _parcels(
        self, order_id: int, told: OrderPlaced, fresh: dict[int, int]
    ) -> Iterator[OrderShipped]:
        """The parcels that hold the fresh pieces: the newest ones."""
        left, found = dict(fresh), list[tuple[ParcelData, tuple[ShippedLine, ...]]]()
        for parcel in reversed(told.parcels):
            lines = tuple(
                ShippedLine(line_no=n.line_no, quantity=taken)
                for n in parcel.lines
                if (taken := min(n.quantity, left.get(n.line_no, 0)))
            )
            for line in lines:
                left[line.line_no] -= line.quantity
            if lines:
                found.append((parcel, lines))
        rest = tuple(ShippedLine(line_no=key, quantity=n) for key, n in left.items() if n)
        if rest:
            yield OrderShipped(
                order_id=order_id,
                shipment_id=self.next_id("shipment"),
                lines=rest,
                at_us=told.shipped_at_us,
            )
        for parcel, lines in reversed(found):
            yield OrderShipped(
                order_id=order_id,
                shipment_id=self.next_id("shipment"),
                lines=lines,
                carrier=parcel.carrier,
                tracking=parcel.tracking,
                at_us=parcel.at_us,
                url=parcel.url,
                mark=parcel.mark,
            )

    def _refunds(self, order_id: int, told: OrderPlaced, back: int) -> Iterator[OrderRefunded]:
        """The refunds that make up the money that went back since: the newest ones."""
        found = list[tuple[RefundData | None, int]]()
        known = numbers.refund_reasons(self.connection, order_id) if back else []
        fresh = [one for one in told.refunds if not one.reason or one.reason not in known]
        for refund in sorted(fresh, key=lambda one: one.at_us, reverse=True):
            taken = min(refund.amount_minor, back)
            if taken:
                found.append((refund, taken))
            back -= taken
        if back:
            found.append((None, back))
        for one, amount in reversed(found):
            yield OrderRefunded(
                order_id=order_id,
                refund_id=self.next_id("refund"),
                amount_minor=amount,
                reason=(one.reason if one else "") or self.channel,
                lines=one.lines if one and amount == one.amount_minor else (),
                at_us=one.at_us if one else None,
            )

    def released(
        self, known: orders.Order, fresh: dict[int, int], *, closed: bool
    ) -> Iterator[StockReserved]:
        """Give back what was set aside for pieces that left, or all of it."""
        if not fresh and not closed:
            return
        left: dict[int, int] = {}
        for line in known.lines:
            left[line.variant_id] = left.get(line.variant_id, 0) + fresh.get(line.line_no, 0)
        lines = []
        for (variant_id, place), held in stock.reservations(self.connection, known.row.id).items():
            taken = held if closed else min(held, left.get(variant_id, 0))
            left[variant_id] = left.get(variant_id, 0) - taken
            if taken:
                lines.append(Reserved(variant_id=variant_id, location_id=place, quantity=-taken))
        if lines:
            yield StockReserved(order_id=known.row.id, lines=tuple(lines))

    def next_id(self, what: str) -> int:
        """An id for a new shipment or refund."""
        if what not in self._next:
            first = {"shipment": numbers.next_shipment_id, "refund": numbers.next_refund_id}[what]
            self._next[what] = first(self.connection)
        found = self._next[what]
        self._next[what] += 1
        return found


def is_same(connection: Connection, told: OrderPlaced) -> bool:
    """Whether the shop's order with the id of `told` is of the same goods for the same money."""
    known = orders.order(connection, told.id)
    return known.row.kind == told.sale_kind and _is_same(known, told)


def is_later(first: OrderPlaced, then: OrderPlaced) -> bool:
    """Whether `then` is `first` further on: the same goods and money, and no state moved back."""
    pieces = zip(first.lines, then.lines, strict=False)
    return (
        _goods(first) == _goods(then)
        and all(one.shipped <= other.shipped for one, other in pieces)
        and _paid(first) <= _paid(then)
        and first.refunded_minor <= then.refunded_minor
        and (first.cancelled_at_us is None or then.cancelled_at_us is not None)
    )


def _paid(told: OrderPlaced) -> int:
    return sum(one.amount_minor for one in told.payments)


def _goods(told: OrderPlaced) -> list[object]:
    """What may not change of an order."""
    return [
        told.placed_at_us,
        told.currency,
        told.total_minor,
        told.shipping_minor,
        told.order_discount_minor + sum(n.discount_minor for n in told.lines),
        [(n.variant_id, n.quantity, n.price_minor) for n in told.lines],
    ]


def _is_same(known: orders.Order, told: OrderPlaced) -> bool:
    """Whether both tell of the same goods for the same money."""
    return _goods(told) == [
        known.row.placed_at_us,
        known.row.currency,
        known.row.total_minor,
        known.shipping_minor,
        known.discount_minor,
        [(n.variant_id, n.quantity, n.price_minor) for n in known.lines],
    ]


def _fresh_pieces(known: orders.Order, told: OrderPlaced) -> dict[int, int]:
    """Pieces that left since, by line. Raises Differs where fewer left than is known."""
    fresh = {}
    for line, told_line in zip(known.lines, told.lines, strict=True):
        pieces = told_line.shipped - line.shipped
        if pieces < 0:
            raise Differs
        if pieces:
            fresh[line.line_no] = pieces
    return fresh


def _payments(order_id: int, told: OrderPlaced, paid: int) -> list[OrderPaid]:
    """The payments that make up the money that came since: the newest ones."""
    found = []
    for one in reversed(told.payments):
        taken = min(one.amount_minor, paid)
        if taken > 0:
            found.append(
                OrderPaid(
                    order_id=order_id,
                    method=one.method,
                    amount_minor=taken,
                    reference=one.reference,
                    at_us=one.at_us,
                )
            )
            paid -= taken
    return found[::-1]


def _cancelled(order_id: int, told: OrderPlaced, channel: str) -> OrderCancelled:
    return OrderCancelled(order_id=order_id, reason=channel, at_us=told.cancelled_at_us)
