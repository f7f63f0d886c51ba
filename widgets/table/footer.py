"""What the selected rows come to: counts, and sum and mean of each number column.

- ``Footer(rows, selected, sums, every)``, ``Total(key, title, total, count, text, mean)``
- ``totals(rows, columns, words) -> tuple[Total, ...]``: integers throughout
- ``footer_of(model, ranges, every) -> Footer``: no sums where rows are not loaded
- ``FooterLine(parent)``: a label; ``show_footer(footer)`` writes it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QWidget

from widgets import theme
from widgets.table.model import PagingModel
from widgets.table.source import NUMBERS, Column, Row
from widgets.table.text import Words, shown

SUMMED = 10_000


@dataclass(frozen=True)
class Total:
    """Sum and mean of one column over the selection; ``total`` as the column's integers."""

    key: str
    title: str
    total: int
    count: int
    text: str
    mean: str


@dataclass(frozen=True)
class Footer:
    """``rows`` in the table, ``selected`` of them; ``every``: all rows, loaded or not."""

    rows: int
    selected: int = 0
    sums: tuple[Total, ...] = ()
    every: bool = False


def _mean(total: int, count: int) -> int:
    """Rounded half away from zero, in the same unit."""
    half = (2 * abs(total) + count) // (2 * count)
    return -half if total < 0 else half


def totals(rows: Iterable[Row], columns: Sequence[Column], words: Words) -> tuple[Total, ...]:
    """One Total for each number column that has a value in these rows."""
    kept = list(rows)
    result = []
    for place, column in enumerate(columns):
        if column.kind not in NUMBERS:
            continue
        values = [value for row in kept if isinstance(value := row.values[place], int)]
        if values:
            total = sum(values)
            result.append(
                Total(
                    column.key,
                    column.title,
                    total,
                    len(values),
                    shown(total, column, words),
                    shown(_mean(total, len(values)), column, words),
                )
            )
    return tuple(result)


def footer_of(
    model: PagingModel, ranges: Sequence[tuple[int, int]], *, every: bool = False
) -> Footer:
    """The footer of the rows in these ranges (first and last place, both included)."""
    count = sum(last - first + 1 for first, last in ranges)
    if every or count > SUMMED:
        return Footer(model.rowCount(), count, every=every)
    places = (place for first, last in ranges for place in range(first, last + 1))
    chosen = [row for place in places if (row := model.row(place)) is not None]
    # A sum over the loaded part only would be a wrong number.
    sums = totals(chosen, model.columns, model.words) if len(chosen) == count else ()
    return Footer(model.rowCount(), count, sums)


class FooterLine(QLabel):
    """``41 rows · 3 selected · Total: sum 235.64, mean 78.55``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "small")
        self.setContentsMargins(12, 6, 12, 6)
        self.setMinimumWidth(60)

    def show_footer(self, footer: Footer) -> None:
        locale = QLocale()
        parts = [self.tr("{count} rows").format(count=locale.toString(footer.rows))]
        if footer.every:
            parts.append(self.tr("all selected"))
        elif footer.selected:
            parts.append(self.tr("{count} selected").format(count=locale.toString(footer.selected)))
        for one in footer.sums:
            if one.count > 1:
                parts.append(
                    self.tr("{title}: sum {total}, mean {mean}").format(
                        title=one.title, total=one.text, mean=one.mean
                    )
                )
            else:
                parts.append(self.tr("{title}: {total}").format(title=one.title, total=one.text))
        text = " · ".join(parts)
        self.setText(text)
        self.setToolTip(text)
