"""An index for each order by which the order table can be sorted, and for numbers without #."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes."""
    for column in ("country", "units", "due_at_us", "state"):
        op.create_index(f"ix_orders_order_{column}", "orders_order", [column])
    number = sa.text("ltrim(number, '#')")
    op.create_index("ix_orders_order_bare_number", "orders_order", [number])
