"""Tables of customers and orders."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from engines.database.metadata import METADATA

customer = Table(
    "orders_customer",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),  # pseudonym; the name is in the vault
    Column("country", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

# Finds a returning customer by a keyed hash of the mail address; goes with the personal data.
lookup = Table(
    "orders_lookup",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("customer_id", Integer, nullable=False, index=True),
    info={"scope": "vault"},
)

order = Table(
    "orders_order",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # sale, credit (a note of money given back), adjustment
    Column("channel", Text, nullable=False),
    Column("placed_at_us", BigInteger, nullable=False),
    Column("due_at_us", BigInteger),
    Column("customer_id", ForeignKey("orders_customer.id")),
    Column("country", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("units", BigInteger, nullable=False),
    Column("goods_minor", BigInteger, nullable=False),
    Column("discount_minor", BigInteger, nullable=False),
    Column("shipping_minor", BigInteger, nullable=False),
    Column("tax_minor", BigInteger, nullable=False),
    Column("tax_included", Integer, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("paid_minor", BigInteger, nullable=False),
    Column("refunded_minor", BigInteger, nullable=False),
    Column("shipped_units", BigInteger, nullable=False),
    Column("cancelled_at_us", BigInteger),
    Column("state", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("source_digest", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Index(None, "placed_at_us"),
    Index(None, "state", "placed_at_us"),
    Index(None, "state", "due_at_us"),
    Index(None, "customer_id"),
    Index(None, "total_minor"),
    Index(None, "country"),
    Index(None, "units"),
    Index(None, "due_at_us"),
    Index("ix_orders_order_state", "state"),
    Index("ix_orders_order_bare_number", text("ltrim(number, '#')")),
)

origin = Table(
    "orders_origin",
    METADATA,
    Column("order_id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),  # its id in the shop that it came from
    Column("shown_currency", Text, nullable=False),  # of the total that the customer saw
    Column("shown_minor", BigInteger),
)

line = Table(
    "orders_line",
    METADATA,
    Column("order_id", Integer, primary_key=True),
    Column("line_no", Integer, primary_key=True),
    Column("variant_id", Integer, nullable=False),
    Column("title", Text),  # as sold, where that is not the catalogue's title of that moment
    Column("quantity", BigInteger, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("discount_minor", BigInteger, nullable=False),
    Column("tax_minor", BigInteger, nullable=False),
    Column("shipped", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    Index(None, "variant_id", "order_id"),
    sqlite_with_rowid=False,
)

payment = Table(
    "orders_payment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer, nullable=False, index=True),
    Column("at_us", BigInteger, nullable=False),
    Column("method", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),  # below zero: money given back
    Column("reference", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

shipment = Table(
    "orders_shipment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer, nullable=False, index=True),
    Column("at_us", BigInteger, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("units", BigInteger, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Column("url", Text),  # where it can be followed
    Column("mark", Text),  # by what the shop that it came from knows it
)

shipment_line = Table(
    "orders_shipment_line",
    METADATA,
    Column("shipment_id", Integer, primary_key=True),
    Column("line_no", Integer, primary_key=True),
    Column("quantity", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

refund = Table(
    "orders_refund",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer, nullable=False, index=True),
    Column("at_us", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
)
