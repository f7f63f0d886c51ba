"""Forms about stock: receive, move, adjust."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from ui.inventory.variant_view import VariantView
from widgets.dialogs import FormDialog

MOST = 100_000_000


class _StockDialog(FormDialog):
    """A form about a number of pieces at a location."""

    def __init__(self, view: VariantView, low: int, parent: QWidget | None) -> None:
        super().__init__("", "", parent)
        self.note(f"{view.variant.title} · {view.variant.sku}")
        self._quantity = QSpinBox()
        self._quantity.setRange(low, MOST)
        self._quantity.setValue(1)
        self._quantity.setGroupSeparatorShown(True)
        self._location = QComboBox()
        for key, name in view.locations:
            self._location.addItem(name, key)
        self.add("quantity", self.tr("Pieces"), self._quantity)
        if view.locations:
            self.add("location", self.tr("Location"), self._location)

    def quantity(self) -> int:
        """How many pieces."""
        return self._quantity.value()

    def location_id(self) -> int:
        """Where; 0 in a shop without locations."""
        return int(self._location.currentData() or 0)


class ReceiveDialog(_StockDialog):
    """Pieces that came in."""

    def __init__(self, view: VariantView, parent: QWidget | None = None) -> None:
        super().__init__(view, 1, parent)
        self.setWindowTitle(self.tr("Receive stock"))
        self.verb.setText(self.tr("Receive 1"))
        self._quantity.valueChanged.connect(self._count)
        self.add("note", self.tr("Note"), QLineEdit())

    def _count(self, number: int) -> None:
        self.verb.setText(self.tr("Receive {number}").format(number=number))


class MoveDialog(_StockDialog):
    """Pieces that change their location; a shop with one location names a second."""

    def __init__(self, view: VariantView, parent: QWidget | None = None) -> None:
        super().__init__(view, 1, parent)
        self.setWindowTitle(self.tr("Move stock"))
        self.verb.setText(self.tr("Move"))
        self._target = QComboBox()
        for key, name in view.locations:
            self._target.addItem(name, key)
        self._name = QLineEdit()
        if len(view.locations) > 1:
            self._target.setCurrentIndex(1)
            self.add("target", self.tr("To"), self._target)
        else:
            self.note(self.tr("Stock lies in one place only. Name a second one first."))
            self.verb.setText(self.tr("Add location"))
            self._quantity.setEnabled(False)
            self.add("name", self.tr("New location"), self._name)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if self._target.count() > 1:
            if self.target_id() == self.location_id():
                return "target", self.tr("Choose another location.")
            return None
        return None if self.new_location() else ("name", self.tr("Give the location a name."))

    def target_id(self) -> int:
        """Where the pieces go."""
        return int(self._target.currentData() or 0)

    def new_location(self) -> str:
        """The name of a location to add first."""
        return self._name.text().strip() if self._target.count() < 2 else ""


class AdjustDialog(_StockDialog):
    """A correction, up or down, with its reason."""

    def __init__(self, view: VariantView, parent: QWidget | None = None) -> None:
        super().__init__(view, -MOST, parent)
        self.setWindowTitle(self.tr("Adjust stock"))
        self.verb.setText(self.tr("Adjust"))
        self._quantity.setValue(-1)
        self.add("reason", self.tr("Reason"), QLineEdit())
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if not self.quantity():
            return "quantity", self.tr("A difference of 0 changes nothing.")
        return None if self.value("reason") else ("reason", self.tr("Say why."))
