"""A manager's day with a spreadsheet: a list with mistakes, a bulk price change, both undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.rebuild import rebuild
from engines.catalog import queries as catalog
from engines.database.ticket import Untold
from engines.inventory import queries as levels
from engines.ledger import queries as log
from tests.engines.exchange.books import Leaf, text_row, xlsx
from tests.gui.import_steps import again, choose
from tests.gui.steps import settle
from ui.importing.import_dialog import ImportDialog
from ui.importing.rows_model import CELLS
from ui.inventory.stock_page import StockPage
from ui.window import MainWindow
from widgets.table.preview import PreviewDialog

CTRL = Qt.KeyboardModifier.ControlModifier
PRICE = 3
HEADER = ["Artikel", "Bezeichnung", "VK", "Lager"]
WRONG = {3: ("VK", "zwölf", "12,00"), 17: ("Lager", "viele", "7"), 29: ("VK", "1,2,3", "1,23")}


def _book(path: Path) -> Path:
    """Forty products, as a supplier's spreadsheet has them; three cells are wrong."""
    rows = [[f"T-{n:02}", f"Tasse {n}", f"{n + 5},50", str(n % 9)] for n in range(40)]
    for row, (column, wrong, _) in WRONG.items():
        rows[row][HEADER.index(column)] = wrong
    lines = (text_row(at, row) for at, row in enumerate([HEADER, *rows], 1))
    return xlsx(path, [Leaf("Preisliste", "".join(lines))])


def _import(window: MainWindow, file: Path) -> None:
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    choose(dialog, "Price", "VK")
    again(dialog)
    choose(dialog, "Pieces", "Lager")
    again(dialog)
    assert "40 rows, 37 accepted, 3 refused" in dialog.what.text()
    assert not dialog.go.isEnabled()
    dialog.tabs.setCurrentWidget(dialog.rows)
    dialog.rows.look()
    model = dialog.rows.model
    assert model is not None
    for row, (column, _, right) in WRONG.items():
        place = model.index(row, CELLS + HEADER.index(column))
        assert place.data(Qt.ItemDataRole.ToolTipRole)
        model.setData(place, right)
    again(dialog)
    assert "40 rows, 40 accepted, 0 refused" in dialog.what.text()
    dialog.start()


def _prices(window: MainWindow) -> list[int]:
    rows = window.context.shop.database.read(lambda c: catalog.variants_page(c)).rows
    return [one.price_minor for one in rows]


def _dearer(window: MainWindow, app: QApplication) -> None:
    """Every price becomes 9.90: the whole column, pasted, looked at, changed."""
    page = window.show_tab("inventory")
    assert isinstance(page, StockPage)
    page.refresh()
    settle()
    table = page.table
    table.setFocus()
    table.setCurrentIndex(page.model.index(0, PRICE))
    QTest.keyClick(table, Qt.Key.Key_Space, CTRL)
    app.clipboard().setText("9,90")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    dialog = next(one for one in table.findChildren(PreviewDialog) if one.isVisible())
    assert dialog.verb.text() == "Change 40 cells in 40 rows"
    dialog.verb.click()
    settle()


def test_a_spreadsheet_with_mistakes_and_a_bulk_change_are_undone_one_by_one(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    read = window.context.shop.database.read
    before = read(log.entries_count)
    _import(window, _book(tmp_path / "preisliste.xlsx"))
    imported = _prices(window)
    assert len(imported) == 40
    assert imported[3] == 1200
    assert imported[29] == 123
    pieces = read(levels.pieces_on_hand)
    assert pieces == sum(n % 9 for n in range(40)) - 17 % 9 + 7
    _dearer(window, qapp)
    assert _prices(window) == [990] * 40
    window.do("undo")
    assert _prices(window) == imported
    assert read(levels.pieces_on_hand) == pieces
    window.do("undo")
    assert _prices(window) == []
    assert read(levels.pieces_on_hand) == 0
    window.do("redo")
    window.do("redo")
    assert _prices(window) == [990] * 40
    assert read(levels.pieces_on_hand) == pieces
    assert read(log.entries_count) > before  # nothing is ever taken out of the ledger
    assert window.context.shop.verify(processes=1).ok
    assert rebuild(window.context.shop, Untold()).ok
