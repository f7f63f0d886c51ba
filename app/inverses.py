"""How each kind of fact is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from engines.analytics import commands as analytics
from engines.analytics import queries as ad_costs
from engines.analytics.facts import AdCostsChanged
from engines.catalog import commands as catalog
from engines.catalog import links, supplier_commands, suppliers
from engines.catalog.facts import (
    ProductAdded,
    ProductsEdited,
    ProductsLinked,
    ProductsWithdrawn,
    SupplierItemsChanged,
    SuppliersChanged,
    VariantData,
    VariantsAdded,
    VariantsEdited,
)
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import RowChanged
from engines.database.facts import Fact
from engines.exchange.facts import ImportApplied
from engines.identity import commands as identity
from engines.identity.facts import PersonalDataSealed
from engines.identity.rights import Right
from engines.inventory import commands as inventory
from engines.inventory import queries as levels
from engines.inventory.facts import (
    LocationAdded,
    LocationsWithdrawn,
    StockExpected,
    StockMoved,
    StockReserved,
)
from engines.orders import commands as orders
from engines.orders import customer_commands as customers
from engines.orders import customers as customer_queries
from engines.orders import queries as order_queries
from engines.orders.facts import (
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
    OrderCancelled,
    OrderNoted,
    OrderPlaced,
    OrderReopened,
    OrdersWithdrawn,
)
from engines.recommend import commands as recommend
from engines.recommend import publications
from engines.recommend import queries as reviews
from engines.recommend.facts import RecommendationsPublished, ReviewsChanged

Inverse: TypeAlias = Callable[[Change, Sequence[Recorded[Any]]], None]


def _products_added(change: Change, recorded: Sequence[Recorded[ProductAdded]]) -> None:
    """Withdraw products, unless something else speaks of them by now. Raises RowChanged."""
    _check_unused(change, [v for one in recorded for v in one.fact.variants])
    _check_unnamed(change, recorded)
    catalog.undo_products_added(change, recorded)


def _variants_added(change: Change, recorded: Sequence[Recorded[VariantsAdded]]) -> None:
    """Withdraw variants, unless something else speaks of them by now. Raises RowChanged."""
    _check_unused(change, [v for one in recorded for v in one.fact.variants])
    catalog.undo_variants_added(change, recorded)


# Stock, orders, suppliers, advertising, reviews: whatever names a variant keeps it.
_USES = (
    levels.held_among,
    order_queries.sold_among,
    suppliers.supplied_among,
    ad_costs.advertised_among,
    reviews.meant_among,
)


def _check_unused(change: Change, variants: Sequence[VariantData]) -> None:
    skus = {variant.id: variant.sku for variant in variants}
    for used_among in _USES:
        used = used_among(change.connection, list(skus))
        if used is not None:
            raise RowChanged("catalog_variant", skus[used])


def _check_unnamed(change: Change, recorded: Sequence[Recorded[ProductAdded]]) -> None:
    products = {one.fact.id: one.fact.handle for one in recorded}
    for named_among in (reviews.reviewed_among, links.linked_among):
        named = named_among(change.connection, list(products))
        if named is not None:
            raise RowChanged("catalog_product", products[named])


def _customers_added(change: Change, recorded: Sequence[Recorded[CustomersAdded]]) -> None:
    """Withdraw customers, unless an order or a review is theirs by now. Raises RowChanged."""
    ids = [customer.id for one in recorded for customer in one.fact.customers]
    wrote = reviews.wrote_among(change.connection, ids)
    if wrote is not None:
        refs = customer_queries.refs(change.connection, [wrote])
        raise RowChanged("orders_customer", refs.get(wrote, str(wrote)))
    customers.undo_added(change, recorded)


# What cannot be taken back, and why, stands in docs/manual/undo.md: money that was captured,
# parcels that left, people and passwords, personal data, the shop itself.
INVERSE: Mapping[type[Fact], Inverse] = {
    ProductAdded: _products_added,
    VariantsAdded: _variants_added,
    ProductsEdited: catalog.undo_products_edited,
    VariantsEdited: catalog.undo_variants_edited,
    LocationAdded: inventory.undo_location_added,
    LocationsWithdrawn: inventory.undo_locations_withdrawn,
    PersonalDataSealed: identity.undo_sealed,
    StockMoved: inventory.undo_stock_moved,
    StockReserved: inventory.undo_stock_reserved,
    StockExpected: inventory.undo_stock_expected,
    CustomersAdded: _customers_added,
    CustomersEdited: customers.undo_edited,
    CustomersWithdrawn: customers.undo_withdrawn,
    OrderPlaced: orders.undo_placed,
    OrderCancelled: orders.undo_cancelled,
    OrderReopened: orders.undo_reopened,
    OrderNoted: orders.undo_noted,
    ProductsLinked: links.undo_linked,
    SuppliersChanged: supplier_commands.undo_suppliers,
    SupplierItemsChanged: supplier_commands.undo_items,
    ReviewsChanged: recommend.undo_reviews,
    RecommendationsPublished: publications.undo_publish,
    AdCostsChanged: analytics.undo_ad_costs,
    ImportApplied: lambda _change, _recorded: None,
}

# The right that taking back asks for, which may have gone since. Reservations and personal data
# come and go with their order and customer.
RIGHT: Mapping[type[Fact], Right] = {
    ProductAdded: Right.CATALOG_EDIT,
    ProductsWithdrawn: Right.CATALOG_EDIT,
    VariantsAdded: Right.CATALOG_EDIT,
    ProductsEdited: Right.CATALOG_EDIT,
    VariantsEdited: Right.CATALOG_EDIT,
    LocationAdded: Right.STOCK_MOVE,
    LocationsWithdrawn: Right.STOCK_MOVE,
    StockMoved: Right.STOCK_MOVE,
    StockExpected: Right.STOCK_MOVE,
    CustomersAdded: Right.IMPORT,
    CustomersEdited: Right.IMPORT,
    CustomersWithdrawn: Right.IMPORT,
    OrderPlaced: Right.ORDERS_PLACE,
    OrdersWithdrawn: Right.ORDERS_PLACE,
    OrderCancelled: Right.ORDERS_CANCEL,
    OrderReopened: Right.ORDERS_CANCEL,
    OrderNoted: Right.ORDERS_NOTE,
    ProductsLinked: Right.CATALOG_EDIT,
    SuppliersChanged: Right.CATALOG_EDIT,
    SupplierItemsChanged: Right.CATALOG_EDIT,
    ReviewsChanged: Right.CATALOG_EDIT,
    AdCostsChanged: Right.ANALYTICS_EDIT,
    RecommendationsPublished: Right.RECOMMEND_PUBLISH,
    ImportApplied: Right.IMPORT,
}
