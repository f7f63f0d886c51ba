"""Files that come into the watched folder are imported, once they stand still."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.watching import Watch
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.ticket import Untold
from engines.exchange.mapping.rules import Mapping, Rule
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.inventory import queries as levels
from tests.gui.test_days import PRODUCTS
from ui.window import MainWindow


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_a_file_is_due_when_it_stood_still_between_two_looks(inbox: Path) -> None:
    watch, file = Watch(inbox), inbox / "a.csv"
    file.write_text("x", "utf-8")
    (inbox / "notes.docx").write_text("x", "utf-8")
    assert watch.due() == []
    file.write_text("xy", "utf-8")
    assert watch.due() == []
    assert watch.due() == [file]


def test_a_file_goes_in_and_is_put_away(window: MainWindow, inbox: Path) -> None:
    watcher = window.watcher()
    watcher.start(inbox)
    file = inbox / "products.csv"
    file.write_text(PRODUCTS, "utf-8")
    watcher.look()
    watcher.look()
    assert window.context.shop.database.read(levels.pieces_on_hand) == 10
    assert not file.exists()
    assert (inbox / "imported" / "products.csv").exists()
    assert window.toasts.text == "products.csv: imported 1 rows"
    window.do("undo")
    assert window.context.shop.database.read(levels.pieces_on_hand) == 0


def test_a_refused_file_stays_and_is_not_tried_again_until_it_changes(
    window: MainWindow, inbox: Path
) -> None:
    watcher = window.watcher()
    watcher.start(inbox)
    file = inbox / "products.csv"
    file.write_text(PRODUCTS.replace("12.50", "dear"), "utf-8")
    for _ in range(4):
        watcher.look()
    assert file.exists()
    assert "stays in the watched folder" in window.toasts.text
    window.toasts.show_notice("seen")
    watcher.look()
    assert window.toasts.text == "seen"
    file.write_text(PRODUCTS, "utf-8")
    watcher.look()
    watcher.look()
    assert window.context.shop.database.read(levels.pieces_on_hand) == 10


def test_a_table_of_ones_own_goes_in_by_its_remembered_mapping(
    window: MainWindow, inbox: Path
) -> None:
    context = window.context
    mug = [catalog.NewVariant("M-1", 1250)]
    context.change("add", lambda c: catalog.add_product(c, title="Mug", variants=mug))
    first = inbox.parent / "first.csv"
    first.write_text("a;b\nM-1;12,60\n", "utf-8")
    rules = (Rule("sku", ("a",)), Rule("price", ("b",)))
    options = Options("EUR", "Europe/Berlin", mapping=Mapping("prices", rules, ","))
    import_files(context.shop.database, context.actor, "auto", [first], options, Untold())
    watcher = window.watcher()
    watcher.start(inbox)
    (inbox / "later.csv").write_text("a;b\nM-1;12,70\n", "utf-8")
    watcher.look()
    watcher.look()
    found = context.shop.database.read(lambda c: products.variant_by_sku(c, "M-1"))
    assert found.price_minor == 1_270


def test_the_folder_is_remembered_until_it_is_stopped(window: MainWindow, inbox: Path) -> None:
    window.watcher().start(inbox)
    again = type(window.watcher())(window.context, window)
    assert again.watch is not None
    assert again.watch.folder == inbox
    again.stop()
    window.watcher().stop()
    assert type(again)(window.context, window).watch is None
