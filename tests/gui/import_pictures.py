"""The import dialog over a spreadsheet with mistakes, for its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from engines.exchange.mapping.steps import Lookup
from engines.exchange.mapping.targets import TARGETS
from tests.engines.exchange.books import Leaf, text_row, xlsx
from ui.importing.import_dialog import ImportDialog
from ui.importing.rule_dialog import RuleDialog
from ui.importing.words import field_words
from ui.window import MainWindow

HEADER = ["Artikel", "Marke", "Bezeichnung", "VK", "Lager", "Warengruppe"]
THINGS = ("Tasse", "Teller", "Schale", "Kanne", "Becher")


def _book(folder: Path) -> Path:
    """A supplier's list of 240 products; five cells are wrong."""
    rows = [
        [f"T-{n:03}", "Kiln", f"{THINGS[n % 5]} {n}", f"{n % 40 + 5},50", str(n % 9), str(n % 3)]
        for n in range(240)
    ]
    for row, column, wrong in ((3, 3, "zwölf"), (17, 4, "viele"), (29, 3, "1,2,3"), (30, 4, "-2")):
        rows[row][column] = wrong
    rows[101][0] = ""
    lines = "".join(text_row(at, row) for at, row in enumerate([HEADER, *rows], 1))
    return xlsx(folder / "Preisliste Herbst.xlsx", [Leaf("Preise", lines)])


def import_pictures(window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """With problems, with all rows, and how one field is made."""
    dialog = ImportDialog(window.context, window)
    dialog.show()
    yield "import", dialog
    dialog.look_at([_book(folder)])
    for field, column in (("price", "VK"), ("quantity", "Lager"), ("category", "Warengruppe")):
        boxes = dialog.columns.findChildren(QComboBox)
        box = next(one for one in boxes if one.accessibleName() == field_words()[field])
        box.setCurrentIndex(box.findText(column))
        dialog._again.stop()
        dialog.preview()
    dialog.tabs.setCurrentWidget(dialog.problems)
    yield "import-problems", dialog
    dialog.tabs.setCurrentWidget(dialog.rows)
    dialog.rows.look()
    yield "import-rows", dialog
    rule = _rule(dialog)
    rule.show()
    yield "import-rule", rule
    rule.close()
    dialog.close()


def _rule(dialog: ImportDialog) -> RuleDialog:
    field = TARGETS["products"].field("category")
    rule = dialog.columns.rule_dialog(field) if field else None
    if rule is None:
        raise RuntimeError("no table to map")
    pairs = Lookup((("0", "Cups"), ("1", "Plates"), ("2", "Pots")), "Other")
    rule.steps.add("lookup", "; ".join("=".join(pair) for pair in pairs.table), "Other")
    return rule
