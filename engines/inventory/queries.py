"""What can be read of stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from engines.catalog import queries as catalog
from engines.database.pages import Filter, Listing, Page, Sort
from engines.inventory import schema
from engines.inventory.apply import level_id

_L, _P = schema.level, schema.location


@dataclass(frozen=True, slots=True)
class Level:
    """Stock of one variant at one location, in pieces."""

    variant_id: int
    location_id: int
    on_hand: int
    reserved: int
    incoming: int

    @property
    def available(self) -> int:
        """Pieces on hand that are promised to nobody."""
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A row of the stock table. `value_minor` is on hand × cost; None where no cost is known."""

    id: int
    variant_id: int
    location_id: int
    sku: str
    title: str
    options: str
    location: str
    on_hand: int
    reserved: int
    incoming: int
    available: int
    value_minor: int | None
    last_sold_us: int | None
    tracked: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A stock move: when, where, how many, why, and its entry in the ledger."""

    id: int
    at_us: int
    variant_id: int
    sku: str
    location: str
    quantity: int
    reason: str
    order_id: int | None
    note: str
    entry: int


@dataclass(frozen=True, slots=True)
class StockFigures:
    """The key figures above the stock table. Money in minor units of the shop's currency."""

    pieces: int
    value_minor: int
    out_of_stock: int
    short: int
    incoming: int


_C = catalog.COLUMNS
_S = schema.sold
_ON_HAND, _AVAILABLE = func.coalesce(_L.c.on_hand, 0), func.coalesce(_L.c.available, 0)
_VALUE = _ON_HAND * _C["cost_minor"]
_KEY = _C["id"].op("<<")(16).op("|")(func.coalesce(_L.c.location_id, 0))
# Every variant has a row, also one that never lay anywhere.
_SOURCE = (
    catalog.VARIANTS.outerjoin(_L, _L.c.variant_id == _C["id"])
    .outerjoin(_P, _P.c.id == _L.c.location_id)
    .outerjoin(_S, _S.c.variant_id == _C["id"])
)
LISTING = Listing(
    key=_KEY,
    source=_SOURCE,
    columns={
        "sku": _C["sku"],
        "title": _C["title"],
        "options": _C["options"],
        "category": _C["category"],
        "location": _P.c.name,
        "on_hand": _ON_HAND,
        "reserved": func.coalesce(_L.c.reserved, 0),
        "incoming": func.coalesce(_L.c.incoming, 0),
        "available": _AVAILABLE,
        "value_minor": _VALUE,
        "last_sold_us": _S.c.last_us,
        "variant_id": _C["id"],
    },
    special={"words": catalog.words_filter},
    narrow=lambda keys: _C["id"].in_({key >> 16 for key in keys}),
)
_ROW = select(
    _KEY,
    _C["id"],
    func.coalesce(_L.c.location_id, 0),
    _C["sku"],
    _C["title"],
    _C["options"],
    func.coalesce(_P.c.name, ""),
    _ON_HAND,
    func.coalesce(_L.c.reserved, 0),
    func.coalesce(_L.c.incoming, 0),
    _AVAILABLE,
    _VALUE,
    _S.c.last_us,
    _C["tracked"],
).select_from(_SOURCE)
_LEVEL = select(
    _L.c.variant_id,
    _L.c.location_id,
    _L.c.on_hand,
    _L.c.reserved,
    _L.c.incoming,
)


def _row(row: Any) -> LevelRow:
    values = list(row)
    values[5] = catalog.options_text(values[5])
    return LevelRow(*values)


def levels_count(connection: Connection, where: Sequence[Filter] = ()) -> int:
    """How many rows the stock table has under `where`."""
    return LISTING.count(connection, where)


def levels_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("sku"),),
    offset: int = 0,
    limit: int = 200,
    total: int | None = None,
) -> Page[LevelRow]:
    """Rows of the stock table."""
    keys = LISTING.keys(connection, where, sort, offset, limit, total)
    rows = LISTING.rows(connection, _ROW, keys, _row)
    return Page(tuple(rows), offset + limit if len(keys) == limit else None)


def level_rows(connection: Connection, variant_ids: Sequence[int]) -> list[LevelRow]:
    """Rows of the stock table for some variants, at every location."""
    query = _ROW.where(_C["id"].in_(list(variant_ids))).order_by(_KEY)
    return [_row(row) for row in connection.execute(query)]


def level(connection: Connection, variant_id: int, location_id: int) -> Level | None:
    """The level of one variant at one location."""
    query = _LEVEL.where(_L.c.id == level_id(variant_id, location_id))
    row = connection.execute(query).one_or_none()
    return None if row is None else Level(*row)


def available(
    connection: Connection, variant_ids: Sequence[int], location_id: int
) -> dict[int, int]:
    """Pieces promised to nobody, by variant, at one location."""
    query = select(_L.c.variant_id, _L.c.available).where(
        _L.c.variant_id.in_(list(variant_ids)), _L.c.location_id == location_id
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def reservations(connection: Connection, order_id: int) -> dict[tuple[int, int], int]:
    """Pieces set aside for an order, by (variant, location)."""
    table = schema.reservation
    query = select(table.c.variant_id, table.c.location_id, table.c.quantity).where(
        table.c.order_id == order_id
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def locations(connection: Connection) -> list[tuple[int, str]]:
    """Every location: (id, name), the oldest first."""
    rows = connection.execute(select(_P.c.id, _P.c.name).order_by(_P.c.id)).all()
    return [(row[0], row[1]) for row in rows]


def _moves() -> Select[Any]:
    m = schema.move
    source = catalog.joined(m, m.c.variant_id).join(_P, _P.c.id == m.c.location_id)
    return select(
        m.c.id,
        m.c.at_us,
        m.c.variant_id,
        _C["sku"],
        _P.c.name,
        m.c.quantity,
        m.c.reason,
        m.c.order_id,
        m.c.note,
        m.c.entry,
    ).select_from(source)


def moves_of(connection: Connection, variant_id: int, limit: int = 200) -> list[MoveRow]:
    """The newest moves of a variant, newest first."""
    m = schema.move
    query = _moves().where(m.c.variant_id == variant_id)
    query = query.order_by(m.c.at_us.desc(), m.c.id.desc()).limit(limit)
    return [MoveRow(*row) for row in connection.execute(query)]


def moves_page(connection: Connection, after: int | None = None, limit: int = 200) -> Page[MoveRow]:
    """All moves, newest first; `after` is the id of the last move seen."""
    m = schema.move
    query = _moves().order_by(m.c.id.desc()).limit(limit)
    if after is not None:
        query = query.where(m.c.id < after)
    rows = tuple(MoveRow(*row) for row in connection.execute(query))
    return Page(rows, rows[-1].id if len(rows) == limit else None)


def figures(connection: Connection) -> StockFigures:
    """Sums over all stock. `short` counts rows with more promised than on hand."""
    query = select(
        func.coalesce(func.sum(_ON_HAND), 0),
        func.coalesce(func.sum(_VALUE), 0),
        func.count().filter(_AVAILABLE <= 0),
        func.count().filter(_AVAILABLE < 0),
        func.coalesce(func.sum(_L.c.incoming), 0),
    ).select_from(_SOURCE)
    return StockFigures(*connection.execute(query).one())


def pieces_on_hand(connection: Connection) -> int:
    """All pieces on hand."""
    return int(connection.execute(select(func.coalesce(func.sum(_L.c.on_hand), 0))).scalar_one())
