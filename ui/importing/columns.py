"""Which column says what: one line a field of the kind, with what stands in the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engines.exchange.mapping.guess import ways_of
from engines.exchange.mapping.mapped_table import made
from engines.exchange.mapping.rules import Mapping, Rule, from_toml, to_toml
from engines.exchange.mapping.targets import TARGETS, Field
from ui.importing.rule_dialog import RuleDialog
from ui.importing.words import field_words
from widgets import theme

SAMPLES = 3


@dataclass(frozen=True)
class _Line:
    """The parts of one field's line."""

    label: QLabel
    choice: QComboBox
    more: QPushButton
    sample: QLabel


def _set(box: QComboBox, at: int) -> None:
    """Choose without saying so."""
    box.blockSignals(True)
    box.setCurrentIndex(at)
    box.blockSignals(False)


class ColumnsEditor(QWidget):
    """A mapping as a person sees it. `changed` carries the new one."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping: Mapping | None = None
        self._header: Sequence[str] = ()
        self._samples: Sequence[Sequence[str]] = ()
        self._shown: tuple[str, tuple[str, ...]] = ("", ())
        self._lines: dict[str, _Line] = {}
        self._told = False  # how numbers and dates are written was chosen by hand
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.decimal, self.dates = QComboBox(), QComboBox()
        for mark, words in ((".", "1,234.50"), (",", "1.234,50")):
            self.decimal.addItem(words, mark)
        for order, words in (("ymd", "2026-12-31"), ("dmy", "31.12.2026"), ("mdy", "12/31/2026")):
            self.dates.addItem(words, order)
        box.addLayout(self._head())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.StyledPanel)
        self._area.setMinimumHeight(180)
        box.addWidget(self._area, 1)
        self.decimal.currentIndexChanged.connect(self._ways)
        self.dates.currentIndexChanged.connect(self._ways)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        numbers, dates = QLabel(self.tr("Numbers")), QLabel(self.tr("Dates"))
        self.decimal.setAccessibleName(self.tr("How numbers are written"))
        self.dates.setAccessibleName(self.tr("How dates are written"))
        load, save = QPushButton(self.tr("Load mapping…")), QPushButton(self.tr("Save mapping…"))
        load.clicked.connect(self._load)
        save.clicked.connect(self._save)
        for part in (numbers, self.decimal, dates, self.dates):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(load)
        row.addWidget(save)
        return row

    def show_mapping(
        self, mapping: Mapping, header: Sequence[str], samples: Sequence[Sequence[str]]
    ) -> None:
        """Show a mapping over a file's columns and first rows."""
        # A form is only made anew for other columns: its own fields may be asking for this.
        fresh = self._mapping is None or self._shown != (mapping.kind, tuple(header))
        self._mapping, self._header, self._samples = mapping, header, samples
        for box, value in ((self.decimal, mapping.decimal), (self.dates, mapping.dates)):
            _set(box, box.findData(value))
        if fresh:
            self._told = False
            self._make()
        for field in TARGETS[mapping.kind].fields:
            self._fill(field, mapping.rule(field.name))

    def _make(self) -> None:
        if self._mapping is None:
            return
        self._shown = (self._mapping.kind, tuple(self._header))
        self._lines = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(3, 1)
        mapping, fields = self._mapping, TARGETS[self._mapping.kind].fields
        told = {rule.field for rule in mapping.rules if rule.columns}
        for row, field in enumerate(
            sorted(fields, key=lambda one: (not one.required, one.name not in told))
        ):
            words = field_words().get(field.name, field.label)
            label = QLabel(f"{words} *" if field.required else words)
            line = _Line(label, QComboBox(), QPushButton("…"), QLabel())
            line.choice.setAccessibleName(words)
            line.more.setAccessibleName(self.tr("How {field} is made").format(field=words))
            line.more.setToolTip(self.tr("Join columns, split, replace, multiply, look up"))
            line.more.clicked.connect(partial(self._ask, field))
            theme.mark(line.more, "flat")
            line.choice.addItem(self.tr("not in the file"), "")
            for name in self._header:
                line.choice.addItem(name, name)
            line.choice.currentIndexChanged.connect(partial(self._chosen, field))
            theme.mark(line.sample, "muted")
            for column, part in enumerate((line.label, line.choice, line.more, line.sample)):
                grid.addWidget(part, row, column)
            self._lines[field.name] = line
        self._area.setWidget(inside)

    def _fill(self, field: Field, rule: Rule | None) -> None:
        line, columns = self._lines[field.name], rule.columns if rule else ()
        if len(columns) > 1 and line.choice.findText(" + ".join(columns)) < 0:
            line.choice.addItem(" + ".join(columns), columns)
        text = " + ".join(columns)
        _set(line.choice, max(0, line.choice.findText(text)) if columns else 0)
        line.sample.setText(self._sample(rule))
        missing = field.required and not columns and not (rule and rule.constant)
        theme.mark(line.label, "bad" if missing else "")

    def _sample(self, rule: Rule | None) -> str:
        if rule is None or self._mapping is None:
            return ""
        if not rule.columns:
            return f"= {rule.constant}" if rule.constant else ""
        if rule.steps:
            shown = made(self._mapping, rule, self._header, self._samples)
        else:
            places = [self._header.index(name) for name in rule.columns if name in self._header]
            shown = [
                rule.join.join(row[at] for at in places if at < len(row)) for row in self._samples
            ]
        return " · ".join(text for text in shown[:SAMPLES] if text)

    def rule_dialog(self, field: Field) -> RuleDialog | None:
        """The dialog over a field's rule."""
        if self._mapping is None:
            return None
        words = field_words().get(field.name, field.label)
        return RuleDialog(
            self.tr("How {field} is made").format(field=words),
            self._mapping,
            self._mapping.rule(field.name) or Rule(field.name),
            self._header,
            self._samples,
            self,
        )

    def _ask(self, field: Field) -> None:
        dialog = self.rule_dialog(field)
        if dialog is None:
            return
        dialog.accepted.connect(lambda: self.take(dialog.rule()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, rule: Rule) -> None:
        """Use a rule for its field, as it was made by hand."""
        if self._mapping is None:
            return
        others = tuple(one for one in self._mapping.rules if one.field != rule.field)
        told = (rule,) if rule.columns or rule.constant is not None else ()
        self._tell(replace(self._mapping, rules=(*others, *told)))

    def _chosen(self, field: Field, _at: int) -> None:
        if self._mapping is None:
            return
        told = self._lines[field.name].choice.currentData()
        others = tuple(one for one in self._mapping.rules if one.field != field.name)
        kept = self._mapping.rule(field.name)
        if told:
            columns = tuple(told) if isinstance(told, (tuple, list)) else (told,)
            steps = kept.steps if kept else ()
            others = (*others, Rule(field.name, columns, steps=steps))
        elif field.constant is not None:
            others = (*others, Rule(field.name, constant=field.constant))
        mapping = replace(self._mapping, rules=others)
        self._tell(mapping if self._told else ways_of(mapping, self._header, self._samples))

    def _ways(self) -> None:
        if self._mapping is not None:
            self._told = True
            decimal, dates = self.decimal.currentData(), self.dates.currentData()
            self._tell(replace(self._mapping, decimal=decimal, dates=dates))

    def _tell(self, mapping: Mapping) -> None:
        self.show_mapping(mapping, self._header, self._samples)
        self.changed.emit(mapping)

    def _load(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Load mapping"), "", "*.toml")
        if file:
            self.load(Path(file))

    def load(self, file: Path) -> None:
        """Take a mapping from a file."""
        from engines.database.errors import CounterfoilError
        from engines.exchange.reading.text import readable

        try:
            with readable(file):
                mapping = from_toml(file.read_text("utf-8"))
        except CounterfoilError as error:
            self.failed.emit(error)
            return
        self._tell(mapping)

    def _save(self) -> None:
        name = f"{self._mapping.kind}.toml" if self._mapping else ""
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save mapping"), name, "*.toml")
        if file and self._mapping is not None:
            Path(file).write_text(to_toml(self._mapping), "utf-8")
