"""An order while its parts are collected, and what of it is personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engines.exchange.planning.fields import Fields, text
from engines.exchange.planning.people import note_key
from engines.orders.facts import LineData, ParcelData, PaymentData, RefundData

ADDRESS = ("company", "address1", "address2", "street", "city", "zip", "province", "phone")
_SHIP = tuple(f"ship_{part}" for part in ADDRESS)


@dataclass(slots=True)
class OrderDraft:
    """An order while its parts are collected; `places` are the lines of the file it stands on."""

    file: Path
    head: Fields
    number: str
    currency: str = ""
    digits: int = 2
    placed_at_us: int = 0
    total_minor: int = 0
    lines: list[LineData] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    fulfilled: bool = False
    broken: bool = False
    # What a record knows better than a row: None and () where it does not.
    payments: tuple[PaymentData, ...] | None = None
    parcels: tuple[ParcelData, ...] = ()
    refunds: tuple[RefundData, ...] = ()
    personal: dict[str, str] = field(default_factory=dict)
    key: str = ""  # the order's id in the shop that wrote the file
    updated: int = 0  # when it was changed last, where the file tells
    slack: int = 0  # minor units that rounding line by line may cost


def personal_of(draft: OrderDraft) -> dict[str, str]:
    """What goes into the vault, under the names by which the vault keeps it. Raises CellError."""
    head = draft.head
    found = {
        "email": text(head, "email"),
        "name": text(head, "bill_name") or text(head, "ship_name"),
        note_key(draft.number): text(head, "notes"),
        "phone": text(head, "phone"),
        **draft.personal,
        f"ship to {draft.number}": _address(head),
    }
    return {name: value for name, value in found.items() if value}


def _address(head: Fields) -> str:
    """Where an order goes to, on one line; empty where nothing but a name or a country is told."""
    parts = [part for name in _SHIP if (part := head.get(name).strip())]
    if not parts:
        return ""
    name, country = head.get("ship_name").strip(), head.get("country").strip()
    return ", ".join([part for part in (name, *parts, country) if part])
