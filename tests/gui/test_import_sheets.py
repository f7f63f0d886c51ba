"""The import dialog over spreadsheets: which sheet was read is said, and which were not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.engines.exchange.books import Leaf, text_row, xlsx
from tests.gui.test_days import PRODUCTS
from ui.importing.import_dialog import ImportDialog
from ui.window import MainWindow


def book(path: Path) -> Path:
    """Products on the second sheet, something hidden behind it."""
    rows = [line.split(",") for line in PRODUCTS.strip().split("\n")]
    data = "".join(text_row(number, row) for number, row in enumerate(rows, 1))
    notes = text_row(1, ["Remember", "this"])
    return xlsx(path, [Leaf("Notes", notes), Leaf("Products", data), Leaf("Old", notes, "hidden")])


def test_the_sheet_that_was_read_and_those_that_were_not_are_named(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = ImportDialog(window.context, window)
    dialog.look_at([book(tmp_path / "products.xlsx")])
    assert dialog.what.text() == (
        "Shopify products, XLSX, sheet “Products”: 1 rows, 1 accepted, 0 refused"
    )
    assert dialog.left_out.text() == "Sheets not read: “Notes”, “Old” (hidden)"
    assert not dialog.left_out.isHidden()
    dialog.look_at([tmp_path / "missing.xlsx"])
    assert dialog.left_out.isHidden()
    text = tmp_path / "products.csv"
    text.write_text(PRODUCTS, "utf-8")
    dialog.look_at([text])
    assert dialog.what.text().startswith("Shopify products, UTF-8:")
    assert dialog.left_out.isHidden()
    dialog.reject()


def test_spreadsheets_are_offered_when_files_are_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(*arguments: object) -> tuple[list[str], str]:
        asked.append(str(arguments[-1]))
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    dialog = ImportDialog(window.context, window)
    dialog.drop.click()
    assert all(f"*.{ending}" in asked[0] for ending in ("csv", "xlsx", "ods"))
    dialog.reject()
