"""Export and print of what a table shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QFileDialog

from engines.database.ticket import Ticket

if TYPE_CHECKING:
    from ui.table_page import TablePage
    from widgets.table.source import Row

FILTERS = "XLSX (*.xlsx);;CSV (*.csv)"


def export_table(page: TablePage, file: str = "") -> None:
    """Ask for a file (unless given), then write the rows as shown, as a job that can be stopped."""
    translate = QCoreApplication.translate
    source, table, model = page.model.source, page.table, page.model
    if not file:
        title = translate("Exporting", "Export what is shown")
        file, chosen = QFileDialog.getSaveFileName(page, title, "", FILTERS)
        if file and not Path(file).suffix:
            file += ".csv" if "csv" in chosen else ".xlsx"
    if not file or source is None:
        return
    path, where, order = Path(file), model.where, model.order
    columns, words = table.shown_columns(), model.words

    def work(ticket: Ticket) -> int:
        # Workbooks need a library that nothing else here does.
        if path.suffix.lower() == ".xlsx":
            from widgets.table.xlsx import write_xlsx

            return write_xlsx(path, source, where, order, columns, words, ticket.step)
        from widgets.table.export import write_csv

        return write_csv(path, source, where, order, columns, words, ticket.step)

    def done(count: int) -> None:
        words_done = translate("Exporting", "Exported {count} rows to {file}")
        text = words_done.format(count=QLocale().toString(count), file=path.name)
        page.said.emit(text, "positive")

    def failed(error: Exception) -> None:
        if said := _too_long(error):
            page.said.emit(said, "negative")
        elif isinstance(error, OSError):
            sentence = translate(
                "Exporting", "{file} could not be written ({why}). Nothing was kept."
            )
            why = error.strerror or str(error)
            page.said.emit(sentence.format(file=path.name, why=why), "negative")
        else:
            page.failed.emit(error)

    page.context.jobs.start(translate("Exporting", "Exporting"), work, done, failed)


def _too_long(error: Exception) -> str:
    """What to say of a text that a workbook cannot hold; "" of anything else."""
    from widgets.table.xlsx import LONGEST, TextTooLong

    if not isinstance(error, TextTooLong):
        return ""
    sentence = QCoreApplication.translate(
        "Exporting",
        "“{text}…” in the column “{column}” is longer than the {most} characters of an XLSX cell. "
        "Nothing was kept; export as CSV.",
    )
    most = QLocale().toString(LONGEST)
    return sentence.format(text=error.start, column=error.column, most=most)


def print_table(page: TablePage) -> None:
    """Read what is to be printed, then show how it will look."""
    from widgets.table.printing import MOST, Sheet, preview
    from widgets.table.source import Nested

    source, table, model = page.model.source, page.table, page.model
    if source is None:
        return
    where, order, words = model.where, model.order, model.words
    columns = tuple(
        (place, column, table.columnWidth(place))
        for place, column in table.shown_columns()
        if column.kind != "spark"
    )
    about = page.context.shop.about.name
    day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)

    def work(ticket: Ticket) -> tuple[int, list[Row]]:
        from widgets.table.export import CHUNK, rows_in

        total = source.count(where)
        rows: list[Row] = []
        for row in rows_in(source, where, order, 0, min(total, MOST), total):
            rows.append(row)
            if len(rows) % CHUNK == 0:
                ticket.step(len(rows), min(total, MOST))
        if isinstance(source, Nested) and total <= MOST:
            rows.append(source.whole(where))
        return total, rows

    def done(read: tuple[int, list[Row]]) -> None:
        total, rows = read
        preview(Sheet(page.title(), f"{about} · {day}", columns, rows, words, total), page)

    title = QCoreApplication.translate("Exporting", "Reading what is printed")
    page.context.jobs.start(title, work, done, page.failed.emit)
