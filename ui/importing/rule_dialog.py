"""How one field is made: of which columns, joined by what, through which steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from engines.exchange.mapping.mapped_table import made
from engines.exchange.mapping.rules import Mapping, Rule
from ui.importing.rule_steps import BadStep, RuleSteps
from widgets.dialogs import FormDialog

SHOWN = 5  # rows whose outcome is shown
HEIGHT = 110  # pixels of the list of columns


class RuleDialog(FormDialog):
    """A form over one rule; what it makes of the first rows is shown as it changes."""

    def __init__(
        self,
        title: str,
        mapping: Mapping,
        rule: Rule,
        header: Sequence[str],
        samples: Sequence[Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """`rule` is that of `mapping`, or an empty one for a field without."""
        super().__init__(title, "", parent)
        self.verb.setText(self.tr("Use"))
        self._mapping, self._rule = mapping, rule
        self._header, self._samples = header, samples
        self.columns = QListWidget()
        self.columns.setFixedHeight(HEIGHT)
        self.columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        # What is chosen comes first, in the order in which it is joined.
        for name in (*rule.columns, *(one for one in header if one not in rule.columns)):
            item = QListWidgetItem(name)
            chosen = name in rule.columns
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.join, self.constant = QLineEdit(rule.join), QLineEdit(rule.constant or "")
        self.constant.setPlaceholderText(self.tr("where there is nothing"))
        self.steps, self.outcome = RuleSteps(rule.steps), QLabel()
        self.outcome.setWordWrap(True)
        self.add("columns", self.tr("Columns"), self.columns)
        self.add("join", self.tr("Joined by"), self.join)
        self.add("steps", self.tr("Steps"), self.steps)
        self.add("constant", self.tr("Otherwise"), self.constant)
        self.add("outcome", self.tr("First rows"), self.outcome)
        self.check = self._check
        self.columns.itemChanged.connect(lambda _item: self._show())
        self.columns.model().rowsMoved.connect(self._show)
        self.join.textChanged.connect(self._show)
        self.constant.textChanged.connect(self._show)
        self.steps.changed.connect(self._show)
        self._show()

    def rule(self) -> Rule:
        """The rule as it stands. Raises BadStep."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        chosen = [one.text() for one in items if one.checkState() == Qt.CheckState.Checked]
        constant = self.constant.text() or None
        return Rule(self._rule.field, tuple(chosen), self.join.text(), self.steps.steps(), constant)

    def _check(self) -> tuple[str, str] | None:
        try:
            self.rule()
        except BadStep as error:
            return "steps", str(error)
        return None

    def _show(self) -> None:
        try:
            rule = self.rule()
        except BadStep as error:
            self.outcome.setText(str(error))
            return
        texts = made(self._mapping, rule, self._header, self._samples[:SHOWN])
        self.outcome.setText(" · ".join(text or "–" for text in texts))
