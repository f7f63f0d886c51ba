"""The page of each tab; its modules are imported when it is first shown."""

from __future__ import annotations

from app.context import Context
from ui.table_page import TablePage


def make_page(name: str, context: Context) -> TablePage:
    """A tab's page."""
    if name == "inventory":
        from ui.inventory.stock_page import StockPage

        return StockPage(context)
    if name == "orders":
        from ui.orders.orders_page import OrdersPage

        return OrdersPage(context)
    if name == "recommendations":
        from ui.recommendations.page import RecommendationsPage

        return RecommendationsPage(context)
    from ui.ledger.ledger_page import LedgerPage

    return LedgerPage(context)
