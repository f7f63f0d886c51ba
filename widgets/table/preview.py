"""What would change, before it does: old → new, what cannot be done and why, one verb.

``PreviewDialog(plan, columns, words, parent)``; signal ``agreed(Edits)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.table.edits import Plan, Problem
from widgets.table.source import Column
from widgets.table.text import Words, integer, shown

MOST = 200  # shown; all are counted


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
        self.changes = _Sheet(self, self.tr("What changes"))
        self.problems = _Sheet(self, self.tr("What cannot be changed"))
        self.finder = QLineEdit()
        if plan.edits:
            self._show_changes(box)
        if plan.problems:
            self._show_problems(box)
        box.addWidget(self._buttons())
        self.resize(760, 560 if plan.edits and plan.problems else 460)
        (self.verb if plan.edits else self.finder).setFocus()

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
        edits = self._plan.edits
        titles = [self._first, self.tr("Column"), self.tr("Now"), self.tr("New")]
        self.changes.fill(titles, (self._change(at) for at in range(min(len(edits), MOST))))
        box.addWidget(self.changes, 3)
        if len(edits) > MOST:
            left = self._counted(len(edits) - MOST)
            words = self.tr("The first {shown} are shown; {left} more change the same way.")
            box.addWidget(_label(words.format(shown=MOST, left=left), "muted"))

    def _change(self, at: int) -> list[tuple[str, bool]]:
        one = self._plan.edits[at]
        column = self._columns[one.column]
        old, new = (shown(value, column, self._words) or "–" for value in (one.old, one.new))
        thing = self._plan.things.get(one.key, "")
        return [(text, False) for text in (thing, column.title, old, new)]

    def _show_problems(self, box: QVBoxLayout) -> None:
        count = self._counted(len(self._plan.problems))
        words = self.tr("{count} cells cannot take what they were given and stay as they are:")
        box.addWidget(_label(words.format(count=count), "negative"))
        self.finder.setPlaceholderText(self.tr("Find in these"))
        self.finder.setAccessibleName(self.tr("Find in what cannot be changed"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        box.addWidget(self.finder)
        box.addWidget(self.problems, 2)
        self.more = _label("", "muted")
        box.addWidget(self.more)
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
        self.problems.fill(titles, (self._problem(one) for one in found[:MOST]))
        words = self.tr("The first {shown} of {count} are shown.")
        self.more.setText(words.format(shown=MOST, count=self._counted(len(found))))
        self.more.setVisible(len(found) > MOST)

    def _problem(self, one: Problem) -> list[tuple[str, bool]]:
        texts = (one.thing, one.column, one.text or "–", one.reason)
        return [(self._counted(one.row), True), *((text, False) for text in texts)]

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


class _Sheet(QTableWidget):
    """A list to read, never more than 200 rows."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.hide()

    def fill(self, titles: Sequence[str], rows: Iterable[Sequence[tuple[str, bool]]]) -> None:
        """Texts, each with whether it is a number."""
        kept = list(rows)
        self.setColumnCount(len(titles))
        self.setRowCount(len(kept))
        self.setHorizontalHeaderLabels(list(titles))
        muted = QColor(theme.current().muted)
        for at, cells in enumerate(kept):
            for column, (text, number) in enumerate(cells):
                item = QTableWidgetItem(text.replace("\n", " "))
                side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                if text == "–":
                    item.setForeground(muted)
                self.setItem(at, column, item)
        header = self.horizontalHeader()
        for column, cell in enumerate(kept[0] if kept else ()):
            title = self.horizontalHeaderItem(column)
            if title is not None:
                side = Qt.AlignmentFlag.AlignRight if cell[1] else Qt.AlignmentFlag.AlignLeft
                title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.resizeColumnsToContents()
        for column in range(len(titles) - 1):
            header.resizeSection(column, min(max(header.sectionSize(column) + 12, 64), 240))
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
        self.show()
