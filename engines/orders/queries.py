"""What can be read of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from engines.catalog import queries as catalog
from engines.database.errors import NotFound
from engines.database.moments import DAY_US
from engines.database.pages import Filter, Listing, Page, Sort
from engines.orders import customers, schema
from engines.orders.states import OPEN

_O, _L, _C = schema.order, schema.line, schema.customer
WEEK_US = 7 * DAY_US


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row of the order table. Amounts in minor units of `currency`."""

    id: int
    number: str
    kind: str
    placed_at_us: int
    due_at_us: int | None
    customer_id: int | None
    customer: str
    country: str
    units: int
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    state: str
    channel: str
    version: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line: what was sold, and what of it was shipped and came back."""

    line_no: int
    variant_id: int
    sku: str
    title: str
    options: str
    quantity: int
    price_minor: int
    discount_minor: int
    tax_minor: int
    shipped: int
    refunded: int

    @property
    def amount_minor(self) -> int:
        """The line's goods less its discount, before tax."""
        return self.quantity * self.price_minor - self.discount_minor


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to an order, with its entry in the ledger."""

    kind: str  # payment, shipment, refund
    at_us: int
    amount_minor: int | None
    units: int | None
    text: str
    entry: int


@dataclass(frozen=True, slots=True)
class Order:
    """One order with all that hangs on it."""

    row: OrderRow
    goods_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    tax_included: bool
    shipped_units: int
    cancelled_at_us: int | None
    note: str
    entry: int
    lines: tuple[OrderLine, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """The key figures above the order table. Money in minor units, one currency."""

    to_ship: int
    late: int
    to_collect_minor: int
    to_pay: int
    refunded_minor: int
    sales_minor: int


_ROW = select(
    _O.c.id,
    _O.c.number,
    _O.c.kind,
    _O.c.placed_at_us,
    _O.c.due_at_us,
    _O.c.customer_id,
    _C.c.ref,
    _O.c.country,
    _O.c.units,
    _O.c.currency,
    _O.c.total_minor,
    _O.c.paid_minor,
    _O.c.refunded_minor,
    _O.c.state,
    _O.c.channel,
    _O.c.version,
).select_from(_O.outerjoin(_C, _C.c.id == _O.c.customer_id))


def _with_sku(sku: str) -> Any:
    c = catalog.COLUMNS
    lines = select(_L.c.order_id).select_from(catalog.joined(_L, _L.c.variant_id))
    return _O.c.id.in_(lines.where(c["sku"].startswith(sku, autoescape=True)))


def _of_customer(text: str) -> Any:
    ids = select(_C.c.id).where(_C.c.ref.startswith(text, autoescape=True))
    return _O.c.customer_id.in_(ids) | _O.c.customer_id.in_(customers.matching(text))


def _numbered(text: str) -> Any:
    """Orders whose number begins so, with or without the # some shops write before it."""
    bare = text.lstrip("#")
    plain = _O.c.number.between(bare, bare + "\U0010ffff")
    return plain | _O.c.number.between("#" + bare, "#" + bare + "\U0010ffff")


def _words(text: str) -> Any:
    return _numbered(text) | _of_customer(text) | _with_sku(text)


LISTING = Listing(
    key=_O.c.id,
    source=_O,
    columns={
        "number": _O.c.number,
        "placed_at_us": _O.c.placed_at_us,
        "due_at_us": _O.c.due_at_us,
        "country": _O.c.country,
        "units": _O.c.units,
        "total_minor": _O.c.total_minor,
        "paid_minor": _O.c.paid_minor,
        "refunded_minor": _O.c.refunded_minor,
        "state": _O.c.state,
        "channel": _O.c.channel,
        "customer_id": _O.c.customer_id,
        "kind": _O.c.kind,
    },
    special={"number": _numbered, "sku": _with_sku, "customer": _of_customer, "words": _words},
)


def orders_count(connection: Connection, where: Sequence[Filter] = ()) -> int:
    """How many orders `where` keeps."""
    return LISTING.count(connection, where)


def orders_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("placed_at_us", descending=True),),
    offset: int = 0,
    limit: int = 200,
    total: int | None = None,
    *,
    personal: bool = False,
) -> Page[OrderRow]:
    """Rows of the order table; with `personal`, customers under their names."""
    keys = LISTING.keys(connection, where, sort, offset, limit, total)
    return Page(
        tuple(rows(connection, keys, personal=personal)),
        offset + limit if len(keys) == limit else None,
    )


def rows(connection: Connection, keys: Sequence[int], *, personal: bool) -> list[OrderRow]:
    """Rows of some orders, in the order of `keys`."""
    if not keys:
        return []
    raw = {row[0]: row for row in connection.execute(_ROW.where(_O.c.id.in_(keys)))}
    ids = sorted({row.customer_id for row in raw.values() if row.customer_id is not None})
    known = customers.names(connection, ids) if personal and ids else {}
    return [_row(raw[key], known) for key in keys if key in raw]


def _row(row: Any, known: dict[int, str]) -> OrderRow:
    values = list(row)
    values[6] = known.get(row.customer_id, row.ref or "")
    return OrderRow(*values)


def order_id(connection: Connection, number: str) -> int:
    """The id of the order of that number (with or without #). Raises NotFound."""
    for text in (number, number.lstrip("#"), f"#{number}"):
        found = connection.execute(select(_O.c.id).where(_O.c.number == text)).scalar()
        if found is not None:
            return int(found)
    raise NotFound("order", number)


def order(connection: Connection, key: int, *, personal: bool = False) -> Order:
    """One order with all that hangs on it. Raises NotFound."""
    row = connection.execute(select(_O).where(_O.c.id == key)).one_or_none()
    if row is None:
        raise NotFound("order", str(key))
    return Order(
        rows(connection, [key], personal=personal)[0],
        row.goods_minor,
        row.discount_minor,
        row.shipping_minor,
        row.tax_minor,
        bool(row.tax_included),
        row.shipped_units,
        row.cancelled_at_us,
        row.note,
        row.entry,
        tuple(lines_of(connection, key)),
        tuple(steps_of(connection, key)),
    )


def lines_of(connection: Connection, key: int) -> list[OrderLine]:
    """The lines of an order."""
    c = catalog.COLUMNS
    query = (
        select(
            _L.c.line_no,
            _L.c.variant_id,
            c["sku"],
            func.coalesce(_L.c.title, c["title"]),
            c["options"],
            _L.c.quantity,
            _L.c.price_minor,
            _L.c.discount_minor,
            _L.c.tax_minor,
            _L.c.shipped,
            _L.c.refunded,
        )
        .select_from(catalog.joined(_L, _L.c.variant_id))
        .where(_L.c.order_id == key)
        .order_by(_L.c.line_no)
    )
    return [
        OrderLine(*row[:4], catalog.options_text(row[4]), *row[5:])
        for row in connection.execute(query)
    ]


def steps_of(connection: Connection, key: int) -> list[Step]:
    """Payments, shipments and refunds of an order, in time."""
    p, s, r = schema.payment, schema.shipment, schema.refund
    steps = []
    for row in connection.execute(select(p).where(p.c.order_id == key)):
        if row.amount_minor >= 0:
            steps.append(Step("payment", row.at_us, row.amount_minor, None, row.method, row.entry))
    for row in connection.execute(select(s).where(s.c.order_id == key)):
        text = " ".join(part for part in (row.carrier, row.tracking) if part)
        steps.append(Step("shipment", row.at_us, None, row.units, text, row.entry))
    for row in connection.execute(select(r).where(r.c.order_id == key)):
        steps.append(Step("refund", row.at_us, row.amount_minor, None, row.reason, row.entry))
    return sorted(steps, key=lambda step: (step.at_us, step.entry))


def orders_of_variant(connection: Connection, variant_id: int, limit: int = 50) -> list[OrderRow]:
    """The newest orders that hold a variant."""
    query = (
        select(_L.c.order_id)
        .where(_L.c.variant_id == variant_id)
        .order_by(_L.c.order_id.desc())
        .limit(limit)
    )
    return rows(connection, list(connection.execute(query).scalars()), personal=False)


def weekly_units(
    connection: Connection, variant_ids: Sequence[int], until_us: int, weeks: int = 12
) -> dict[int, tuple[int, ...]]:
    """Pieces sold by week, the oldest first, for the weeks that end at `until_us`."""
    since = until_us - weeks * WEEK_US
    # Line keys hold order ids, not dates: the first order of the span bounds the index scan.
    first = connection.execute(select(func.min(_O.c.id)).where(_O.c.placed_at_us >= since)).scalar()
    if first is None or not variant_ids:
        return {}
    week = (_O.c.placed_at_us - since) // WEEK_US
    query = (
        select(_L.c.variant_id, week, func.sum(_L.c.quantity))
        .select_from(_L.join(_O, _O.c.id == _L.c.order_id))
        .where(
            _L.c.variant_id.in_(list(variant_ids)),
            _L.c.order_id >= first,
            _O.c.placed_at_us >= since,
            _O.c.placed_at_us < until_us,
            _O.c.kind == "sale",
            _O.c.cancelled_at_us.is_(None),
        )
        .group_by(_L.c.variant_id, week)
    )
    found: dict[int, list[int]] = {}
    for variant_id, number, units in connection.execute(query):
        found.setdefault(variant_id, [0] * weeks)[number] = units
    return {key: tuple(values) for key, values in found.items()}


def newest_order_us(connection: Connection) -> int | None:
    """When the newest order was placed."""
    return connection.execute(select(func.max(_O.c.placed_at_us))).scalar()


def figures(connection: Connection, now_us: int, since_us: int) -> OrderFigures:
    """Sums over all orders; sales are those placed from `since_us` on and not cancelled."""
    open_state = _O.c.state.in_(OPEN)
    counts = connection.execute(
        select(func.count(), func.count().filter(_O.c.due_at_us < now_us))
        .select_from(_O)
        .where(open_state)
    ).one()
    owed = connection.execute(
        select(func.count(), func.coalesce(func.sum(_O.c.total_minor - _O.c.paid_minor), 0)).where(
            _O.c.state == "to_pay"
        )
    ).one()
    recent = (_O.c.placed_at_us >= since_us) & (_O.c.kind == "sale")
    sales = connection.execute(
        select(
            func.coalesce(func.sum(_O.c.total_minor), 0),
            func.coalesce(func.sum(_O.c.refunded_minor), 0),
        ).where(recent, _O.c.state != "cancelled")
    ).one()
    return OrderFigures(counts[0], counts[1], owed[1], owed[0], sales[1], sales[0])


def number_index(connection: Connection) -> dict[str, tuple[int, str]]:
    """Every order by number: its id and the digest of what it was imported from, for imports."""
    query = select(_O.c.number, _O.c.id, _O.c.source_digest)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query).all()}


def next_id(connection: Connection) -> int:
    """The next free order id."""
    return (connection.execute(select(func.max(_O.c.id))).scalar() or 0) + 1
