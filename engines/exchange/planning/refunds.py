"""Refunds told by themselves, apart from their orders."""

from __future__ import annotations

from collections.abc import Sequence

from engines.catalog import queries as catalog
from engines.database.facts import Fact
from engines.database.money import exponent
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.planning.people import People
from engines.exchange.reading import cells
from engines.inventory import queries as stock
from engines.inventory.facts import Reserved, StockReserved
from engines.orders import numbers, origins
from engines.orders import queries as orders
from engines.orders.facts import OrderRefunded, ShippedLine


class RefundPlanner:
    """The refunds of the files so far."""

    def __init__(self, reading: Reading, plan: Plan, channel: str) -> None:
        self.channel = channel
        self.connection, self.plan, self.options = reading.connection, plan, reading.options
        self.existing = orders.number_index(reading.connection)
        self.customers = numbers.customers_of(reading.connection)
        self.skus = catalog.sku_ids(reading.connection)
        self.people = People(reading.connection, plan)
        self.next_id = numbers.next_refund_id(reading.connection)
        self.back: dict[int, int] = {}  # given back in this import, by order
        self.seen: set[str] = set()
        self.refunds = self.amount = 0
        self.facts: list[Fact] = []
        self.file_sums = FileSums("refunds", "refunded")

    def tell(self, fields: Fields) -> None:
        """Add a refund to the sums of the file, as it stands there."""
        self.file_sums.count("refunds")
        order_id = self._order_id(fields.get("order").strip())
        currency = self.options.currency
        if order_id is not None:
            currency = orders.standing(self.connection, order_id).currency
        self.file_sums.add("refunded", fields.get("amount"), digits=exponent(currency))

    def _order_id(self, number: str) -> int | None:
        """The order by its id in the other shop, which may not be its number there."""
        found = origins.order_of(self.connection, f"{self.channel} {number}")
        known = self.existing.get(number)
        return known[0] if found is None and known is not None else found

    def take(self, fields: Fields, lines: Sequence[Fields]) -> None:
        """Take a refund. Raises CellError."""
        number = cells.identifier(fields.label("order"), fields.get("order"))
        order_id = self._order_id(number)
        if order_id is None:
            raise CellError(fields.label("order"), number, "unknown order")
        order = orders.order(self.connection, order_id)
        digits = exponent(order.row.currency)
        amount = cells.money(fields.label("amount"), fields.get("amount"), digits)
        at_us = cells.moment(fields.label("at"), fields.get("at"), self.options.zone)
        mark = fields.get("mark")
        if mark in self.seen:
            raise CellError(fields.label("mark"), mark, "refund twice")
        if mark in numbers.refund_reasons(self.connection, order.row.id):
            self.plan.unchanged += 1
        else:
            self._add(fields, lines, order, amount, at_us)
        self.seen.add(mark)
        self.refunds += 1
        self.amount += amount

    def _add(
        self,
        fields: Fields,
        lines: Sequence[Fields],
        order: orders.Order,
        amount: int,
        at_us: int,
    ) -> None:
        row = order.row
        gone = row.refunded_minor + self.back.get(row.id, 0) + amount
        if gone > row.paid_minor:
            raise CellError(fields.label("amount"), fields.get("amount"), "more than was paid")
        self.back[row.id] = self.back.get(row.id, 0) + amount
        if amount:
            self.facts.append(
                OrderRefunded(
                    order_id=row.id,
                    refund_id=self.next_id,
                    amount_minor=amount,
                    reason=fields.get("mark"),
                    lines=self._lines(lines, order),
                    at_us=at_us,
                )
            )
            self.next_id += 1
        if gone == row.paid_minor:
            self.facts.extend(self._released(row.id))
        why = cells.text(fields.label("why"), fields.get("why"))
        mark = fields.get("mark")
        self.people.noted(self.customers.get(row.id), [mark], {mark: why})
        self.plan.count("refunds")

    def _lines(self, lines: Sequence[Fields], order: orders.Order) -> tuple[ShippedLine, ...]:
        """The pieces that came back, each in a line of the order with the same SKU."""
        found, left = [], {n.line_no: n.quantity - n.refunded for n in order.lines}
        for one in lines:
            told = cells.integer(one.label("quantity"), one.get("quantity"), negative=True)
            variant_id = self.skus.get(one.get("sku")) or self.skus.get(one.get("name"))
            for line in order.lines:
                pieces = min(abs(told), left[line.line_no])
                if line.variant_id == variant_id and pieces:
                    left[line.line_no] -= pieces
                    found.append(ShippedLine(line_no=line.line_no, quantity=pieces))
                    break
        return tuple(found)

    def _released(self, order_id: int) -> list[StockReserved]:
        held = stock.reservations(self.connection, order_id)
        lines = tuple(
            Reserved(variant_id=key, location_id=place, quantity=-n)
            for (key, place), n in held.items()
        )
        return [StockReserved(order_id=order_id, lines=lines)] if lines else []

    def finish(self) -> None:
        """The facts, and the sums over all."""
        self.plan.facts = self.facts
        self.plan.totals = {"refunds": self.refunds, "refunded": self.amount}
        self.plan.file_totals = self.file_sums.done()
