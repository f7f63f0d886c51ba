"""A header with sort marks for several keys and a filter row as typed.

``FilterHeader(model, parent)``

- signals ``sort_wanted(column, add)``, ``filter_typed(column, text)`` (120 ms after the last key),
  ``menu_wanted(column, QPoint)`` in global px
- ``show_filters(shown)``, ``filters_shown``, ``texts() -> {column: text}``,
  ``set_text(column, text)``, ``set_bad(column, bad)``, ``focus_filter(column)``, ``clear()``
- the first column stays in place while the others scroll under it
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QWidget

from widgets import theme
from widgets.table.model import PagingModel
from widgets.table.source import NUMBERS

DEBOUNCE_MS = 120
TITLE = 32
FILTER = 28
PAD = 10


class FilterHeader(QHeaderView):
    """Titles, sort marks and, when shown, one field a column to filter by."""

    sort_wanted = Signal(int, bool)
    filter_typed = Signal(int, str)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: PagingModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._fields: dict[int, QLineEdit] = {}
        self._pressed: int | None = None
        self.filters_shown = False
        self._typed: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        self.sectionClicked.connect(self._clicked)
        model.headerDataChanged.connect(self._name_fields)

    # filters

    def show_filters(self, shown: bool) -> None:
        self.filters_shown = shown
        if shown and not self._fields:
            for column, about in enumerate(self._model.columns):
                if about.filterable and about.kind != "spark":
                    self._fields[column] = self._field(column)
            self._name_fields()
        for field in self._fields.values():
            field.setVisible(shown)
        self._place()
        self.geometriesChanged.emit()
        self.viewport().update()

    def _field(self, column: int) -> QLineEdit:
        field = QLineEdit(self)
        theme.mark(field, "filter")
        field.setClearButtonEnabled(False)
        field.textEdited.connect(lambda text: self._edited(column, text))
        field.installEventFilter(self)
        return field

    def _name_fields(self) -> None:
        for column, field in self._fields.items():
            title = self._model.columns[column].title
            field.setAccessibleName(self.tr("Filter {column}").format(column=title))
            if self._model.columns[column].kind in NUMBERS:
                field.setToolTip(self.tr("For example: >5, <=20, 5..10"))
            elif self._model.columns[column].kind in ("date", "datetime"):
                field.setToolTip(self.tr("For example: 2011-12, >2011-12-01, 2011-11..2011-12"))
            else:
                field.setToolTip(field.accessibleName())

    def _edited(self, column: int, text: str) -> None:
        self._typed[column] = text
        self._timer.start()

    def _tell(self) -> None:
        typed, self._typed = self._typed, {}
        for column, text in typed.items():
            self.filter_typed.emit(column, text)

    def texts(self) -> dict[int, str]:
        return {column: field.text() for column, field in self._fields.items() if field.text()}

    def set_text(self, column: int, text: str) -> None:
        if not self._fields:
            self.show_filters(True)
        if column in self._fields:
            self._fields[column].setText(text)
            self.filter_typed.emit(column, text)

    def set_bad(self, column: int, bad: bool) -> None:
        theme.mark(self._fields[column], "filter-bad" if bad else "filter")

    def clear(self) -> None:
        for column in self.texts():
            self.set_text(column, "")

    def focus_filter(self, column: int) -> None:
        self.show_filters(True)
        field = self._fields.get(column) or next(iter(self._fields.values()), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A field that gets the focus comes into view."""
        if event.type() == QEvent.Type.FocusIn:
            for column, field in self._fields.items():
                if field is watched:
                    table = self.parent()
                    reveal = getattr(table, "reveal_column", None)
                    if reveal is not None:
                        reveal(column)
        return False

    # geometry

    def _frozen(self) -> int:
        """Width of the first column while the others are scrolled under it, else 0."""
        return self.sectionSize(0) if self.offset() > 0 and self.count() else 0

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        size.setHeight(TITLE + (FILTER if self.filters_shown else 0))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def follow(self) -> None:
        """After a scroll."""
        self._place()
        self.viewport().update()

    def _place(self) -> None:
        if not self.filters_shown:
            return
        for column, field in self._fields.items():
            left = 0 if column == 0 else self.sectionViewportPosition(column)
            covered = column != 0 and left < self._frozen()
            width = self.sectionSize(column)
            field.setGeometry(left + 4, TITLE, max(16, width - 8), FILTER - 5)
            # Still reachable by Tab while covered: it comes into view when focused.
            if covered:
                field.lower()
            field.setVisible(not self.isSectionHidden(column))
        if 0 in self._fields:
            self._fields[0].raise_()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frozen = self._frozen()
        if frozen:
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, frozen, self.height()), 0)
            painter.setPen(QColor(theme.current().line))
            painter.drawLine(frozen - 1, 0, frozen - 1, self.height())
            painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        tokens, column = theme.current(), self._model.columns[logical]
        painter.fillRect(rect, QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = QFont(QApplication.font())
        font.setPixelSize(tokens.small)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        mark = self._mark(column.key)
        metrics = painter.fontMetrics()
        area = QRect(rect.left() + PAD, rect.top(), rect.width() - 2 * PAD, TITLE)
        room = area.width() - metrics.horizontalAdvance(mark)
        words = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room) + mark
        side = Qt.AlignmentFlag.AlignRight if column.kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _mark(self, key: str) -> str:
        order = self._model.order
        for place, sort in enumerate(order, 1):
            if sort.key == key:
                arrow = " ▾" if sort.descending else " ▴"
                return arrow + str(place) if len(order) > 1 else arrow
        return ""

    # mouse

    def _clicked(self, logical: int) -> None:
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_wanted.emit(logical, bool(shift))

    def _column_at(self, place: QPoint) -> int:
        return 0 if place.x() < self._frozen() else self.logicalIndexAt(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < self._frozen() - 4:
            self._pressed = 0
            return
        self._pressed = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed == 0:
            self._pressed = None
            if event.position().x() < self._frozen():
                self._clicked(0)
            return
        super().mouseReleaseEvent(event)

    def _menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self._column_at(place), self.mapToGlobal(place))
