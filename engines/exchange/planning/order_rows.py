"""Orders told row by row: the first row of an order carries its sums, each further row a line."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from sys import intern

from engines.exchange.errors import CellError
from engines.exchange.plan import Columns, Plan
from engines.exchange.planning.fields import RowFields, identifier
from engines.exchange.planning.order_draft import OrderDraft
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading.table import Row

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
AT_ONCE = 200  # rows: more of them and their cells fit into no cache


class Scattered(Exception):
    """The rows of an order do not stand together: they must be gathered patiently."""


class OrderRows:
    """Gathers the rows of each order of a file.

    An order whose rows stand together, as shops write them, is whole when the next one begins:
    what was read for it is let go then. Only `patient` gathering waits for the end of the file.
    """

    def __init__(self, planner: OrderPlanner, plan: Plan, *, patient: bool) -> None:
        self.planner, self.plan, self.patient = planner, plan, patient
        self.drafts: dict[str, OrderDraft] = {}
        self.whole: list[OrderDraft] = []  # all their rows are there
        self.here: set[str] = set()  # their numbers, in the file at hand
        self.headless: set[str] = set()
        # What stands in the file at hand, by number: total, currency, and pieces line by line.
        self.told: dict[str, list[str]] = {}

    def take(self, file: Path, columns: Columns, some: Sequence[Row]) -> None:
        """Take rows, or refuse them with the orders they belong to. Raises Scattered.

        Each step goes through all of them before the next begins: a processor foresees short loops.
        """
        self.plan.read += len(some)
        before = len(self.plan.rejected)
        rows = [RowFields(columns, cells) for _line, cells in some]
        numbers = [row.get("number").strip().removeprefix("'") for row in rows]
        for number, row in zip(numbers, rows, strict=True):
            self._tell(number, row)
        parts: list[tuple[OrderDraft, int, RowFields]] = []
        for (line, cells), number, row in zip(some, numbers, rows, strict=True):
            try:
                columns.check(cells)
                parts.append((self._draft_of(file, row), line, row))
            except CellError as error:
                self.plan.refuse(file, line, error)
                self._spoil(number)
        self._add(file, parts)
        # As it stands in the file; the rest of each refused order follows.
        self.plan.rejected[before:] = sorted(self.plan.rejected[before:], key=attrgetter("line"))
        if not self.patient:
            self.planner.add(self.whole)
            self.whole.clear()

    def _add(self, file: Path, parts: Sequence[tuple[OrderDraft, int, RowFields]]) -> None:
        """Read the heads among these rows, then their lines."""
        sound = []
        for part in parts:
            draft, line, row = part
            try:
                if row is draft.head:
                    self.planner.check(draft)
                sound.append(part)
            except CellError as error:
                self.plan.refuse(file, line, error)
                draft.broken = True
        for draft, line, row in sound:
            try:
                self.planner.add_line(draft, row)
                draft.places.append(line)
            except CellError as error:
                self.plan.refuse(file, line, error)
                draft.broken = True

    def _tell(self, number: str, row: RowFields) -> None:
        told = self.told.get(number)
        if told is None:
            told = self.told[number] = ["", ""]
        if not told[0] and row.get("total").strip():
            told[:2] = row.get("total"), row.get("currency")
        told.append(intern(row.get("quantity")))

    def _spoil(self, number: str) -> None:
        """A row of this order was refused: the order cannot go in."""
        if number in self.drafts:
            self.drafts[number].broken = True
        elif number in self.here:
            raise Scattered
        else:
            self.headless.add(number)

    def _draft_of(self, file: Path, row: RowFields) -> OrderDraft:
        """The order that a row belongs to. Raises CellError, Scattered."""
        number = identifier(row, "number")
        if not number:
            raise CellError(row.label("number"), "", "empty")
        draft = self.drafts.get(number)
        has_head = bool(row.get("total").strip())
        if draft is None:
            if number in self.here:
                raise Scattered
            if not self.patient:
                self._finish_orders()
            if number in self.headless:
                raise CellError(row.label("number"), number, "rest of a refused order")
            if not has_head:
                raise CellError(row.label("total"), "", "empty")
            draft = self.drafts[number] = OrderDraft(file, row, number)
        elif has_head and any(row.get(name) != draft.head.get(name) for name in _HEAD):
            raise self._conflict(row, draft)
        return draft

    def _conflict(self, row: RowFields, draft: OrderDraft) -> CellError:
        currency = row.get("currency")
        if currency != draft.head.get("currency"):
            return CellError(row.label("currency"), currency, "two currencies")
        return CellError(row.label("number"), draft.number, "order twice")

    def _finish_orders(self) -> None:
        self.here.update(self.drafts)
        self.whole.extend(self.drafts.values())
        self.drafts.clear()

    def finish_file(self) -> None:
        """The file is at its end: its orders are whole."""
        self._finish_orders()
        self.planner.add(self.whole)
        self.whole.clear()
        for number, (total, currency, *pieces) in self.told.items():
            self.planner.file_sums.tell(self.planner.telling(number, total, currency, pieces))
        self.here, self.headless, self.told = set(), set(), {}
