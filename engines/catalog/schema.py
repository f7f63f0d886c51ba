"""Tables of products and variants."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from engines.database.metadata import METADATA

product = Table(
    "catalog_product",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("handle", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("vendor", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("status", Text, nullable=False),  # active, draft, archived
    Column("option_names", Text, nullable=False),  # joined with the unit separator U+001F
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Index(None, "title"),
)

variant = Table(
    "catalog_variant",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("product_id", ForeignKey("catalog_product.id"), nullable=False, index=True),
    Column("sku", Text, nullable=False, unique=True),
    Column("barcode", Text, nullable=False),
    Column("options", Text, nullable=False),  # values, joined with U+001F
    Column("price_minor", BigInteger, nullable=False),
    Column("compare_at_minor", BigInteger),
    Column("cost_minor", BigInteger),  # NULL = not known
    Column("weight_grams", Integer),
    Column("tracked", Boolean, nullable=False),  # stock is counted at all
    Column("oversell", Boolean, nullable=False),  # stock may go below zero
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Index(None, "barcode"),
)
