"""The import dialog: all rows, corrected where they stand; a file read otherwise than guessed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from engines.catalog import queries as catalog
from tests.engines.exchange.books import Leaf, text_row, xlsx
from tests.gui.import_steps import again, look_at
from ui.importing.import_dialog import ImportDialog
from ui.importing.rows_model import CELLS, STATE, RowsModel
from ui.window import MainWindow

ROWS = "SKU;Title;Price\n" + "".join(
    f"A-{number};Tasse {number};{'abc' if number % 100 == 5 else '9,50'}\n" for number in range(300)
)


def _model(dialog: ImportDialog) -> RowsModel:
    dialog.tabs.setCurrentWidget(dialog.rows)
    dialog.rows.look()
    assert dialog.rows.model is not None
    return dialog.rows.model


def _texts(model: RowsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_every_row_is_there_with_its_line_and_what_is_wrong_with_it(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = look_at(window, tmp_path / "tassen.csv", ROWS)
    model = _model(dialog)
    assert model.rowCount() == 300
    head = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert head == ["Line", "Problem", "SKU", "Title", "Price"]
    assert _texts(model, 0) == ["2", "", "A-0", "Tasse 0", "9,50"]
    assert _texts(model, 205) == ["207", "Price: is not an amount", "A-205", "Tasse 205", "abc"]
    bad = model.index(205, CELLS + 2)
    assert "not an amount" in bad.data(Qt.ItemDataRole.ToolTipRole)
    assert bad.data(Qt.ItemDataRole.BackgroundRole) is not None
    dialog.reject()


def test_rows_are_filtered_by_what_is_refused_and_by_what_is_typed(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = look_at(window, tmp_path / "tassen.csv", ROWS)
    model = _model(dialog)
    dialog.rows.only.setChecked(True)
    assert [_texts(model, row)[CELLS] for row in range(model.rowCount())] == [
        "A-5",
        "A-105",
        "A-205",
    ]
    dialog.rows.filter.setText("tasse 20")
    dialog.rows._typed.stop()
    dialog.rows._sift()
    assert [_texts(model, row)[CELLS] for row in range(model.rowCount())] == ["A-205"]
    dialog.rows.only.setChecked(False)
    assert model.rowCount() == 11  # 20 and 200 to 209
    assert dialog.rows.count.text() == "11 of 300 rows"
    dialog.reject()


def test_a_cell_is_corrected_where_it_stands_and_goes_in_so(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = look_at(window, tmp_path / "tassen.csv", ROWS)
    model = _model(dialog)
    for row in (5, 105, 205):
        assert model.setData(model.index(row, CELLS + 2), "7,25")
    again(dialog)
    assert "300 accepted, 0 refused" in dialog.what.text()
    assert dialog.rows.model is model  # the same rows, read once
    assert _texts(model, 5) == ["7", "", "A-5", "Tasse 5", "7,25"]
    dialog.start()
    read = window.context.shop.database.read
    assert read(lambda c: catalog.variant_by_sku(c, "A-205")).price_minor == 725
    window.do("undo")
    assert not read(catalog.sku_ids)


def test_a_row_that_is_left_out_says_so(window: MainWindow, tmp_path: Path) -> None:
    dialog = look_at(window, tmp_path / "tassen.csv", ROWS)
    out = dialog.problems.table.item(0, 0)
    assert out is not None
    out.setCheckState(Qt.CheckState.Checked)
    again(dialog)
    assert _texts(_model(dialog), 5)[STATE] == "left out"
    dialog.reject()


def test_rows_are_there_before_the_columns_are_chosen(window: MainWindow, tmp_path: Path) -> None:
    dialog = look_at(window, tmp_path / "liste.csv", "Was;Wieviel\nTasse;3\n")
    assert not dialog.go.isEnabled()
    assert _texts(_model(dialog), 0) == ["2", "", "Tasse", "3"]
    dialog.reject()


def test_an_encoding_that_was_guessed_wrong_is_chosen_by_hand(
    window: MainWindow, tmp_path: Path
) -> None:
    text = "SKU;Title;Price\nA-1;\N{LATIN SMALL LETTER L WITH STROKE}yzka;9,50\n"
    dialog = look_at(window, tmp_path / "polish.csv", text, "cp1250")
    assert not dialog.reading.isHidden()
    box = dialog.reading.encoding
    assert box.currentText().startswith("guessed: ")
    box.setCurrentIndex(box.findData("cp1250"))
    again(dialog)
    assert "Windows-1250" in dialog.what.text()
    assert _texts(_model(dialog), 0)[CELLS + 1] == "\N{LATIN SMALL LETTER L WITH STROKE}yzka"
    dialog.reject()


def test_delimiter_and_header_row_are_chosen_by_hand(window: MainWindow, tmp_path: Path) -> None:
    text = "Export of Monday|||\nA-0|Old cup|1.00|x\nSKU|Title|Price|Note\nA-1|Cup, large|9.50|\n"
    dialog = look_at(window, tmp_path / "odd.csv", text)
    dialog.reading.header.setText("3")
    mark = dialog.reading.delimiter
    mark.setCurrentIndex(mark.findData("|"))
    again(dialog)
    assert "1 rows, 1 accepted, 0 refused" in dialog.what.text()
    assert _texts(_model(dialog), 0)[CELLS:] == ["A-1", "Cup, large", "9.50", ""]
    dialog.look_at([tmp_path / "odd.csv"])
    assert dialog.reading.layout_told().header_row is None
    dialog.reject()


def test_another_sheet_is_chosen_by_hand(window: MainWindow, tmp_path: Path) -> None:
    def sheet(name: str, sku: str) -> Leaf:
        rows = (["SKU", "Title", "Price"], [sku, "Cup", "9.50"])
        return Leaf(name, "".join(text_row(at, row) for at, row in enumerate(rows, 1)))

    file = xlsx(tmp_path / "two.xlsx", [sheet("May", "A-5"), sheet("June", "A-6")])
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    assert dialog.reading.encoding.isHidden()
    assert _texts(_model(dialog), 0)[CELLS] == "A-5"
    box: QComboBox = dialog.reading.sheet
    box.setCurrentIndex(box.findData("June"))
    again(dialog)
    assert _texts(_model(dialog), 0)[CELLS] == "A-6"
    dialog.reject()


def test_files_are_looked_through_one_by_one(window: MainWindow, tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = f"SKU,Title,Price\n{name},Cup,9.50\n"
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([tmp_path / "one.csv", tmp_path / "two.csv"])
    assert _texts(_model(dialog), 0)[CELLS] == "one"
    dialog.rows.file.setCurrentIndex(1)
    assert _texts(_model(dialog), 0)[CELLS] == "two"
    dialog.reject()
