"""The panel at the right: a title with a pill, sections, grids, small tables, actions.

- ``DetailPanel(parent=None)``: ``begin(title, pill=None, tone="neutral", subtitle="")``, then
  ``section(title)``, ``grid(pairs)``, ``table(headers, rows, numeric=())``, ``text(words)``,
  ``link(words, act)``, ``widget(widget)``, and ``set_actions([(words, act, look)])``; ``clear()``;
  ``say_empty(text)``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets import theme

Act = Callable[[], None]
A_ROW = 3  # buttons side by side at the foot
LEAST = 320  # the panel's width in px; more where the buttons need it


class DetailPanel(QFrame):
    """Rebuilt for each thing it shows; scrolls when that is long, actions stay in place."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "card")
        self.setMinimumWidth(LEAST)
        outer = QVBoxLayout(self)
        # One pixel in, so that the scrolled part leaves the card's border to be seen.
        outer.setContentsMargins(1, 4, 1, 1)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll, 1)
        self._actions = QWidget()
        self._row = QGridLayout(self._actions)
        self._row.setContentsMargins(16, 8, 16, 12)
        self._row.setSpacing(8)
        outer.addWidget(self._actions)
        self._body = QVBoxLayout()
        self.clear()

    def clear(self) -> None:
        """Show nothing. What had the keyboard in here goes: `left` says so."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.left.emit()
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._actions.hide()
        inner = QWidget()
        theme.mark(inner, "panel")
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(16, 16, 16, 16)
        self._body.setSpacing(8)
        self._body.addStretch(1)
        self._scroll.setWidget(inner)

    def _add(self, widget: QWidget) -> None:
        self._body.insertWidget(self._body.count() - 1, widget)

    def _label(self, words: str, look: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)  # customers write here: no markup of theirs
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(label, look)
        return label

    def say_empty(self, words: str) -> None:
        """Show one muted sentence."""
        self.clear()
        self._add(self._label(words, "muted"))

    def begin(
        self, title: str, pill: str | None = None, tone: str = "neutral", subtitle: str = ""
    ) -> None:
        """Start anew with a title."""
        self.clear()
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        heading = self._label(title, "heading")
        heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(heading, 1)
        if pill:
            badge = QLabel(pill)
            theme.mark(badge, f"pill-{tone}")
            badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self._add(head)
        if subtitle:
            self._add(self._label(subtitle, "muted"))

    def section(self, title: str) -> None:
        """A heading of a part."""
        label = self._label(title, "section")
        label.setContentsMargins(0, 8, 0, 0)
        self._add(label)

    def text(self, words: str, look: str = "") -> None:
        """A paragraph; one long word (a hash) never widens the panel."""
        label = self._label(words, look)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._add(label)

    def link(self, words: str, act: Act) -> None:
        """Words that can be pressed."""
        button = QPushButton(words)
        theme.mark(button, "link")
        button.setToolTip(words)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: act())
        self._add(button)

    def grid(self, pairs: Sequence[tuple[str, str]], strong: Sequence[str] = ()) -> None:
        """Labels at the left, values at the right edge."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(pairs):
            look = "bold" if label in strong else ""
            grid.addWidget(self._label(label, look or "muted"), place, 0)
            shown = self._label(value, look)
            shown.setFont(theme.tabular(shown.font()))
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(shown, place, 1)
        self._add(holder)

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()
    ) -> None:
        """A small table of words; `numeric` columns stand at the right."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for place, line in enumerate([headers, *rows]):
            for column, words in enumerate(line):
                label = self._label(words, "small" if place == 0 else "")
                label.setWordWrap(column == 0)
                if column == 0:
                    # Long words give way, so that the numbers beside them stay in sight.
                    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                    policy.setHeightForWidth(True)
                    label.setSizePolicy(policy)
                if column in numeric:
                    label.setFont(theme.tabular(label.font()))
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label, place, column)
        self._add(holder)

    def widget(self, widget: QWidget) -> None:
        """Any part."""
        self._add(widget)

    def set_actions(self, acts: Sequence[tuple[str, Act, str]]) -> None:
        """Buttons at the foot: (words, act, look)."""
        for place, (words, act, look) in enumerate(acts):
            button = QPushButton(words)
            if look:
                theme.mark(button, look)
            button.clicked.connect(lambda _checked=False, run=act: run())
            if place == 0 and len(acts) > 1:
                self._row.addWidget(button, 0, 0, 1, A_ROW)  # the chief one has a row of its own
            else:
                self._row.addWidget(button, (place + A_ROW - 1) // A_ROW, (place - 1) % A_ROW)
        self._actions.setVisible(bool(acts))
        # Two pixels of border; a button is never narrower than its words.
        self.setMinimumWidth(max(LEAST, self._actions.minimumSizeHint().width() + 2))
