"""Parcels told by themselves, apart from their orders.

As in moved_on.py no stock moves with them; what was set aside for their pieces becomes free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engines.catalog import queries as catalog
from engines.database.facts import Fact
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.last_told import LastTold
from engines.exchange.planning.moved_on import Since
from engines.exchange.planning.updated import is_older, updated_of
from engines.exchange.reading import cells
from engines.orders import origins
from engines.orders import queries as orders
from engines.orders.facts import OrderShipped, ShippedLine

_LEFT = ("success", "")  # of a parcel that really left


@dataclass(frozen=True, slots=True)
class _Told:
    """A parcel as a record tells it."""

    file: Path
    line: int
    fields: RecordFields
    pieces: tuple[tuple[RecordFields, int], ...]
    order_id: int
    at_us: int
    updated: int


class _Standing:
    """An order of the shop while parcels are taken from it."""

    def __init__(self, reading: Reading, order_id: int) -> None:
        connection = reading.connection
        self.order = orders.order(connection, order_id)
        self.left = {line.line_no: line.quantity - line.shipped for line in self.order.lines}
        self.marks = origins.parcel_marks(connection, order_id)
        self.times = origins.unmarked_times(connection, order_id)
        self.fresh: dict[int, int] = {}

    def take(self, lines: Sequence[ShippedLine]) -> None:
        """These pieces left."""
        for one in lines:
            self.left[one.line_no] -= one.quantity
            self.fresh[one.line_no] = self.fresh.get(one.line_no, 0) + one.quantity


class ParcelPlanner:
    """The parcels of the files so far."""

    def __init__(self, reading: Reading, plan: Plan, channel: str) -> None:
        self.reading, self.plan, self.channel = reading, plan, channel
        self.numbers = orders.number_index(reading.connection)
        self.skus = catalog.sku_ids(reading.connection)
        self.since = Since(reading.connection, channel)
        self.standing: dict[int, _Standing] = {}
        self.states: dict[str, list[_Told]] = {}  # by mark, the oldest state first
        self.shipped: list[Fact] = []
        self.parcels = self.units = 0
        self.file_sums = LastTold("parcels", "units")

    def tell(self, fields: RecordFields, lines: Sequence[RecordFields]) -> None:
        """Add a parcel to the sums of the file, as it stands there."""
        told = self.file_sums.state(fields.get("mark") or object(), fields.get("updated"))
        told.count("parcels")
        for one in lines:
            told.add("units", one.get("quantity"))

    def take(
        self, file: Path, line: int, fields: RecordFields, lines: Sequence[RecordFields]
    ) -> None:
        """Take a parcel. Raises CellError."""
        for one in (fields, *lines):
            one.check()
        zone = self.reading.options.zone
        if not fields.get("mark"):
            raise CellError(fields.label("mark"), "", "empty")
        told = _Told(
            file,
            line,
            fields,
            tuple(
                (one, cells.integer(one.label("quantity"), one.get("quantity"))) for one in lines
            ),
            self._order_id(fields),
            cells.moment(fields.label("at"), fields.get("at"), zone),
            updated_of(fields, zone) or 0,
        )
        states = self.states.setdefault(fields.get("mark"), [])
        place = len(states)
        while place and is_older(told.updated, states[place - 1].updated):
            place -= 1
        states.insert(place, told)

    def _order_id(self, fields: RecordFields) -> int:
        """The order by its id in the other shop, else (for older imports) by its number."""
        connection, label = self.reading.connection, fields.label("order")
        number = cells.identifier(label, fields.get("order"))
        origin = f"{self.channel} {number}"
        found = origins.order_of(connection, origin) if number else None
        if found is None:
            known = self.numbers.get(fields.get("order_number"))
            if known is None or origins.origin_of(connection, known[0]) not in ("", origin):
                raise CellError(label, number, "unknown order")
            found = known[0]
        return found

    def finish(self) -> None:
        """The facts, and the sums over all."""
        for states in self.states.values():
            self._settle(states)
        released = [
            fact
            for one in self.standing.values()
            for fact in self.since.released(one.order, one.fresh, closed=False)
        ]
        self.plan.facts = [*self.shipped, *released]
        self.plan.totals = {"parcels": self.parcels, "units": self.units}
        self.plan.file_totals = self.file_sums.done()

    def _settle(self, states: list[_Told]) -> None:
        """The last state of a parcel that fits to the shop; those before it bring nothing."""
        while states:
            told = states.pop()
            try:
                is_new = self._send(told)
            except CellError as error:
                self.plan.refuse(told.file, told.line, error)
                continue
            self.parcels += 1
            self.units += sum(pieces for _, pieces in told.pieces)
            if is_new:
                self.plan.count("parcels")
            self.plan.unchanged += len(states) + (not is_new)
            return

    def _send(self, told: _Told) -> bool:
        """Let a parcel leave; False where the shop knows of it, or where it never left."""
        fields = told.fields
        if told.order_id not in self.standing:
            self.standing[told.order_id] = _Standing(self.reading, told.order_id)
        order, status = self.standing[told.order_id], fields.get("status")
        is_known = fields.get("mark") in order.marks or told.at_us in order.times
        if status not in _LEFT and is_known:
            raise CellError(fields.label("status"), status, "order differs")
        if status not in _LEFT or is_known:
            return False
        lines = self._lines(told, order)
        if not lines:
            return False
        order.take(lines)
        self.shipped.append(
            OrderShipped(
                order_id=told.order_id,
                shipment_id=self.since.next_id("shipment"),
                lines=lines,
                carrier=fields.get("carrier"),
                tracking=fields.get("tracking"),
                at_us=told.at_us,
                url=fields.get("url"),
                mark=fields.get("mark"),
            )
        )
        return True

    def _lines(self, told: _Told, order: _Standing) -> tuple[ShippedLine, ...]:
        """The pieces by line of the order; none where the shop knows that all of them left."""
        left, found, lacking = dict(order.left), list[ShippedLine](), None
        for fields, pieces in told.pieces:
            variant_id = self.skus.get(fields.get("sku")) or self.skus.get(fields.get("name"))
            places = [n.line_no for n in order.order.lines if n.variant_id == variant_id]
            if not places:
                sku = fields.get("sku") or fields.get("name")
                raise CellError(fields.label("sku"), sku, "not in the order")
            for place in places:
                taken = min(pieces, left[place])
                left[place] -= taken
                pieces -= taken
                if taken:
                    found.append(ShippedLine(line_no=place, quantity=taken))
            lacking = fields if pieces else lacking
        if found and lacking is not None:
            raise CellError(lacking.label("quantity"), lacking.get("quantity"), "more than is left")
        return tuple(found)
