"""Products by the ids under which another shop's program knows them."""

from __future__ import annotations

from collections.abc import Sequence

from engines.catalog import queries
from engines.catalog.facts import LinkData, ProductsLinked
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.rows import RowTable
from engines.database.sql import Connection, first_among

LINKS = RowTable("catalog_link", ("id", "source", "key", "product_id"), ("source", "key"))
# A product without a SKU of its own is known by its handle, a variation by its SKU.
MARK = "id:"


def links(connection: Connection, source: str) -> dict[str, LinkData]:
    """What is linked to products of that source, by key; for imports."""
    sql = "SELECT id, source, key, product_id FROM catalog_link WHERE source = ?"
    return {
        key: LinkData(id=own, source=name, key=key, product_id=product_id)
        for own, name, key, product_id in connection.all(sql, source)
    }


def products_of(connection: Connection, source: str) -> dict[str, int]:
    """Every product by the id that `source` gives it, however that is kept."""
    handles = queries.products_by_handle(connection)
    found = {
        handle.removeprefix(MARK): one.id
        for handle, one in handles.items()
        if handle.startswith(MARK)
    }
    for sku, one in queries.variants_by_sku(connection).items():
        if sku.startswith(MARK):
            found.setdefault(sku.removeprefix(MARK), one.product_id)
    return found | {key: one.product_id for key, one in links(connection, source).items()}


def linked_among(connection: Connection, product_ids: Sequence[int]) -> int | None:
    """One of these products that is known elsewhere too; None if none is."""
    return first_among(connection, "catalog_link", "product_id", product_ids)


def undo_linked(change: Change, recorded: Sequence[Recorded[ProductsLinked]]) -> None:
    """Let products be known as before. Raises RowChanged."""
    LINKS.undo(change, recorded, {"product_id": queries.products_there})
