"""Tables of the database engine: the undo stack (machine-local) and the search index (derived)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from engines.database.metadata import METADATA

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

# SQLite's full-text table; PostgreSQL gets a tsvector in its place with the several-desks work.
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    "personal UNINDEXED, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)",
)
