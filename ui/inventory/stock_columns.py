"""The columns of the stock table; what is data of a product can be edited by who may."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.context import Context
from engines.identity.rights import Right
from widgets.table.source import Column

LONGEST = 500  # characters of a text
MAX_MINOR = 10**13  # the catalogue takes no more
STATE_TONES = {"active": "positive", "draft": "warning", "archived": "neutral"}


def state_words() -> dict[str, str]:
    """What the states of a product are called."""
    translate = QCoreApplication.translate
    return {
        "active": translate("StockPage", "Active"),
        "draft": translate("StockPage", "Draft"),
        "archived": translate("StockPage", "Archived"),
    }


def stock_columns(context: Context) -> list[Column]:
    """In the language of the window; the values of a row stand in this order."""
    translate, may = QCoreApplication.translate, context.may(Right.CATALOG_EDIT)
    weeks = Column("weeks", translate("StockPage", "12 weeks"), "spark", filterable=False, width=80)
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
        *_amounts(context, may),
        *_pieces(context),
        *_more(context, may),
        weeks,
    ]


def _money(context: Context, may: bool) -> partial[Column]:
    return partial(
        Column,
        kind="money",
        width=76,
        exponent=context.digits,
        editable=may,
        least=0,
        adds=False,
        most=MAX_MINOR,
    )


def _amounts(context: Context, may: bool) -> list[Column]:
    translate, money = QCoreApplication.translate, _money(context, may)
    price = translate("StockPage", "Price {currency}").format(currency=context.currency)
    cost = translate("StockPage", "Cost {currency}").format(currency=context.currency)
    return [
        money("price_minor", price, required=True, sortable=True),
        money("cost_minor", cost, sortable=True),
    ]


def _pieces(context: Context) -> list[Column]:
    """Where how many lie; moves change them, nobody types them."""
    translate = QCoreApplication.translate
    value = translate("StockPage", "Value {currency}").format(currency=context.currency)
    pieces = partial(Column, kind="integer", sortable=True, width=72)
    return [
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
        Column("value_minor", value, "money", sortable=True, width=86, exponent=context.digits),
        Column(
            "last_sold_us", translate("StockPage", "Last sold"), "date", sortable=True, width=85
        ),
    ]


def _more(context: Context, may: bool) -> list[Column]:
    """What else a product has: hidden until somebody shows it."""
    translate, money = QCoreApplication.translate, _money(context, may)
    text = partial(Column, editable=may, longest=LONGEST, hidden=True)
    compare = translate("StockPage", "Compare at {currency}").format(currency=context.currency)
    weight = partial(Column, kind="integer", editable=may, least=0, hidden=True, adds=False)
    return [
        money("compare_at_minor", compare, hidden=True),
        text("barcode", translate("StockPage", "Barcode"), width=116),
        weight("weight_grams", translate("StockPage", "Weight g"), most=MAX_MINOR, width=76),
        text("vendor", translate("StockPage", "Vendor"), groupable=True),
        text("category", translate("StockPage", "Category"), groupable=True),
        Column(
            "status",
            translate("StockPage", "State"),
            "pill",
            width=92,
            tones=STATE_TONES,
            labels=state_words(),
            editable=may,
            required=True,
            hidden=True,
            groupable=True,
        ),
        text("tags", translate("StockPage", "Tags")),
    ]
