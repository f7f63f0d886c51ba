"""Suppliers and what they sell, reviews of products, what advertising cost, ids in other shops."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "catalog_supplier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=True),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_supplier")),
        sa.UniqueConstraint("code", name=op.f("uq_catalog_supplier_code")),
    )
    op.create_table(
        "catalog_supplier_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("supplier_sku", sa.Text(), nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("pack_size", sa.Integer(), nullable=False),
        sa.Column("min_quantity", sa.Integer(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["catalog_supplier.id"],
            name=op.f("fk_catalog_supplier_item_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["catalog_variant.id"],
            name=op.f("fk_catalog_supplier_item_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_supplier_item")),
        sa.UniqueConstraint(
            "supplier_id",
            "variant_id",
            name=op.f("uq_catalog_supplier_item_supplier_id_variant_id"),
        ),
    )
    op.create_index(
        op.f("ix_catalog_supplier_item_variant_id"), "catalog_supplier_item", ["variant_id"]
    )
    op.create_table(
        "catalog_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["catalog_product.id"], name=op.f("fk_catalog_link_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_link")),
        sa.UniqueConstraint("source", "key", name=op.f("uq_catalog_link_source_key")),
    )
    op.create_index(op.f("ix_catalog_link_product_id"), "catalog_link", ["product_id"])
    op.create_table(
        "analytics_ad_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=True),
        sa.Column("cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("impressions", sa.BigInteger(), nullable=True),
        sa.Column("clicks", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analytics_ad_cost")),
    )
    op.create_index(
        op.f("ix_analytics_ad_cost_day_channel_campaign"),
        "analytics_ad_cost",
        ["day", "channel", "campaign"],
    )
    op.create_index(op.f("ix_analytics_ad_cost_variant_id"), "analytics_ad_cost", ["variant_id"])
    op.create_table(
        "recommend_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("rating_milli", sa.Integer(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommend_review")),
        sa.UniqueConstraint("ref", name=op.f("uq_recommend_review_ref")),
    )
    for column in ("product_id", "variant_id", "customer_id", "at_us"):
        op.create_index(op.f(f"ix_recommend_review_{column}"), "recommend_review", [column])
