"""What can happen to customers and orders."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact


class CustomerData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A customer under a pseudonym; name and address go into the vault."""

    id: int
    ref: str
    country: str = ""
    note: str = ""
    tags: str = ""
    since_us: int | None = None


class CustomersAdded(Fact, frozen=True, kw_only=True):
    """Customers became known."""

    kind: ClassVar[str] = "customers_added"
    customers: tuple[CustomerData, ...]


class CustomersEdited(Fact, frozen=True, kw_only=True):
    """Customers' data outside the vault changed: each is written whole, before and after."""

    kind: ClassVar[str] = "customers_edited"
    old: tuple[CustomerData, ...]
    new: tuple[CustomerData, ...]


class CustomersWithdrawn(Fact, frozen=True, kw_only=True):
    """Customers that an import brought left again with it."""

    kind: ClassVar[str] = "customers_withdrawn"
    customers: tuple[CustomerData, ...]


class LineData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of an order. Amounts in minor units; discount and tax are of the whole line."""

    variant_id: int
    quantity: int
    price_minor: int
    discount_minor: int = 0
    tax_minor: int = 0
    title: str | None = None
    shipped: int = 0


class PaymentData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Money that came (or went back, below zero)."""

    at_us: int
    method: str
    amount_minor: int
    reference: str = ""


class ShippedLine(msgspec.Struct, frozen=True, kw_only=True):
    """So many pieces of a line."""

    line_no: int
    quantity: int


class ParcelData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A parcel that left before the order was imported."""

    at_us: int
    lines: tuple[ShippedLine, ...]
    carrier: str = ""
    tracking: str = ""
    url: str = ""  # where it can be followed
    mark: str = ""  # by what the shop that it came from knows it


class RefundData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Money that went back before the order was imported; pieces that came back with it."""

    at_us: int
    amount_minor: int
    reason: str = ""
    lines: tuple[ShippedLine, ...] = ()


class OrderPlaced(Fact, frozen=True, kw_only=True):
    """An order came in. An imported one brings along what had happened to it before."""

    kind: ClassVar[str] = "order_placed"
    id: int
    number: str
    placed_at_us: int
    currency: str
    lines: tuple[LineData, ...]
    total_minor: int
    sale_kind: str = "sale"
    channel: str = "shop"
    customer_id: int | None = None
    country: str = ""
    shipping_minor: int = 0
    order_discount_minor: int = 0
    extra_tax_minor: int = 0  # tax not attributed to a line: on shipping, or only known in sum
    tax_included: bool = False
    due_at_us: int | None = None
    payments: tuple[PaymentData, ...] = ()
    shipped_at_us: int | None = None  # of pieces of which no parcel is known
    parcels: tuple[ParcelData, ...] = ()
    refunded_minor: int = 0  # all that went back
    refunds: tuple[RefundData, ...] = ()  # how it went back, where that is known
    cancelled_at_us: int | None = None
    note: str = ""
    source_digest: str = ""
    origin: str = ""  # its id in the shop that it came from: "shopify 450789469"
    shown_currency: str = ""  # of the total that its customer saw, if that was another one
    shown_minor: int = 0

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.id}"


class OrdersWithdrawn(Fact, frozen=True, kw_only=True):
    """Orders that an import brought left again with it."""

    kind: ClassVar[str] = "orders_withdrawn"
    order_ids: tuple[int, ...]


class _OfOrder(Fact, frozen=True, kw_only=True):
    order_id: int

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class OrderPaid(_OfOrder, frozen=True, kw_only=True):
    """Money for an order came in."""

    kind: ClassVar[str] = "order_paid"
    method: str
    amount_minor: int
    reference: str = ""
    at_us: int | None = None  # when it happened, where that is not when it was recorded


class OrderShipped(_OfOrder, frozen=True, kw_only=True):
    """A parcel with these pieces left."""

    kind: ClassVar[str] = "order_shipped"
    shipment_id: int
    lines: tuple[ShippedLine, ...]
    carrier: str = ""
    tracking: str = ""
    at_us: int | None = None
    url: str = ""
    mark: str = ""


class OrderCancelled(_OfOrder, frozen=True, kw_only=True):
    """The rest of the order will not be delivered."""

    kind: ClassVar[str] = "order_cancelled"
    reason: str
    at_us: int | None = None


class OrderReopened(_OfOrder, frozen=True, kw_only=True):
    """A cancellation was taken back."""

    kind: ClassVar[str] = "order_reopened"


class OrderRefunded(_OfOrder, frozen=True, kw_only=True):
    """Money went back to the customer, with or without pieces coming back."""

    kind: ClassVar[str] = "order_refunded"
    refund_id: int
    amount_minor: int
    reason: str
    method: str = "original"
    lines: tuple[ShippedLine, ...] = ()
    at_us: int | None = None


class OrderNoted(_OfOrder, frozen=True, kw_only=True):
    """The note on an order changed."""

    kind: ClassVar[str] = "order_noted"
    old: str
    new: str


FACTS: tuple[type[Fact], ...] = (
    CustomersAdded,
    CustomersEdited,
    CustomersWithdrawn,
    OrderPlaced,
    OrdersWithdrawn,
    OrderPaid,
    OrderShipped,
    OrderCancelled,
    OrderReopened,
    OrderRefunded,
    OrderNoted,
)
