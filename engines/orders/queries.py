"""What can be read of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from engines.catalog import queries as catalog
from engines.database.errors import NotFound
from engines.database.moments import DAY_US
from engines.database.money import Money
from engines.database.pages import LAST, Filter, Listing, Page, Sort, loosened
from engines.database.sql import Clause, Connection, between, first_among, one_of
from engines.orders import customers, origins
from engines.orders.states import OPEN

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
    url: str = ""  # where a shipment can be followed


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
    shown: Money | None  # the total as its customer saw it, in another currency


@dataclass(frozen=True, slots=True)
class Standing:
    """What a command must know of an order before it changes it."""

    id: int
    number: str
    kind: str
    state: str
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    shipped_units: int
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class LinePieces:
    """The pieces of one line: ordered, sent, come back."""

    line_no: int
    variant_id: int
    quantity: int
    shipped: int
    refunded: int


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """The key figures above the order table. Money in minor units, one currency."""

    to_ship: int
    late: int
    to_collect_minor: int
    to_pay: int
    refunded_minor: int
    sales_minor: int


_BARE_NUMBER = "ltrim(o.number, '#')"  # an index holds it
NONE = Clause("1 = 0")
_ROW = (
    "SELECT o.id, o.number, o.kind, o.placed_at_us, o.due_at_us, o.customer_id, c.ref, o.country, "
    "o.units, o.currency, o.total_minor, o.paid_minor, o.refunded_minor, o.state, o.channel, "
    "o.version FROM orders_order o LEFT JOIN orders_customer c ON c.id = o.customer_id"
)
_ORDER = (
    "SELECT goods_minor, discount_minor, shipping_minor, tax_minor, tax_included, shipped_units, "
    "cancelled_at_us, note, entry FROM orders_order WHERE id = ?"
)
_STANDING = (
    "SELECT id, number, kind, state, currency, total_minor, paid_minor, refunded_minor, "
    "shipped_units, note, version FROM orders_order WHERE id = ?"
)
_PAYMENTS = (
    "SELECT at_us, amount_minor, method, entry FROM orders_payment "
    "WHERE order_id = ? AND amount_minor >= 0"
)
_SHIPMENTS = (
    "SELECT at_us, units, carrier, tracking, entry, coalesce(url, '') FROM orders_shipment "
    "WHERE order_id = ?"
)
_REFUNDS = "SELECT at_us, amount_minor, reason, entry FROM orders_refund WHERE order_id = ?"
_LINES = (
    "SELECT n.line_no, n.variant_id, v.sku, coalesce(n.title, p.title), v.options, n.quantity, "
    "n.price_minor, n.discount_minor, n.tax_minor, n.shipped, n.refunded "
    f"FROM orders_line n {catalog.joined('n.variant_id')} WHERE n.order_id = ? ORDER BY n.line_no"
)


def _with_sku(connection: Connection, text: str, loose: bool) -> Clause:
    """Orders with a line whose SKU begins so."""
    variants = catalog.skus_start(connection, text)
    if variants is None:
        return NONE
    lines = f"FROM orders_line n WHERE n.variant_id IN ({variants.text})"
    if loose:
        return Clause(f"EXISTS (SELECT 1 {lines} AND n.order_id = o.id)", variants.values)
    return Clause(f"o.id IN (SELECT n.order_id {lines})", variants.values)


def _of_customer(connection: Connection, text: str, loose: bool) -> Clause:
    """Orders of customers whose pseudonym or name begins so."""
    ids = customers.found(connection, text)
    return one_of(loosened("o.customer_id", loose=loose), ids) if ids else NONE


def _numbered(_connection: Connection, text: str, loose: bool) -> Clause:
    """Orders whose number begins so, with or without the # some shops write before it."""
    bare = text.lstrip("#")
    return between(loosened(_BARE_NUMBER, loose=loose), bare, bare + LAST)


def _words(connection: Connection, text: str, loose: bool) -> Clause:
    parts = [special(connection, text, loose) for special in (_numbered, _of_customer, _with_sku)]
    return reduce(or_, (part for part in parts if part is not NONE))


LISTING = Listing(
    key="o.id",
    source="orders_order o",
    columns={"bare_number": _BARE_NUMBER}
    | {
        name: f"o.{name}"
        for name in (
            "number",
            "placed_at_us",
            "due_at_us",
            "country",
            "units",
            "total_minor",
            "paid_minor",
            "refunded_minor",
            "state",
            "channel",
            "customer_id",
            "kind",
        )
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
    near = one_of("o.id", keys)
    raw = {row[0]: row for row in connection.all(f"{_ROW} WHERE {near.text}", *near.values)}
    ids = sorted({row[5] for row in raw.values() if row[5] is not None}) if personal else []
    known = customers.names(connection, ids) if ids else {}
    return [_row(raw[key], known) for key in keys if key in raw]


def _row(row: Any, known: dict[int, str]) -> OrderRow:
    values = [*row[:6], known.get(row[5]) or row[6] or "", *row[7:]]
    return OrderRow(*values)


def order_id(connection: Connection, number: str) -> int:
    """The id of the order of that number (with or without #). Raises NotFound."""
    for text in (number, number.lstrip("#"), f"#{number}"):
        found = connection.value("SELECT id FROM orders_order WHERE number = ?", text)
        if found is not None:
            return int(found)
    raise NotFound("order", number)


def order(connection: Connection, key: int, *, personal: bool = False) -> Order:
    """One order with all that hangs on it. Raises NotFound."""
    found = connection.first(_ORDER, key)
    if found is None:
        raise NotFound("order", str(key))
    values = [
        rows(connection, [key], personal=personal)[0],
        *found[:4],
        bool(found[4]),
        *found[5:],
        tuple(lines_of(connection, key)),
        tuple(steps_of(connection, key)),
        origins.shown(connection, key),
    ]
    return Order(*values)


def standing(connection: Connection, key: int) -> Standing:
    """What a command must know of an order. Raises NotFound."""
    row = connection.first(_STANDING, key)
    if row is None:
        raise NotFound("order", str(key))
    return Standing(*row)


def pieces_of(connection: Connection, key: int) -> dict[int, LinePieces]:
    """The pieces of each line of an order, by line number."""
    rows = connection.all(
        "SELECT line_no, variant_id, quantity, shipped, refunded FROM orders_line "
        "WHERE order_id = ? ORDER BY line_no",
        key,
    )
    return {row[0]: LinePieces(*row) for row in rows}


def lines_of(connection: Connection, key: int) -> list[OrderLine]:
    """The lines of an order."""
    rows = [
        [*row[:4], catalog.options_text(row[4]), *row[5:]] for row in connection.all(_LINES, key)
    ]
    return [OrderLine(*row) for row in rows]


def steps_of(connection: Connection, key: int) -> list[Step]:
    """Payments, shipments and refunds of an order, in time."""
    steps = []
    for at_us, amount, method, entry in connection.all(_PAYMENTS, key):
        steps.append(Step("payment", at_us, amount, None, method, entry))
    for at_us, units, carrier, tracking, entry, url in connection.all(_SHIPMENTS, key):
        text = " ".join(part for part in (carrier, tracking) if part)
        steps.append(Step("shipment", at_us, None, units, text, entry, url))
    for at_us, amount, reason, entry in connection.all(_REFUNDS, key):
        steps.append(Step("refund", at_us, amount, None, reason, entry))
    return sorted(steps, key=lambda step: (step.at_us, step.entry))


def orders_of_variant(connection: Connection, variant_id: int, limit: int = 50) -> list[OrderRow]:
    """The newest orders that hold a variant."""
    sql = "SELECT order_id FROM orders_line WHERE variant_id = ? ORDER BY order_id DESC LIMIT ?"
    return rows(connection, connection.column(sql, variant_id, limit), personal=False)


def sold_among(connection: Connection, variant_ids: Sequence[int]) -> int | None:
    """One of the variants that stands in an order; None if none does."""
    return first_among(connection, "orders_line", "variant_id", variant_ids)


def weekly_units(
    connection: Connection, variant_ids: Sequence[int], until_us: int, weeks: int = 12
) -> dict[int, tuple[int, ...]]:
    """Pieces sold by week, the oldest first, for the weeks that end at `until_us`."""
    since = until_us - weeks * WEEK_US
    # Line keys hold order ids, not dates: the first order of the span bounds the index scan.
    first = connection.value("SELECT min(id) FROM orders_order WHERE placed_at_us >= ?", since)
    if first is None or not variant_ids:
        return {}
    near = one_of("n.variant_id", variant_ids)
    rows = connection.all(
        "SELECT n.variant_id, (o.placed_at_us - ?) / ? AS week, sum(n.quantity) "
        f"FROM orders_line n JOIN orders_order o ON o.id = n.order_id WHERE {near.text} "
        "AND n.order_id >= ? AND o.placed_at_us >= ? AND o.placed_at_us < ? "
        "AND o.kind = 'sale' AND o.cancelled_at_us IS NULL GROUP BY n.variant_id, week",
        since,
        WEEK_US,
        *near.values,
        first,
        since,
        until_us,
    )
    found: dict[int, list[int]] = {}
    for variant_id, number, units in rows:
        found.setdefault(variant_id, [0] * weeks)[number] = units
    return {key: tuple(values) for key, values in found.items()}


def newest_order_us(connection: Connection) -> int | None:
    """When the newest order was placed."""
    newest: int | None = connection.value("SELECT max(placed_at_us) FROM orders_order")
    return newest


def figures(connection: Connection, now_us: int, since_us: int) -> OrderFigures:
    """Sums over all orders; sales are those placed from `since_us` on and not cancelled."""
    open_state = one_of("state", OPEN)
    to_ship, late = connection.first(
        "SELECT count(*), count(*) FILTER (WHERE due_at_us < ?) FROM orders_order "
        f"WHERE {open_state.text}",
        now_us,
        *open_state.values,
    )
    to_pay, owed = connection.first(
        "SELECT count(*), coalesce(sum(total_minor - paid_minor), 0) FROM orders_order "
        "WHERE state = 'to_pay'"
    )
    sales, refunded = connection.first(
        "SELECT coalesce(sum(total_minor), 0), coalesce(sum(refunded_minor), 0) FROM orders_order "
        "WHERE placed_at_us >= ? AND kind = 'sale' AND state <> 'cancelled'",
        since_us,
    )
    return OrderFigures(to_ship, late, owed, to_pay, refunded, sales)


def number_index(connection: Connection) -> dict[str, tuple[int, str]]:
    """Every order by number: its id and the digest of what it was imported from, for imports."""
    rows = connection.each("SELECT number, id, source_digest FROM orders_order")
    return {number: (key, digest) for number, key, digest in rows}
