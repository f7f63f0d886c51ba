"""Tables of the database engine: the highest ids, and the undo stack (machine-local).

The search index is a virtual table that only the migrations know how to make.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from engines.database.metadata import METADATA

highest = Table(
    "database_highest",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("id", BigInteger, nullable=False),
)

undo = Table(
    "database_undo",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    # done, undone, or dropped (undone, then something new was done: no redo any more)
    Column("state", Text, nullable=False),
    Index(None, "person", "state"),
    info={"scope": "local"},
)
