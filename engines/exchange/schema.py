"""Table of what was imported."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from engines.database.metadata import METADATA

imported = Table(
    "exchange_import",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("accepted", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
    Column("entry", BigInteger, nullable=False),
)
