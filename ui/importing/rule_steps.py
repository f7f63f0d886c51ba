"""The steps of a rule as rows of a small table: what is done, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engines.exchange.mapping.steps import Lookup, Replace, Split, Step, Unit
from widgets import theme

KIND, FIRST, SECOND = range(3)
HEIGHT = 150  # pixels


class BadStep(ValueError):
    """A step that says nothing: the sentence tells what it lacks."""


@dataclass(frozen=True)
class _Words:
    """What a kind of step is called, and what its two fields hold."""

    name: str
    first: str
    second: str = ""


def _words() -> dict[str, _Words]:
    translate = QCoreApplication.translate
    return {
        "split": _Words(
            translate("RuleSteps", "Take a part"),
            translate("RuleSteps", "what stands between the parts"),
            translate("RuleSteps", "which part: 1, 2 …, -1 for the last"),
        ),
        "replace": _Words(
            translate("RuleSteps", "Replace"),
            translate("RuleSteps", "this"),
            translate("RuleSteps", "by this"),
        ),
        "unit": _Words(
            translate("RuleSteps", "Multiply"), translate("RuleSteps", "by this number")
        ),
        "lookup": _Words(
            translate("RuleSteps", "Look up"),
            translate("RuleSteps", "a list: 10=Mugs; 20=Plates"),
            translate("RuleSteps", "what all others become"),
        ),
    }


def texts_of(step: Step) -> tuple[str, str, str]:
    """A step as its row shows it."""
    match step:
        case Split():
            return "split", step.by, str(step.part + 1 if step.part >= 0 else step.part)
        case Replace():
            return "replace", step.old, step.new
        case Unit():
            return "unit", str(step.factor), ""
        case Lookup():
            pairs = "; ".join(f"{key}={value}" for key, value in step.table)
            return "lookup", pairs, step.otherwise or ""


def step_of(kind: str, first: str, second: str) -> Step:
    """The step that a row says. Raises BadStep."""
    translate = QCoreApplication.translate
    if kind == "split":
        number = int(second) if second.lstrip("-").isdigit() else 0
        if not first or not number:
            raise BadStep(translate("RuleSteps", "Taking a part needs a separator and a number."))
        return Split(first, number - 1 if number > 0 else number)
    if kind == "replace":
        if not first:
            raise BadStep(translate("RuleSteps", "Replacing needs a text to be replaced."))
        return Replace(first, second)
    if kind == "unit":
        try:
            return Unit(Decimal(first.strip().replace(",", ".")))
        except InvalidOperation as error:
            raise BadStep(
                translate("RuleSteps", "Multiplying needs a number, as 1000 or 0.5.")
            ) from error
    pairs = [one.partition("=") for one in first.split(";") if one.strip()]
    if not pairs or not all(mark for _, mark, _ in pairs):
        raise BadStep(translate("RuleSteps", "A list is written as 10=Mugs; 20=Plates."))
    return Lookup(tuple((key.strip(), value.strip()) for key, _, value in pairs), second or None)


class RuleSteps(QWidget):
    """A table of steps, done from the first to the last. `changed` with every edit."""

    changed = Signal()

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("Steps"))
        self.table.setHorizontalHeaderLabels([self.tr("Step"), self.tr("With"), self.tr("And")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setFixedHeight(HEIGHT)
        more, less = QPushButton(self.tr("Add a step")), QPushButton(self.tr("Remove"))
        for part in (more, less):
            theme.mark(part, "flat")
        more.clicked.connect(lambda: self.add("replace"))
        less.clicked.connect(self._remove)
        foot = QHBoxLayout()
        foot.addWidget(more)
        foot.addWidget(less)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        box.addLayout(foot)
        for step in steps:
            self.add(*texts_of(step))
        self.table.cellChanged.connect(lambda _row, _column: self.changed.emit())

    def add(self, kind: str, first: str = "", second: str = "") -> None:
        """One more step, at the end."""
        row, choice = self.table.rowCount(), QComboBox()
        choice.setAccessibleName(self.tr("Step"))
        for name, words in _words().items():
            choice.addItem(words.name, name)
        choice.setCurrentIndex(choice.findData(kind))
        choice.currentIndexChanged.connect(self._explain)
        self.table.insertRow(row)
        self.table.setCellWidget(row, KIND, choice)
        for column, text in ((FIRST, first), (SECOND, second)):
            self.table.setItem(row, column, QTableWidgetItem(text))
        self._explain()

    def _explain(self) -> None:
        """Say in each field what it is for, and pass on that something changed."""
        for row in range(self.table.rowCount()):
            words = _words()[self._kind(row)]
            for column, text in ((FIRST, words.first), (SECOND, words.second)):
                item = self.table.item(row, column)
                if item is not None:
                    item.setToolTip(text)
        self.changed.emit()

    def _kind(self, row: int) -> str:
        choice = self.table.cellWidget(row, KIND)
        return str(choice.currentData()) if isinstance(choice, QComboBox) else "replace"

    def _remove(self) -> None:
        row = self.table.currentRow()
        self.table.removeRow(row if row >= 0 else self.table.rowCount() - 1)
        self.changed.emit()

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text()

    def steps(self) -> tuple[Step, ...]:
        """The steps as they stand. Raises BadStep."""
        return tuple(
            step_of(self._kind(row), self._text(row, FIRST), self._text(row, SECOND))
            for row in range(self.table.rowCount())
        )
