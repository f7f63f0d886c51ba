"""The bell and its list: made after the first page is shown, so that a start never waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.alerts import Alert, Kind
from app.context import Context
from ui.alerts import words
from ui.alerts.presenter import AlertsPresenter
from ui.status import StatusLine
from widgets.action_list import ActionList


class AlertDesk(QObject):
    """Counts the alerts on the bell, lists them over it, and goes where one leads."""

    def __init__(
        self, context: Context, status: StatusLine, go: Callable[[str], None], parent: QObject
    ) -> None:
        """`go` takes a route: `view:orders.late`, `action:verify`."""
        super().__init__(parent)
        self._status, self._go = status, go
        self.presenter = AlertsPresenter(context, self)
        self.list = ActionList(self.tr("Alerts"), status.window())
        self.list.chosen.connect(self._chosen)
        self.presenter.ready.connect(self.show_alerts)
        self.presenter.load()

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """The number on the bell, and the list if it is open."""
        grave = any(one.kind in words.GRAVE for one in alerts)
        self._status.show_alerts(len(alerts), grave=grave)
        if self.list.isVisible():
            self._fill()

    def open(self) -> None:
        """List the alerts, and ask whether that is still all."""
        self._fill()
        self.list.open_over(self._status.bell)
        self.presenter.load()

    def _fill(self) -> None:
        lines = [words.line(one) for one in self.presenter.alerts]
        self.list.show_lines(lines, self.tr("Nothing needs your attention."))

    def _chosen(self, key: str) -> None:
        kind = Kind(key)
        self.presenter.opened(kind)
        self._go(words.ROUTES[kind])
