"""Everything that changes orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engines.catalog import queries as catalog
from engines.catalog.commands import MAX_MINOR
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, NotFound, RowChanged
from engines.database.sql import chunks, one_of
from engines.identity.rights import Right
from engines.inventory import commands as inventory
from engines.inventory.commands import Wanted
from engines.orders import customers, numbers, queries
from engines.orders.errors import (
    AlreadyShipped,
    OrderClosed,
    OrderNumberTaken,
    TooManyPieces,
    TooMuchMoney,
)
from engines.orders.facts import (
    LineData,
    OrderCancelled,
    OrderNoted,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    OrderReopened,
    OrderShipped,
    OrdersWithdrawn,
    ShippedLine,
)
from engines.orders.states import CANCELLED, REFUNDED


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to order. Amounts in minor units; discount and tax are of the whole line."""

    sku: str
    quantity: int
    price_minor: int | None = None  # None: the catalogue's price
    discount_minor: int = 0
    tax_minor: int = 0


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of one line of an order."""

    line_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """What leaves the house together."""

    pieces: tuple[Pieces, ...] = field(default=())  # empty: everything that is left
    carrier: str = ""
    tracking: str = ""


def place(
    change: Change,
    *,
    number: str,
    lines: Sequence[NewLine],
    currency: str,
    location_id: int,
    shipping_minor: int = 0,
    customer_id: int | None = None,
    due_at_us: int | None = None,
) -> int:
    """Take an order and reserve its pieces, all or nothing; returns its id.

    Raises OrderNumberTaken, NotEnoughStock, NotFound, BadValue.
    """
    change.require(Right.ORDERS_PLACE)
    connection = change.connection
    if not lines or not number.strip():
        raise BadValue("lines" if not lines else "number", number, "empty")
    if connection.first("SELECT id FROM orders_order WHERE number = ?", number):
        raise OrderNumberTaken(number)
    order_id = numbers.next_order_id(connection)
    data, wanted, total = [], [], shipping_minor
    for new in lines:
        if not 0 < new.quantity <= inventory.MAX_PIECES:
            raise BadValue("quantity", str(new.quantity), "out of range")
        variant = catalog.variant_by_sku(connection, new.sku)
        price = variant.price_minor if new.price_minor is None else new.price_minor
        if min(price, new.discount_minor, new.tax_minor, shipping_minor) < 0:
            raise BadValue("price", str(price), "negative")
        if new.discount_minor > price * new.quantity:
            raise BadValue("price", str(price), "negative")
        data.append(
            LineData(
                variant_id=variant.id,
                quantity=new.quantity,
                price_minor=price,
                discount_minor=new.discount_minor,
                tax_minor=new.tax_minor,
            )
        )
        wanted.append(Wanted(variant.id, new.quantity))
        total += price * new.quantity - new.discount_minor + new.tax_minor
    if total > MAX_MINOR:
        raise BadValue("total", str(total), "too large")
    if customer_id is not None and not customers.load(connection, [customer_id], personal=False):
        raise NotFound("customer", str(customer_id))
    change.record(
        OrderPlaced(
            id=order_id,
            number=number,
            placed_at_us=change.at_us,
            currency=currency,
            lines=tuple(data),
            total_minor=total,
            shipping_minor=shipping_minor,
            customer_id=customer_id,
            due_at_us=due_at_us,
        )
    )
    inventory.reserve(change, order_id=order_id, wanted=wanted, location_id=location_id)
    return order_id


def pay(
    change: Change, *, order_id: int, amount_minor: int, method: str, reference: str = ""
) -> int:
    """Note that money came in. Returns the entry. Raises TooMuchMoney, OrderClosed."""
    change.require(Right.ORDERS_PLACE)
    order = _open_order(change, order_id)
    left = order.total_minor - order.paid_minor
    if not 0 < amount_minor <= left:
        raise TooMuchMoney(order.number, amount_minor, left, order.currency)
    return change.record(
        OrderPaid(order_id=order_id, method=method, amount_minor=amount_minor, reference=reference)
    )


def ship(change: Change, *, order_id: int, location_id: int, parcel: Parcel) -> int:
    """Send pieces of an order from a location; returns the shipment's id.

    Raises OrderClosed, TooManyPieces, NotEnoughStock, NotFound.
    """
    change.require(Right.ORDERS_SHIP)
    order = _open_order(change, order_id)
    lines = queries.pieces_of(change.connection, order_id)
    pieces = parcel.pieces or tuple(
        Pieces(row.line_no, row.quantity - row.shipped) for row in lines.values()
    )
    pieces = _by_line(pieces)
    if not pieces:
        raise OrderClosed(order.number, order.state)
    wanted: dict[int, int] = {}
    for one in pieces:
        _check_pieces(order.number, lines.get(one.line_no), one)
        key = lines[one.line_no].variant_id
        wanted[key] = wanted.get(key, 0) + one.quantity
    inventory.take_for_order(change, order_id=order_id, wanted=wanted, location_id=location_id)
    shipment_id = numbers.next_shipment_id(change.connection)
    change.record(
        OrderShipped(
            order_id=order_id,
            shipment_id=shipment_id,
            lines=tuple(ShippedLine(line_no=p.line_no, quantity=p.quantity) for p in pieces),
            carrier=parcel.carrier,
            tracking=parcel.tracking,
        )
    )
    return shipment_id


def _by_line(pieces: Sequence[Pieces]) -> tuple[Pieces, ...]:
    """A line named twice counts once, with all its pieces; one of no pieces is left out."""
    sums: dict[int, int] = {}
    for one in pieces:
        sums[one.line_no] = sums.get(one.line_no, 0) + one.quantity
    return tuple(Pieces(*one) for one in sums.items() if one[1])


def _check_pieces(number: str, row: queries.LinePieces | None, wanted: Pieces) -> None:
    left = row.quantity - row.shipped if row is not None else 0
    if not 0 < wanted.quantity <= left:
        raise TooManyPieces(number, wanted.line_no, wanted.quantity, left)


def cancel(change: Change, *, order_id: int, reason: str) -> int:
    """Cancel an order of which nothing has left; its pieces are free again.

    Money that came in is refunded separately. Raises AlreadyShipped, OrderClosed, BadValue.
    """
    change.require(Right.ORDERS_CANCEL)
    order = _open_order(change, order_id)
    if order.shipped_units:
        raise AlreadyShipped(order.number, order.shipped_units)
    if not reason.strip():
        raise BadValue("reason", reason, "empty")
    inventory.release(change, order_id=order_id)
    return change.record(OrderCancelled(order_id=order_id, reason=reason))


def refund(
    change: Change,
    *,
    order_id: int,
    amount_minor: int,
    reason: str,
    returned: Sequence[Pieces] = (),
    location_id: int | None = None,
) -> int:
    """Give money back, with pieces going back on the shelf at `location_id` if they came back.

    Returns the refund's id. Raises TooMuchMoney, TooManyPieces, BadValue.
    """
    change.require(Right.ORDERS_REFUND)
    order = queries.standing(change.connection, order_id)
    left = order.paid_minor - order.refunded_minor
    if not 0 < amount_minor <= left:
        raise TooMuchMoney(order.number, amount_minor, left, order.currency)
    if not reason.strip():
        raise BadValue("reason", reason, "empty")
    lines = queries.pieces_of(change.connection, order_id)
    back: dict[int, int] = {}
    returned = _by_line(returned)
    for one in returned:
        row = lines.get(one.line_no)
        there = row.shipped - row.refunded if row is not None else 0
        if row is None or not 0 < one.quantity <= there:
            raise TooManyPieces(order.number, one.line_no, one.quantity, there)
        back[row.variant_id] = back.get(row.variant_id, 0) + one.quantity
    refund_id = numbers.next_refund_id(change.connection)
    change.record(
        OrderRefunded(
            order_id=order_id,
            refund_id=refund_id,
            amount_minor=amount_minor,
            reason=reason,
            lines=tuple(ShippedLine(line_no=p.line_no, quantity=p.quantity) for p in returned),
        )
    )
    if amount_minor == left:
        # All money is back, so nothing more will be sent: what is still set aside is free again.
        inventory.release(change, order_id=order_id)
    if back and location_id is not None:
        inventory.put_back(change, order_id=order_id, returned=back, location_id=location_id)
    return refund_id


def note(change: Change, *, order_id: int, text: str, version: int | None = None) -> int:
    """Write the note of an order read at `version`. Raises RowChanged."""
    change.require(Right.ORDERS_NOTE)
    order = queries.standing(change.connection, order_id)
    if version is not None and order.version != version:
        raise RowChanged("orders_order", order.number)
    return change.record(OrderNoted(order_id=order_id, old=order.note, new=text))


def _open_order(change: Change, order_id: int) -> queries.Standing:
    row = queries.standing(change.connection, order_id)
    if row.kind != "sale" or row.state in (CANCELLED, REFUNDED):
        raise OrderClosed(row.number, row.state)
    return row


def undo_placed(change: Change, recorded: Sequence[Recorded[OrderPlaced]]) -> None:
    """Take orders back that nothing has happened to since. Raises RowChanged otherwise."""
    ids = [one.fact.id for one in recorded]
    for some in chunks(ids):
        near = one_of("id", some)
        sql = f"SELECT number FROM orders_order WHERE {near.text} AND version > 1"
        changed = change.connection.value(sql, *near.values)
        if changed is not None:
            raise RowChanged("orders_order", changed)
    change.record(OrdersWithdrawn(order_ids=tuple(ids)))


def undo_withdrawn(change: Change, placed: Sequence[OrderPlaced]) -> None:
    """Let withdrawn orders come back. Raises RowChanged when their place is taken."""
    for some in chunks(placed):
        ids, numbers = (
            one_of("id", [o.id for o in some]),
            one_of("number", [o.number for o in some]),
        )
        sql = f"SELECT number FROM orders_order WHERE {(ids | numbers).text}"
        taken = change.connection.value(sql, *ids.values, *numbers.values)
        if taken is not None:
            raise RowChanged("orders_order", taken)
    change.record_all(placed)


def undo_cancelled(change: Change, recorded: Sequence[Recorded[OrderCancelled]]) -> None:
    """Open cancelled orders again; their pieces are reserved by the undo of the release."""
    for one in recorded:
        order = queries.standing(change.connection, one.fact.order_id)
        if order.state != CANCELLED:
            raise RowChanged("orders_order", order.number)
        change.record(OrderReopened(order_id=order.id))


def undo_reopened(change: Change, recorded: Sequence[Recorded[OrderReopened]]) -> None:
    """Cancel again what an undo had opened."""
    for one in recorded:
        order = _open_order(change, one.fact.order_id)
        if order.shipped_units:
            raise AlreadyShipped(order.number, order.shipped_units)
        change.record(OrderCancelled(order_id=order.id, reason="redo"))


def undo_noted(change: Change, recorded: Sequence[Recorded[OrderNoted]]) -> None:
    """Put the old note back."""
    for one in recorded:
        order = queries.standing(change.connection, one.fact.order_id)
        if order.note != one.fact.new:
            raise RowChanged("orders_order", order.number)
        change.record(OrderNoted(order_id=order.id, old=one.fact.new, new=one.fact.old))
