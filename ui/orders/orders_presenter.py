"""Orders between page and engines: reads in lanes, commands as jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.context import Context
from engines.database.change import Change, Committed
from engines.database.moments import DAY_US, now_us
from engines.database.pages import Sort
from engines.database.sql import Connection
from engines.identity.rights import Right
from engines.inventory import queries as stock
from engines.ledger import queries as log
from engines.orders import commands, queries
from ui.sources import ListedSource
from widgets.table.source import Row

FIELDS = (
    "number",
    "placed_at_us",
    "customer",
    "country",
    "units",
    "total_minor",
    "state",
    "due_at_us",
    "channel",
)


@dataclass(frozen=True)
class OrderView:
    """An order as the detail panel shows it."""

    order: queries.Order
    entries: tuple[log.EntryRow, ...]
    reserved: int
    locations: tuple[tuple[int, str], ...]


class OrdersPresenter(QObject):
    """What the order page asks for and what it may do."""

    figures_ready = Signal(object)
    order_ready = Signal(object)
    changed = Signal()
    failed = Signal(object)
    acted = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._wanted = 0
        personal = context.may(Right.PERSONAL_READ)
        self.source = ListedSource(
            context,
            queries.LISTING,
            queries.orders_count,
            lambda c, w, s, o, n, t: queries.orders_page(c, w, s, o, n, t, personal=personal),
            self._rows,
            (Sort("placed_at_us", descending=True),),
        )
        context.notices.committed.connect(self._committed)

    def _rows(self, _connection: Connection, rows: Sequence[queries.OrderRow]) -> list[Row]:
        now = now_us()
        return [
            Row(
                one.id,
                tuple(
                    _shown_state(one, now) if name == "state" else getattr(one, name)
                    for name in FIELDS
                ),
            )
            for one in rows
        ]

    def load_figures(self) -> None:
        """Ask for the key figures."""

        def work() -> queries.OrderFigures:
            now = now_us()
            return self.context.shop.database.read(
                lambda c: queries.figures(c, now, now - 7 * DAY_US)
            )

        self.context.jobs.ask_late(work, self.figures_ready.emit, self.failed.emit)

    def open(self, key: int) -> None:
        """Ask for one order; only the newest wish is answered."""
        self._wanted = key
        personal = self.context.may(Right.PERSONAL_READ)

        def read(connection: Connection) -> OrderView:
            return OrderView(
                queries.order(connection, key, personal=personal),
                tuple(log.entries_about(connection, f"order:{key}")),
                sum(stock.reservations(connection, key).values()),
                tuple(stock.locations(connection)),
            )

        def done(view: OrderView) -> None:
            if view.order.row.id == self._wanted:
                self.order_ready.emit(view)

        self.context.jobs.ask(lambda: self.context.shop.database.read(read), done, self.failed.emit)

    def ship(self, key: int, location_id: int, parcel: commands.Parcel) -> None:
        """Send pieces of an order."""
        self._act(
            "ship order",
            lambda c: commands.ship(c, order_id=key, location_id=location_id, parcel=parcel),
        )

    def cancel(self, key: int, reason: str) -> None:
        """Cancel an order."""
        self._act("cancel order", lambda c: commands.cancel(c, order_id=key, reason=reason))

    def pay(self, key: int, amount_minor: int, method: str) -> None:
        """Note that money came in."""
        self._act(
            "note payment",
            lambda c: commands.pay(c, order_id=key, amount_minor=amount_minor, method=method),
        )

    def refund(
        self,
        key: int,
        amount_minor: int,
        reason: str,
        returned: Sequence[commands.Pieces],
        location_id: int | None,
    ) -> None:
        """Give money back."""
        self._act(
            "refund order",
            lambda c: commands.refund(
                c,
                order_id=key,
                amount_minor=amount_minor,
                reason=reason,
                returned=returned,
                location_id=location_id,
            ),
        )

    def note(self, key: int, text: str, version: int) -> None:
        """Write the note of an order."""
        self._act(
            "note order", lambda c: commands.note(c, order_id=key, text=text, version=version)
        )

    def _act(self, label: str, work: Callable[[Change], Any]) -> None:
        self.context.jobs.ask(
            lambda: self.context.change(label, work),
            lambda _done: self.acted.emit(label),
            self.failed.emit,
        )

    def _committed(self, notice: Committed) -> None:
        if any(kind.startswith(("order", "import", "stock")) for kind in notice.kinds):
            self.changed.emit()


def _shown_state(row: queries.OrderRow, now: int) -> str:
    """Late is shown as a state of its own; to the engine it is an open order past its date."""
    late = row.due_at_us is not None and row.due_at_us < now
    return "late" if late and row.state in ("to_ship", "part_shipped") else row.state
