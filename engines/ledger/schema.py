"""Tables of the log."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from engines.database.metadata import METADATA

# `body` is what counts; the other columns repeat parts of it for lists, and verify compares them.
entry = Table(
    "ledger_entry",
    METADATA,
    Column("idx", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text),
    Column("body", LargeBinary, nullable=False),
    Index(None, "kind"),
    Index(None, "subject"),
    info={"scope": "ledger"},
)

tile = Table(
    "ledger_tile",
    METADATA,
    Column("level", Integer, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    info={"scope": "ledger"},
)

# The newest checkpoint, and those that are kept: asked for, or the first of an hour.
checkpoint = Table(
    "ledger_checkpoint",
    METADATA,
    Column("size", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    info={"scope": "ledger"},
)
