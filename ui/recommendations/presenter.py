"""Recommendations between page and engines: the board, learning, what goes live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.context import Context
from engines.database.change import Change, Committed
from engines.database.moments import now_us
from engines.database.sql import Connection
from ui.recommendations.models import BoardSource, Line, read_board

if TYPE_CHECKING:
    from engines.database.ticket import Ticket

NEXT, NEW = "next", "new"  # the engine's targets


@dataclass(frozen=True)
class Improved:
    """What learning came to: who judged, and the key of the best model."""

    target: str
    asked: int
    best: int | None


class RecommendPresenter(QObject):
    """What the page asks for and what it may do."""

    learning = Signal(bool)  # whether a model is being looked for
    improved = Signal(object)
    changed = Signal()
    sold = Signal()  # there are sales that no model has seen
    acted = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.source = BoardSource(context, NEXT)
        self.busy = False
        context.notices.committed.connect(self._committed)

    @property
    def target(self) -> str:
        """What is recommended: the next basket, or what is new to a customer."""
        return self.source.target

    def improve(self, title: str) -> None:
        """Judge all models on the shop's own past, and keep how they did."""
        if self.busy:
            return
        self._say(busy=True)
        target, database = self.target, self.context.shop.database

        def work(ticket: Ticket) -> Improved:
            from app import recommending
            from engines.recommend import experiments
            from engines.recommend.collect import sales_of

            sales = database.read(sales_of)
            trained = recommending.train_apart(sales, target, ticket)
            found = trained.experiments(now_us())

            def keep(connection: Connection) -> int | None:
                experiments.keep(connection, found)
                lines = read_board(connection, target).lines
                return lines[0].key if found else None

            return Improved(target, trained.asked, database.write_derived(keep) if found else None)

        self.context.jobs.start(title, work, self._improved, self._stopped)

    def _improved(self, found: Improved) -> None:
        self._say(busy=False)
        self.improved.emit(found)

    def _stopped(self, error: Exception) -> None:
        self._say(busy=False)
        self.failed.emit(error)

    def _say(self, *, busy: bool) -> None:
        self.busy = busy
        self.learning.emit(busy)

    def publish(self, line: Line, note: str) -> None:
        """Put a model live."""
        target = self.target

        def work(change: Change) -> int:
            from engines.recommend import publications

            return publications.publish(
                change,
                target=target,
                settings=line.settings,
                metrics=line.published(),
                data_digest=line.digest,
                note=note,
            )

        self._act("publish recommendations", work)

    def roll_back(self) -> None:
        """Bring back what was live before."""
        target = self.target

        def work(change: Change) -> int:
            from engines.recommend import publications

            return publications.rollback(change, target=target)

        self._act("roll back recommendations", work)

    def _act(self, label: str, work: Callable[[Change], Any]) -> None:
        self.context.jobs.ask(
            lambda: self.context.change(label, work),
            lambda _done: self.acted.emit(label),
            self.failed.emit,
        )

    def _committed(self, notice: Committed) -> None:
        if any(kind.startswith("recommend") for kind in notice.kinds):
            self.changed.emit()
        if any(kind.startswith(("order", "import", "personal")) for kind in notice.kinds):
            self.sold.emit()
