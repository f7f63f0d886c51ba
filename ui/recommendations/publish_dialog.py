"""Asks before a draft goes live: what changes, and a note for the ledger."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.recommendations.models import Line
from ui.recommendations.words import decimal, percent, signed
from widgets.dialogs import FormDialog

WIDTH = 520  # px
LONGEST = 500  # characters of a note


class PublishDialog(FormDialog):
    """Live now, live then, and the difference in what was measured."""

    def __init__(
        self, line: Line, live: Line | None, which: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.setMinimumWidth(WIDTH)
        self.setWindowTitle(self.tr("Publish “{model}”").format(model=line.name))
        self.verb.setText(self.tr("Publish"))
        self.note(self.tr("Customers will see its lists: {which}.").format(which=which))
        self.form.addRow(self.tr("Live now"), self._row(live))
        self.form.addRow(self.tr("Live then"), self._row(line))
        if live is not None:
            self.sentence(self._difference(line, live))
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(self.tr("Why, for the ledger"))
        self.add("note", self.tr("Note"), self.field)
        self.field.setFocus()

    def _row(self, line: Line | None) -> QWidget:
        text = self.tr("nothing") if line is None else self._figures(line)
        label = self.sentence(text)
        self.form.takeRow(label)
        return label

    def _figures(self, line: Line) -> str:
        words = self.tr("{model}: NDCG@10 {ndcg}, {coverage} of the catalogue")
        return words.format(
            model=line.name,
            ndcg=decimal(line.figure("ndcg")[1]),
            coverage=percent(line.figure("coverage")[1]),
        )

    def _difference(self, line: Line, live: Line) -> str:
        ours, theirs = line.figure("ndcg"), live.figure("ndcg")
        said = self.tr("NDCG@10 {difference}.").format(difference=signed(ours[1] - theirs[1]))
        if line.digest != live.digest:
            doubt = self.tr("They were tested on different sales: compare with care.")
        elif ours[0] <= theirs[2] and theirs[0] <= ours[2]:
            doubt = self.tr("The intervals overlap: the difference may be chance.")
        else:
            return said
        return f"{said} {doubt}"
