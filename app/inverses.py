"""How each kind of fact is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from engines.catalog import commands as catalog
from engines.catalog.facts import ProductAdded, ProductsEdited, VariantsAdded, VariantsEdited
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.facts import Fact
from engines.exchange.facts import ImportApplied
from engines.identity import commands as identity
from engines.identity.facts import PersonalDataSealed
from engines.inventory import commands as inventory
from engines.inventory.facts import (
    LocationAdded,
    LocationsWithdrawn,
    StockExpected,
    StockMoved,
    StockReserved,
)
from engines.orders import commands as orders
from engines.orders import customer_commands as customers
from engines.orders.facts import (
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
    OrderCancelled,
    OrderNoted,
    OrderPlaced,
    OrderReopened,
)

Inverse: TypeAlias = Callable[[Change, Sequence[Recorded[Any]]], None]

# What cannot be taken back, and why, stands in docs/manual/undo.md: money that was captured,
# parcels that left, people and passwords, personal data, the shop itself.
INVERSE: Mapping[type[Fact], Inverse] = {
    ProductAdded: catalog.undo_products_added,
    VariantsAdded: catalog.undo_variants_added,
    ProductsEdited: catalog.undo_products_edited,
    VariantsEdited: catalog.undo_variants_edited,
    LocationAdded: inventory.undo_location_added,
    LocationsWithdrawn: inventory.undo_locations_withdrawn,
    PersonalDataSealed: identity.undo_sealed,
    StockMoved: inventory.undo_stock_moved,
    StockReserved: inventory.undo_stock_reserved,
    StockExpected: inventory.undo_stock_expected,
    CustomersAdded: customers.undo_added,
    CustomersEdited: customers.undo_edited,
    CustomersWithdrawn: customers.undo_withdrawn,
    OrderPlaced: orders.undo_placed,
    OrderCancelled: orders.undo_cancelled,
    OrderReopened: orders.undo_reopened,
    OrderNoted: orders.undo_noted,
    ImportApplied: lambda _change, _recorded: None,
}
