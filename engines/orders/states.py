"""Where an order stands, worked out from its amounts and pieces."""

from __future__ import annotations

TO_PAY, TO_SHIP, PART_SHIPPED, SHIPPED = "to_pay", "to_ship", "part_shipped", "shipped"
CANCELLED, REFUNDED = "cancelled", "refunded"
STATES = (TO_PAY, TO_SHIP, PART_SHIPPED, SHIPPED, CANCELLED, REFUNDED)
OPEN = (TO_SHIP, PART_SHIPPED)  # something is still to be sent


def state_of(
    *,
    kind: str,
    total_minor: int,
    paid_minor: int,
    refunded_minor: int,
    units: int,
    shipped_units: int,
    cancelled: bool,
) -> str:
    """The state of an order; `paid_minor` is what came in, before refunds."""
    if kind == "credit":
        return REFUNDED
    if kind == "adjustment":
        return SHIPPED
    if cancelled:
        return CANCELLED
    if refunded_minor and refunded_minor >= paid_minor > 0:
        return REFUNDED
    if 0 < shipped_units < units:
        return PART_SHIPPED
    if shipped_units >= units:
        return SHIPPED if paid_minor >= total_minor else TO_PAY
    return TO_SHIP if paid_minor >= total_minor else TO_PAY
