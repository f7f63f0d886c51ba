"""Shopify orders as its REST interface and its webhooks tell them.

Source: shopify.dev, "Order" of the REST Admin API. Amounts are in the shop's currency (shop_money);
of those that were shown to the customer (presentment_money) the total is kept beside them.
`discount_allocations` hold all that was taken off a line, also discounts of the whole order; older
answers have only `total_discount`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part, Pick, first_of, picked
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.file_sums import read_number
from engines.exchange.planning.order_records import OrderRecords, OrderTold, Pieces
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading.records import Record

KIND = "shopify-json"
CHANNEL = "shopify"
_ADDRESS = {
    "company": "company",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "zip": "zip",
    "province": "province",
    "phone": "phone",
}
_CHARGES = ("total_tip_received", "original_total_duties", "original_total_additional_fees")


class ShopifyOrderRecords(JsonImporter):
    """Imports orders with lines, taxes, payments, parcels and refunds."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,)
        for name in ("name", "financial_status", "line_items", "created_at", "total_price")
    }
    required: ClassVar[Sequence[str]] = ("name", "financial_status", "line_items", "created_at")

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first order."""
        self.planner = OrderPlanner(reading, plan, CHANNEL)
        self.rows = OrderRecords(self.planner, plan)

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take an order. Raises CellError."""
        told = _told(part)
        self.rows.tell(told)
        self.rows.take(file, record.line, told)

    def finish(self) -> None:
        """Products, customers, orders."""
        self.planner.finish()


def _told(order: Part) -> OrderTold:
    items = order.parts("line_items")
    numbers = {one.text("id"): number for number, one in enumerate(items, 1) if one.text("id")}
    parcels = [_parcel(one, numbers) for one in _sent(order)]
    shipped = dict.fromkeys(range(1, len(items) + 1), Decimal(0))
    for line_no, fields in (line for parcel in parcels for line in parcel.lines):
        shipped[line_no] += read_number(fields.get("quantity"), whole=True) or 0
    refunds = [_refund(one, numbers) for one in order.parts("refunds")]
    return OrderTold(
        picked(_head(order, items)),
        [_line(one, shipped[number]) for number, one in enumerate(items, 1)],
        _payments(order),
        [one for one in parcels if one.lines],
        [one for one in refunds if read_number(one.fields.get("amount")) != 0],
    )


def amount(part: Part, name: str) -> Pick:
    """An amount in the shop's currency: plain, or in its price set."""
    if part.text(name) or not isinstance(part.value.get(f"{name}_set"), dict):
        return part, name
    return part.part(f"{name}_set").part("shop_money"), "amount"


def _text(pick: Pick) -> str:
    return pick[0].text(pick[1])


def _sum(picks: Sequence[Pick]) -> Decimal:
    return sum((read_number(_text(pick)) or Decimal(0) for pick in picks), Decimal(0))


def _head(order: Part, items: Sequence[Part]) -> dict[str, Pick]:
    billing, shipping = order.part("billing_address"), order.part("shipping_address")
    customer = order.part("customer")
    line_tax = sum((_line_tax(one) for one in items), Decimal(0))
    line_discount = sum((_line_discount(one) for one in items), Decimal(0))
    seen = order.part("total_price_set").part("presentment_money")
    gateways = order.value.get("payment_gateway_names")
    named = gateways if isinstance(gateways, list) else [order.text("gateway")]
    email = next((one for one in (order, customer) if one.text("email")), order)
    return {
        "number": (order, "name"),
        "key": (order, "id"),
        "updated": (order, "updated_at"),
        "currency": (order, "currency"),
        "total": amount(order, "total_price"),
        "shown": (seen, "amount"),
        "shown_currency": (seen, "currency_code"),
        "created": (order, "created_at"),
        "financial": (order, "financial_status"),
        "paid_at": (order, "processed_at"),
        "method": (order, "payment_gateway_names", " ".join(str(one) for one in named if one)),
        "cancelled": (order, "cancelled_at"),
        "shipping": _shipping(order),
        "discount": _rest(amount(order, "total_discounts"), line_discount),
        "taxes": _rest(amount(order, "total_tax"), line_tax),
        "source": (order, "source_name"),
        "customer": (customer, "id"),
        "email": first_of(order, ("email", "contact_email"))
        if email is order
        else (email, "email"),
        "phone": first_of(order, ("phone",)) if order.text("phone") else (customer, "phone"),
        "bill_name": _name(billing) if billing.value else _name(customer),
        "notes": (order, "note"),
        "ship_name": _name(shipping),
        "country": (shipping, "country_code"),
        "bill_country": (billing, "country_code"),
        **{f"ship_{name}": (shipping, column) for name, column in _ADDRESS.items()},
    }


def _name(part: Part) -> Pick:
    both = " ".join(one for one in (part.text("first_name"), part.text("last_name")) if one)
    return part, "name", part.text("name") or both


def _shipping(order: Part) -> Pick:
    """Shipping before discounts, with tips, duties and fees, which have no place of their own."""
    whole = amount(order, "total_shipping_price")
    picks = [amount(one, "price") for one in order.parts("shipping_lines")]
    picks = [whole] if _text(whole) else picks
    bad = next((one for one in picks if _text(one) and read_number(_text(one)) is None), None)
    if bad is not None:
        return bad
    charges = [amount(order, name) for name in _CHARGES]
    place = picks[0] if len(picks) == 1 else (order, "shipping_lines")
    return place[0], place[1], format(_sum([*picks, *charges]), "f")


def _rest(pick: Pick, known: Decimal) -> Pick:
    """What is left of a sum when the lines' part is known; what is no number stays as it is."""
    told = read_number(_text(pick))
    if told is None:
        return pick
    return pick[0], pick[1], format(max(told - known, Decimal(0)), "f")


def _line_tax(item: Part) -> Decimal:
    return _sum([amount(one, "price") for one in item.parts("tax_lines")])


def _line_discount(item: Part) -> Decimal:
    parts = item.parts("discount_allocations")
    return _sum([amount(one, "amount") for one in parts] or [amount(item, "total_discount")])


def _line(item: Part, shipped: Decimal) -> RecordFields:
    if not _text(amount(item, "price")):
        raise CellError(item.at("price"), "", "empty")
    return picked(
        {
            "quantity": (item, "quantity"),
            "name": first_of(item, ("name", "title")),
            "sku": (item, "sku"),
            "price": amount(item, "price"),
            "line_discount": _computed(item, "discount_allocations", "total_discount"),
            "line_tax": (item, "tax_lines", format(_line_tax(item), "f")),
            "line_state": (item, "fulfillment_status"),
            "shipped": (item, "id", format(shipped, "f")),
        }
    )


def _computed(item: Part, listed: str, plain: str) -> Pick:
    """The discount of a line; a single amount that is none stays to be refused."""
    if item.parts(listed):
        return item, listed, format(_line_discount(item), "f")
    return amount(item, plain)


def _payments(order: Part) -> list[RecordFields] | None:
    """Money that came in; None where the order tells only a state."""
    currency = order.text("currency")
    found = [
        picked(
            {
                "at": first_of(one, ("processed_at", "created_at")),
                "amount": (one, "amount"),
                "method": (one, "gateway"),
                "reference": (one, "authorization"),
            }
        )
        for one in order.parts("transactions")
        if one.text("kind") in ("sale", "capture")
        and one.text("status") == "success"
        and one.text("currency") in ("", currency)
    ]
    return found or None


def _sent(order: Part) -> Iterator[Part]:
    """Parcels that really left."""
    for one in order.parts("fulfillments"):
        if one.text("status") in ("success", ""):
            yield one


def parcel_picks(parcel: Part) -> dict[str, Pick]:
    """A parcel under the names that planning uses."""
    number = parcel.text("id")
    return {
        "at": (parcel, "created_at"),
        "carrier": (parcel, "tracking_company"),
        "tracking": (parcel, "tracking_number", _listed(parcel, "tracking_number")),
        "url": (parcel, "tracking_url", _listed(parcel, "tracking_url")),
        "mark": (parcel, "id", f"{CHANNEL} parcel {number}" if number else ""),
    }


def _listed(part: Part, name: str) -> str:
    """All that stands in the list of a name; the one value where there is no list."""
    found = part.value.get(f"{name}s")
    listed = found if isinstance(found, list) else []
    return " ".join(str(one) for one in listed if one) or part.text(name)


def _parcel(parcel: Part, numbers: Mapping[str, int]) -> Pieces:
    lines = [
        (numbers[one.text("id")], picked({"quantity": (one, "quantity")}))
        for one in parcel.parts("line_items")
        if one.text("id") in numbers
    ]
    return Pieces(picked(parcel_picks(parcel)), lines)


def _refund(refund: Part, numbers: Mapping[str, int]) -> Pieces:
    """Money that went back (a refund may also only put pieces back), and the pieces."""
    given = [
        (one, "amount")
        for one in refund.parts("transactions")
        if one.text("kind") in ("refund", "") and one.text("status") in ("success", "")
    ]
    bad = next((one for one in given if read_number(_text(one)) is None), None)
    total: Pick = bad or (refund, "transactions", format(abs(_sum(given)), "f"))
    fields = picked(
        {
            "at": first_of(refund, ("processed_at", "created_at")),
            "amount": total,
            "mark": (refund, "id", f"{CHANNEL} refund {refund.text('id')}"),
            "why": (refund, "note"),
        }
    )
    lines = [
        (numbers[one.text("line_item_id")], picked({"quantity": (one, "quantity")}))
        for one in refund.parts("refund_line_items")
        if one.text("line_item_id") in numbers
    ]
    return Pieces(fields, lines)
