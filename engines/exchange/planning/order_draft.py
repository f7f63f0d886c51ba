"""An order while its parts are collected, and what of it is personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engines.exchange.planning.fields import Fields
from engines.exchange.planning.people import note_key
from engines.exchange.reading import cells
from engines.orders.facts import LineData, ParcelData, PaymentData, RefundData

ADDRESS = ("company", "address1", "address2", "street", "city", "zip", "province", "phone")


@dataclass
class OrderDraft:
    """An order while its parts are collected; `places` are the lines of the file it stands on."""

    file: Path
    head: Fields
    number: str
    currency: str = ""
    digits: int = 2
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

    def text(name: str) -> str:
        return cells.text(head.label(name), head.get(name))

    found = {
        "email": text("email"),
        "name": text("bill_name") or text("ship_name"),
        note_key(draft.number): text("notes"),
        "phone": text("phone"),
        **draft.personal,
    }
    parts = [head.get(f"ship_{part}").strip() for part in ADDRESS]
    if any(parts):
        address = [head.get("ship_name").strip(), *parts, head.get("country").strip()]
        found[f"ship to {draft.number}"] = ", ".join(part for part in address if part)
    return {name: value for name, value in found.items() if value}
