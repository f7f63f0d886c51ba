"""Adds up the selected cells for the footer, also over rows that were never loaded.

``Summing(model, bands, shown, parent)``: ``soon()`` after a change; signal ``told(Footer)``.

What is loaded is added at once. All rows are added by the source where it can; other rows are read
in chunks, one question after another, until the selection changes: only the newest is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from widgets.table.footer import Footer, totals
from widgets.table.model import PagingModel
from widgets.table.selection import Band, cell_count, row_count
from widgets.table.source import NUMBERS, Column, Row, Summarised, Sums

AT_ONCE = 10_000  # rows added while the window waits, if they are loaded
CHUNK = 2_000


class Choice(Protocol):
    """What is selected, as the view knows it."""

    every: frozenset[int]

    def bands(self) -> tuple[Band, ...]: ...

    def shown(self) -> frozenset[int]: ...


class _Adding:
    """Sums under way."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self.sums: dict[str, tuple[int, int]] = {}

    def add(self, places: frozenset[int], rows: Iterable[Row]) -> None:
        kept = [row for row in rows if row.own]
        for place in places:
            column = self._columns[place]
            if column.kind not in NUMBERS:
                continue
            values = [one for row in kept if isinstance(one := row.values[place], int)]
            total, count = self.sums.get(column.key, (0, 0))
            self.sums[column.key] = (total + sum(values), count + len(values))


def _pieces(parts: Sequence[Band]) -> list[Band]:
    """The bands cut into chunks."""
    return [
        Band(first, min(first + CHUNK - 1, one.last), one.columns)
        for one in parts
        for first in range(one.first, one.last + 1, CHUNK)
    ]


class Summing(QObject):
    """Tells the footer of a selection."""

    told = Signal(object)

    def __init__(self, model: PagingModel, choice: Choice, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._choice = model, choice
        self._question = 0
        self._next: Callable[[], None] = lambda: None
        self._soon, self._chunk = QTimer(self), QTimer(self)
        for timer, act in ((self._soon, self._tell), (self._chunk, self._read)):
            timer.setSingleShot(True)
            timer.setInterval(0)
            timer.timeout.connect(act)

    def soon(self) -> None:
        """The selection or the rows changed."""
        self._soon.start()

    def _read(self) -> None:
        self._next()

    def _tell(self) -> None:
        self._question += 1
        parts = self._choice.bands()
        numbers = [
            self._model.columns[place]
            for place in sorted({place for one in parts for place in one.columns})
            if self._model.columns[place].kind in NUMBERS
        ]
        if cell_count(parts) < 2 or not numbers:
            self._emit(parts, {})
            return
        # In groups, everything is more than the heads that are seen.
        grouped = bool(self._choice.every) and self._model.base is not self._model.source
        added = None if grouped else self._loaded(parts)
        if added is not None:
            self._emit(parts, added)
            return
        self._emit(parts, {}, waiting=True)
        source = self._model.source
        if isinstance(source, Summarised) and self._all_rows(parts):
            where, keys = self._model.where, [one.key for one in numbers]
            mine = self._question
            self._model.ask(
                lambda: source.summary(where, keys),
                lambda sums: self._answer(mine, parts, sums),
                lambda _error: self._answer(mine, parts, {}),
            )
        else:
            self._walk(parts)

    def _all_rows(self, parts: Sequence[Band]) -> bool:
        whole = len(parts) == 1 and parts[0].rows == self._model.rowCount()
        return whole and (bool(self._choice.every) or self._model.base is self._model.source)

    def _loaded(self, parts: Sequence[Band]) -> Sums | None:
        """The sums, if every row is loaded."""
        if row_count(parts) > AT_ONCE:
            return None
        adding = _Adding(self._model.columns)
        for one in parts:
            rows = [self._model.row(place) for place in range(one.first, one.last + 1)]
            there = [row for row in rows if row is not None]
            if len(there) < len(rows):
                return None
            adding.add(one.columns, there)
        return adding.sums

    def _walk(self, parts: tuple[Band, ...]) -> None:
        """Read chunk after chunk, while nobody asks anything newer."""
        model, source, mine = self._model, self._model.source, self._question
        if source is None:
            return
        where, order, total = model.where, model.order, model.rowCount()
        adding, left = _Adding(model.columns), _pieces(parts)[::-1]

        def ask() -> None:
            if mine != self._question:
                return
            if not left:
                self._answer(mine, parts, adding.sums)
                return
            piece = left.pop()

            def work() -> None:
                rows = source.page(where, order, piece.first, piece.rows, total)
                adding.add(piece.columns, rows)

            model.ask(
                work, lambda _none: self._chunk.start(), lambda _e: self._answer(mine, parts, {})
            )

        self._next = ask
        ask()

    def _answer(self, question: int, parts: tuple[Band, ...], sums: Sums) -> None:
        if question == self._question:
            self._emit(parts, sums)

    def _emit(self, parts: tuple[Band, ...], sums: Sums, *, waiting: bool = False) -> None:
        columns, shown = self._model.columns, self._choice.shown()
        self.told.emit(
            Footer(
                self._model.things(),
                self._model.things() if self._choice.every else row_count(parts),
                totals(sums, columns, self._model.words),
                every=bool(self._choice.every),
                cells=cell_count(parts),
                whole=all(one.columns == shown for one in parts),
                waiting=waiting,
            )
        )
