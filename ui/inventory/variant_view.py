"""One variant with all that hangs on it, as the detail panel shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engines.catalog import queries as catalog
from engines.database.sql import Connection
from engines.inventory import queries

if TYPE_CHECKING:
    from engines.catalog.suppliers import SupplierItem
    from engines.orders.queries import OrderRow
    from engines.recommend.queries import Review, Standing

WEEKS = 12
NEWEST = 3  # reviews


@dataclass(frozen=True)
class VariantView:
    """A variant as the detail panel shows it."""

    variant: catalog.Variant
    levels: tuple[queries.LevelRow, ...]
    moves: tuple[queries.MoveRow, ...]
    orders: tuple[OrderRow, ...]
    weeks: tuple[int, ...]
    locations: tuple[tuple[int, str], ...]
    suppliers: tuple[SupplierItem, ...]
    standing: Standing
    reviews: tuple[Review, ...]


def read_view(connection: Connection, variant_id: int, *, personal: bool) -> VariantView:
    """Read it; with `personal`, who wrote what in a review. Raises NotFound."""
    # Who only looks at the table does not pay for these.
    from engines.catalog import suppliers
    from engines.orders import queries as orders
    from engines.recommend import queries as reviews

    variant = catalog.variant(connection, variant_id)
    until = (orders.newest_order_us(connection) or 0) + 1
    weeks = orders.weekly_units(connection, [variant_id], until, WEEKS)
    newest = reviews.newest_of(connection, variant.product_id, NEWEST, personal=personal)
    return VariantView(
        variant,
        tuple(queries.level_rows(connection, [variant_id])),
        tuple(queries.moves_of(connection, variant_id, 50)),
        tuple(orders.orders_of_variant(connection, variant_id, 20)),
        weeks.get(variant_id, (0,) * WEEKS),
        tuple(queries.locations(connection)),
        tuple(suppliers.items_of(connection, variant_id)),
        reviews.standing(connection, variant.product_id),
        tuple(newest),
    )
