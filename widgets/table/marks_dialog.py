"""Asks which cells are to stand out: a rule a line.

``MarksDialog(columns, marks, words, parent)``; signal ``agreed(tuple of Mark)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import icons, theme
from widgets.table.entered import Reading, read
from widgets.table.marks import MOST_DAYS, Mark, Rule, rules_for, tone_words
from widgets.table.source import Column
from widgets.table.text import Words, editing_text, shown
from widgets.theme_tokens import TONES

_DAY = Column("", "", "date")
_COUNT = Column("", "", "integer", least=0, most=MOST_DAYS)
_COUNTED = ("within", "older")


class _Line(QWidget):
    """One rule: column, rule, value, until, tone."""

    def __init__(self, dialog: MarksDialog, mark: Mark | None) -> None:
        super().__init__(dialog)
        translate = QCoreApplication.translate
        self._dialog, self._words = dialog, dialog.words
        self.column, self.rule, self.tone = QComboBox(), QComboBox(), QComboBox()
        self.low, self.high = QLineEdit(), QLineEdit()
        self.remove = icons.IconButton("cross", translate("MarksDialog", "Remove this mark"))
        for column in dialog.columns:
            self.column.addItem(column.title, column.key)
        for tone in TONES:
            self.tone.addItem(tone_words()[tone], tone)
        names = (
            (self.column, translate("MarksDialog", "Column")),
            (self.rule, translate("MarksDialog", "Rule")),
            (self.low, translate("MarksDialog", "Value")),
            (self.high, translate("MarksDialog", "Up to")),
            (self.tone, translate("MarksDialog", "Tone")),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (field, name) in enumerate(names):
            field.setAccessibleName(name)
            grid.addWidget(field, 0, place)
            grid.setColumnStretch(place, 0 if field is self.rule else 1)
        grid.addWidget(self.remove, 0, len(names))
        self.column.currentIndexChanged.connect(lambda _at: self._fit())
        self.rule.currentIndexChanged.connect(lambda _at: self._fit_high())
        # As wide in every line, whatever may be asked of its column.
        widest = max(map(self.fontMetrics().horizontalAdvance, dialog.rule_words().values()))
        self.rule.setMinimumWidth(widest + 48)
        self.low.setMinimumWidth(110)
        self.high.setMinimumWidth(90)
        self._fit()
        if mark is not None:
            self._show(mark)

    def about(self) -> Column:
        """The column chosen."""
        return self._dialog.columns[self.column.currentIndex()]

    def _fit(self) -> None:
        self.rule.clear()
        for rule in rules_for(self.about()):
            self.rule.addItem(self._dialog.rule_words()[rule], rule)
        self._fit_high()

    def _fit_high(self) -> None:
        translate = QCoreApplication.translate
        rule = self.rule.currentData()
        self.high.setEnabled(rule == "between")
        hint = ""
        if rule in ("before", "after"):
            hint = shown(datetime.now(self._words.zone).date(), _DAY, self._words)
        self.low.setPlaceholderText(translate("MarksDialog", "days") if rule in _COUNTED else hint)

    def _show(self, mark: Mark) -> None:
        self.column.setCurrentIndex(max(0, self.column.findData(mark.column)))
        self.rule.setCurrentIndex(max(0, self.rule.findData(mark.rule)))
        self.tone.setCurrentIndex(max(0, self.tone.findData(mark.tone)))
        self.low.setText(self._text(mark.value, mark.rule))
        if mark.high is not None:
            self.high.setText(self._text(mark.high, mark.rule))

    def _text(self, value: int | str, rule: Rule) -> str:
        if isinstance(value, str) and rule in ("before", "after"):
            return shown(date.fromisoformat(value), _DAY, self._words)
        column = _COUNT if rule in _COUNTED else self.about()
        return editing_text(value, column, self._words)

    def mark(self) -> Mark | str:
        """The rule, or what is wrong with it."""
        rule: Rule = self.rule.currentData()
        bounds: list[int | str] = []
        for field in (self.low, self.high) if rule == "between" else (self.low,):
            found = self._read(field.text(), rule)
            theme.mark(field, "bad" if found.wrong else "")
            if found.wrong:
                field.setFocus()
                return found.wrong
            bounds.append(found.value if isinstance(found.value, int) else str(found.value))
        high = bounds[1] if len(bounds) > 1 and isinstance(bounds[1], int) else None
        return Mark(self.about().key, rule, bounds[0], high, self.tone.currentData())

    def _read(self, text: str, rule: Rule) -> Reading:
        """What was typed, in the locale's way: a text, a day, days to count, a number."""
        translate = QCoreApplication.translate
        if rule == "contains":
            missing = (
                "" if text.strip() else translate("MarksDialog", "Say which text is to be marked.")
            )
            return Reading(text.strip(), missing)
        column = _COUNT if rule in _COUNTED else self.about()
        missing = translate("MarksDialog", "Give a number.")
        if rule in ("before", "after"):
            column, missing = _DAY, translate("MarksDialog", "Give a date.")
        found = read(text, column, self._words)
        return found if found.wrong or found.value is not None else Reading(wrong=missing)


class MarksDialog(QDialog):
    """A list of rules; the first that holds for a cell gives its tone."""

    agreed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        marks: Sequence[Mark],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Marks"))
        self.setMinimumWidth(780)
        self.columns = [column for column in columns if rules_for(column)]
        self.words = words
        self.lines: list[_Line] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        heading = QLabel(self.windowTitle())
        theme.mark(heading, "heading")
        note = QLabel(
            self.tr("Cells that fulfil a rule stand out; the first rule that holds counts.")
        )
        theme.mark(note, "muted")
        self._rows = QVBoxLayout()
        add = QPushButton(self.tr("Add a mark"))
        theme.mark(add, "add")
        add.clicked.connect(lambda: self.add_line(None))
        self.complaint = QLabel()
        theme.mark(self.complaint, "negative")
        self.complaint.hide()
        box.addWidget(heading)
        box.addWidget(note)
        box.addLayout(self._rows)
        box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.complaint)
        box.addStretch(1)
        box.addWidget(self._buttons())
        for one in marks:
            self.add_line(one)
        if not marks:
            self.add_line(None)

    def rule_words(self) -> dict[str, str]:
        """What the rules are called."""
        return {
            "at_least": self.tr("at least"),
            "at_most": self.tr("at most"),
            "between": self.tr("between"),
            "contains": self.tr("contains"),
            "before": self.tr("before"),
            "after": self.tr("after"),
            "within": self.tr("in the last … days"),
            "older": self.tr("more than … days ago"),
        }

    def add_line(self, mark: Mark | None) -> _Line:
        """One more rule."""
        line = _Line(self, mark)
        line.remove.clicked.connect(lambda: self._drop(line))
        self.lines.append(line)
        self._rows.addWidget(line)
        return line

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        verb = QPushButton(self.tr("Mark"))
        theme.mark(verb, "primary")
        buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def accept(self) -> None:
        marks: list[Mark] = []
        for line in self.lines:
            found = line.mark()
            if isinstance(found, str):
                self.complaint.setText(found)
                self.complaint.show()
                return
            marks.append(found)
        self.agreed.emit(tuple(marks))
        super().accept()
