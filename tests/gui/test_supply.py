"""Suppliers and reviews in the window: beside their product, in the import, in the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel

from engines.analytics.facts import AdCostData, AdCostsChanged
from engines.catalog import commands
from engines.catalog import supplier_commands as suppliers
from engines.catalog.facts import SupplierData, SuppliersChanged
from engines.database.change import Actor, Change
from engines.identity.facts import PersonalDataErased
from engines.identity.rights import rights_of
from engines.identity.subjects import subject
from engines.recommend import commands as recommend
from tests.gui.steps import settle
from ui.importing.import_dialog import ImportDialog
from ui.inventory.stock_page import StockPage
from ui.ledger.words import FactWords, kind_labels
from ui.window import MainWindow

TABLE = "Lieferant;SKU;EK\nKiln;MUG;4,10\nClay;MUG;3,90\nTöpferei;;\n"


def _mug(change: Change) -> None:
    commands.add_product(change, title="Mug", variants=[commands.NewVariant("MUG", 1_250)])


def _supply(change: Change) -> None:
    suppliers.add_supplier(change, code="S1", name="Kiln", currency="EUR", lead_days=14)
    suppliers.set_item(
        change,
        supplier_id=1,
        variant_id=1,
        cost_minor=41_000,
        currency="JPY",
        supplier_sku="K-77",
    )
    told = {"text": "<b>Holds</b> tea", "author": "Quirina"}
    recommend.add_review(change, ref="R1", product_id=1, rating_milli=4_500, personal=told)
    recommend.add_review(
        change, ref="R2", product_id=1, rating_milli=1_000, status="pending", at_us=1
    )


def _panel(window: MainWindow) -> list[str]:
    """The words in the panel of the first variant."""
    page = window.show_tab("inventory")
    assert isinstance(page, StockPage)
    page.presenter.open(1)
    settle()
    return [one.text() for one in page.detail.findChildren(QLabel)]


def test_a_product_of_which_nothing_is_known_shows_neither_part(window: MainWindow) -> None:
    window.context.change("add", _mug)
    words = _panel(window)
    assert "Suppliers" not in words
    assert "Reviews" not in words


def test_a_product_shows_who_sells_it_and_what_is_said_of_it(window: MainWindow) -> None:
    window.context.change("add", _mug)
    window.context.change("supply", _supply)
    words = _panel(window)
    for said in ("Suppliers", "Kiln\nK-77", "14", "Reviews", "<b>Holds</b> tea"):
        assert said in words
    assert any(one.endswith("JPY") for one in words)
    assert "4.5 of 5 on average, 1 approved" in words
    assert any("Quirina" in one for one in words)
    assert any(one.endswith("pending") for one in words)


def test_who_may_not_read_personal_data_sees_stars_alone(window: MainWindow) -> None:
    window.context.change("add", _mug)
    window.context.change("supply", _supply)
    window.context.actor = Actor("accountant", rights_of("accountant"))
    words = _panel(window)
    assert "4.5 of 5 on average, 1 approved" in words
    assert not any("Quirina" in one or "Holds" in one for one in words)


def test_the_import_says_what_it_would_create_and_one_undo_takes_it_back(
    window: MainWindow, tmp_path: Path
) -> None:
    window.context.change("add", _mug)
    file = tmp_path / "lieferanten.csv"
    file.write_text(TABLE, "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    assert dialog.kind.currentData() == "suppliers"
    assert dialog.will.text() == "New: 3 suppliers, 2 supplier SKUs."
    assert dialog.go.isEnabled()
    dialog.start()
    assert "Suppliers" in _panel(window)
    window.do("undo")
    settle()
    assert "Suppliers" not in _panel(window)


@pytest.mark.parametrize("kind", ["suppliers", "reviews", "ad-costs"])
def test_any_table_can_be_read_as_each_kind(window: MainWindow, kind: str) -> None:
    dialog = ImportDialog(window.context, window)
    assert dialog.kind.findData(kind) >= 0


def test_sums_of_another_currency_are_written_in_it(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "ads.csv"
    file.write_text("Day,Campaign,Cost,Currency\n2026-03-01,A,999,JPY\n", "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    cells = {
        one.text()
        for row in range(dialog.sums.rowCount())
        for column in range(3)
        if (one := dialog.sums.item(row, column))
    }
    assert {"ad spend, JPY", "999"} <= cells


def test_the_ledger_says_what_happened(window: MainWindow) -> None:
    words = FactWords("EUR", 2, QLocale("en"))
    kiln = SupplierData(id=1, code="S1", name="Kiln", currency="EUR")
    clay = SupplierData(id=2, code="S2", name="Clay", currency="EUR")
    fact = SuppliersChanged(old=(kiln,), new=(kiln, clay))
    assert words.say(fact) == "Suppliers: 1 added, 1 changed, 0 removed."
    cost = AdCostData(
        id=1, day="2026-03-01", channel="a", campaign="", cost_minor=1, currency="EUR"
    )
    assert words.say(AdCostsChanged(old=(cost,))) == (
        "Advertising costs: 0 added, 0 changed, 1 removed."
    )
    erased = PersonalDataErased(subject_id=subject("review", 7))
    assert words.say(erased) == "Author and words of review 7 were destroyed."
    assert erased.subject == "review:7"
    known = window.context.shop.database.book.type_by_kind
    assert {kind for kind, _version in known} <= kind_labels().keys()
