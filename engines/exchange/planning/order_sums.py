"""Sums of files of orders, as they stand there: each order once, however often it is told.

As FileSums does, this does not go through the readers of an importer. Of a record that says which
order it is, the last state counts. Elsewhere tellings of one number that say the same are one.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from engines.exchange.planning.file_sums import FileSums
from engines.exchange.planning.last_told import LastTold

NAMES = ("orders", "lines", "units", "amount")


class OrderTelling(NamedTuple):
    """What stands in a file of an order, as text: its total, and the pieces of each line."""

    number: str
    total: str
    digits: int
    pieces: tuple[str, ...]


class OrderSums:
    """The orders of all files so far."""

    def __init__(self) -> None:
        self._records = LastTold(*NAMES)
        self._rows: dict[OrderTelling, int] = {}

    def tell(self, told: OrderTelling) -> None:
        """An order; of tellings without a number none is another's."""
        self._rows[told] = 1 if told.number else self._rows.get(told, 0) + 1

    def tell_state(self, told: OrderTelling, key: str, at: str) -> None:
        """One state of the order with the id `key`, as it stood at a time."""
        state = self._records.state((told.number, key), at)
        state.count("orders")
        state.add("amount", told.total, digits=told.digits)
        for pieces in told.pieces:
            state.count("lines")
            state.add("units", pieces)

    def done(self) -> dict[str, int]:
        """The sums."""
        rows, alike = FileSums(*NAMES), Counter[tuple[str, ...]]()
        for (number, total, digits, pieces), times in self._rows.items():
            rows.count("orders", times if number else 0)
            rows.add("amount", total, digits=digits, number=times)
            alike[pieces] += times
        for pieces, times in alike.items():
            rows.count("lines", times * len(pieces))
            for one in pieces:
                rows.add("units", one, number=times)
        first, second = rows.done(), self._records.done()
        return {name: first[name] + second[name] for name in NAMES}
