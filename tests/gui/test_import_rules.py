"""The import dialog: how a field is made of a table's columns, chosen without writing a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from engines.catalog import queries as catalog
from engines.exchange.mapping.rules import Rule
from engines.exchange.mapping.steps import Lookup, Replace, Split, Step, Unit
from engines.exchange.mapping.targets import TARGETS
from engines.inventory import queries as levels
from tests.gui.import_steps import again, look_at
from ui.importing.import_dialog import ImportDialog
from ui.importing.rule_dialog import RuleDialog
from ui.importing.rule_steps import BadStep, step_of, texts_of
from ui.window import MainWindow

TABLE = """SKU;Marke;Name;Preis;Gewicht;Gruppe
A-1;Blau;Tasse;EUR 9,50;0,35;10
A-2;Rot;Teller;EUR 12,00;0,5;20
"""


def _dialog(window: MainWindow, file: Path, text: str = TABLE) -> ImportDialog:
    dialog = look_at(window, file, text)
    dialog.kind.setCurrentIndex(dialog.kind.findData("products"))
    return dialog


def _rule(dialog: ImportDialog, name: str) -> RuleDialog:
    field = TARGETS["products"].field(name)
    assert field is not None
    made = dialog.columns.rule_dialog(field)
    assert made is not None
    return made


def _check(rule: RuleDialog, *names: str) -> None:
    for at in range(rule.columns.count()):
        item = rule.columns.item(at)
        chosen = item.text() in names
        item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)


def _use(dialog: ImportDialog, rule: RuleDialog) -> None:
    rule.accept()
    dialog.columns.take(rule.rule())
    again(dialog)


def test_columns_are_joined_and_cells_changed_on_their_way_in(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = _dialog(window, tmp_path / "liste.csv")
    title = _rule(dialog, "title")
    _check(title, "Marke", "Name")
    title.join.setText(" / ")
    assert title.outcome.text() in ("Blau / Tasse · Rot / Teller", "Tasse / Blau · Teller / Rot")
    _use(dialog, title)
    price = _rule(dialog, "price")
    _check(price, "Preis")
    price.steps.add("replace", "EUR", "")
    _use(dialog, price)
    grams = _rule(dialog, "grams")
    _check(grams, "Gewicht")
    grams.steps.add("unit", "1000")
    assert grams.outcome.text() == "350 · 500"
    _use(dialog, grams)
    group = _rule(dialog, "category")
    _check(group, "Gruppe")
    group.steps.add("lookup", "10=Cups; 20=Plates", "Other")
    _use(dialog, group)
    assert "2 accepted, 0 refused" in dialog.what.text()
    dialog.start()
    read = window.context.shop.database.read
    cup = read(lambda c: catalog.variant_by_sku(c, "A-1"))
    assert (cup.price_minor, cup.weight_grams) == (950, 350)
    assert read(catalog.titles)[cup.id] in ("Blau / Tasse", "Tasse / Blau")


def test_a_field_without_a_column_can_be_the_same_everywhere(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = _dialog(window, tmp_path / "liste.csv")
    vendor = _rule(dialog, "vendor")
    _check(vendor)
    vendor.constant.setText("Own")
    _use(dialog, vendor)
    assert dialog.mapping is not None
    assert dialog.mapping.rule("vendor") == Rule("vendor", constant="Own")
    _check(vendor)
    vendor.constant.clear()
    _use(dialog, vendor)
    assert dialog.mapping.rule("vendor") is None


def test_a_step_that_says_nothing_is_explained_and_not_used(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = _dialog(window, tmp_path / "liste.csv")
    rule = _rule(dialog, "title")
    rule.steps.add("unit", "much")
    assert "needs a number" in rule.outcome.text()
    rule.accept()
    assert rule.result() == 0
    assert rule._complaint.text().startswith("Multiplying needs a number")


STEPS = (
    Split(">", 1),
    Split(",", -1),
    Replace("a", ""),
    Unit(Decimal("0.001")),
    Lookup((("1", "x"), ("2", "y"))),
    Lookup((("1", "x"),), "z"),
)


@pytest.mark.parametrize(
    "step", [*STEPS, Lookup((("1", "x"), ("2", "y"))), Lookup((("1", "x"),), "z")]
)
def test_a_step_is_shown_as_it_is_read_back(step: Step) -> None:
    assert step_of(*texts_of(step)) == step


@pytest.mark.parametrize(
    "row", [("split", "", "1"), ("split", ",", "0"), ("replace", "", "x"), ("lookup", "a", "")]
)
def test_what_a_step_lacks_is_said(row: tuple[str, str, str]) -> None:
    with pytest.raises(BadStep, match=r".+\."):
        step_of(*row)


def test_pieces_are_set_or_added_as_the_person_says(window: MainWindow, tmp_path: Path) -> None:
    products = tmp_path / "products.csv"
    products.write_text("SKU;Title;Price;Stock\nA-1;Cup;9.50;10\n", "utf-8")
    first = ImportDialog(window.context, window)
    first.look_at([products])
    first.start()
    read = window.context.shop.database.read
    assert read(levels.pieces_on_hand) == 10
    stock = tmp_path / "stock.csv"
    stock.write_text("SKU;On hand\nA-1;4\n", "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([stock])
    dialog.kind.setCurrentIndex(dialog.kind.findData("stock"))
    assert not dialog.figures.isHidden()
    dialog.figures.setCurrentIndex(dialog.figures.findData("add"))
    again(dialog)
    dialog.start()
    assert read(levels.pieces_on_hand) == 14
