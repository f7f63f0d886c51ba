"""What can be read of stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engines.catalog import queries as catalog
from engines.database import highest
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.sql import Connection, first_among, one_of


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
    price_minor: int
    cost_minor: int | None
    compare_at_minor: int | None
    barcode: str
    weight_grams: int | None
    vendor: str
    category: str
    status: str
    tags: str


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


# Every variant `v` has a row, also one that never lay anywhere.
_SOURCE = (
    f"{catalog.VARIANTS} LEFT JOIN inventory_level l ON l.variant_id = v.id "
    "LEFT JOIN inventory_location place ON place.id = l.location_id "
    "LEFT JOIN inventory_sold s ON s.variant_id = v.id"
)
_KEY = "(v.id << 16 | coalesce(l.location_id, 0))"
LISTING = Listing(
    key=_KEY,
    source=_SOURCE,
    columns={
        **catalog.COLUMNS,
        "variant_id": "v.id",
        "location": "place.name",
        "on_hand": "coalesce(l.on_hand, 0)",
        "reserved": "coalesce(l.reserved, 0)",
        "incoming": "coalesce(l.incoming, 0)",
        "available": "coalesce(l.available, 0)",
        "value_minor": "coalesce(l.on_hand, 0) * v.cost_minor",
        "last_sold_us": "s.last_us",
    },
    special={"words": catalog.words_filter},
    narrow=lambda keys: one_of("v.id", {key >> 16 for key in keys}),
)
_ROW = (
    f"SELECT {_KEY}, v.id, coalesce(l.location_id, 0), v.sku, p.title, v.options, "
    "coalesce(place.name, ''), coalesce(l.on_hand, 0), coalesce(l.reserved, 0), "
    "coalesce(l.incoming, 0), coalesce(l.available, 0), coalesce(l.on_hand, 0) * v.cost_minor, "
    "s.last_us, v.tracked, v.price_minor, v.cost_minor, v.compare_at_minor, v.barcode, "
    f"v.weight_grams, p.vendor, p.category, p.status, p.tags FROM {_SOURCE}"
)
_MOVES = (
    "SELECT m.id, m.at_us, m.variant_id, v.sku, place.name, m.quantity, m.reason, m.order_id, "
    f"m.note, m.entry FROM inventory_move m {catalog.joined('m.variant_id')} "
    "JOIN inventory_location place ON place.id = m.location_id"
)
_FIGURES = (
    "SELECT coalesce(sum(l.on_hand), 0), coalesce(sum(l.on_hand * v.cost_minor), 0), "
    "count(*) FILTER (WHERE coalesce(l.available, 0) <= 0), "
    "count(*) FILTER (WHERE l.available < 0), coalesce(sum(l.incoming), 0) "
    f"FROM {_SOURCE}"
)


def level_id(variant_id: int, location_id: int) -> int:
    """The key of a level: the variant in the high bits, the location in the low sixteen."""
    return variant_id << 16 | location_id


def _values(row: Any) -> tuple[Any, ...]:
    return (*row[:5], catalog.options_text(row[5]), *row[6:13], bool(row[13]), *row[14:])


def _row(row: Any) -> LevelRow:
    return LevelRow(*_values(row))


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
    page = level_values(connection, where, sort, offset, limit, total)
    return Page(tuple(LevelRow(*row) for row in page.rows), page.next)


def level_values(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("sku"),),
    offset: int = 0,
    limit: int = 200,
    total: int | None = None,
) -> Page[tuple[Any, ...]]:
    """The same rows bare, in the order of LevelRow's fields: for who makes other rows of them."""
    keys = LISTING.keys(connection, where, sort, offset, limit, total)
    rows = LISTING.rows(connection, _ROW, keys, _values)
    return Page(tuple(rows), offset + limit if len(keys) == limit else None)


def level_rows(connection: Connection, variant_ids: Sequence[int]) -> list[LevelRow]:
    """Rows of the stock table for some variants, at every location."""
    near = one_of("v.id", variant_ids)
    rows = connection.all(f"{_ROW} WHERE {near.text} ORDER BY {_KEY}", *near.values)
    return [_row(row) for row in rows]


def level(connection: Connection, variant_id: int, location_id: int) -> Level | None:
    """The level of one variant at one location."""
    row = connection.first(
        "SELECT variant_id, location_id, on_hand, reserved, incoming FROM inventory_level "
        "WHERE id = ?",
        level_id(variant_id, location_id),
    )
    return None if row is None else Level(*row)


def available(
    connection: Connection, variant_ids: Sequence[int], location_id: int
) -> dict[int, int]:
    """Pieces promised to nobody, by variant, at one location."""
    near = one_of("id", [level_id(key, location_id) for key in variant_ids])
    sql = f"SELECT variant_id, available FROM inventory_level WHERE {near.text}"
    return dict(connection.all(sql, *near.values))


def reservations(connection: Connection, order_id: int) -> dict[tuple[int, int], int]:
    """Pieces set aside for an order, by (variant, location)."""
    rows = connection.all(
        "SELECT variant_id, location_id, quantity FROM inventory_reservation WHERE order_id = ?",
        order_id,
    )
    return {(variant, place): quantity for variant, place, quantity in rows}


def locations(connection: Connection) -> list[tuple[int, str]]:
    """Every location: (id, name), the oldest first."""
    return connection.all("SELECT id, name FROM inventory_location ORDER BY id")


def next_location_id(connection: Connection) -> int:
    """An id that no location has or had."""
    return highest.next_id(connection, "location")


def has_location(connection: Connection, location_id: int) -> bool:
    """Whether there is such a location."""
    sql = "SELECT id FROM inventory_location WHERE id = ?"
    return connection.first(sql, location_id) is not None


def held_among(connection: Connection, variant_ids: Sequence[int]) -> int | None:
    """One of the variants that lies, or is promised or expected, somewhere; None if none does."""
    return first_among(connection, "inventory_level", "variant_id", variant_ids)


def moves_of(connection: Connection, variant_id: int, limit: int = 200) -> list[MoveRow]:
    """The newest moves of a variant, newest first."""
    sql = _MOVES + " WHERE m.variant_id = ? ORDER BY m.at_us DESC, m.id DESC LIMIT ?"
    return [MoveRow(*row) for row in connection.all(sql, variant_id, limit)]


def moves_page(connection: Connection, after: int | None = None, limit: int = 200) -> Page[MoveRow]:
    """All moves, newest first; `after` is the id of the last move seen."""
    sql = _MOVES + " WHERE m.id < ? ORDER BY m.id DESC LIMIT ?"
    found = connection.all(sql, 1 << 62 if after is None else after, limit)
    rows = tuple(MoveRow(*row) for row in found)
    return Page(rows, rows[-1].id if len(rows) == limit else None)


def figures(connection: Connection) -> StockFigures:
    """Sums over all stock. `short` counts rows with more promised than on hand."""
    return StockFigures(*connection.first(_FIGURES))


def pieces_on_hand(connection: Connection) -> int:
    """All pieces on hand."""
    return int(connection.value("SELECT coalesce(sum(on_hand), 0) FROM inventory_level"))
