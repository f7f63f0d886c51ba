"""What would change, before it does: old → new, what cannot be done and why, one verb.

``PreviewDialog(plan, columns, words, parent)``; signal ``agreed(Edits)``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.table.edits import Plan, Problem
from widgets.table.preview_list import PreviewList
from widgets.table.source import Column
from widgets.table.text import Words, integer, shown


class PreviewDialog(QDialog):
    """Nothing is changed until its verb is pressed."""

    agreed = Signal(object)

    def __init__(
        self, plan: Plan, columns: Sequence[Column], words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan, self._words = plan, words
        self._columns = {column.key: column for column in columns}
        self._first = columns[0].title
        self.setMinimumSize(640, 260)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        self.setWindowTitle(self.tr("Check the changes"))
        heading = QLabel(self._question())
        theme.mark(heading, "heading")
        box.addWidget(heading)
        for note in plan.notes:
            box.addWidget(_label(note, "warning"))
        self.changes: PreviewList
        self.problems: PreviewList
        self.finder: QLineEdit
        if plan.edits:
            self._show_changes(box)
        if plan.problems:
            self._show_problems(box)
        box.addWidget(self._buttons())
        self.resize(760, 560 if plan.edits and plan.problems else 460)
        if plan.edits:
            self.verb.setFocus()
        elif plan.problems:
            self.finder.setFocus()

    # words

    def _counted(self, count: int) -> str:
        return integer(count, self._words.locale)

    def _question(self) -> str:
        if not self._plan.edits:
            return self.tr("Nothing would change.")
        return self.tr("{verb}?").format(verb=self._verb())

    def _verb(self) -> str:
        cells, rows = len(self._plan.edits), self._plan.act.rows
        if cells == 1:
            return self.tr("Change 1 cell")
        if rows == 1:
            return self.tr("Change {cells} cells in 1 row").format(cells=self._counted(cells))
        words = self.tr("Change {cells} cells in {rows} rows")
        return words.format(cells=self._counted(cells), rows=self._counted(rows))

    # parts

    def _show_changes(self, box: QVBoxLayout) -> None:
        titles = [self._first, self.tr("Column"), self.tr("Now"), self.tr("New")]
        self.changes = PreviewList(self, self.tr("What changes"))
        self.changes.fill(titles, len(self._plan.edits), self._change)
        box.addWidget(self.changes, 3)

    def _change(self, at: int) -> Sequence[str]:
        one = self._plan.edits[at]
        column = self._columns[one.column]
        old, new = (shown(value, column, self._words) for value in (one.old, one.new))
        return self._plan.things.get(one.key, ""), column.title, old, new

    def _show_problems(self, box: QVBoxLayout) -> None:
        count = self._counted(len(self._plan.problems))
        words = self.tr("{count} cells cannot take what they were given and stay as they are:")
        box.addWidget(_label(words.format(count=count), "negative"))
        self.problems = PreviewList(self, self.tr("What cannot be changed"))
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(self.tr("Find in these"))
        self.finder.setAccessibleName(self.tr("Find in what cannot be changed"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        box.addWidget(self.finder)
        box.addWidget(self.problems, 2)
        self._filter("")

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        found = [one for one in self._plan.problems if wanted in _said(one).casefold()]
        titles = [
            self.tr("Row"),
            self._first,
            self.tr("Column"),
            self.tr("Text"),
            self.tr("Reason"),
        ]
        self.problems.fill(titles, len(found), lambda at: self._problem(found[at]), numbered=True)

    def _problem(self, one: Problem) -> Sequence[str]:
        return self._counted(one.row), one.thing, one.column, one.text, one.reason

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.verb = QPushButton(self._verb())
        theme.mark(self.verb, "primary")
        self.verb.setVisible(bool(self._plan.edits))
        self.verb.clicked.connect(self._agree)
        if self._plan.edits:
            buttons.addButton(self.verb, QDialogButtonBox.ButtonRole.AcceptRole)
        words = self.tr("Cancel") if self._plan.edits else self.tr("Close")
        buttons.addButton(words, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _agree(self) -> None:
        self.agreed.emit(self._plan.act)
        self.accept()


def _said(one: Problem) -> str:
    return " ".join((one.thing, one.column, one.text, one.reason, str(one.row)))


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    theme.mark(label, look)
    return label
