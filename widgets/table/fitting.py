"""How high rows are, and how wide columns must be.

- ``fit_rows(view, compact)``, ``is_compact(view)``: from the font, 28 px at least, 24 px
  for compact rows
- ``fit_heads(view)``: in groups, room for the heads and for every subtotal: a number that is cut
  would be another number
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QTableView

from widgets import theme
from widgets.table.source import NUMBERS
from widgets.table.text import shown

if TYPE_CHECKING:
    from widgets.table.view import TableView

HEIGHT, COMPACT = 28, 24
HEAD_WIDTH = 200  # of the first column while it holds the heads of groups
PADS = 24


def row_height(view: QTableView, *, compact: bool) -> int:
    """In px."""
    line = view.fontMetrics().height()
    return max(COMPACT, line + 6) if compact else max(HEIGHT, line + 10)


def fit_rows(view: QTableView, *, compact: bool) -> None:
    """Every row alike."""
    height = row_height(view, compact=compact)
    rows = view.verticalHeader()
    rows.setMinimumSectionSize(height)
    rows.setDefaultSectionSize(height)


def is_compact(view: QTableView) -> bool:
    """Whether rows are closer together."""
    return view.verticalHeader().defaultSectionSize() < row_height(view, compact=False)


def fit_heads(view: TableView) -> None:
    """Columns only grow: what a person made wide stays wide."""
    from widgets.table.grouped import GroupRow  # few tables are ever grouped

    if not view.grouping.key:
        return
    bold = QFont(theme.tabular(QApplication.font()))
    bold.setWeight(QFont.Weight.DemiBold)
    metrics, words = QFontMetrics(bold), view.pages.words
    wanted = {0: HEAD_WIDTH}
    for _place, row in view.pages.rows_now():
        if isinstance(row, GroupRow):
            for place, column in enumerate(view.pages.columns):
                if place and column.kind in NUMBERS and row.values[place] is not None:
                    text = shown(row.values[place], column, words)
                    width = metrics.horizontalAdvance(text) + PADS
                    wanted[place] = max(width, wanted.get(place, 0))
    for place, width in wanted.items():
        if not view.isColumnHidden(place) and view.columnWidth(place) < width:
            view.setColumnWidth(place, width)
