"""Finds texts that do not fit where they stand, on a screen of 1280×720 at 200 %.

Run in a process of its own, as Qt takes its scale once, at the start:
`python -m tests.gui.clipping LANGUAGE FOLDER`. Prints one line of JSON: every text that is cut,
with the window it is in.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app import settings
from app.shop import Place
from engines.database.errors import DatabaseMissing, DiskFull
from engines.orders import commands as orders
from tests.gui.sales_shop import sales_shop
from tests.gui.steps import settle
from tests.gui.table_dialogs import table_dialogs
from tests.shops import TestShop
from ui.dialogs import PasswordDialog, SettingsDialog
from ui.first_run import FirstWindow
from ui.importing.import_dialog import ImportDialog
from ui.inventory.stock_dialogs import AdjustDialog, MoveDialog, ReceiveDialog
from ui.inventory.stock_page import StockPage
from ui.key_map import KeysDialog
from ui.ledger.ledger_page import LedgerPage
from ui.new_shop import NewShopDialog
from ui.orders.order_dialogs import NoteDialog, PayDialog, RefundDialog, ShipDialog
from ui.orders.orders_page import OrdersPage
from ui.passphrase import PassphraseDialog
from ui.recommendations.page import RecommendationsPage
from ui.recommendations.publish_dialog import PublishDialog
from ui.start import Program
from ui.table_page import TablePage
from ui.window import MainWindow

SCREEN = QSize(1280, 720)
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
SCREENS = {
    "screens": [
        {"name": "small", "x": 0, "y": 0, "width": 2560, "height": 1440, "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
    ]
}
SLACK = 1  # px that rounding may take


def cut(window: QWidget) -> Iterator[str]:
    """Every visible text of `window` that has less room than it needs."""
    for widget in window.findChildren(QWidget):
        text = _text(widget)
        if not text or not widget.isVisible() or widget.window() is not window.window():
            continue
        needed, has = _needed(widget), widget.size()
        if needed.width() > has.width() + SLACK or needed.height() > has.height() + SLACK:
            yield f"{text!r} needs {needed.width()}×{needed.height()}, has {_size(has)}"
        elif not _in_sight(widget):
            yield f"{text!r} reaches out of what holds it"


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.placeholderText() if isinstance(widget, QLineEdit) else ""


def _needed(widget: QWidget) -> QSize:
    """The room a text takes: wrapped words at the width they have; links may be cut, and say so."""
    hint, text = widget.sizeHint(), _text(widget)
    if isinstance(widget, QLabel) and widget.wordWrap():
        room = widget.contentsRect()
        flags = Qt.TextFlag.TextWordWrap
        laid = widget.fontMetrics().boundingRect(QRect(0, 0, room.width(), 9_999), flags, text)
        margins = widget.width() - room.width()
        return QSize(laid.width() + margins, widget.heightForWidth(widget.width()))
    if isinstance(widget, QLineEdit):
        return QSize(
            widget.fontMetrics().horizontalAdvance(text) + 20, widget.minimumSizeHint().height()
        )
    if isinstance(widget, QPushButton) and widget.property("look") == "link":
        return QSize(0, hint.height())  # a tooltip says the whole of it
    if isinstance(widget, QPushButton) and widget.layout() is not None:
        return QSize(0, 0)  # its words are labels, each looked at by itself
    return hint if isinstance(widget, QLabel | QPushButton | QCheckBox) else QSize(0, 0)


def _in_sight(widget: QWidget) -> bool:
    """Whether no part of the widget lies outside its ancestors, up to what scrolls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            corner = widget.mapTo(parent, QPoint(0, 0))
            return corner.x() >= -SLACK and corner.x() + widget.width() <= parent.width() + SLACK
        spot = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(spot):
            return False
        parent = None if parent.isWindow() else parent.parentWidget()
    return True


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def windows(program: Program, place: Place) -> Iterator[tuple[str, QWidget]]:
    """Every window and dialog, in the states that hold the most words."""
    program.start(None)
    first = program.window
    if not isinstance(first, FirstWindow):
        raise TypeError(first)
    first.resize(SCREEN)
    yield "first window", first
    first.first._busy(first.first.tr("Making the demo shop"))
    yield "first window, busy", first
    first.first._rest()
    first.first.show_failure(DatabaseMissing(Path("/a/long/path/to/some/other/disk/shop.db")))
    yield "first window, failure", first
    dialog = NewShopDialog(first)
    dialog.encrypt.setChecked(True)
    dialog.show()
    dialog.accept()
    yield "new shop", dialog
    dialog.close()
    ask = PassphraseDialog(place, first)
    ask.show()
    ask.complain("phrase", first.first.tr("Cancelling…"))
    yield "passphrase", ask
    ask.close()
    program.start(place)
    window = program.window
    if not isinstance(window, MainWindow):
        raise TypeError(window)
    window.resize(SCREEN)
    yield from main_windows(window)
    program.start(sales_shop(place.folder.parent / "sales", learned=True))
    if isinstance(program.window, MainWindow):
        program.window.resize(SCREEN)
        yield from recommended(program.window)


def recommended(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """A model with all parts as a customer sees it, one product explained, and publishing it."""
    page = window.show_tab("recommendations")
    if not isinstance(page, RecommendationsPage):
        raise TypeError(page)
    settle()
    live, draft = page.board.lines[:2]
    page.presenter.publish(live, "")
    page.refresh()
    blend = next(one for one in page.board.lines if one.settings["model"] == "blend")
    page.table.select_key(blend.key)
    page.customer.example()
    settle()
    yield "recommendations, learned", window
    page.customer.ask_why("ITEM-00")
    settle()
    yield "recommendations, explained", window
    dialog = PublishDialog(draft, live, page.chips["next"].text(), page)
    dialog.show()
    yield "publish", dialog
    dialog.close()


def main_windows(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each tab with something open, the alerts, the dialogs."""
    for tab in window.rail.tabs():
        page = window.show_tab(tab)
        settle()
        page.table.selectRow(0)
        settle()
        yield tab, window
        yield from page_dialogs(page)
        if isinstance(page, LedgerPage):
            page.verify()
            yield "ledger, verified", window
    jobs = window.context.jobs
    jobs.started.emit(
        99, window.tr("Importing {files}").format(files=", ".join(["orders.csv"] * 20))
    )
    jobs.progressed.emit(99, 300, 1_000)
    yield "a job runs", window
    jobs.ended.emit(99)
    window.context.notices.stopped.emit("import", DiskFull(window.context.shop.place.database))
    window.do("alerts")
    yield "alerts", window
    window.alerts().list.close_list()
    dialogs = (
        ImportDialog(window.context, window),
        SettingsDialog(window),
        KeysDialog(window.actions_list, window),
        PasswordDialog(window.context, window),
    )
    for dialog in dialogs:
        dialog.show()
        yield type(dialog).__name__, dialog
        dialog.close()


def page_dialogs(page: TablePage) -> Iterator[tuple[str, QWidget]]:
    """What a page asks for before it acts on what is open in it."""
    dialogs: list[QDialog] = []
    if isinstance(page, OrdersPage) and page._view is not None:
        view, digits = page._view, page.context.digits
        dialogs = [ShipDialog(view, page), PayDialog(view, digits, page)]
        dialogs += [RefundDialog(view, digits, page), NoteDialog("", page)]
    elif isinstance(page, StockPage) and page._view is not None:
        dialogs = [kind(page._view, page) for kind in (ReceiveDialog, MoveDialog, AdjustDialog)]
        dialogs += table_dialogs(page)
    for dialog in dialogs:
        dialog.show()
        yield type(dialog).__name__, dialog
        dialog.close()


def small_shop(folder: Path) -> Place:
    """Two products, a late order, one that waits for its money."""
    name = "The Berlin and Brandenburg Trading Company for Mugs and More"
    shop = TestShop(folder, simulated="Everything.", name=name)
    shop.stocked("SPECKLED-MUG-WITH-A-LONG-NAME", pieces=1_234)
    shop.stocked("CUP", pieces=5)
    for number in ("1001", "1002"):
        shop.do(
            lambda c, number=number: orders.place(  # type: ignore[misc]
                c,
                number=number,
                lines=[
                    orders.NewLine("CUP", 1),
                    orders.NewLine("SPECKLED-MUG-WITH-A-LONG-NAME", 9),
                ],
                currency="EUR",
                location_id=1,
                due_at_us=1,
            )
        )
    shop.do(lambda c: orders.pay(c, order_id=1, amount_minor=12_500, method="card"))
    shop.close()
    return shop.shop.place


def main(language: str, folder: Path) -> None:
    """Look at everything in one language."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "screens.json"
    config.write_text(json.dumps(SCREENS), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["COUNTERFOIL_CONFIG"] = str(folder / "config")
    app = QApplication([])
    room = app.primaryScreen().geometry().size()
    if room != SCREEN or app.devicePixelRatio() != 2:
        raise RuntimeError(f"a screen of {_size(room)} at {app.devicePixelRatio()}")
    settings.save(language=language, theme="light")
    program = Program(app, inline=True)
    found: dict[str, list[str]] = {}
    for name, window in windows(program, small_shop(folder / "shop")):
        settle()
        wrong = list(cut(window))
        if window.width() > SCREEN.width() or window.height() > SCREEN.height():
            wrong.append(f"the window itself is {_size(window.size())}")
        if wrong:
            found[name] = wrong
            window.grab().save(str(folder / f"{name.replace(' ', '-')}.png"))
    if program.window is not None:
        program.window.close()
    settle()
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
