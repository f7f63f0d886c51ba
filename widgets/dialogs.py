"""A form in a dialog: labelled fields, a sentence under the first bad one, a verb to press.

``FormDialog(title, verb, parent=None)``: ``add(key, label, field)``, ``add_secret(key, label)``,
``sentence(text)``, ``note(text)``, ``fit()`` after rows were shown or hidden,
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
MARGINS = 40  # left and right of the fields in px


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
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 4, 0)
        self.form = QFormLayout()
        box.addLayout(self.form)
        box.addStretch(1)  # in a high dialog the fields stay together at the top
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        outer.addWidget(self._scroll, 1)
        self._complaint = QLabel(self)
        self._complaint.setWordWrap(True)
        self._complaint.setAlignment(Qt.AlignmentFlag.AlignTop)
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
        self.fit()

    def add_secret(self, key: str, label: str) -> QLineEdit:
        """One more field, for what nobody may read over a shoulder."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(key, label, field)
        return field

    def sentence(self, text: str) -> QLabel:
        """A sentence under the fields added so far."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        theme.mark(label, "small")
        self.form.addRow("", label)
        self.fit()
        return label

    def fit(self) -> None:
        """As high as the fields that are shown, up to a bound; more of them scroll."""
        inner = self._scroll.widget()
        box = None if inner is None else inner.layout()
        if inner is None or box is None:
            return
        self.form.invalidate()
        box.activate()
        least = inner.minimumSizeHint().width()
        width = max(self.minimumWidth() - MARGINS, least)
        needed = box.totalHeightForWidth(width) if box.hasHeightForWidth() else -1
        if needed < 0:
            needed = inner.sizeHint().height()
        before, height = self._scroll.minimumHeight(), self.height()
        self._scroll.setMinimumWidth(least)
        self._scroll.setMinimumHeight(min(needed, TALLEST))
        outer = self.layout()
        if self.isVisible() and outer is not None:
            outer.activate()
            self.resize(self.width(), height + self._scroll.minimumHeight() - before)

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
        self.fit()
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
