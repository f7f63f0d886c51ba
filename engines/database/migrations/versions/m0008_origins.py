"""Ids that are never given twice; where orders came from, and how to follow their parcels."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("order", "product", "variant", "customer", "location")
ADDED = ("product_added", "variants_added", "customers_added", "location_added")


def upgrade() -> None:
    """Add the tables and columns; the highest ids are those of the ledger so far."""
    highest = op.create_table(
        "database_highest",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_database_highest")),
    )
    op.create_table(
        "orders_origin",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("shown_currency", sa.Text(), nullable=False),
        sa.Column("shown_minor", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_orders_origin")),
    )
    op.create_index(op.f("ix_orders_origin_key"), "orders_origin", ["key"], unique=False)
    op.add_column("orders_shipment", sa.Column("url", sa.Text(), nullable=True))
    op.add_column("orders_shipment", sa.Column("mark", sa.Text(), nullable=True))
    found = dict.fromkeys(KINDS, 0)
    for kind, number in _ever():
        found[kind] = max(found[kind], number)
    op.bulk_insert(highest, [{"kind": kind, "id": number} for kind, number in found.items()])


def _ever() -> Iterator[tuple[str, int]]:
    """Every id that an entry of the ledger gave, with its kind."""
    connection = op.get_bind()
    placed = sa.text("SELECT subject FROM ledger_entry WHERE kind = 'order_placed'")
    for (subject,) in connection.execute(placed):
        yield "order", int(subject.removeprefix("order:"))
    for kind in ADDED:
        added = sa.text("SELECT body FROM ledger_entry WHERE kind = :kind")
        for (body,) in connection.execute(added, {"kind": kind}):
            data = json.loads(body)["data"]
            if kind in ("product_added", "location_added"):
                yield kind.partition("_")[0], data["id"]
            for name in ("variants", "customers"):
                yield from ((name[:-1], one["id"]) for one in data.get(name, ()))
