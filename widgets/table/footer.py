"""What the selected cells come to: counts, and sum and mean of each number column.

- ``Footer(rows, selected, sums, every, cells, waiting)``,
  ``Total(key, title, total, count, text, mean)``
- ``totals(sums, columns, words) -> tuple[Total, ...]``: integers throughout
- ``FooterLine(parent)``: a label; ``show_footer(footer)`` writes it, ``said`` is all of it;
  ``say_stale()`` until it is written again
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets import theme
from widgets.table.source import NUMBERS, Column, Sums
from widgets.table.text import Words, integer, money, shown

STALE_MS = 400


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
    """``rows`` in the table; ``cells`` selected in ``selected`` of them.

    ``every``: all rows, loaded or not; ``whole``: whole rows; ``waiting``: sums are on their way.
    """

    rows: int
    selected: int = 0
    sums: tuple[Total, ...] = ()
    every: bool = False
    cells: int = 0
    whole: bool = True
    waiting: bool = False


def _mean(total: int, count: int) -> int:
    """Rounded half away from zero, in the same unit."""
    half = (2 * abs(total) + count) // (2 * count)
    return -half if total < 0 else half


def _mean_text(total: int, count: int, column: Column, words: Words) -> str:
    """In the column's own way; pieces have parts of a piece on average."""
    if column.kind != "integer":
        return shown(_mean(total, count), column, words)
    hundredths = _mean(total * 100, count)
    if hundredths % 100 == 0:
        return integer(hundredths // 100, words.locale)
    return money(hundredths, 2, words.locale)


def totals(sums: Sums, columns: Sequence[Column], words: Words) -> tuple[Total, ...]:
    """One Total for each number column with values; what does not add up has no text of a sum."""
    result = []
    for column in columns:
        total, count = sums.get(column.key, (0, 0))
        if column.kind in NUMBERS and count and (column.adds or (column.mean and count > 1)):
            mean = _mean_text(total, count, column, words)
            text = shown(total, column, words) if column.adds else ""
            result.append(Total(column.key, column.title, total, count, text, mean))
    return tuple(result)


class FooterLine(QLabel):
    """``41 rows · 3 selected · Total: sum 235.64, mean 78.55``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "small")
        self.setContentsMargins(12, 6, 12, 6)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said = ""
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_MS)
        self._stale.timeout.connect(self._mark_stale)

    def say_stale(self) -> None:
        """What is shown is being read anew: a quiet mark, if that takes a while."""
        self._stale.start()

    def _mark_stale(self) -> None:
        words = self.tr("being brought up to date")
        if words not in self.said:
            self._say(f"{self.said} · {words}")

    def show_footer(self, footer: Footer) -> None:
        self._stale.stop()
        self._say(" · ".join([*self._counts(footer), *self._sums(footer)]))

    def _say(self, words: str) -> None:
        self.said = words
        self.setToolTip(self.said)
        self.setAccessibleName(self.said)
        self._fit()

    def _fit(self) -> None:
        """What has no room is said by the tooltip."""
        room = self.contentsRect().width()
        fits = self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, room)
        self.setText(fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _counts(self, footer: Footer) -> list[str]:
        locale = QLocale()
        parts = [self.tr("{count} rows").format(count=integer(footer.rows, locale))]
        selected = integer(footer.selected, locale)
        if footer.every:
            parts.append(self.tr("all selected"))
        elif footer.selected and not footer.whole and footer.cells > 1:
            cells = integer(footer.cells, locale)
            words = self.tr("{cells} cells in {count} rows selected")
            parts.append(words.format(cells=cells, count=selected))
        elif footer.selected:
            parts.append(self.tr("{count} selected").format(count=selected))
        return parts

    def _sums(self, footer: Footer) -> list[str]:
        parts = ["…"] if footer.waiting else []
        for one in footer.sums:
            if not one.text:
                parts.append(self.tr("{title}: mean {mean}").format(title=one.title, mean=one.mean))
            elif one.count < 2:
                parts.append(self.tr("{title}: {total}").format(title=one.title, total=one.text))
            elif footer.whole:
                words = self.tr("{title}: sum {total}, mean {mean}")
                parts.append(words.format(title=one.title, total=one.text, mean=one.mean))
            else:
                words = self.tr("{title}: sum {total}, mean {mean}, count {count}")
                count = integer(one.count, QLocale())
                parts.append(
                    words.format(title=one.title, total=one.text, mean=one.mean, count=count)
                )
        return parts
