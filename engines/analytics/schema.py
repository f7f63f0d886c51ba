"""Tables of what advertising cost."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from engines.database.metadata import METADATA

ad_cost = Table(
    "analytics_ad_cost",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Text, nullable=False),  # of the shop's zone, 2026-12-31
    Column("channel", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("variant_id", Integer, index=True),  # where one SKU was advertised
    Column("cost_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("impressions", BigInteger),  # NULL = not told
    Column("clicks", BigInteger),
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Index(None, "day", "channel", "campaign"),
)
