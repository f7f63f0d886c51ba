"""Files of a shop's interface that are well and known, but of things that are not kept here."""

from __future__ import annotations

from collections.abc import Sequence

# What it holds, and the names that tell it. The first that fits counts.
_KNOWN: tuple[tuple[str, frozenset[str]], ...] = (
    ("coupons", frozenset({"code", "discount_type"})),
    ("order notes", frozenset({"note", "customer_note"})),
    ("webhooks", frozenset({"topic", "delivery_url"})),
    ("webhooks", frozenset({"topic", "address"})),
    ("tax rates", frozenset({"rate", "compound"})),
    ("downloads", frozenset({"download_id", "download_url"})),
    ("reports", frozenset({"total_sales", "net_sales"})),
    ("reports", frozenset({"slug", "total"})),
    ("reports", frozenset({"slug", "description", "_links"})),
    ("reports", frozenset({"title", "product_id", "quantity", "_links"})),
    ("discount codes", frozenset({"code", "price_rule_id"})),
    ("price rules", frozenset({"value_type", "allocation_method"})),
    ("draft orders", frozenset({"invoice_url", "line_items"})),
    ("parcel events", frozenset({"fulfillment_id", "happened_at"})),
    ("payments of the payment provider", frozenset({"payout_id", "fee", "net"})),
    ("payouts", frozenset({"status", "date", "amount", "currency"})),
    ("order lines without their orders", frozenset({"fulfillable_quantity", "price"})),
    ("properties of order lines", frozenset({"properties"})),
)


def not_kept(header: Sequence[str]) -> str | None:
    """What a file with these names holds, if it is something of which none is kept."""
    names = set(header)
    return next((what for what, told in _KNOWN if told <= names), None)
