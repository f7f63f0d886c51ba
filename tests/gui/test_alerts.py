"""The bell: how many facts need somebody, what they are, and a way to each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app import machine, settings
from app.alerts import Kind
from app.shop import Place
from engines.database.errors import Cancelled, DiskFull
from engines.database.moments import DAY_US, now_us
from engines.inventory.facts import Reserved, StockReserved
from engines.orders import commands as orders
from tests.data import ROOT
from tests.gui.steps import button, end, settle
from tests.shops import TestShop
from ui.importing.import_dialog import ImportDialog
from ui.inventory.stock_page import StockPage
from ui.ledger.ledger_page import LedgerPage
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A shop with two late orders, one more that is not, and one SKU promised beyond stock."""
    shop = TestShop(tmp_path / "shop")
    variant = shop.stocked("MUG", pieces=5)
    for number, due_us in (("1", now_us() - DAY_US), ("2", now_us() - 1), ("3", now_us() + DAY_US)):
        key = shop.do(
            lambda c, number=number, due_us=due_us: orders.place(  # type: ignore[misc]
                c,
                number=number,
                lines=[orders.NewLine("MUG", 1)],
                currency="EUR",
                location_id=1,
                due_at_us=due_us,
            )
        )
        shop.do(
            lambda c, key=key: orders.pay(  # type: ignore[misc]
                c, order_id=key, amount_minor=1250, method="card"
            )
        )
    shop.stocked("CUP", pieces=9)
    line = Reserved(variant_id=variant, location_id=1, quantity=9)
    shop.do(lambda c: c.record(StockReserved(order_id=1, lines=(line,))))
    shop.close()
    return shop.shop.place


def _lines(window: MainWindow) -> list[str]:
    """What the open list says."""
    shown = [one.text() for one in window.alerts().list.findChildren(QLabel) if one.isVisible()]
    return [words for words in shown if words and words != "Alerts"]


def _take(window: MainWindow, kind: Kind) -> None:
    """Open the list, unless it is, and press the verb of a line."""
    if not window.alerts().list.isVisible():
        window.do("alerts")
    at = [one.kind for one in window.alerts().presenter.alerts].index(kind)
    verbs = [one for one in window.alerts().list.findChildren(QPushButton) if one.isVisible()]
    verbs[at].click()
    settle()


def _kinds(window: MainWindow) -> list[Kind]:
    return [one.kind for one in window.alerts().presenter.alerts]


def test_the_bell_counts_after_the_first_page_is_there(window: MainWindow, qtbot: QtBot) -> None:
    assert window._desk is None
    assert window.status.bell.text() == ""
    qtbot.waitUntil(lambda: window.status.bell.text() == "4", timeout=3_000)
    assert window.status.bell.accessibleName() == "Alerts: 4"
    assert "Ctrl+Shift+A" in window.status.bell.toolTip()


def test_a_start_loads_nothing_of_the_alerts(place: Place) -> None:
    """Neither the bell's list nor the first window is paid for by whoever opens a shop."""
    code = (
        "import sys, pathlib\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.shop import Place\n"
        "from ui.start import Program\n"
        "app = QApplication([])\n"
        "program = Program(app, inline=True)\n"
        f"program.start(Place(pathlib.Path({str(place.folder)!r})))\n"
        "late = ('app.alerts', 'app.machine', 'app.founding', 'app.messages', 'ui.alerts',"
        " 'ui.first_run', 'ui.backup', 'ui.dialogs')\n"
        "print([name for name in late if name in sys.modules])\n"
        "program.window.close()\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_each_alert_is_a_sentence_with_a_verb(window: MainWindow) -> None:
    window.status.bell.click()
    assert _lines(window) == [
        "2 orders are late",
        "1 SKU is promised beyond stock",
        "The ledger was never verified on this machine",
        "No backup was made on this machine",
    ]
    verbs = [one.text() for one in window.alerts().list.findChildren(QPushButton)]
    assert verbs == ["Show orders", "Show stock", "Verify", "Back up…"]


def test_an_alert_leads_to_just_what_it_counts(window: MainWindow) -> None:
    _take(window, Kind.LATE)
    page = window.pages["orders"]
    assert isinstance(page, OrdersPage)
    assert window.current_tab() == "orders"
    assert page.model.rowCount() == 2
    assert button(page, "Late").isChecked()
    _take(window, Kind.SHORT)
    page = window.pages["inventory"]
    assert isinstance(page, StockPage)
    assert window.current_tab() == "inventory"
    assert page.model.rowCount() == 1


def test_orders_unpaid_for_a_week_are_a_view(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.context.change(
        "place order",
        lambda c: orders.place(
            c, number="4", lines=[orders.NewLine("CUP", 1)], currency="EUR", location_id=1
        ),
    )
    later = now_us() + 8 * DAY_US
    monkeypatch.setattr("ui.orders.orders_page.now_us", lambda: later)
    monkeypatch.setattr("ui.alerts.presenter.now_us", lambda: later)
    _take(window, Kind.UNPAID)
    page = window.pages["orders"]
    assert button(page, "Unpaid for a week").isChecked()
    assert page.model.rowCount() == 1


def test_verifying_answers_the_alert_and_is_remembered(window: MainWindow, place: Place) -> None:
    _take(window, Kind.NEVER_VERIFIED)
    page = window.pages["ledger"]
    assert isinstance(page, LedgerPage)
    assert page.verdict is not None
    assert page.verdict.ok
    assert Kind.NEVER_VERIFIED not in _kinds(window)
    assert machine.known(place).verified_us is not None


def test_a_broken_ledger_stays_an_alert_over_a_restart(
    qapp: QApplication, window: MainWindow, place: Place
) -> None:
    connection = sqlite.connect(str(place.database))
    connection.execute(
        "UPDATE ledger_entry SET body = replace(CAST(body AS TEXT), '1250', '1251') "
        "WHERE kind = 'order_placed' AND subject = 'order:1'"
    )
    connection.commit()
    connection.close()
    _take(window, Kind.NEVER_VERIFIED)
    assert _kinds(window)[0] is Kind.BROKEN
    window.close()
    program = Program(qapp, inline=True)
    program.start(place)
    again = program.window
    assert isinstance(again, MainWindow)
    again.do("alerts")
    assert _lines(again)[0] == "The last verification found a problem in the ledger"
    end(program)


def test_a_backup_answers_the_alert(
    window: MainWindow, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(copy), ""))
    _take(window, Kind.NEVER_BACKED_UP)
    assert copy.exists()
    assert window.toasts.text.startswith("Backed up. SHA-256 ")
    assert Kind.NEVER_BACKED_UP not in _kinds(window)
    # A file that is there is never replaced: the backup fails, and says so until it is looked at.
    window.do("backup")
    assert _kinds(window)[0] is Kind.BACKUP_FAILED
    window.do("alerts")
    assert _lines(window)[0].startswith("The backup failed: There is already a file at")
    copy.unlink()
    _take(window, Kind.BACKUP_FAILED)
    assert Kind.BACKUP_FAILED not in _kinds(window)


def test_a_failed_import_stays_until_it_is_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(tmp_path / "shop.db")

    file = tmp_path / "products.csv"
    file.write_text("Handle,Title,Variant SKU,Variant Price\ncup,Cup,CUP-1,3.00\n", "utf-8")
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    monkeypatch.setattr("engines.exchange.run.import_files", full)
    dialog.start()
    dialog.close()
    assert _kinds(window)[0] is Kind.IMPORT_FAILED
    _take(window, Kind.IMPORT_FAILED)
    assert Kind.IMPORT_FAILED not in _kinds(window)
    opened = [one for one in window.findChildren(ImportDialog) if one.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_a_job_somebody_cancelled_is_no_alert(window: MainWindow) -> None:
    window.context.notices.stopped.emit("verify", Cancelled())
    assert Kind.VERIFY_FAILED not in _kinds(window)


def test_a_change_is_counted_soon(window: MainWindow, qtbot: QtBot) -> None:
    window.alerts()
    assert window.status.bell.text() == "4"
    for key in (1, 2):
        window.context.change(
            "cancel order",
            lambda c, key=key: orders.cancel(c, order_id=key, reason="gone"),  # type: ignore[misc]
        )
    qtbot.waitUntil(lambda: Kind.LATE not in _kinds(window), timeout=3_000)


def test_the_keyboard_is_enough(window: MainWindow, qtbot: QtBot) -> None:
    window.do("alerts")
    shown = window.alerts().list
    verbs = [one for one in shown.findChildren(QPushButton) if one.isVisible()]
    qtbot.waitUntil(verbs[0].hasFocus)
    QTest.keyClick(verbs[0], Qt.Key.Key_Down)
    assert verbs[1].hasFocus()
    QTest.keyClick(verbs[1], Qt.Key.Key_Up)
    QTest.keyClick(verbs[0], Qt.Key.Key_Tab)
    assert verbs[1].hasFocus()
    QTest.keyClick(verbs[1], Qt.Key.Key_Escape)
    assert not shown.isVisible()
    window.do("alerts")
    first = next(one for one in shown.findChildren(QPushButton) if one.isVisible())
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert not shown.isVisible()
    assert window.current_tab() == "orders"


def test_a_shop_with_nothing_to_say_says_so(qapp: QApplication, tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "quiet")
    shop.close()
    program = Program(qapp, inline=True)
    program.start(shop.shop.place)
    window = program.window
    assert isinstance(window, MainWindow)
    window.do("alerts")
    assert _lines(window) == ["Nothing needs your attention."]
    assert window.status.bell.text() == ""
    assert window.status.bell.accessibleName() == "No alerts"
    QTest.keyClick(window.alerts().list, Qt.Key.Key_Escape)
    assert not window.alerts().list.isVisible()
    end(program)


def test_the_lines_follow_the_language(qapp: QApplication, place: Place) -> None:
    settings.save(language="zh_CN")
    program = Program(qapp, inline=True)
    try:
        program.start(place)
        window = program.window
        assert isinstance(window, MainWindow)
        window.do("alerts")
        assert "2 个订单已逾期" in _lines(window)
    finally:
        settings.save(language="en")
        program.dress()
        end(program)
