"""Asks what to do to a column of many rows: set it, add, change by percent, round to .99.

``SetDialog(columns, at, rows, words, parent)``: ``columns`` as (place, Column), ``at`` the place
chosen first; signal ``agreed(place, Operation)``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from widgets.dialogs import FormDialog
from widgets.table.entered import read
from widgets.table.export import Placed
from widgets.table.operations import Operation, operation
from widgets.table.source import NUMBERS, Column
from widgets.table.text import Words, integer


class SetDialog(FormDialog):
    """A form; what it would change is shown before anything is."""

    agreed = Signal(int, object)

    def __init__(
        self,
        columns: Sequence[Placed],
        at: int,
        rows: int,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Change values"))
        self.verb.setText(self.tr("Preview…"))
        self.note(self.tr("In {count} rows").format(count=integer(rows, words.locale)))
        self._words, self._columns = words, dict(columns)
        self.column, self.act, self.text = QComboBox(), QComboBox(), QLineEdit()
        self.choice = QComboBox()
        for place, column in columns:
            self.column.addItem(column.title, place)
        self.add("column", self.tr("Column"), self.column)
        self.add("act", self.tr("Change"), self.act)
        self.add("text", self.tr("Value"), self.text)
        self.add("choice", self.tr("Value"), self.choice)
        self.column.currentIndexChanged.connect(self._fit)
        self.act.currentIndexChanged.connect(self._hint)
        self.column.setCurrentIndex(max(0, self.column.findData(at)))
        self._fit()
        self.check = self._wrong

    def _about(self) -> Column:
        return self._columns[int(self.column.currentData())]

    def _fit(self) -> None:
        """What can be done to this column."""
        about = self._about()
        self.act.clear()
        self.act.addItem(self.tr("Set to"), "set")
        if about.kind in NUMBERS:
            self.act.addItem(self.tr("Add or take away"), "add")
            self.act.addItem(self.tr("Change by percent"), "percent")
            self.act.addItem(self.tr("Round to an ending"), "round")
        self.choice.clear()
        for value, label in about.labels.items():
            self.choice.addItem(label, value)
        choices = about.kind == "pill"
        self.form.setRowVisible(self.text, not choices)
        self.form.setRowVisible(self.choice, choices)
        self._hint()

    def _hint(self) -> None:
        hints = {"add": "+1.00", "percent": "+10 %", "round": ".99"}
        self.text.setPlaceholderText(hints.get(str(self.act.currentData()), ""))

    def _typed(self) -> str:
        choices = self._about().kind == "pill"
        return self.choice.currentText() if choices else self.text.text()

    def _operation(self) -> Operation | None:
        return operation(self.act.currentData(), self._typed(), self._about(), self._words)

    def _wrong(self) -> tuple[str, str] | None:
        if self._operation() is None:
            return "text", self.tr("This cannot be read as a number.")
        if self.act.currentData() == "set":
            wrong = read(self._typed(), self._about(), self._words).wrong
            return ("text", wrong) if wrong else None
        return None

    def accept(self) -> None:
        super().accept()
        chosen = self._operation()
        if self.result() and chosen is not None:
            self.agreed.emit(int(self.column.currentData()), chosen)
