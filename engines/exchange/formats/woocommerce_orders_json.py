"""WooCommerce orders as its REST interface (v3) and its webhooks tell them.

Source: woocommerce.github.io/woocommerce-rest-api-docs. Amounts of lines are without tax, also
where prices_include_tax is true; `subtotal` is before coupons, `total` after. Times that end in
_gmt are UTC, the others the shop's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from html import unescape
from pathlib import Path
from typing import ClassVar

from engines.database.money import exponent, is_currency
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, picked
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.file_sums import read_number
from engines.exchange.planning.order_records import OrderRecords, OrderTold, Pieces
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading.records import Record

KIND = "woocommerce-json"
CHANNEL = "woocommerce"
_PAID = ("processing", "completed", "refunded")
# No sales: the customer never got to an order, or there is none any more.
_CLOSED = ("cancelled", "failed", "trash", "checkout-draft", "auto-draft")
ADDRESS = {
    "company": "company",
    "address1": "address_1",
    "address2": "address_2",
    "city": "city",
    "zip": "postcode",
    "province": "state",
    "phone": "phone",
}


class WooCommerceOrders(JsonImporter):
    """Imports orders with lines, taxes, fees, coupons, payment and refunds."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,)
        for name in ("number", "status", "currency", "total", "billing", "line_items", "order_key")
    }
    required: ClassVar[Sequence[str]] = ("number", "status", "total", "billing", "line_items")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first order."""
        self.options = reading.options
        self.planner = OrderPlanner(reading, plan, CHANNEL)
        self.rows = OrderRecords(self.planner, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take an order. Raises CellError."""
        currency = part.text("currency")
        digits = exponent(currency if is_currency(currency) else self.options.currency)
        told = _told(part, digits)
        self.rows.tell(told)
        self.rows.take(file, record.line, told)

    def finish(self) -> None:
        """Products, customers, orders."""
        self.planner.finish()


def _told(order: Part, digits: int) -> OrderTold:
    items = order.parts("line_items")
    lines = [_line(one, order, digits) for one in items]
    fees = [(one, one.text("total")) for one in order.parts("fee_lines")]
    refunds = [_refund(one, order) for one in order.parts("refunds")]
    paid = order.text("status") in _PAID or order.text("date_paid_gmt") or order.text("date_paid")
    head = picked(_head(order, items, fees, digits))
    payments = [_payment(order)] if paid and not _is_zero(order.text("total")) else []
    return OrderTold(head, lines, payments, refunds=refunds, slack=len(items) + len(fees))


def _head(
    order: Part, items: Sequence[Part], fees: Sequence[tuple[Part, str]], digits: int
) -> dict[str, Pick]:
    billing, shipping = order.part("billing"), order.part("shipping")
    closed = order.text("status") in _CLOSED
    extra = [read_number(total) or Decimal(0) for _, total in fees]
    charged = sum((one for one in extra if one > 0), Decimal(0))
    given = sum((one for one in extra if one < 0), Decimal(0))
    line_tax = sum((_rounded(one.text("total_tax"), digits) for one in items), Decimal(0))
    # Rounded line by line, taxes may come to a cent more than in sum: that is in the slack.
    all_tax = read_number(order.text("total_tax"))
    rest = order.text("total_tax") if all_tax is None else format(max(all_tax - line_tax, 0), "f")
    customer = order.text("customer_id")
    return {
        "number": (order, "number"),
        "key": (order, "id"),
        "updated": time_of(order, "date_modified"),
        "currency": (order, "currency"),
        "total": (order, "total"),
        "created": time_of(order, "date_created"),
        "cancelled": time_of(order, "date_modified") if closed else (order, "status", ""),
        "fulfilled_at": time_of(order, "date_completed"),
        # Fees have no place of their own: they are charged as shipping is, or given as discounts.
        "shipping": (order, "shipping_total", _plus(order.text("shipping_total"), charged)),
        "discount": (order, "fee_lines", format(-given, "f")),
        "taxes": (order, "total_tax", rest),
        "customer": (order, "customer_id", "" if customer == "0" else customer),
        "email": (billing, "email"),
        "phone": (billing, "phone"),
        "bill_name": (billing, "first_name", _name(billing)),
        "notes": (order, "customer_note"),
        "ship_name": (shipping, "first_name", _name(shipping)),
        "country": (shipping, "country"),
        "bill_country": (billing, "country"),
        **{f"ship_{name}": (shipping, column) for name, column in ADDRESS.items()},
    }


def _line(item: Part, order: Part, digits: int) -> RecordFields:
    """A line: its price before coupons, and what coupons and uneven division took off."""
    completed = order.text("date_completed") or order.text("date_completed_gmt")
    sent = order.text("status") == "completed" or (order.text("status") == "refunded" and completed)
    price, discount = _price(item, digits)
    return picked(
        {
            "quantity": (item, "quantity"),
            "name": (item, "name", unescape(item.text("name"))),
            "sku": (item, "sku", line_sku(item)),
            "price": (item, "subtotal", price),
            "line_discount": (item, "total", discount),
            "line_tax": (item, "total_tax", _money_text(item.text("total_tax"), digits)),
            "line_state": (order, "status", "fulfilled" if sent else ""),
        }
    )


def line_sku(item: Part) -> str:
    """The SKU of a line; the id of what was sold, where that has none."""
    variation = item.text("variation_id")
    number = variation if variation not in ("", "0") else item.text("product_id")
    return item.text("sku") or (f"id:{number}" if number not in ("", "0") else "")


def _price(item: Part, digits: int) -> tuple[str, str]:
    """The price of a piece, rounded up, and the discount that leads to the line's total."""
    told = {name: read_number(item.text(name)) for name in ("subtotal", "total")}
    pieces = read_number(item.text("quantity"), whole=True)
    subtotal, total = told["subtotal"], told["total"]
    if subtotal is None or total is None or not pieces or pieces < 0 or min(subtotal, total) < 0:
        return item.text("subtotal"), "0"
    cent = Decimal(1).scaleb(-digits)
    subtotal, total = (_rounded(item.text(name), digits) for name in ("subtotal", "total"))
    price = (max(subtotal, total) / pieces).quantize(cent, ROUND_HALF_EVEN)
    if price * pieces < total:
        price += cent
    return format(price, "f"), format(price * pieces - total, "f")


def _payment(order: Part) -> RecordFields:
    at = next(
        (
            time_of(order, name)
            for name in ("date_paid", "date_completed", "date_created")
            if order.text(name) or order.text(f"{name}_gmt")
        ),
        time_of(order, "date_created"),
    )
    return picked(
        {
            "at": at,
            "amount": (order, "total"),
            "method": (order, "payment_method"),
            "reference": (order, "transaction_id"),
        }
    )


def _refund(refund: Part, order: Part) -> Pieces:
    """A refund as the order lists it: an id and an amount below zero, without a time."""
    amount = refund.text("total").removeprefix("-")
    return Pieces(
        picked(
            {
                "at": time_of(order, "date_modified"),
                "amount": (refund, "total", amount),
                "mark": (refund, "id", refund_mark(refund.text("id"))),
                "why": (refund, "reason"),
            }
        )
    )


def refund_mark(number: str) -> str:
    """How a refund is known again."""
    return f"{CHANNEL} refund {number}"


def time_of(part: Part, name: str) -> Pick:
    """A time: the one that is UTC, else the shop's own."""
    gmt = part.text(f"{name}_gmt")
    if gmt:
        zoned = gmt.endswith("Z") or "+" in gmt
        return part, f"{name}_gmt", gmt if zoned else f"{gmt}Z"
    return part, name, part.text(name)


def _name(part: Part) -> str:
    return " ".join(one for one in (part.text("first_name"), part.text("last_name")) if one)


def _rounded(told: str, digits: int) -> Decimal:
    """An amount at the currency's own digits; 0 where there is none."""
    cent = Decimal(1).scaleb(-digits)
    return (read_number(told) or Decimal(0)).quantize(cent, ROUND_HALF_EVEN)


def _money_text(told: str, digits: int) -> str:
    return told if read_number(told) is None else format(_rounded(told, digits), "f")


def _plus(told: str, more: Decimal) -> str:
    number = read_number(told)
    if number is None and told:
        return told
    return format((number or Decimal(0)) + more, "f")


def _is_zero(told: str) -> bool:
    return read_number(told) == 0
