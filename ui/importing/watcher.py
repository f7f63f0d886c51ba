"""The watched folder in the window: looks every few seconds, imports as a job, says what came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app import machine
from app.context import Context
from app.watching import Taken, Watch
from engines.database.ticket import Ticket
from engines.identity.rights import Right

EVERY_MS = 3_000


class Watcher(QObject):
    """One at most for a window. `taken` carries what came of a file."""

    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.watch: Watch | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        folder = machine.known(context.shop.place).watched
        if folder and context.may(Right.IMPORT):
            self._begin(Path(folder))

    def _begin(self, folder: Path) -> None:
        self.watch = Watch(folder)
        self._timer.start()

    def start(self, folder: Path) -> None:
        """Watch a folder from now on, also after a restart."""
        machine.note_watched(self.context.shop.place, str(folder))
        self._begin(folder)

    def stop(self) -> None:
        """Watch no more."""
        machine.note_watched(self.context.shop.place, "")
        self._timer.stop()
        self.watch = None

    def look(self) -> None:
        """See whether a file has come; one at a time."""
        watch = self.watch
        due = watch.due() if watch is not None and not self._busy else []
        if not due or watch is None:
            return
        self._busy = True
        shop, actor, file = self.context.shop, self.context.actor, due[0]

        def work(ticket: Ticket) -> Taken:
            return watch.take(shop, actor, file, ticket)

        title = self.tr("Importing {files}").format(files=file.name)
        self.context.jobs.start(title, work, self._done, self._failed)

    def _done(self, taken: Taken) -> None:
        self._busy = False
        self.taken.emit(taken)
        if taken.error is not None:
            self.context.notices.stopped.emit("import", taken.error)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
