"""Tables of what was imported, and of how tables of one's own were read."""

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

mapping = Table(
    "exchange_mapping",
    METADATA,
    Column("shape", Text, primary_key=True),  # a digest of the file's columns
    Column("kind", Text, nullable=False),
    Column("toml", Text, nullable=False),
    Column("used_us", BigInteger, nullable=False),
    info={"scope": "local"},
)
