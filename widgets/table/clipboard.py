"""What is selected, read anew from the source: as tab-separated text, as keys, as rows.

``Clip(source, where, order, bands, total, columns, words)``; ``tsv_work(clip)`` and
``key_work(clip)`` give the work to ask for; ``clip_of(model, choice, columns)``: what is chosen. It
touches no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from widgets.table.export import Placed, cell_text, rows_in
from widgets.table.model import PagingModel
from widgets.table.selection import Band, row_count
from widgets.table.source import Key, Order, Row, RowSource, Where
from widgets.table.summing import Choice
from widgets.table.text import Words
from widgets.table.tsv import quoted


@dataclass(frozen=True)
class Clip:
    """A question about the cells in ``bands``; ``columns`` as shown from left to right.

    Unless ``whole``, the values that take longer are not read: for keys, for what is edited.
    """

    source: RowSource
    where: Where
    order: Order
    bands: tuple[Band, ...]
    total: int
    columns: tuple[Placed, ...]
    words: Words
    whole: bool = True

    @property
    def count(self) -> int:
        """How many rows that is."""
        return row_count(self.bands)

    @property
    def chosen(self) -> tuple[Placed, ...]:
        """The columns in which a cell is selected."""
        places = frozenset(place for one in self.bands for place in one.columns)
        return tuple(one for one in self.columns if one[0] in places)

    def placed(self) -> Iterator[tuple[int, Band, Row]]:
        """The rows with their place and band, in order, in chunks."""
        for one in self.bands:
            rows = rows_in(
                self.source,
                self.where,
                self.order,
                one.first,
                one.last + 1,
                self.total,
                whole=self.whole,
            )
            for place, row in enumerate(rows, one.first):
                yield place, one, row

    def rows(self) -> Iterator[Row]:
        """The rows, in order, in chunks."""
        return (row for _place, _band, row in self.placed())


def _tsv(clip: Clip) -> str:
    columns = clip.chosen
    return "\n".join(
        "\t".join(
            quoted(cell_text(row, place, column, clip.words)) if place in band.columns else ""
            for place, column in columns
        )
        for _place, band, row in clip.placed()
    )


def tsv_work(clip: Clip) -> Callable[[], str]:
    """Work that gives the text for the clipboard."""
    return lambda: _tsv(clip)


def key_work(clip: Clip) -> Callable[[], tuple[Key, ...]]:
    """Work that gives the keys of all selected rows."""
    bare = replace(clip, whole=False)
    return lambda: tuple(row.key for row in bare.rows() if row.own)


def clip_of(pages: PagingModel, choice: Choice, columns: tuple[Placed, ...]) -> Clip | None:
    """What is chosen in a table, as a question; None when nothing is."""
    source, parts, total = pages.source, choice.bands(), pages.rowCount()
    if choice.every and parts:
        source, total = pages.base, pages.things()
        parts = (Band(0, total - 1, choice.every),)
    if source is None or not parts:
        return None
    return Clip(source, pages.where, pages.order, parts, total, columns, pages.words)
