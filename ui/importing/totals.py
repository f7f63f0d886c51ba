"""Sums over the rows that go in, beside those of the file as it stands."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from engines.database.money import exponent
from engines.exchange.plan import Plan
from ui.importing.words import thing_words
from widgets.table.text import integer, money

AMOUNTS = ("amount", "price", "spent", "compare", "cost", "refunded", "spend")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Totals(QTableWidget):
    """As high as what it shows."""

    def __init__(self, digits: int, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._digits = digits
        self.setAccessibleName(self.tr("Totals"))
        words = [self.tr("Total"), self.tr("Accepted rows"), self.tr("The file's own")]
        self.setHorizontalHeaderLabels(words)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setFrameShape(QFrame.Shape.StyledPanel)

    def show_plan(self, plan: Plan) -> None:
        """Show a plan's totals."""
        names, locale = thing_words(), QLocale()
        self.setRowCount(len(plan.totals))
        for row, (key, value) in enumerate(plan.totals.items()):
            what, _, currency = key.partition(" ")  # “spend USD” is in dollars
            digits = exponent(currency) if currency else self._digits
            name = names.get(what, what)
            self.setItem(row, 0, QTableWidgetItem(f"{name}, {currency}" if currency else name))
            for column, number in enumerate((value, plan.file_totals.get(key, 0)), 1):
                amount = what in AMOUNTS
                text = money(number, digits, locale) if amount else integer(number, locale)
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT)
                self.setItem(row, column, item)
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)
        self.setVisible(bool(plan.totals))
