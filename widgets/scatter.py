"""Points with their intervals in a plane, labelled where they stand.

- ``Spot(key, words, across, up, series, strong)``: `across` and `up` are (low, mean, high)
- ``Scatter(title, parent=None)``: ``show_spots([Spot], across, up, percent)`` with axis titles,
  ``select(key)``; signal ``clicked(key)``. The plot is made by ``arrive()`` once pyqtgraph, which
  takes a second to import, has been imported somewhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from widgets import theme

Three = tuple[float, float, float]
SIZE, STRONG = 9, 13  # of a point in px
AWAY = 5  # of a label from its point in px
PLACES = [(side, up) for side in (0.0, 0.5, 1.0) for up in (True, False)]  # of a label, best first


@dataclass(frozen=True)
class Spot:
    """One point; `strong` is drawn as a diamond and labelled first."""

    key: int
    words: str
    across: Three
    up: Three
    series: int
    strong: bool = False


class Scatter(QFrame):
    """The chart in a card, with a title that says what it shows."""

    clicked = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "card")
        self._title, self._note = QLabel(title), QLabel()
        theme.mark(self._title, "bold")
        theme.mark(self._note, "small")
        self._title.setWordWrap(True)
        self._note.setWordWrap(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 16, 8)
        self._box.setSpacing(4)
        self._box.addWidget(self._title)
        self._box.addWidget(self._note)
        self._box.addStretch(1)
        self.setMinimumHeight(180)
        self._plot: Any = None
        self._spots: tuple[Spot, ...] = ()
        self._across = self._up = ""
        self._chosen: int | None = None
        self._labels: list[Any] = []
        self._timer = QTimer(self)  # labels are placed once the plot has its size
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._place_labels)

    @property
    def plotted(self) -> tuple[int, ...]:
        """The keys of what is drawn."""
        return tuple(one.key for one in self._spots) if self._plot is not None else ()

    def show_spots(self, spots: Sequence[Spot], across: str, up: str, note: str = "") -> None:
        """Draw these; `across` and `up` name the axes."""
        self._spots, self._across, self._up = tuple(spots), across, up
        self._note.setText(note)
        self._note.setVisible(bool(note))
        told = "; ".join(f"{one.words} {one.across[1]:.3f}, {one.up[1]:.0%}" for one in spots)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(told)
        self._draw()

    def select(self, key: int | None) -> None:
        """Mark one point."""
        if key != self._chosen:
            self._chosen = key
            self._draw()

    def arrive(self) -> None:
        """Make the plot: pyqtgraph is imported by now."""
        if self._plot is not None:
            return
        import pyqtgraph

        self._plot = pyqtgraph.PlotWidget()
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        self._plot.setMenuEnabled(False)
        ignored = QSizePolicy.Policy.Ignored  # the plot takes what there is, and asks for nothing
        self._plot.setSizePolicy(ignored, ignored)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table has the same for the keyboard
        self._plot.showGrid(x=False, y=True, alpha=0.15)
        self._plot.scene().sigMouseClicked.connect(self._pressed)
        self._plot.getViewBox().sigRangeChanged.connect(lambda *_: self._timer.start(0))
        self._box.takeAt(2)
        self._box.addWidget(self._plot, 1)
        self._draw()

    def _draw(self) -> None:
        if self._plot is None:
            return
        import pyqtgraph

        tokens, plot = theme.current(), self._plot
        plot.clear()
        self._labels = []
        plot.setBackground(QColor(tokens.surface))
        for side, title in (("bottom", self._across), ("left", self._up)):
            axis = plot.getAxis(side)
            axis.setPen(QColor(tokens.line))
            axis.setTextPen(QColor(tokens.muted))
            axis.setLabel(title)
            axis.enableAutoSIPrefix(False)
        plot.getAxis("left").tickStrings = _percents
        plot.getAxis("bottom").tickStrings = _figures
        for one in self._spots:
            colour = QColor(tokens.of_series(one.series))
            (low, mean, high), (under, middle, over) = one.across, one.up
            bar = pyqtgraph.ErrorBarItem(
                x=_array(mean),
                y=_array(middle),
                left=_array(mean - low),
                right=_array(high - mean),
                top=_array(over - middle),
                bottom=_array(middle - under),
                beam=0,
                pen=pyqtgraph.mkPen(colour, width=2 if one.key == self._chosen else 1),
            )
            plot.addItem(bar)
        for one in self._spots:
            plot.addItem(self._mark(one))
        plot.autoRange(padding=0.12)
        self._timer.start(0)

    def _mark(self, one: Spot) -> Any:
        import pyqtgraph

        tokens = theme.current()
        chosen = one.key == self._chosen
        item = pyqtgraph.ScatterPlotItem(
            x=_array(one.across[1]),
            y=_array(one.up[1]),
            size=STRONG if one.strong or chosen else SIZE,
            symbol="d" if one.strong else "o",
            brush=QColor(tokens.of_series(one.series)),
            pen=pyqtgraph.mkPen(QColor(tokens.text if chosen else tokens.surface), width=2),
        )
        item.setZValue(2 if chosen else 1)
        item.setToolTip(one.words)
        item.sigClicked.connect(lambda *_: self.clicked.emit(one.key))
        return item

    def _pressed(self, event: Any) -> None:
        if event.double():
            self._plot.autoRange(padding=0.12)

    def _place_labels(self) -> None:
        """Each label where it meets no other and no point; what finds no place is in the tip."""
        if self._plot is None:
            return
        box = self._plot.getViewBox()
        for old in self._labels:
            self._plot.removeItem(old)
        self._labels = []
        metrics = QFontMetricsF(self.font())
        room = box.mapRectToScene(box.boundingRect())
        spots = [box.mapViewToScene(QPointF(s.across[1], s.up[1])) for s in self._spots]
        taken = [QRectF(p.x() - 5, p.y() - 5, 10, 10) for p in spots]
        taken += [_bar(box, one) for one in self._spots]
        places = sorted(
            range(len(spots)),
            key=lambda at: (
                self._spots[at].key != self._chosen,
                not self._spots[at].strong,
                -self._spots[at].across[1],
            ),
        )
        for at in places:
            one, spot = self._spots[at], spots[at]
            size = QRectF(0, 0, metrics.horizontalAdvance(one.words) + 8, metrics.height() + 6)
            near = [_beside(spot, size, side, up=up) for side, up in PLACES]
            free = [
                rect
                for rect in near
                if room.contains(rect) and not any(rect.intersects(other) for other in taken)
            ]
            if free or one.key == self._chosen:  # what is chosen is named wherever it stands
                rect = (free or near)[0]
                taken.append(rect)
                self._label(one.words, box.mapSceneToView(rect.topLeft()))

    def _label(self, words: str, where: QPointF) -> None:
        import pyqtgraph

        label = pyqtgraph.TextItem(words, color=QColor(theme.current().text), anchor=(0.0, 0.0))
        label.setFont(self.font())
        label.setPos(where.x(), where.y())
        self._plot.addItem(label, ignoreBounds=True)
        self._labels.append(label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_plot"):
            self._draw()


def _array(value: float) -> Any:
    import numpy as np

    return np.array([value])


def _percents(values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
    return [f"{round(100 * one, 2):g} %" if 0 <= one <= 1 else "" for one in values]


def _figures(values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
    return [QLocale().toString(one, "f", 2) if one >= 0 else "" for one in values]


def _bar(box: Any, one: Spot) -> QRectF:
    """Where the interval across is drawn."""
    left = box.mapViewToScene(QPointF(one.across[0], one.up[1]))
    right = box.mapViewToScene(QPointF(one.across[2], one.up[1]))
    return QRectF(left.x(), left.y() - 1, right.x() - left.x(), 2)


def _beside(spot: QPointF, size: QRectF, side: float, *, up: bool) -> QRectF:
    """Above or below; `side` is how much of the label lies to the left of the point."""
    top = spot.y() - AWAY - size.height() if up else spot.y() + AWAY
    return QRectF(spot.x() - side * size.width(), top, size.width(), size.height())
