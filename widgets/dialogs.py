"""A form in a dialog: labelled fields, a sentence under the first bad one, a verb to press.

``FormDialog(title, verb, parent=None)``: ``add(key, label, field)``, ``note(text)``,
``complain(key, text)``, ``value(key) -> str``; override or set ``check: () -> (key, text) | None``;
``accept`` runs it first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets import theme

Check = Callable[[], tuple[str, str] | None]
TALLEST = 420  # of the fields in px; more of them scroll


class FormDialog(QDialog):
    """A dialog of labelled fields."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.check: Check = lambda: None
        self._fields: dict[str, QWidget] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        heading = QLabel(title)
        theme.mark(heading, "heading")
        outer.addWidget(heading)
        self.windowTitleChanged.connect(heading.setText)
        self._note = QLabel()
        self._note.setWordWrap(True)
        theme.mark(self._note, "muted")
        self._note.hide()
        outer.addWidget(self._note)
        inner = QWidget()
        self.form = QFormLayout(inner)
        self.form.setContentsMargins(0, 0, 4, 0)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        outer.addWidget(self._scroll, 1)
        self._complaint = QLabel(self)
        self._complaint.setWordWrap(True)
        theme.mark(self._complaint, "negative")
        self._complaint.hide()
        buttons = QDialogButtonBox()
        self.verb = QPushButton(verb)
        theme.mark(self.verb, "primary")
        buttons.addButton(self.verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)

    def note(self, text: str) -> None:
        """A sentence above the fields."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def add(self, key: str, label: str, field: QWidget) -> None:
        """One more field."""
        field.setAccessibleName(label)
        self._fields[key] = field
        # An ampersand is part of a name here, never a mnemonic.
        self.form.addRow(label.replace("&", "&&"), field)
        inner = self._scroll.widget()
        if inner is not None:
            self._scroll.setMinimumHeight(min(inner.sizeHint().height() + 4, TALLEST))

    def value(self, key: str) -> str:
        """The text of a field (of a choice: its data)."""
        field = self._fields[key]
        if isinstance(field, QComboBox):
            data = field.currentData()
            return field.currentText() if data is None else str(data)
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def complain(self, key: str, text: str) -> None:
        """Say under a field what is wrong with it and go there; without a field, at the foot."""
        field = self._fields.get(key)
        if self._row_of(self._complaint) is not None:
            self.form.takeRow(self._complaint)
        row = None if field is None else self._row_of(field)
        self.form.insertRow(self.form.rowCount() if row is None else row + 1, "", self._complaint)
        self._complaint.setText(text)
        self._complaint.show()
        if field is not None:
            theme.mark(field, "bad")
            field.setFocus()

    def _row_of(self, widget: QWidget) -> int | None:
        for row in range(self.form.rowCount()):
            item = self.form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            if item is not None and item.widget() is widget:
                return row
        return None

    def accept(self) -> None:
        """Close, if the fields are in order."""
        self._complaint.hide()
        for field in self._fields.values():
            theme.mark(field, "")
        wrong = self.check()
        if wrong is None:
            super().accept()
        else:
            self.complain(*wrong)
