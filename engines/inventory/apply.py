"""What each fact of this engine writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from engines.database import highest
from engines.database.entries import Recorded
from engines.database.facts import Appliers
from engines.database.sql import Connection
from engines.inventory.facts import (
    LocationAdded,
    LocationsWithdrawn,
    StockExpected,
    StockMoved,
    StockReserved,
)
from engines.inventory.queries import level_id

_LOCATION = ("id", "name", "active", "entry")
_MOVE = [
    "at_us",
    "variant_id",
    "location_id",
    "quantity",
    "reason",
    "order_id",
    "unit_cost_minor",
    "note",
    "entry",
]
_LEVEL_UP = (
    "INSERT INTO inventory_level"
    "(id, variant_id, location_id, on_hand, reserved, incoming, available) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
    "on_hand = on_hand + excluded.on_hand, reserved = reserved + excluded.reserved, "
    "incoming = incoming + excluded.incoming, available = available + excluded.available"
)
_EMPTY = (
    "DELETE FROM inventory_level WHERE id = ? AND on_hand = 0 AND reserved = 0 AND incoming = 0"
)
# A place that no piece ever reached is there only while something is promised or expected.
_UNTOUCHED = (
    _EMPTY + " AND NOT EXISTS (SELECT 1 FROM inventory_move m WHERE m.variant_id = "
    "inventory_level.variant_id AND m.location_id = inventory_level.location_id)"
)
_SOLD = (
    "INSERT INTO inventory_sold(variant_id, last_us) VALUES (?, ?) "
    "ON CONFLICT (variant_id) DO UPDATE SET last_us = max(last_us, excluded.last_us)"
)


class _Deltas:
    """Changes of levels, summed before they are written."""

    def __init__(self) -> None:
        self._by_place: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._taken_back: dict[tuple[int, int], None] = {}

    def add(self, place: tuple[int, int], on_hand: int, reserved: int, incoming: int) -> None:
        if reserved < 0 or incoming < 0:
            self._taken_back[place] = None
        sums = self._by_place[place]
        sums[0] += on_hand
        sums[1] += reserved
        sums[2] += incoming

    def write(self, connection: Connection) -> None:
        rows: list[tuple[Any, ...]] = [
            (level_id(v, p), v, p, on_hand, reserved, incoming, on_hand - reserved)
            for (v, p), (on_hand, reserved, incoming) in self._by_place.items()
        ]
        connection.run_many(_LEVEL_UP, rows)

    def tidy(self, connection: Connection) -> None:
        """Drop levels that only a promise had made, once it is taken back."""
        connection.run_many(_UNTOUCHED, [(level_id(v, p),) for v, p in self._taken_back])


def _location_added(connection: Connection, recorded: Sequence[Recorded[LocationAdded]]) -> None:
    rows = [(one.fact.id, one.fact.name, True, one.index) for one in recorded]
    connection.insert_many("inventory_location", _LOCATION, rows)
    highest.reached(connection, "location", (row[0] for row in rows))


def _locations_withdrawn(
    connection: Connection, recorded: Sequence[Recorded[LocationsWithdrawn]]
) -> None:
    rows = [(key,) for one in recorded for key, _ in one.fact.locations]
    connection.run_many("DELETE FROM inventory_location WHERE id = ?", rows)


def _moved(connection: Connection, recorded: Sequence[Recorded[StockMoved]]) -> None:
    moves, deltas = [], _Deltas()
    released: list[tuple[int, int, int, int]] = []
    for one in recorded:
        f = one.fact
        at_us = one.at_us if f.at_us is None else f.at_us
        for m in f.moves:
            moves.append(
                (
                    at_us,
                    m.variant_id,
                    m.location_id,
                    m.quantity,
                    f.reason,
                    f.order_id,
                    m.unit_cost_minor,
                    f.note,
                    one.index,
                )
            )
            deltas.add((m.variant_id, m.location_id), m.quantity, -m.released, -m.expected)
            if m.released and f.order_id is not None:
                released.append((f.order_id, m.variant_id, m.location_id, -m.released))
    connection.insert_many("inventory_move", _MOVE, moves)
    deltas.write(connection)
    _write_reservations(connection, released)
    # Facts may come one by one or many at a time: what counts is the last one about a place.
    last = {
        level_id(m.variant_id, m.location_id): one.fact.reason
        for one in recorded
        for m in one.fact.moves
    }
    undone = [(key,) for key, reason in sorted(last.items()) if reason == "undone"]
    connection.run_many(_EMPTY, undone)


def _reserved(connection: Connection, recorded: Sequence[Recorded[StockReserved]]) -> None:
    deltas, rows = _Deltas(), []
    for one in recorded:
        for line in one.fact.lines:
            deltas.add((line.variant_id, line.location_id), 0, line.quantity, 0)
            rows.append((one.fact.order_id, line.variant_id, line.location_id, line.quantity))
    deltas.write(connection)
    deltas.tidy(connection)
    _write_reservations(connection, rows)


def _write_reservations(connection: Connection, rows: Sequence[tuple[int, int, int, int]]) -> None:
    connection.run_many(
        "INSERT INTO inventory_reservation(order_id, variant_id, location_id, quantity) "
        "VALUES (?, ?, ?, ?) ON CONFLICT (order_id, variant_id, location_id) "
        "DO UPDATE SET quantity = quantity + excluded.quantity",
        rows,
    )
    orders = sorted({row[0] for row in rows if row[3] < 0})
    connection.run_many(
        "DELETE FROM inventory_reservation WHERE order_id = ? AND quantity = 0",
        [(key,) for key in orders],
    )


def _expected(connection: Connection, recorded: Sequence[Recorded[StockExpected]]) -> None:
    deltas = _Deltas()
    for one in recorded:
        for line in one.fact.lines:
            deltas.add((line.variant_id, line.location_id), 0, 0, line.quantity)
    deltas.write(connection)
    deltas.tidy(connection)


def sold(connection: Connection, newest: Mapping[int, int]) -> None:
    """Remember when each variant was sold last: {variant_id: microseconds}."""
    connection.run_many(_SOLD, list(newest.items()))


def sold_anew(connection: Connection, newest: Mapping[int, int | None]) -> None:
    """Correct when variants were sold last, after orders were withdrawn; None for never."""
    connection.run_many(
        "DELETE FROM inventory_sold WHERE variant_id = ?",
        [(key,) for key in newest],
    )
    sold(connection, {key: at_us for key, at_us in newest.items() if at_us is not None})


APPLIERS: Appliers = {
    LocationAdded: _location_added,
    LocationsWithdrawn: _locations_withdrawn,
    StockMoved: _moved,
    StockReserved: _reserved,
    StockExpected: _expected,
}
