"""Who reads a file: the importers, and how the right one is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engines.exchange.errors import FileUnreadable, KindUnknown, NothingKept
from engines.exchange.formats.base import Importer
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.mapped import MAPPED, mapped_importer
from engines.exchange.formats.not_kept import not_kept
from engines.exchange.formats.online_retail import OnlineRetail
from engines.exchange.formats.shopify_customers import ShopifyCustomers
from engines.exchange.formats.shopify_customers_json import ShopifyCustomerRecords
from engines.exchange.formats.shopify_inventory import ShopifyInventory
from engines.exchange.formats.shopify_orders import ShopifyOrders
from engines.exchange.formats.shopify_orders_json import ShopifyOrderRecords
from engines.exchange.formats.shopify_parcels_json import ShopifyParcelRecords
from engines.exchange.formats.shopify_products import ShopifyProducts
from engines.exchange.formats.shopify_products_json import (
    ShopifyProductRecords,
    ShopifyVariantRecords,
)
from engines.exchange.formats.shopify_stock_json import ShopifyStockRecords
from engines.exchange.formats.woocommerce_customers_json import WooCommerceCustomers
from engines.exchange.formats.woocommerce_orders_json import WooCommerceOrders
from engines.exchange.formats.woocommerce_products import WooCommerceProducts
from engines.exchange.formats.woocommerce_products_json import WooCommerceProductRecords
from engines.exchange.formats.woocommerce_refunds_json import WooCommerceRefunds
from engines.exchange.formats.woocommerce_reviews_json import WooCommerceReviews
from engines.exchange.mapping.rules import Mapping as TableMapping
from engines.exchange.plan import Columns, Options
from engines.exchange.reading.records import Records
from engines.exchange.reading.table import Layout, Table
from engines.exchange.reading.text import Encoding

# In the order in which they build on each other: files of several kinds are imported so.
IMPORTERS: tuple[type[Importer], ...] = (
    ShopifyProducts,
    WooCommerceProducts,
    WooCommerceProductRecords,
    ShopifyProductRecords,
    ShopifyVariantRecords,
    ShopifyInventory,
    ShopifyStockRecords,
    ShopifyCustomers,
    ShopifyCustomerRecords,
    WooCommerceCustomers,
    ShopifyOrders,
    ShopifyOrderRecords,
    ShopifyParcelRecords,
    WooCommerceOrders,
    WooCommerceRefunds,
    WooCommerceReviews,
    OnlineRetail,
)


Recall: TypeAlias = Callable[[Sequence[str]], "TableMapping | None"]


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind, and who reads them."""

    importer: Importer
    encodings: tuple[Encoding, ...]
    files: tuple[Path, ...]


def kinds() -> list[str]:
    """The kinds that can be imported."""
    return list(dict.fromkeys(importer.kind for importer in (*IMPORTERS, *MAPPED)))


def importer_for(
    kind: str, path: Path, options: Options | None = None, recall: Recall | None = None
) -> tuple[Importer, Encoding]:
    """The importer of a kind (or the best for `auto`), and the file's encoding.

    `mapping` is for kinds that any table can be read as; for `auto` it decides the kind. Where none
    is told, `recall` gives the one that was used for a file of the same columns.
    Raises KindUnknown, NothingKept, FileUnreadable.
    """
    layout, mapping = (options.layout, options.mapping) if options else (Layout(), None)
    tables = [one for one in _of(kind) if not issubclass(one, JsonImporter)]
    try:
        table = layout.open(path, lambda header: any(one.matches(header) for one in tables))
    except FileUnreadable as error:
        if error.reason == "parquet" and kind in ("auto", OnlineRetail.kind):
            return OnlineRetail(layout), Encoding("", "Parquet", "first bytes")
        raise
    best = _best(kind, table)
    if mapping is None and recall is not None:
        used = recall(table.header)
        own = used is not None and kind == "auto" and best is None
        mapping = used if own or (used is not None and used.kind == kind) else None
    wanted = mapping.kind if mapping and kind == "auto" else kind
    mapped = mapped_importer(wanted, mapping, layout)
    if mapped is not None:
        return mapped, table.encoding
    if best is None and isinstance(table, Records):
        what = not_kept(table.header)
        if what is not None:
            raise NothingKept(path, what)
    if best is None and kind == "auto":
        raise KindUnknown(path, table.header)
    return (best or _nearest(kind, table))(layout), table.encoding


def _of(kind: str) -> list[type[Importer]]:
    return [one for one in IMPORTERS if kind in ("auto", one.kind)]


def _best(kind: str, table: Table) -> type[Importer] | None:
    """The importer that knows the most of the columns; None when none knows what it must."""
    known = _of(kind)
    if not isinstance(table, Records):
        known = [one for one in known if not issubclass(one, JsonImporter)]
    best = max(known, key=lambda one: one.matches(table.header), default=None)
    return best if best is not None and best.matches(table.header) else None


def _nearest(kind: str, table: Table) -> type[Importer]:
    """Of the importers of a kind, the one that misses the least: it will say what that is."""
    return max(_of(kind), key=lambda one: len(Columns(table.header, one.names).place))


def groups_of(
    kind: str, files: Sequence[Path], options: Options, recall: Recall | None = None
) -> list[Group]:
    """The files by what reads them, in the order in which they are to be read.

    Raises KindUnknown, NothingKept, FileUnreadable.
    """
    found: dict[type[Importer], list[tuple[Importer, Encoding, Path]]] = {}
    for path in files:
        importer, encoding = importer_for(kind, path, options, recall)
        found.setdefault(type(importer), []).append((importer, encoding, path))
    return [
        Group(
            found[one][0][0],
            tuple(encoding for _, encoding, _ in found[one]),
            tuple(path for _, _, path in found[one]),
        )
        for one in (*IMPORTERS, *MAPPED)
        if one in found
    ]
