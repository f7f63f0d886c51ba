"""The search index keeps what begins with one letter, too: the first key that is typed."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MADE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(personal UNINDEXED, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
)


def upgrade() -> None:
    """Make the index anew from its own rows."""
    op.execute("PRAGMA secure_delete = ON")  # the old pages hold words of people
    op.execute("DROP TABLE search_vocabulary")
    op.execute("CREATE TEMP TABLE search_before AS SELECT rowid AS id, * FROM search_index")
    op.execute("DROP TABLE search_index")
    op.execute(_MADE)
    op.execute("INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)")
    copied = "SELECT id, personal, body FROM search_before"
    op.execute(f"INSERT INTO search_index(rowid, personal, body) {copied}")
    op.execute("DROP TABLE search_before")
    op.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_index', 'row')")
