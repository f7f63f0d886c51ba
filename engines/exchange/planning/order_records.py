"""Orders told whole, one record each, with payments, parcels and refunds of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engines.exchange.errors import CellError
from engines.exchange.plan import Plan
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.order_draft import OrderDraft
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading import cells
from engines.orders.facts import ParcelData, PaymentData, RefundData, ShippedLine


@dataclass(frozen=True, slots=True)
class Pieces:
    """A parcel or a refund: its own fields, and of which line (from 1) how many pieces."""

    fields: RecordFields
    lines: Sequence[tuple[int, RecordFields]] = ()


@dataclass(frozen=True, slots=True)
class OrderTold:
    """An order as a record tells it. `payments` is None where only a state is told."""

    head: RecordFields
    lines: Sequence[RecordFields]
    payments: Sequence[RecordFields] | None = None
    parcels: Sequence[Pieces] = ()
    refunds: Sequence[Pieces] = ()
    slack: int = 0  # minor units that rounding line by line may cost
    all_fields: list[RecordFields] = field(init=False)

    def __post_init__(self) -> None:
        """Gather every part, to be looked at for bad characters."""
        found = [self.head, *self.lines, *(self.payments or ())]
        for one in (*self.parcels, *self.refunds):
            found += [one.fields, *(fields for _, fields in one.lines)]
        object.__setattr__(self, "all_fields", found)


class OrderRecords:
    """Turns records into drafts of orders."""

    def __init__(self, planner: OrderPlanner, plan: Plan) -> None:
        self.planner, self.plan = planner, plan
        self.told = 0

    def tell(self, told: OrderTold) -> None:
        """Add an order to the sums of the file, as it stands there."""
        self.told += 1
        head, sums = told.head, self.planner.file_sums
        number, key = head.get("number"), head.get("key")
        pieces = [one.get("quantity") for one in told.lines]
        order = self.planner.telling(
            number or f"record {self.told}", head.get("total"), head.get("currency"), pieces
        )
        if number and key:
            sums.tell_state(order, key, head.get("updated"))
        else:
            sums.tell(order)

    def take(self, file: Path, line: int, told: OrderTold) -> None:
        """Take an order. Raises CellError."""
        for fields in told.all_fields:
            fields.check()
        head = told.head
        number = cells.identifier(head.label("number"), head.get("number"))
        if not number:
            raise CellError(head.label("number"), "", "empty")
        draft = OrderDraft(file, head, number, slack=told.slack, places=[line])
        draft.key = cells.identifier(head.label("key"), head.get("key"))
        if head.get("updated"):
            draft.updated = self.planner.moment(head, "updated")
        self.planner.check(draft)
        for one in told.lines:
            self.planner.add_line(draft, one)
        draft.payments = self._payments(draft, told)
        draft.parcels = tuple(self._parcel(one) for one in told.parcels)
        draft.refunds = tuple(self._refund(draft, one) for one in told.refunds)
        draft.personal = {
            one.fields.get("mark"): why for one in told.refunds if (why := one.fields.get("why"))
        }
        self.planner.add([draft])

    def _payments(self, draft: OrderDraft, told: OrderTold) -> tuple[PaymentData, ...] | None:
        if told.payments is None:
            return None
        return tuple(
            PaymentData(
                at_us=self.planner.moment(one, "at"),
                method=one.get("method").strip() or self.planner.channel,
                amount_minor=self.planner.money(draft, one, "amount"),
                reference=one.get("reference").strip(),
            )
            for one in told.payments
        )

    def _parcel(self, told: Pieces) -> ParcelData:
        return ParcelData(
            at_us=self.planner.moment(told.fields, "at"),
            lines=_lines(told),
            carrier=told.fields.get("carrier").strip(),
            tracking=told.fields.get("tracking").strip(),
            url=told.fields.get("url").strip(),
            mark=told.fields.get("mark"),
        )

    def _refund(self, draft: OrderDraft, told: Pieces) -> RefundData:
        return RefundData(
            at_us=self.planner.moment(told.fields, "at"),
            amount_minor=self.planner.money(draft, told.fields, "amount"),
            reason=told.fields.get("mark"),
            lines=_lines(told),
        )


def _lines(told: Pieces) -> tuple[ShippedLine, ...]:
    pieces = (
        (number, cells.integer(one.label("quantity"), one.get("quantity")))
        for number, one in told.lines
    )
    return tuple(ShippedLine(line_no=number, quantity=n) for number, n in pieces if n)
