"""Every kind of fact of every engine: the one place where engines are joined."""

from __future__ import annotations

from engines.analytics.facts import FACTS as ANALYTICS
from engines.catalog.facts import FACTS as CATALOG
from engines.database.facts import FactBook, FactTypes
from engines.exchange.facts import FACTS as EXCHANGE
from engines.identity.facts import FACTS as IDENTITY
from engines.inventory.facts import FACTS as INVENTORY
from engines.orders.facts import FACTS as ORDERS
from engines.recommend.facts import FACTS as RECOMMEND


def fact_types() -> FactTypes:
    """All facts, to be read alone. Workers that verify a ledger start with it, and lightly."""
    return FactTypes((*IDENTITY, *CATALOG, *INVENTORY, *ORDERS, *ANALYTICS, *RECOMMEND, *EXCHANGE))


def fact_book() -> FactBook:
    """All facts with what applies them to the tables."""
    from engines.analytics.apply import APPLIERS as ANALYTICS_APPLIERS
    from engines.catalog.apply import APPLIERS as CATALOG_APPLIERS
    from engines.exchange.apply import APPLIERS as EXCHANGE_APPLIERS
    from engines.identity.apply import APPLIERS as IDENTITY_APPLIERS
    from engines.inventory.apply import APPLIERS as INVENTORY_APPLIERS
    from engines.orders.apply import APPLIERS as ORDERS_APPLIERS
    from engines.recommend.apply import APPLIERS as RECOMMEND_APPLIERS

    return FactBook(
        IDENTITY_APPLIERS,
        CATALOG_APPLIERS,
        INVENTORY_APPLIERS,
        ORDERS_APPLIERS,
        ANALYTICS_APPLIERS,
        RECOMMEND_APPLIERS,
        EXCHANGE_APPLIERS,
    )
