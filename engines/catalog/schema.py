"""Tables of products, variants, and of suppliers with what they sell."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

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

# Under which id another shop's program knows a product, where that is not its handle.
link = Table(
    "catalog_link",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("product_id", ForeignKey("catalog_product.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    UniqueConstraint("source", "key"),
)

supplier = Table(
    "catalog_supplier",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # of the business; whom to ask for is in the vault
    Column("currency", Text, nullable=False),
    Column("lead_days", Integer),  # NULL = not known
    Column("website", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

supplier_item = Table(
    "catalog_supplier_item",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("supplier_id", ForeignKey("catalog_supplier.id"), nullable=False),
    Column("variant_id", ForeignKey("catalog_variant.id"), nullable=False, index=True),
    Column("supplier_sku", Text, nullable=False),
    Column("cost_minor", BigInteger),  # of one piece; NULL = not known
    Column("currency", Text, nullable=False),
    Column("pack_size", Integer, nullable=False),
    Column("min_quantity", Integer, nullable=False),
    Column("lead_days", Integer),  # where it differs from the supplier's
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    UniqueConstraint("supplier_id", "variant_id"),
)
