"""Free ids, and the customer of each order: for commands and imports."""

from __future__ import annotations

from engines.database import highest
from engines.database.sql import Connection


def next_order_id(connection: Connection) -> int:
    """An id that no order has or had."""
    return highest.next_id(connection, "order")


def customers_of(connection: Connection) -> dict[int, int]:
    """The customer of every order that has one, for imports."""
    sql = "SELECT id, customer_id FROM orders_order WHERE customer_id IS NOT NULL"
    return dict(connection.all(sql))


def refund_reasons(connection: Connection, order_id: int) -> list[str]:
    """Why money of an order went back, one reason a refund."""
    return connection.column("SELECT reason FROM orders_refund WHERE order_id = ?", order_id)


def next_shipment_id(connection: Connection) -> int:
    """The next free id of a shipment."""
    return (connection.value("SELECT max(id) FROM orders_shipment") or 0) + 1


def next_refund_id(connection: Connection) -> int:
    """The next free id of a refund."""
    return (connection.value("SELECT max(id) FROM orders_refund") or 0) + 1
