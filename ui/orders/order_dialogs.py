"""Forms about an order: ship in part, pay, refund, cancel, note."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from engines.orders.commands import Parcel, Pieces
from engines.orders.queries import OrderLine
from ui.orders.orders_presenter import OrderView
from widgets.dialogs import FormDialog
from widgets.table.text import money
from widgets.table.typed import number


class _PiecesFields:
    """A number of pieces for each line that has some to give."""

    def __init__(self, dialog: FormDialog, lines: list[tuple[OrderLine, int]], start: int) -> None:
        self.boxes: list[tuple[int, QSpinBox]] = []
        for line, most in lines:
            box = QSpinBox()
            box.setRange(0, most)
            box.setValue(most if start else 0)
            box.setSuffix(f" / {most}")
            dialog.add(f"line{line.line_no}", f"{line.title} {line.options}".strip()[:48], box)
            self.boxes.append((line.line_no, box))

    def pieces(self) -> tuple[Pieces, ...]:
        """What was chosen."""
        return tuple(Pieces(number, box.value()) for number, box in self.boxes if box.value())


def _locations(view: OrderView) -> QComboBox:
    box = QComboBox()
    for key, name in view.locations:
        box.addItem(name, key)
    return box


class ShipDialog(FormDialog):
    """Which pieces leave, from where, by whom."""

    def __init__(self, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Ship"))
        self.verb.setText(self.tr("Ship"))
        self._location = _locations(view)
        self.add("location", self.tr("From"), self._location)
        open_lines = [
            (line, line.quantity - line.shipped)
            for line in view.order.lines
            if line.quantity > line.shipped
        ]
        self._pieces = _PiecesFields(self, open_lines, start=1)
        self._carrier, self._tracking = QLineEdit(), QLineEdit()
        self.add("carrier", self.tr("Carrier"), self._carrier)
        self.add("tracking", self.tr("Tracking number"), self._tracking)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if self._pieces.pieces():
            return None
        return "location", self.tr("Choose at least one piece.")

    def location_id(self) -> int:
        """Where the pieces come from."""
        return int(self._location.currentData() or 0)

    def parcel(self) -> Parcel:
        """What leaves."""
        return Parcel(
            self._pieces.pieces(), self._carrier.text().strip(), self._tracking.text().strip()
        )


class _AmountDialog(FormDialog):
    """A form with an amount of money between nothing and a most."""

    def __init__(self, verb: str, most: int, digits: int, parent: QWidget | None) -> None:
        super().__init__(verb, verb, parent)
        self._most, self._digits = most, digits
        self._amount = QLineEdit(money(most, digits, QLocale()))
        self.add("amount", self.tr("Amount"), self._amount)

    def amount(self) -> int:
        """The amount in minor units; 0 when it does not read."""
        return number(self._amount.text(), self._digits, QLocale()) or 0

    def wrong_amount(self) -> tuple[str, str] | None:
        """What is wrong with the amount."""
        if 0 < self.amount() <= self._most:
            return None
        text = self.tr("An amount between 0 and {most}.")
        return "amount", text.format(most=money(self._most, self._digits, QLocale()))


class PayDialog(_AmountDialog):
    """How much came in, and how."""

    def __init__(self, view: OrderView, digits: int, parent: QWidget | None = None) -> None:
        row = view.order.row
        super().__init__("", row.total_minor - row.paid_minor, digits, parent)
        self.setWindowTitle(self.tr("Note a payment"))
        self.verb.setText(self.tr("Note payment"))
        self.add("method", self.tr("Method"), QLineEdit(self.tr("bank transfer")))
        self.check = self.wrong_amount


class RefundDialog(_AmountDialog):
    """How much goes back, why, and what came back."""

    def __init__(self, view: OrderView, digits: int, parent: QWidget | None = None) -> None:
        row = view.order.row
        super().__init__("", row.paid_minor - row.refunded_minor, digits, parent)
        self.setWindowTitle(self.tr("Refund"))
        self.verb.setText(self.tr("Refund"))
        self.note(self.tr("A refund is final: it cannot be undone."))
        self.add("reason", self.tr("Reason"), QLineEdit())
        sent = [
            (line, line.shipped - line.refunded)
            for line in view.order.lines
            if line.shipped > line.refunded
        ]
        self._pieces = _PiecesFields(self, sent[:20], start=0)
        self._location = _locations(view)
        if sent and view.locations:
            self.add("location", self.tr("Pieces go back to"), self._location)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if self.value("reason"):
            return self.wrong_amount()
        return "reason", self.tr("Say why; it stands in the ledger.")

    def returned(self) -> tuple[Pieces, ...]:
        """Pieces that came back."""
        return self._pieces.pieces()

    def location_id(self) -> int | None:
        """Where they are put."""
        key = self._location.currentData()
        return None if key is None else int(key)


class ReasonDialog(FormDialog):
    """Why something is done."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent)
        self.add("reason", self.tr("Reason"), QLineEdit())
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if self.value("reason"):
            return None
        return "reason", self.tr("Say why; it stands in the ledger.")


class NoteDialog(FormDialog):
    """The note of an order."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Note"))
        self.verb.setText(self.tr("Save note"))
        self._text = QPlainTextEdit(text)
        self.add("note", self.tr("Note"), self._text)

    def text(self) -> str:
        """What was written."""
        return self._text.toPlainText().strip()
