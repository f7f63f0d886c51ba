"""The dialogs of the stock table with many words in them: for pictures, and for cut text."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from ui.table_page import TablePage
from widgets.table.edits import Edit, Plan, Problem
from widgets.table.marks import Mark
from widgets.table.marks_dialog import MarksDialog
from widgets.table.preview import PreviewDialog
from widgets.table.set_dialog import SetDialog


def table_dialogs(page: TablePage) -> list[QDialog]:
    """A preview with all it can say, a bulk change, marks."""
    columns, words = page.model.columns, page.model.words
    translate = page.tr
    plan = Plan(
        "pasted",
        tuple(Edit(key, "price_minor", 1250, 100_000_00 + key) for key in range(1_234)),
        tuple(
            Problem(row, f"SKU-{row}", columns[3].title, "cheap", "This is not a number.")
            for row in range(1, 400)
        ),
        (translate("Nothing can be edited here."), "120 copied rows lie beyond the last row."),
        {key: f"SPECKLED-MUG-WITH-A-LONG-NAME-{key}" for key in range(1_234)},
    )
    editable = [(place, column) for place, column in enumerate(columns) if column.editable]
    bulk = SetDialog(editable, 3, 1_234_567, words, page)
    bulk.act.setCurrentIndex(bulk.act.findData("percent"))
    bulk.text.setText("ten")
    bulk.accept()  # and says what is wrong
    marks = (
        Mark("on_hand", "at_most", 5, tone="negative"),
        Mark("price_minor", "between", 100_000, 200_000),
        Mark("title", "contains", "mug", tone="positive"),
    )
    return [
        PreviewDialog(plan, columns, words, page),
        bulk,
        MarksDialog(columns, marks, words, page),
    ]
