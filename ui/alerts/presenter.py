"""The alerts between the shop and the bell: asked anew after each change, once for many."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app import machine
from app.alerts import Alert, Kind, alerts, allowed
from app.context import Context
from engines.database.errors import Cancelled, CounterfoilError
from engines.database.moments import now_us

LATER_MS = 800
CLOCK_MS = 300_000
STOPPED = {
    "verify": Kind.VERIFY_FAILED,
    "import": Kind.IMPORT_FAILED,
    "backup": Kind.BACKUP_FAILED,
}


class AlertsPresenter(QObject):
    """Keeps the alerts of the open shop; jobs that failed stay until they are opened."""

    ready = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.alerts: tuple[Alert, ...] = ()
        self._stated: tuple[Alert, ...] = ()
        self._failures: dict[Kind, Alert] = {}
        self._newest = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATER_MS)
        self._timer.timeout.connect(self.load)
        # An order becomes late without anybody changing anything.
        clock = QTimer(self)
        clock.setInterval(CLOCK_MS)
        clock.timeout.connect(self.load)
        clock.start()
        context.notices.committed.connect(lambda _notice: self._timer.start())
        context.notices.checked.connect(self.load)

    def load(self) -> None:
        """Ask the shop."""
        shop, rights = self.context.shop, self.context.actor.rights
        self._newest += 1
        number, known = self._newest, machine.known(shop.place)

        def done(found: tuple[Alert, ...]) -> None:
            if number == self._newest:
                self._stated = found
                self._tell()

        self.context.jobs.ask_late(lambda: alerts(shop, rights, known, now_us()), done, _failed)

    def stopped(self, job: str, error: Exception) -> None:
        """A long job failed: an alert until somebody opens it."""
        if isinstance(error, CounterfoilError) and not isinstance(error, Cancelled):
            kind = STOPPED[job]
            self._failures[kind] = Alert(kind, error=error)
            self._tell()

    def opened(self, kind: Kind) -> None:
        """Somebody went where the alert leads: of a failed job there is no more to say."""
        if self._failures.pop(kind, None) is not None:
            self._tell()

    def _tell(self) -> None:
        found = [*self._stated, *self._failures.values()]
        self.alerts = allowed(found, self.context.actor.rights)
        self.ready.emit(self.alerts)


def _failed(error: Exception) -> None:
    """A shop that cannot be read says so in its pages; the bell keeps what it knows."""
    if not isinstance(error, CounterfoilError):
        raise error
