"""The first window: three doors into a shop."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.demo import make_demo
from app.jobs import Jobs
from app.messages import say
from app.shop import Place, Shop, found
from engines.database.errors import Cancelled, CounterfoilError
from widgets import theme
from widgets.dialogs import FormDialog

CURRENCIES = "EUR USD GBP CNY JPY CHF CAD AUD SEK NOK DKK PLN CZK HUF SGD HKD INR".split()


class NewShopDialog(FormDialog):
    """Name, currency and time zone of a new shop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("A new shop"))
        self.verb.setText(self.tr("Start"))
        self.add("name", self.tr("Name"), QLineEdit())
        currency, zone = QComboBox(), QComboBox()
        currency.addItems(CURRENCIES)
        zone.addItems(sorted(available_timezones()))
        zone.setCurrentText(bytes(QTimeZone.systemTimeZoneId().data()).decode())
        self.add("currency", self.tr("Currency"), currency)
        self.add("timezone", self.tr("Time zone"), zone)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        return None if self.value("name") else ("name", self.tr("Give the shop a name."))


class FirstRun(QWidget):
    """Three doors: a demo, an import, an empty shop; or a shop that is there already."""

    opened = Signal(object, bool)  # the shop, and whether to go on with an import

    def __init__(self, folder: Path, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder, self.jobs = folder, jobs
        self._job: int | None = None
        jobs.progressed.connect(self._progress)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        heading = QLabel(self.tr("Welcome to Counterfoil"))
        theme.mark(heading, "figure")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(heading)
        words = self.tr("Everything stays on this machine. Every number can be checked.")
        sub = QLabel(words)
        theme.mark(sub, "muted")
        sub.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(sub)
        doors = QHBoxLayout()
        doors.setSpacing(16)
        doors.addStretch(1)
        self.demo = self._door(
            doors,
            self.tr("Open a demo shop"),
            self.tr("Real supermarket sales, ready in seconds. Look around, break things."),
        )
        self.importing = self._door(
            doors,
            self.tr("Import your shop"),
            self.tr("Files from Shopify: products, stock, customers, orders."),
        )
        self.empty = self._door(
            doors, self.tr("Start empty"), self.tr("Name, currency, time zone. That is all.")
        )
        doors.addStretch(1)
        outer.addSpacing(16)
        outer.addLayout(doors)
        self.status = QLabel()
        self.status.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.status.setWordWrap(True)
        outer.addWidget(self.status)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(360, 4)
        self.bar.hide()
        outer.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.cancel.hide()
        outer.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        existing = QPushButton(self.tr("Open a shop that is there already…"))
        theme.mark(existing, "flat")
        existing.clicked.connect(self._existing)
        outer.addWidget(existing, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.demo.clicked.connect(self.open_demo)
        self.importing.clicked.connect(lambda: self._new(importing=True))
        self.empty.clicked.connect(lambda: self._new(importing=False))

    def _door(self, row: QHBoxLayout, title: str, text: str) -> QPushButton:
        card = QFrame()
        theme.mark(card, "card")
        card.setFixedWidth(260)
        box = QVBoxLayout(card)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        words = QLabel(text)
        words.setWordWrap(True)
        theme.mark(words, "muted")
        button = QPushButton(title)
        theme.mark(button, "primary" if not row.count() > 1 else "")
        box.addWidget(words, 1)
        box.addWidget(button)
        row.addWidget(card)
        return button

    def _fresh(self, name: str) -> Place:
        """A folder that is not taken yet."""
        number = 1
        while (
            place := Place(self.folder / (f"{name}-{number}" if number > 1 else name))
        ).folder.exists():
            number += 1
        return place

    def open_demo(self) -> None:
        """Make the demo shop, as a job."""
        place = self._fresh("demo")
        self._busy(self.tr("Making the demo shop…"))
        number = self.jobs.start(
            self.tr("Demo shop"),
            lambda ticket: make_demo(place, "small", ticket),
            self._made,
            self._failed,
        )
        self._job = number if self.jobs.busy else None

    def _busy(self, words: str) -> None:
        theme.mark(self.status, "muted")
        self.status.setText(words)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()
        for door in (self.demo, self.importing, self.empty):
            door.setEnabled(False)

    def _progress(self, number: int, done: int, total: int) -> None:
        if number == self._job and total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(1000 * done // total)

    def _cancel(self) -> None:
        if self._job is not None:
            self.jobs.cancel(self._job)

    def _rest(self) -> None:
        self._job = None
        self.bar.hide()
        self.cancel.hide()
        for door in (self.demo, self.importing, self.empty):
            door.setEnabled(True)

    def _made(self, shop: Shop) -> None:
        self._rest()
        self.opened.emit(shop, False)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, CounterfoilError):
            raise error
        theme.mark(self.status, "muted" if isinstance(error, Cancelled) else "negative")
        self.status.setText(say(error, self.locale().name()))

    def show_failure(self, error: CounterfoilError) -> None:
        """Say why a shop could not be opened."""
        self._failed(error)

    def _new(self, *, importing: bool) -> None:
        dialog = NewShopDialog(self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            shop = found(
                self._fresh("shop"),
                name=dialog.value("name"),
                currency=dialog.value("currency"),
                timezone=dialog.value("timezone"),
            )
        except CounterfoilError as error:
            self._failed(error)
            return
        self.opened.emit(shop, importing)

    def _existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The shop's folder"))
        if folder:
            self.open_place(Place(Path(folder)))

    def open_place(self, place: Place) -> None:
        """Open a shop, or say why not."""
        try:
            shop = Shop(place)
        except CounterfoilError as error:
            self._failed(error)
            return
        self.opened.emit(shop, False)
