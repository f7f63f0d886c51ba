"""Pictures of every tab and dialog, light and dark, English and Chinese.

Run by `python3 dev.py screenshots FOLDER`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import settings
from app.alerts import Kind
from app.demo import make_demo
from app.messages import say
from app.shop import Place
from engines.database.errors import DatabaseKeyWrong, DatabaseMissing, DiskFull
from engines.database.ticket import Untold
from tests.gui.import_pictures import import_pictures
from tests.gui.table_dialogs import table_dialogs
from ui.dialogs import SettingsDialog
from ui.first_run import FirstWindow
from ui.inventory.stock_page import StockPage
from ui.key_map import KeysDialog
from ui.ledger.ledger_page import LedgerPage
from ui.new_shop import NewShopDialog
from ui.orders.orders_page import OrdersPage
from ui.passphrase import PassphraseDialog
from ui.recommendations.page import RecommendationsPage
from ui.recommendations.publish_dialog import PublishDialog
from ui.start import Program
from ui.window import MainWindow

LOOKS = [(theme, language) for theme in ("light", "dark") for language in ("en", "zh_CN")]


def pictures(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each state worth a picture, by name."""
    window.do("alerts")
    full = DiskFull(window.context.shop.place.database)
    window.context.notices.stopped.emit("import", full)
    _settle()
    yield "alerts", window
    window.alerts().list.close_list()
    window.alerts().presenter.opened(Kind.IMPORT_FAILED)
    for tab in window.rail.tabs():
        page = window.show_tab(tab)
        _settle()
        if isinstance(page, RecommendationsPage):
            yield from recommended(page, window)
            continue
        if isinstance(page, OrdersPage):
            page.show_view("to_ship")
        _settle()
        page.table.setFocus()
        page.table.selectRow(2)
        _settle()
        yield tab, window
        if isinstance(page, LedgerPage):
            page.verify()
            _settle()
            yield "ledger-verified", window
        if isinstance(page, StockPage):
            for dialog in table_dialogs(page):
                dialog.show()
                _settle()
                yield type(dialog).__name__.removesuffix("Dialog").lower(), dialog
                dialog.close()
        if isinstance(page, OrdersPage):
            page.show_view("")
            page.table.grouping.by("state")
            _settle()
            page.table.grouping.toggle(0)
            _settle()
            yield "orders-grouped", window
            page.table.grouping.by("")
    dialogs: tuple[tuple[str, QDialog], ...] = (
        ("settings", SettingsDialog(window)),
        ("keys", KeysDialog(window.actions_list, window)),
    )
    for name, shown in dialogs:
        shown.show()
        _settle()
        yield name, shown
        shown.close()


def recommended(page: RecommendationsPage, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Nothing learned yet; then a draft beside what is live, as a customer sees it."""
    page.choose("new")
    _settle()
    yield "recommendations-empty", window
    page.choose("next")
    _settle()
    if page.model.state == "empty":
        page.act("improve")
        _settle()
        page.presenter.publish(page.board.lines[0], "")
        page.refresh()
        _settle()
    blend = next(one for one in page.board.lines if one.settings["model"] == "blend")
    page.table.select_key(blend.key)
    page.customer.example()
    _settle()
    yield "recommendations", window
    page.act("publish")
    _settle()
    for dialog in page.findChildren(PublishDialog):
        yield "recommendations-publish", dialog
        dialog.reject()


def first_pictures(program: Program) -> Iterator[tuple[str, QWidget]]:
    """The first window: its doors, busy, with a failure, and its dialogs."""
    window = program.window
    if not isinstance(window, FirstWindow):
        raise TypeError(window)
    first = window.first
    _settle()
    yield "first-run", window
    first._busy(first.tr("Making the demo shop"))
    first._say(first.tr("{what}: {seconds} s left").format(what=first._busy_with, seconds=42), "")
    first.bar.setRange(0, 1000)
    first.bar.setValue(300)
    _settle()
    yield "first-run-busy", window
    first._rest()
    first.show_failure(DatabaseMissing(Path("/media/disk/shops/mugs/shop.db")))
    _settle()
    yield "first-run-failed", window
    dialog = NewShopDialog(first)
    dialog.show()
    _settle()
    yield "new-shop", dialog
    dialog.encrypt.setChecked(True)
    dialog.accept()
    _settle()
    yield "new-shop-encrypted", dialog
    dialog.close()
    ask = PassphraseDialog(Place(Path("/media/disk/shops/mugs")), first)
    ask.show()
    ask.complain("phrase", say(DatabaseKeyWrong(ask.place.database), QLocale().name()))
    _settle()
    yield "passphrase", ask
    ask.close()


def _settle() -> None:
    for _ in range(20):
        QCoreApplication.processEvents()


def main(folder: Path) -> None:
    """Write all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        os.environ["COUNTERFOIL_CONFIG"] = work
        app = QApplication([])
        shop = make_demo(Place(Path(work) / "demo"), "small", Untold())
        place = shop.place
        shop.close()
        program = Program(app, inline=True)
        for theme, language in LOOKS:
            settings.save(theme=theme, language=language, last_shop="", layout={}, shops={})
            program.dress()
            program.start(None)
            for name, widget in first_pictures(program):
                widget.grab().save(str(folder / f"{name}-{theme}-{language}.png"))
            program.start(place)
            window = program.window
            if not isinstance(window, MainWindow):
                raise RuntimeError("no window")
            window.resize(1440, 900)
            for name, widget in chain(pictures(window), import_pictures(window, Path(work))):
                _settle()
                widget.grab().save(str(folder / f"{name}-{theme}-{language}.png"))
            window.close()
            _settle()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
