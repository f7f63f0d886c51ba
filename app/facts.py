"""Every kind of fact of every engine: the one place where engines are joined.

Nothing but what applies facts is imported here: the workers that verify a ledger start with it.
"""

from __future__ import annotations

from engines.catalog import apply as catalog_apply
from engines.database.facts import FactBook
from engines.exchange import apply as exchange_apply
from engines.identity import apply as identity_apply
from engines.inventory import apply as inventory_apply
from engines.orders import apply as orders_apply


def fact_book() -> FactBook:
    """All facts of all engines. Importable by name, so that worker processes can call it."""
    return FactBook(
        identity_apply.APPLIERS,
        catalog_apply.APPLIERS,
        inventory_apply.APPLIERS,
        orders_apply.APPLIERS,
        exchange_apply.APPLIERS,
    )
