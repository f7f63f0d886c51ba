"""Export of what a table shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from widgets.table.export import write_csv
from widgets.table.model import PagingModel
from widgets.table.view import TableView


def export_table(
    parent: QWidget, table: TableView, model: PagingModel, file: str = ""
) -> int | None:
    """Ask for a file (unless given) and write the rows as shown; rows written, None if declined."""
    if not file:
        title = parent.tr("Export what is shown")
        file, _ = QFileDialog.getSaveFileName(parent, title, "", "CSV (*.csv)")
    if not file or model.source is None:
        return None
    columns = table.shown_columns()
    return write_csv(Path(file), model.source, model.where, model.order, columns, model.words)
