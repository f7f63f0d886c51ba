"""Stock between page and engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.context import Context
from engines.database.change import Change, Committed
from engines.database.pages import Sort
from engines.database.sql import Connection
from engines.identity.rights import Right
from engines.inventory import queries
from ui.inventory.variant_view import WEEKS, VariantView, read_view
from ui.sources import ListedSource
from widgets.table.source import Row

if TYPE_CHECKING:
    from widgets.table.edits import Edits

# The columns of the table but the last, which comes later.
FIELDS = (
    "sku",
    "title",
    "options",
    "price_minor",
    "cost_minor",
    "location",
    "on_hand",
    "reserved",
    "incoming",
    "available",
    "value_minor",
    "last_sold_us",
    "compare_at_minor",
    "barcode",
    "weight_grams",
    "vendor",
    "category",
    "status",
    "tags",
)
_VALUES = itemgetter(*(queries.LevelRow.__slots__.index(one) for one in FIELDS))


class StockPresenter(QObject):
    """What the stock page asks for and what it may do."""

    figures_ready = Signal(object)
    variant_ready = Signal(object)
    changed = Signal()
    failed = Signal(object)
    acted = Signal(str)
    edited = Signal(object, object)  # Edits, and what went wrong (None when saved)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._wanted = 0
        self.source = ListedSource(
            context,
            queries.LISTING,
            queries.levels_count,
            queries.level_values,
            self._rows,
            (Sort("sku"),),
            self._with_weeks,
        )
        context.notices.committed.connect(self._committed)

    def _rows(self, _connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[Row]:
        return [Row(one[0], (*_VALUES(one), None)) for one in rows]

    def _with_weeks(self, connection: Connection, rows: Sequence[Row]) -> list[Row]:
        """The same rows with the sales of the last weeks, which take longer to add up."""
        from engines.orders import queries as orders

        variant_ids = {one.key: int(one.key) >> 16 for one in rows}
        until = (orders.newest_order_us(connection) or 0) + 1
        weeks = orders.weekly_units(connection, list(variant_ids.values()), until, WEEKS)
        return [
            Row(one.key, (*one.values[:-1], weeks.get(variant_ids[one.key], (0,) * WEEKS)))
            for one in rows
        ]

    def load_figures(self) -> None:
        """Ask for the key figures."""
        self.context.jobs.ask_late(
            lambda: self.context.shop.database.read(queries.figures),
            self.figures_ready.emit,
            self.failed.emit,
        )

    def open(self, variant_id: int) -> None:
        """Ask for one variant; only the newest wish is answered."""
        self._wanted = variant_id
        personal = self.context.may(Right.PERSONAL_READ)

        def read(connection: Connection) -> VariantView:
            return read_view(connection, variant_id, personal=personal)

        def done(view: VariantView) -> None:
            if view.variant.id == self._wanted:
                self.variant_ready.emit(view)

        self.context.jobs.ask(lambda: self.context.shop.database.read(read), done, self.failed.emit)

    def receive(self, variant_id: int, location_id: int, quantity: int, note: str) -> None:
        """Take pieces into stock; a shop without a location gets its first."""
        from engines.inventory import commands

        def work(change: Change) -> int:
            place = location_id or commands.add_location(change, name="Main")
            return commands.receive(
                change, variant_id=variant_id, location_id=place, quantity=quantity, note=note
            )

        self._act("receive stock", work)

    def move(self, variant_id: int, source_id: int, target_id: int, quantity: int) -> None:
        """Carry pieces elsewhere."""
        from engines.inventory import commands

        self._act(
            "move stock",
            lambda c: commands.move(
                c,
                variant_id=variant_id,
                source_id=source_id,
                target_id=target_id,
                quantity=quantity,
            ),
        )

    def adjust(self, variant_id: int, location_id: int, quantity: int, reason: str) -> None:
        """Correct stock with a reason."""
        from engines.inventory import commands

        self._act(
            "adjust stock",
            lambda c: commands.adjust(
                c,
                variant_id=variant_id,
                location_id=location_id,
                quantity=quantity,
                note=reason,
            ),
        )

    def add_location(self, name: str) -> None:
        """A new place for stock."""
        from engines.inventory import commands

        self._act("add location", lambda c: commands.add_location(c, name=name))

    def edit(self, edits: Edits) -> None:
        """Save edited cells."""
        from ui.inventory.stock_edits import save_edits

        def done(label: str) -> None:
            self.edited.emit(edits, None)
            self.acted.emit(label)

        save_edits(self.context, edits, done, lambda error: self.edited.emit(edits, error))

    def _act(self, label: str, work: Callable[[Change], Any]) -> None:
        self.context.jobs.ask(
            lambda: self.context.change(label, work),
            lambda _done: self.acted.emit(label),
            self.failed.emit,
        )

    def _committed(self, notice: Committed) -> None:
        names = ("stock", "product", "variant", "order", "import", "location", "supplier", "review")
        if any(kind.startswith(names) for kind in notice.kinds):
            self.changed.emit()
