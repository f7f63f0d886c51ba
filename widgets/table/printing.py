"""A table on paper: titles on each page, page numbers, columns made to fit the width.

- ``Sheet(title, about, columns, rows, words, total)``: what is printed; ``columns`` as (place,
  Column, width in px)
- ``paint(sheet, printer) -> int``: pages
- ``preview(sheet, parent)``: Qt's preview, from which it is printed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QWidget

from widgets import theme
from widgets.table.export import head_value
from widgets.table.grouped import TotalRow
from widgets.table.source import NUMBERS, Column, Row
from widgets.table.text import Words, integer, shown

MOST = 5_000  # rows on paper; who needs more wants a file
WIDE = 760  # px of columns beyond which paper lies on its side
POINTS, SMALLEST = 9.0, 5.5
GAP = 10.0  # points between cells
PrintedColumn = tuple[int, Column, int]


@dataclass(frozen=True)
class Sheet:
    """What is printed: ``rows`` of ``total`` lines, in groups with their heads."""

    title: str
    about: str
    columns: tuple[PrintedColumn, ...]
    rows: Sequence[Row]
    words: Words
    total: int


class _Paper:
    """One printing: measures once, then page by page. Lengths are points, 1/72 inch."""

    def __init__(self, sheet: Sheet, printer: QPrinter) -> None:
        self.sheet, self.printer = sheet, printer
        self.scale = printer.resolution() / 72
        area = printer.pageLayout().paintRect(QPageLayout.Unit.Point)
        self.width, self.height = area.width(), area.height()
        wanted = sum(width for _place, _column, width in sheet.columns) * 0.72
        fit = min(1.0, self.width / max(wanted, 1))
        self.font = QFont(QApplication.font())
        self.font.setPointSizeF(max(POINTS * fit, SMALLEST))
        self.bold = QFont(self.font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        spread = self.width / max(wanted, 1)
        self.widths = [width * 0.72 * spread for _place, _column, width in sheet.columns]
        self.metrics = QFontMetricsF(self.font, printer)
        self.line = self.metrics.height() / self.scale * 1.45
        self.top, self.foot = self.line * 3.2, self.line * 1.4
        self.a_page = max(1, int((self.height - self.top - self.foot) / self.line))
        self.pages = max(1, -(-len(sheet.rows) // self.a_page))

    def rect(self, left: float, top: float, width: float, height: float) -> QRectF:
        scale = self.scale
        return QRectF(left * scale, top * scale, width * scale, height * scale)

    def page(self, painter: QPainter, number: int) -> None:
        """One page: title, column titles, rows, page number."""
        tokens = theme.load("light")  # paper is white
        ink = QPen(painter.pen())
        ink.setColor(tokens.text)
        rule = QPen(ink)
        rule.setColor(tokens.line)
        painter.setPen(ink)
        self._head(painter)
        first = number * self.a_page
        for at, row in enumerate(self.sheet.rows[first : first + self.a_page]):
            top = self.top + at * self.line
            self._row(painter, row, top)
            painter.setPen(rule)
            painter.drawLine(
                self.rect(0, top + self.line, self.width, 0).topLeft(),
                self.rect(self.width, top + self.line, 0, 0).topLeft(),
            )
            painter.setPen(ink)
        self._foot(painter, number)

    def _head(self, painter: QPainter) -> None:
        painter.setFont(self.bold)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = self._cut(self.sheet.title, self.width * 0.6)
        painter.drawText(self.rect(0, 0, self.width * 0.6, self.line), flags, title)
        painter.setFont(self.font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        about = self._cut(self.sheet.about, self.width * 0.4)
        painter.drawText(self.rect(self.width * 0.6, 0, self.width * 0.4, self.line), right, about)
        painter.setFont(self.bold)
        top = self.top - self.line * 1.2
        for left, width, (_place, column, _px) in self._across():
            self._cell(painter, column.title, left, top, width, number=column.kind in NUMBERS)
        painter.setFont(self.font)
        painter.drawLine(
            self.rect(0, self.top, 0, 0).topLeft(), self.rect(self.width, self.top, 0, 0).topLeft()
        )

    def _across(self) -> list[tuple[float, float, PrintedColumn]]:
        left, result = 0.0, []
        for width, column in zip(self.widths, self.sheet.columns, strict=True):
            result.append((left, width, column))
            left += width
        return result

    def _row(self, painter: QPainter, row: Row, top: float) -> None:
        if not row.own:
            self._group(painter, row, top)
            return
        for left, width, (place, column, _px) in self._across():
            text = shown(row.values[place], column, self.sheet.words).replace("\n", " ")
            self._cell(painter, text, left, top, width, number=column.kind in NUMBERS)

    def _group(self, painter: QPainter, row: Row, top: float) -> None:
        """The head of a group, and the total: the name takes what room is before its sums."""
        painter.setFont(self.bold)
        room = self.width
        for left, width, (place, column, _px) in reversed(self._across()):
            value = head_value(row, place, column, self.sheet.words)
            if isinstance(value, int):
                text = shown(value, column, self.sheet.words)
                self._cell(painter, text, left, top, width, number=True)
                room = left
            elif value is not None:
                self._cell(painter, value, left, top, max(room - left, width), number=False)
        painter.setFont(self.font)

    def _cell(
        self, painter: QPainter, text: str, left: float, top: float, width: float, *, number: bool
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        box = self.rect(left, top, max(width - GAP, 1), self.line)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self._cut(text, width - GAP))

    def _cut(self, text: str, width: float) -> str:
        room = width * self.scale
        if self.metrics.horizontalAdvance(text) <= room:
            return text
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _foot(self, painter: QPainter, number: int) -> None:
        translate, locale = QCoreApplication.translate, self.sheet.words.locale
        words = translate("Printing", "Page {page} of {pages}")
        text = words.format(page=integer(number + 1, locale), pages=integer(self.pages, locale))
        lines, last = len(self.sheet.rows), self.sheet.rows[-1] if self.sheet.rows else None
        if lines < self.sheet.total:
            words = translate("Printing", "The first {count} of {total} rows")
            left = words.format(
                count=integer(lines, locale), total=integer(self.sheet.total, locale)
            )
        else:
            things = last.group.count if isinstance(last, TotalRow) else lines
            left = translate("Printing", "{count} rows").format(count=integer(things, locale))
        box = self.rect(0, self.height - self.line, self.width, self.line)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, left)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, text)


def paint(sheet: Sheet, printer: QPrinter) -> int:
    """Print all of it; how many pages."""
    paper = _Paper(sheet, printer)
    painter = QPainter(printer)
    try:
        for number in range(paper.pages):
            if number:
                printer.newPage()
            paper.page(painter, number)
    finally:
        painter.end()
    return paper.pages


def orient(sheet: Sheet, printer: QPrinter) -> None:
    """Many columns lie on their side."""
    wide = sum(width for _place, _column, width in sheet.columns) > WIDE
    portrait, landscape = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
    printer.setPageOrientation(landscape if wide else portrait)


class Preview(QPrintPreviewDialog):
    """Qt's preview of a sheet. It holds the printer, which Qt only borrows."""

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        orient(sheet, printer)
        super().__init__(printer, parent)
        self._printer, self._sheet = printer, sheet
        self.setWindowTitle(QCoreApplication.translate("Printing", "Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 720)
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        paint(self._sheet, printer)


def preview(sheet: Sheet, parent: QWidget) -> Preview:
    """Show how it will look; it is printed from there."""
    dialog = Preview(sheet, parent)
    dialog.open()
    return dialog
