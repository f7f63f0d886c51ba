"""The ledger between page and engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from app import machine
from app.context import Context
from engines.database.change import Committed
from engines.database.errors import CounterfoilError
from engines.database.facts import Fact
from engines.database.moments import now_us
from engines.database.pages import Sort
from engines.database.sql import Connection
from engines.ledger import body, queries
from engines.ledger.merkle import leaf_hash
from engines.ledger.proofs import Step
from engines.ledger.verdict import Verdict
from engines.orders import queries as orders
from ui.sources import ListedSource
from widgets.table.source import Row


@dataclass(frozen=True)
class EntryView:
    """An entry as the detail panel shows it. `fact` is None where the text does not read."""

    row: queries.EntryRow
    change: str
    fact: Fact | None
    about: str
    path: tuple[Step, ...]
    head: queries.Head | None


class LedgerPresenter(QObject):
    """What the ledger page asks for and what it may do."""

    head_ready = Signal(object, int)
    entry_ready = Signal(object)
    verified = Signal(object)
    failed = Signal(object)
    changed = Signal()
    saved = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._wanted = -1
        self.source = ListedSource(
            context,
            queries.LISTING,
            queries.entries_count,
            queries.entries_page,
            self._rows,
            (Sort("index", descending=True),),
        )
        context.notices.committed.connect(self._committed)

    def _rows(self, connection: Connection, rows: Sequence[queries.EntryRow]) -> list[Row]:
        names = _names(connection, [one.subject for one in rows if one.subject])
        return [
            Row(
                one.index,
                (
                    one.index,
                    one.at_us,
                    one.kind,
                    names.get(one.subject or "", one.subject or ""),
                    one.actor,
                    one.leaf[:12] + "…",
                ),
            )
            for one in rows
        ]

    def load_head(self) -> None:
        """Ask for the newest checkpoint and the number of entries."""

        def work() -> tuple[queries.Head | None, int]:
            return self.context.shop.database.read(
                lambda c: (queries.head(c), queries.entries_count(c))
            )

        self.context.jobs.ask(work, lambda found: self.head_ready.emit(*found), self.failed.emit)

    def open(self, index: int) -> None:
        """Ask for one entry; only the newest wish is answered."""
        self._wanted = index
        book = self.context.shop.database.book

        def read(connection: Connection) -> EntryView:
            row = queries.entry(connection, index)
            head = queries.head(connection)
            path: tuple[Step, ...] = ()
            if head is not None and index < head.size:
                path = tuple(queries.path_of(connection, index, head.size))
            try:
                change, fact = body.read(row.body).change, queries.fact_of(book, row).fact
            except (msgspec.DecodeError, CounterfoilError):
                change, fact = "", None
            about = _names(connection, [row.subject] if row.subject else [])
            return EntryView(row, change, fact, about.get(row.subject or "", ""), path, head)

        def done(view: EntryView) -> None:
            if view.row.index == self._wanted:
                self.entry_ready.emit(view)

        self.context.jobs.ask(lambda: self.context.shop.database.read(read), done, self.failed.emit)

    def verify(self, title: str) -> None:
        """Check the whole ledger as a job."""
        self.context.jobs.start(
            title,
            lambda ticket: self.context.shop.verify(ticket),
            self._done,
            self._stopped,
        )

    def _done(self, verdict: Verdict) -> None:
        machine.note_verified(self.context.shop.place, now_us(), len(verdict.problems))
        self.context.notices.checked.emit()
        self.verified.emit(verdict)

    def _stopped(self, error: Exception) -> None:
        self.context.notices.stopped.emit("verify", error)
        self.failed.emit(error)

    def save_proof(self, index: int, file: Path) -> None:
        """Write the proof of an entry to a file."""

        def work() -> str:
            proof = self.context.shop.database.read(lambda c: queries.proof_of(c, index))
            file.write_text(proof.text(), "utf-8")
            return file.name

        self.context.jobs.ask(work, self.saved.emit, self.failed.emit)

    def _committed(self, _notice: Committed) -> None:
        self.changed.emit()


def leaf_of(view: EntryView) -> bytes:
    """The leaf hash of an entry's text."""
    return leaf_hash(view.row.body)


def _names(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """What people call the things entries are about: an order's number for its id."""
    keys = {int(one.partition(":")[2]) for one in subjects if one.startswith("order:")}
    numbers = {one.id: one.number for one in orders.rows(connection, sorted(keys), personal=False)}
    return {
        f"order:{key}": number if number.startswith("#") else f"#{number}"
        for key, number in numbers.items()
    }
