"""One order in the panel: lines, money to the cent, stock, history with its entries, actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.context import Context
from engines.database.money import exponent
from engines.identity.rights import Right
from ui.ledger.words import kind_labels
from ui.orders.orders_presenter import OrderView
from widgets.table.source import Column
from widgets.table.text import Words, integer, money, shown

if TYPE_CHECKING:
    from ui.orders.orders_page import OrdersPage

TONE = {
    "to_pay": "neutral",
    "to_ship": "warning",
    "part_shipped": "accent",
    "shipped": "positive",
}
MOMENT = Column("at", "", "datetime")


def show_order(page: OrdersPage, view: OrderView) -> None:
    """Fill the page's panel."""
    order, panel, row = view.order, page.detail, view.order.row
    title = QCoreApplication.translate("OrderDetail", "Order {number}")
    number = row.number if row.number.startswith("#") else f"#{row.number}"
    subtitle = " · ".join(part for part in (row.customer, row.country, row.channel) if part)
    states = page.state_words()
    panel.begin(
        title.format(number=number),
        states.get(row.state, row.state),
        TONE.get(row.state, "neutral"),
        subtitle,
    )
    _lines(page, view)
    _money(page, view)
    _stock(page, view)
    _history(page, view)
    if order.note:
        panel.section(QCoreApplication.translate("OrderDetail", "Note"))
        panel.text(order.note)
    _actions(page, view)


def _amount(context: Context, minor: int) -> str:
    return money(minor, context.digits, QLocale())


def _lines(page: OrdersPage, view: OrderView) -> None:
    translate = QCoreApplication.translate
    page.detail.section(translate("OrderDetail", "Lines"))
    headers = [
        translate("OrderDetail", "Product"),
        translate("OrderDetail", "Qty"),
        translate("OrderDetail", "Sent"),
        translate("OrderDetail", "Price"),
        view.order.row.currency,
    ]
    locale = QLocale()
    rows = [
        [
            f"{line.title} {line.options}".strip(),
            integer(line.quantity, locale),
            integer(line.shipped, locale),
            _amount(page.context, line.price_minor),
            _amount(page.context, line.amount_minor),
        ]
        for line in view.order.lines[:100]
    ]
    page.detail.table(headers, rows, numeric=(1, 2, 3, 4))
    more = len(view.order.lines) - len(rows)
    if more > 0:
        words = translate("OrderDetail", "and {count} more lines")
        page.detail.text(words.format(count=more), "muted")


def _money(page: OrdersPage, view: OrderView) -> None:
    translate, order, row = QCoreApplication.translate, view.order, view.order.row
    total = translate("OrderDetail", "Total {currency}").format(currency=row.currency)
    tax = translate("OrderDetail", "Tax")
    if order.tax_included:
        tax = translate("OrderDetail", "Tax, included")
    pairs = [(translate("OrderDetail", "Goods"), order.goods_minor)]
    if order.discount_minor:
        pairs.append((translate("OrderDetail", "Discount"), -order.discount_minor))
    if order.shipping_minor:
        pairs.append((translate("OrderDetail", "Shipping"), order.shipping_minor))
    if order.tax_minor:
        pairs.append((tax, order.tax_minor))
    pairs.append((total, row.total_minor))
    pairs.append((translate("OrderDetail", "Paid"), row.paid_minor))
    if row.refunded_minor:
        pairs.append((translate("OrderDetail", "Refunded"), -row.refunded_minor))
    rows = [(k, _amount(page.context, v)) for k, v in pairs]
    if order.shown is not None:
        seen = translate("OrderDetail", "Total that the customer saw")
        amount = money(order.shown.minor, exponent(order.shown.currency), QLocale())
        rows.append((seen, f"{amount} {order.shown.currency}"))
    page.detail.grid(rows, strong=(total,))


def _stock(page: OrdersPage, view: OrderView) -> None:
    row = view.order.row
    left = row.units - view.order.shipped_units
    if row.state not in ("to_ship", "part_shipped", "to_pay") or left <= 0:
        return
    page.detail.section(QCoreApplication.translate("OrderDetail", "Stock"))
    text = QCoreApplication.translate("OrderDetail", "{reserved} of {left} pieces reserved")
    page.detail.text(text.format(reserved=view.reserved, left=left))


def _history(page: OrdersPage, view: OrderView) -> None:
    page.detail.section(QCoreApplication.translate("OrderDetail", "History"))
    labels, words = kind_labels(), Words(QLocale(), page.context.zone)
    text = QCoreApplication.translate("OrderDetail", "{time} · {what} · entry {number}")
    for entry in reversed(view.entries):
        said = text.format(
            time=shown(entry.at_us, MOMENT, words),
            what=labels.get(entry.kind, entry.kind),
            number=integer(entry.index, QLocale()),
        )
        page.detail.link(said, partial(page.entry_wanted.emit, entry.index))


def _actions(page: OrdersPage, view: OrderView) -> None:
    translate, row = QCoreApplication.translate, view.order.row
    left = row.units - view.order.shipped_units
    is_open = row.state in ("to_pay", "to_ship", "part_shipped") and row.kind == "sale"
    acts = []
    if is_open and left > 0 and page.may(Right.ORDERS_SHIP) and view.locations:
        ship = translate("OrderDetail", "Ship {count} pieces").format(count=left)
        acts.append((ship, page.ship_all, "primary"))
        acts.append((translate("OrderDetail", "Ship part…"), page.ship_part, ""))
    if is_open and row.paid_minor < row.total_minor and page.may(Right.ORDERS_PLACE):
        acts.append((translate("OrderDetail", "Paid…"), page.pay_order, ""))
    if row.paid_minor > row.refunded_minor and page.may(Right.ORDERS_REFUND):
        acts.append((translate("OrderDetail", "Refund…"), page.refund_order, ""))
    if is_open and not view.order.shipped_units and page.may(Right.ORDERS_CANCEL):
        acts.append((translate("OrderDetail", "Cancel…"), page.cancel_order, "danger"))
    if page.may(Right.ORDERS_NOTE):
        acts.append((translate("OrderDetail", "Note…"), page.note_order, "flat"))
    page.detail.set_actions(acts)
