"""The words of the search index, to find what was misspelt."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A view of the index's own terms: nothing is stored twice."""
    op.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_index', 'row')")
