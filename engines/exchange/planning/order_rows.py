"""Orders told row by row: the first row of an order carries its sums, each further row a line."""

from __future__ import annotations

from pathlib import Path

from engines.exchange.errors import CellError
from engines.exchange.plan import Plan
from engines.exchange.planning.fields import RowFields
from engines.exchange.planning.order_draft import OrderDraft
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading import cells

# What a further row of an order may repeat, but not say otherwise.
_HEAD = (
    "number",
    "email",
    "financial",
    "paid_at",
    "fulfilment",
    "fulfilled_at",
    "currency",
    "subtotal",
    "shipping",
    "taxes",
    "total",
)


class OrderRows:
    """Gathers the rows of each order of a file."""

    def __init__(self, planner: OrderPlanner, plan: Plan) -> None:
        self.planner, self.plan = planner, plan
        self.drafts: dict[str, OrderDraft] = {}
        self.headless: set[str] = set()
        self.summed: set[tuple[Path, str]] = set()

    def take(self, file: Path, line: int, row: RowFields) -> None:
        """Take one row, or refuse it with the order it belongs to."""
        self.plan.read += 1
        self._tell(file, row)
        try:
            row.columns.check(row.cells)
            self._take(file, line, row)
        except CellError as error:
            self.plan.refuse(file, line, error)
            self._spoil(row.get("number").strip().removeprefix("'"))

    def _tell(self, file: Path, row: RowFields) -> None:
        number = row.get("number").strip().removeprefix("'")
        told = self.planner.file_sums.part((file, number), number or None)
        if number and not told.numbers:
            told.count("orders")
        self.planner.tell_line(told, row)
        if row.get("total").strip() and (file, number) not in self.summed:
            self.summed.add((file, number))
            self.planner.tell(told, row)

    def _spoil(self, number: str) -> None:
        """A row of this order was refused: the order cannot go in."""
        if number in self.drafts:
            self.drafts[number].broken = True
        else:
            self.headless.add(number)

    def _take(self, file: Path, line: int, row: RowFields) -> None:
        label = row.label("number")
        number = cells.identifier(label, row.get("number"))
        if not number:
            raise CellError(label, "", "empty")
        draft = self.drafts.get(number)
        has_head = bool(row.get("total").strip())
        if draft is None:
            if number in self.headless:
                raise CellError(label, number, "rest of a refused order")
            if not has_head:
                raise CellError(row.label("total"), "", "empty")
            draft = self.drafts[number] = OrderDraft(file, row, number)
            self.planner.check(draft)
        elif has_head and any(row.get(name) != draft.head.get(name) for name in _HEAD):
            raise self._conflict(row, draft)
        self.planner.add_line(draft, row)
        draft.places.append(line)

    def _conflict(self, row: RowFields, draft: OrderDraft) -> CellError:
        currency = row.get("currency")
        if currency != draft.head.get("currency"):
            return CellError(row.label("currency"), currency, "two currencies")
        return CellError(row.label("number"), draft.number, "order twice")

    def finish_file(self) -> None:
        """The file is at its end: its orders are whole."""
        for draft in self.drafts.values():
            self.planner.add(draft)
        self.drafts = {}
