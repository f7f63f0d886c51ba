"""What a person may do, and the four roles that bundle it."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """One thing a person may or may not do. Checked inside commands."""

    SHOP_MANAGE = "shop.manage"
    PEOPLE_MANAGE = "people.manage"
    PERSONAL_READ = "personal.read"
    PERSONAL_ERASE = "personal.erase"
    CATALOG_READ = "catalog.read"
    CATALOG_EDIT = "catalog.edit"
    STOCK_READ = "stock.read"
    STOCK_MOVE = "stock.move"
    ORDERS_READ = "orders.read"
    ORDERS_PLACE = "orders.place"
    ORDERS_SHIP = "orders.ship"
    ORDERS_CANCEL = "orders.cancel"
    ORDERS_REFUND = "orders.refund"
    ORDERS_NOTE = "orders.note"
    ANALYTICS_READ = "analytics.read"
    ANALYTICS_EDIT = "analytics.edit"
    RECOMMEND_READ = "recommend.read"
    RECOMMEND_PUBLISH = "recommend.publish"
    IMPORT = "import"
    EXPORT = "export"
    LEDGER_READ = "ledger.read"
    LEDGER_SIGN = "ledger.sign"


_READ = frozenset(
    {
        Right.CATALOG_READ,
        Right.STOCK_READ,
        Right.ORDERS_READ,
        Right.ANALYTICS_READ,
        Right.RECOMMEND_READ,
        Right.LEDGER_READ,
    }
)
_SUPPORT = _READ | {Right.PERSONAL_READ, Right.ORDERS_NOTE, Right.ORDERS_CANCEL}
_MANAGER = _SUPPORT | {
    Right.CATALOG_EDIT,
    Right.STOCK_MOVE,
    Right.ORDERS_PLACE,
    Right.ORDERS_SHIP,
    Right.ORDERS_REFUND,
    Right.ANALYTICS_EDIT,
    Right.RECOMMEND_PUBLISH,
    Right.IMPORT,
    Right.EXPORT,
    Right.LEDGER_SIGN,
}

ROLES: dict[str, frozenset[Right]] = {
    "owner": frozenset(Right),
    "manager": frozenset(_MANAGER),
    "support": frozenset(_SUPPORT),
    "accountant": _READ | {Right.EXPORT, Right.LEDGER_SIGN},
}


def rights_of(role: str) -> frozenset[str]:
    """The rights of a role; none for a role nobody knows."""
    return frozenset(right.value for right in ROLES.get(role, frozenset()))
