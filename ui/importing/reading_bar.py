"""How a file is read: what was guessed, and a choice for each guess that was wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from engines.exchange.reading.delimited import DELIMITERS, Delimited
from engines.exchange.reading.records import Records
from engines.exchange.reading.table import Layout, Table
from engines.exchange.reading.text import CHOICES
from widgets import theme

MOST = 1_000  # rows among which a header may be looked for by hand


class ReadingBar(QWidget):
    """Encoding, delimiter, sheet and header row. `changed` when one is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.encoding, self.delimiter, self.sheet = QComboBox(), QComboBox(), QComboBox()
        self.header = QLineEdit()
        self.header.setValidator(QIntValidator(1, MOST, self))
        self.header.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        self._lines: list[tuple[QLabel, QWidget]] = []
        for words, part in (
            (self.tr("Encoding"), self.encoding),
            (self.tr("Delimiter"), self.delimiter),
            (self.tr("Sheet"), self.sheet),
            (self.tr("Header row"), self.header),
        ):
            label = QLabel(words)
            theme.mark(label, "muted")
            part.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(part)
            self._lines.append((label, part))
        row.addStretch(1)
        for box in (self.encoding, self.delimiter, self.sheet):
            box.currentIndexChanged.connect(self._told)
        self.header.textChanged.connect(self._told)

    def _told(self, _value: object) -> None:
        self.changed.emit()

    def layout_told(self) -> Layout:
        """What was chosen by hand; what was not is guessed."""
        return Layout(
            encoding=self.encoding.currentData(),
            delimiter=self.delimiter.currentData(),
            header_row=int(self.header.text() or 0) or None,
            sheet=self.sheet.currentData(),
        )

    def forget(self) -> None:
        """Another file: nothing was chosen."""
        for box in (self.encoding, self.delimiter, self.sheet):
            box.blockSignals(True)
            box.clear()
            box.blockSignals(False)
        self.header.blockSignals(True)
        self.header.clear()
        self.header.blockSignals(False)

    def show_table(self, table: Table) -> None:
        """Show how a file was read. The lists are made once, for what was guessed at first."""
        encoding, text = table.encoding, isinstance(table, Delimited)
        if not self.encoding.count():
            guess = self.tr("guessed: {guess}")
            self._fill(self.encoding, guess.format(guess=encoding.name), _encodings())
            if isinstance(table, Delimited):
                mark = self._marks()[table.delimiter]
                self._fill(self.delimiter, guess.format(guess=mark), self._marks())
            others = {one.name: one.name for one in encoding.left_out}
            self._fill(self.sheet, guess.format(guess=encoding.sheet), others)
            row = self.tr("guessed: {guess}").format(guess=table.header_line)
            self.header.setPlaceholderText(row)
        is_text = text or isinstance(table, Records)
        shown = (is_text, text, bool(encoding.sheet), not isinstance(table, Records))
        for (label, part), there in zip(self._lines, shown, strict=True):
            label.setVisible(there)
            part.setVisible(there)

    def _marks(self) -> dict[str, str]:
        words = (self.tr("comma"), self.tr("semicolon"), self.tr("tab"), self.tr("bar |"))
        return dict(zip(DELIMITERS, words, strict=True))

    def _fill(self, box: QComboBox, guess: str, choices: dict[str, str]) -> None:
        box.blockSignals(True)
        box.clear()
        box.addItem(guess, None)
        for value, words in choices.items():
            box.addItem(words, value)
        box.blockSignals(False)


def _encodings() -> dict[str, str]:
    names = list(CHOICES.values())
    return {
        codec: name if names.count(name) == 1 else codec.upper() for codec, name in CHOICES.items()
    }
