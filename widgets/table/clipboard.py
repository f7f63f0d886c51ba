"""What is selected, read anew from the source: as tab-separated text, as keys.

``Clip(source, where, order, ranges, total, columns, words)``; ``tsv_work(clip)`` and
``key_work(clip)`` give the work to ask for; it touches no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from widgets.table.export import Placed, rows_in, tsv
from widgets.table.source import Key, Order, Row, RowSource, Where
from widgets.table.text import Words


@dataclass(frozen=True)
class Clip:
    """A question about the rows in ``ranges`` (first and last place, both included)."""

    source: RowSource
    where: Where
    order: Order
    ranges: tuple[tuple[int, int], ...]
    total: int
    columns: tuple[Placed, ...]
    words: Words

    @property
    def count(self) -> int:
        """How many rows that is."""
        return sum(last - first + 1 for first, last in self.ranges)

    def rows(self) -> Iterator[Row]:
        """The rows, in order, in chunks."""
        for first, last in self.ranges:
            yield from rows_in(self.source, self.where, self.order, first, last + 1, self.total)


def tsv_work(clip: Clip) -> Callable[[], str]:
    """Work that gives the text for the clipboard."""
    return lambda: tsv(clip.rows(), clip.columns, clip.words)


def key_work(clip: Clip) -> Callable[[], tuple[Key, ...]]:
    """Work that gives the keys of all selected rows."""
    return lambda: tuple(row.key for row in clip.rows())
