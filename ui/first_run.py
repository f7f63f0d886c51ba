"""The first window: three doors into a shop, or a shop that is there already."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.demo import make_demo
from app.founding import Founded, Wish, make_shop
from app.jobs import Jobs
from app.messages import say
from app.shop import Place, Shop, key_for, may_be_encrypted, open_upgraded
from engines.database.errors import (
    Cancelled,
    CounterfoilError,
    DatabaseForeign,
    DatabaseKeyWrong,
    DatabaseMissing,
    DatabaseOlder,
)
from engines.database.ticket import Ticket
from ui.new_shop import NewShopDialog
from ui.passphrase import PassphraseDialog
from widgets import theme
from widgets.progress import Pace

T = TypeVar("T")
CARD, BAR = 276, 360  # widths in px
FOOT = 120  # its height in px


class FirstWindow(QMainWindow):
    """The window around the doors; closing it stops what is being made."""

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        super().__init__()
        self.setWindowTitle("Counterfoil")
        self.resize(1080, 640)
        self.first = FirstRun(folder, jobs)
        self.setCentralWidget(self.first)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave no half-made shop behind."""
        self.first.jobs.close()
        super().closeEvent(event)


class FirstRun(QWidget):
    """Three doors: a demo, an import, an empty shop; or a shop that is there already."""

    # The shop; who acts, where that is known without a sign-in; whether to go on with an import.
    opened = Signal(object, object, bool)

    def __init__(self, folder: Path, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder, self.jobs = folder, jobs
        self._job: int | None = None
        self._busy_with = ""
        self._pace = Pace()
        jobs.progressed.connect(self._progress)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        words = self.tr("Everything stays on this machine. Every number can be checked.")
        for text, look in ((self.tr("Welcome to Counterfoil"), "figure"), (words, "muted")):
            outer.addWidget(_centred(text, look))
        outer.addSpacing(16)
        outer.addLayout(self._doors())
        outer.addSpacing(8)
        outer.addWidget(self._foot())
        outer.addStretch(2)

    def _doors(self) -> QHBoxLayout:
        self.demo = QPushButton(self.tr("Open a demo shop"))
        theme.mark(self.demo, "primary")
        self.full = QPushButton(self.tr("Open the full demo"))
        self.importing = QPushButton(self.tr("Import your shop"))
        self.empty = QPushButton(self.tr("Start empty"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        real = self.tr(
            "Real supermarket sales: three shops over twelve weeks in seconds, or all 1.47 million "
            "lines in about a minute."
        )
        row.addWidget(_card(real, self.demo, self.full))
        files = self.tr(
            "Files from Shopify or WooCommerce, or any spreadsheet: "
            "products, stock, customers, orders."
        )
        row.addWidget(_card(files, self.importing))
        row.addWidget(_card(self.tr("Name, currency, time zone. That is all."), self.empty))
        row.addStretch(1)
        self.demo.clicked.connect(lambda: self.open_demo("small"))
        self.full.clicked.connect(lambda: self.open_demo("full"))
        self.importing.clicked.connect(lambda: self._new(importing=True))
        self.empty.clicked.connect(lambda: self._new(importing=False))
        return row

    def _foot(self) -> QWidget:
        """What goes on, or went wrong; as high in each state, so that the doors stay in place."""
        foot = QWidget()
        foot.setMinimumHeight(FOOT)
        outer = QVBoxLayout(foot)
        self.status = _centred("", "muted")
        self.status.setWordWrap(True)
        outer.addWidget(self.status)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(BAR, 4)
        self.bar.hide()
        outer.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.cancel.hide()
        outer.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        self.existing = QPushButton(self.tr("Open a shop that is there already…"))
        theme.mark(self.existing, "flat")
        self.existing.clicked.connect(self._existing)
        outer.addWidget(self.existing, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        return foot

    def _fresh(self, name: str) -> Place:
        """A folder that is not taken yet."""
        number = 1
        while (
            place := Place(self.folder / (f"{name}-{number}" if number > 1 else name))
        ).folder.exists():
            number += 1
        return place

    def open_demo(self, size: str) -> None:
        """Make the demo shop, `small` or `full`, as a job."""
        self._make(
            self.tr("Making the demo shop"),
            self._fresh("demo"),
            lambda place, ticket: make_demo(place, size, ticket),
            lambda shop: self.opened.emit(shop, None, False),
        )

    def _new(self, *, importing: bool) -> None:
        dialog = NewShopDialog(self)
        dialog.accepted.connect(lambda: self._found(dialog.wish(), importing=importing))
        dialog.open()

    def _found(self, wish: Wish, *, importing: bool) -> None:
        def made(founded: Founded) -> None:
            self.opened.emit(founded.shop, founded.owner, importing)

        self._make(
            self.tr("Making the shop"),
            self._fresh("shop"),
            lambda place, _ticket: make_shop(place, wish),
            made,
        )

    def _make(
        self,
        title: str,
        place: Place,
        make: Callable[[Place, Ticket], T],
        done: Callable[[T], None],
    ) -> None:
        """Make a shop at `place` as a job; nothing of it is left when that fails."""
        if self._busy_with:
            return

        def work(ticket: Ticket) -> T:
            try:
                return make(place, ticket)
            except BaseException:
                with suppress(OSError):
                    place.folder.rmdir()  # ours, and empty now
                raise

        def made(value: T) -> None:
            self._rest()
            done(value)

        self._busy(title)
        number = self.jobs.start(title, work, made, self._failed)
        # An inline lane has ended the job before it is known here.
        self._job = number if self._busy_with else None

    def _busy(self, title: str) -> None:
        self._busy_with, self._pace = title, Pace()
        self._say(title + "…", "muted")
        self.bar.setRange(0, 0)
        self._show_busy(busy=True)
        self.cancel.setFocus()

    def _rest(self) -> None:
        self._job, self._busy_with = None, ""
        self._show_busy(busy=False)
        self.status.clear()

    def _show_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.cancel.setEnabled(busy)
        self.existing.setVisible(not busy)
        for door in (self.demo, self.full, self.importing, self.empty):
            door.setEnabled(not busy)

    def _progress(self, number: int, done: int, total: int) -> None:
        if number != self._job or not total or not self.cancel.isEnabled():
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000 * done // total, 1000))
        left = self._pace.left_s(done, total)
        if left is not None:
            words = self.tr("{what}: {seconds} s left")
            self._say(words.format(what=self._busy_with, seconds=left), "muted")

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._say(self.tr("Cancelling…"), "muted")
            self.jobs.cancel(self._job)

    def _say(self, words: str, look: str) -> None:
        theme.mark(self.status, look)
        self.status.setText(words)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, CounterfoilError):
            raise error
        self.show_failure(error)

    def show_failure(self, error: CounterfoilError) -> None:
        """Say why a shop could not be made or opened."""
        if isinstance(error, DatabaseMissing):
            text = self.tr("There is no shop at {path}. Bring its disk back, or open another shop.")
            words = text.format(path=error.path)
        else:
            words = say(error, self.locale().name())
        self._say(words, "muted" if isinstance(error, Cancelled) else "negative")

    def _existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The shop's folder"))
        if folder:
            self.open_place(Place(Path(folder)))

    def open_place(self, place: Place) -> None:
        """Open a shop, or say why not."""
        try:
            shop = Shop(place, key_for(place))
        except CounterfoilError as error:
            self.not_opened(place, error)
            return
        self.opened.emit(shop, None, False)

    def not_opened(self, place: Place, error: CounterfoilError) -> None:
        """Bring an older shop up to date; ask for a passphrase where it helps; else say why."""
        if isinstance(error, DatabaseOlder):
            self._make(
                self.tr("Bringing the shop up to date"),
                place,
                lambda place, _ticket: open_upgraded(place, key_for(place)),
                lambda shop: self.opened.emit(shop, None, False),
            )
            return
        locked = isinstance(error, DatabaseForeign | DatabaseKeyWrong) and may_be_encrypted(place)
        if not locked:
            self.show_failure(error)
            return
        dialog = PassphraseDialog(place, self)
        dialog.opened.connect(lambda shop: self.opened.emit(shop, None, False))
        dialog.open()


def _centred(words: str, look: str) -> QLabel:
    label = QLabel(words)
    theme.mark(label, look)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _card(text: str, button: QPushButton, second: QPushButton | None = None) -> QFrame:
    """A door: what lies behind it, its button, and at most one more way in."""
    card = QFrame()
    theme.mark(card, "card")
    card.setFixedWidth(CARD)
    box = QVBoxLayout(card)
    box.setContentsMargins(20, 20, 20, 12)
    box.setSpacing(12)
    words = QLabel(text)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    theme.mark(words, "muted")
    box.addWidget(words, 1)
    box.addWidget(button)
    # The first buttons of all doors stand in one line, with or without a second below.
    below = second or QPushButton()
    theme.mark(below, "flat")
    box.addWidget(below)
    if second is None:
        policy = below.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        below.setSizePolicy(policy)
        below.hide()
    return card
