"""A running job in the status line: title, bar, time left, cancel.

- ``JobChip(title, parent=None)``: ``show_progress(done, total)``; signal ``cancelled()``
- ``Pace()``: ``left_s(done, total)``: seconds still to wait, None while nobody can tell
"""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from widgets import icons, theme

TITLE_PX = 220
SURE_S = 1.5  # before that, an estimate would jump about


class Pace:
    """How long a job still takes, if the rest goes as what is done went."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def left_s(self, done: int, total: int) -> int | None:
        """Seconds left; None while an estimate would jump about."""
        spent = time.monotonic() - self._began
        return round(spent * (total - done) / done) if spent > SURE_S and done else None


class JobChip(QWidget):
    """One job."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pace = Pace()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._title = QLabel()
        metrics, middle = self._title.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self._title.setText(metrics.elidedText(title, middle, TITLE_PX))
        self._title.setToolTip(title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(110, 4)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._left = QLabel()
        theme.mark(self._left, "muted")
        cancel = icons.IconButton("cross", self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled.emit)
        for part in (self._title, self._bar, self._left, cancel):
            row.addWidget(part)

    def show_progress(self, done: int, total: int) -> None:
        """Move the bar; the estimate assumes that the rest goes as what is done went."""
        if total <= 0:
            return
        self._bar.setRange(0, 1000)
        self._bar.setValue(min(1000 * done // total, 1000))
        percent = 100 * done // total
        left = self._pace.left_s(done, total)
        if left is not None:
            words = self.tr("{percent} % · {seconds} s left").format(percent=percent, seconds=left)
        else:
            words = self.tr("{percent} %").format(percent=percent)
        self._left.setText(words)
