"""The columns of the stock table; prices, costs and titles can be edited by who may."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.context import Context
from engines.identity.rights import Right
from widgets.table.source import Column

LONGEST = 500  # characters of a title
MAX_MINOR = 10**13  # the catalogue takes no more


def stock_columns(context: Context) -> list[Column]:
    """In the language of the window; the values of a row stand in this order."""
    translate, digits = QCoreApplication.translate, context.digits
    may = context.may(Right.CATALOG_EDIT)
    value = translate("StockPage", "Value {currency}").format(currency=context.currency)
    price = translate("StockPage", "Price {currency}").format(currency=context.currency)
    cost = translate("StockPage", "Cost {currency}").format(currency=context.currency)
    editable_money = partial(
        Column,
        kind="money",
        sortable=True,
        width=76,
        exponent=digits,
        editable=may,
        least=0,
        adds=False,
        most=MAX_MINOR,
    )
    pieces = partial(Column, kind="integer", sortable=True, width=72)
    return [
        Column("sku", translate("StockPage", "SKU"), sortable=True, width=96),
        Column(
            "title",
            translate("StockPage", "Product"),
            sortable=True,
            width=150,
            editable=may,
            required=True,
            longest=LONGEST,
        ),
        Column("options", translate("StockPage", "Options"), width=64),
        editable_money("price_minor", price, required=True),
        editable_money("cost_minor", cost),
        Column(
            "location",
            translate("StockPage", "Location"),
            sortable=True,
            width=92,
            groupable=True,
        ),
        pieces("on_hand", translate("StockPage", "On hand"), width=66),
        pieces("reserved", translate("StockPage", "Reserved")),
        pieces("incoming", translate("StockPage", "Incoming")),
        pieces("available", translate("StockPage", "Available")),
        Column("value_minor", value, "money", sortable=True, width=86, exponent=digits),
        Column(
            "last_sold_us", translate("StockPage", "Last sold"), "date", sortable=True, width=85
        ),
        Column("weeks", translate("StockPage", "12 weeks"), "spark", filterable=False, width=80),
    ]
