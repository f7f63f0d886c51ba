"""Where an order came from: its id in another shop, and what its customer was shown there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from engines.database.money import Money
from engines.database.sql import Connection

if TYPE_CHECKING:
    from engines.orders.facts import OrderPlaced

COLUMNS = ("order_id", "key", "shown_currency", "shown_minor")


def rows_of(placed: Iterable[OrderPlaced]) -> Iterator[tuple[Any, ...]]:
    """The rows of those orders that say where they came from."""
    for f in placed:
        if f.origin or f.shown_currency:
            yield f.id, f.origin, f.shown_currency, f.shown_minor if f.shown_currency else None


def order_of(connection: Connection, origin: str) -> int | None:
    """The order with an id in another shop ("shopify 450789469"); None if none has it."""
    sql = "SELECT order_id FROM orders_origin WHERE key = ? ORDER BY order_id DESC"
    found: int | None = connection.value(sql, origin) if origin else None
    return found


def origin_of(connection: Connection, order_id: int) -> str:
    """The id of an order in another shop; empty where none is known."""
    found: str | None = connection.value(
        "SELECT key FROM orders_origin WHERE order_id = ?", order_id
    )
    return found or ""


def shown(connection: Connection, order_id: int) -> Money | None:
    """The total that the customer saw, where that was in another currency than the order's."""
    sql = "SELECT shown_minor, shown_currency FROM orders_origin WHERE order_id = ?"
    found = connection.first(sql, order_id)
    return Money(found[0], found[1]) if found is not None and found[1] else None


def parcel_marks(connection: Connection, order_id: int) -> set[str]:
    """By which marks the parcels of an order are known."""
    sql = "SELECT mark FROM orders_shipment WHERE order_id = ? AND mark IS NOT NULL"
    return set(connection.column(sql, order_id))


def unmarked_times(connection: Connection, order_id: int) -> set[int]:
    """When those parcels of an order left that have no mark."""
    sql = "SELECT at_us FROM orders_shipment WHERE order_id = ? AND mark IS NULL"
    return set(connection.column(sql, order_id))
