"""Tables of stock."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from engines.database.metadata import METADATA

location = Table(
    "inventory_location",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("active", Boolean, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

level = Table(
    "inventory_level",
    METADATA,
    Column("id", BigInteger, primary_key=True),  # variant_id << 16 | location_id
    Column("variant_id", ForeignKey("catalog_variant.id"), nullable=False),
    Column("location_id", ForeignKey("inventory_location.id"), nullable=False),
    Column("on_hand", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("incoming", BigInteger, nullable=False),
    # on_hand - reserved, stored because tables sort and filter by it.
    Column("available", BigInteger, nullable=False),
    Index(None, "variant_id"),
    Index(None, "on_hand"),
    Index(None, "available"),
)

move = Table(
    "inventory_move",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("variant_id", Integer, nullable=False),
    Column("location_id", Integer, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("order_id", Integer),
    Column("unit_cost_minor", BigInteger),
    Column("note", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Index(None, "variant_id", "at_us"),
)

reservation = Table(
    "inventory_reservation",
    METADATA,
    Column("order_id", Integer, primary_key=True),
    Column("variant_id", Integer, primary_key=True),
    Column("location_id", Integer, primary_key=True),
    Column("quantity", BigInteger, nullable=False),
)

# Derived from orders: when each variant was sold last.
sold = Table(
    "inventory_sold",
    METADATA,
    Column("variant_id", Integer, primary_key=True),
    Column("last_us", BigInteger, nullable=False),
    info={"scope": "derived"},
)
