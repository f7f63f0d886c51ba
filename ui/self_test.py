"""What a built program must pass: open the small demo, click every tab, ship, verify, quit."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.demo import make_demo
from app.shop import Place
from engines.database.ticket import Untold
from engines.exchange import run as exchange
from engines.exchange.plan import Options
from engines.orders import queries as orders
from ui.ledger.ledger_page import LedgerPage
from ui.orders.orders_page import OrdersPage
from ui.recommendations.page import RecommendationsPage
from ui.start import Program
from ui.window import MainWindow

WAIT_MS = 60_000
ORDERS_CSV = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
    "#ST1,a@example.com,paid,2026-09-03 10:15:00 -0400,,USD,32.00,0,0,32.00,0,"
    "2026-09-03 10:14:00 -0400,2,Self-test mug,16.00,SELF-TEST\n"
)


def wait_for(done: Callable[[], bool]) -> None:
    """Let the window live until `done`. Raises TimeoutError."""
    loop, timer, limit = QEventLoop(), QTimer(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    timer.start(20)
    limit.start(WAIT_MS)
    if not done():
        loop.exec()
    timer.stop()
    limit.stop()
    if not done():
        raise TimeoutError


def run(app: QApplication) -> int:
    """Do it all; returns 0 when everything held."""
    with tempfile.TemporaryDirectory() as folder:
        program = Program(app)
        shop = make_demo(Place(Path(folder) / "demo"), "small", Untold())
        window = program.open_shop(shop, importing=False)
        if window is None:
            return _say("no window", ok=False)
        try:
            _steps(window, Path(folder))
        except (AssertionError, TimeoutError) as error:
            return _say(f"failed: {error!r}", ok=False)
        finally:
            window.close()
            QCoreApplication.processEvents()
    return _say("demo, tabs, import, ship, verify: passed", ok=True)


def _steps(window: MainWindow, folder: Path) -> None:
    for tab in window.rail.tabs():
        page = window.show_tab(tab)
        if isinstance(page, RecommendationsPage):
            _learn(page)
        wait_for(lambda page=page: page.model.rowCount() > 0)  # type: ignore[misc]
    context = window.context
    file = folder / "orders.csv"
    file.write_text(ORDERS_CSV, "utf-8")
    outcome = exchange.import_files(
        context.shop.database,
        context.actor,
        "auto",
        [file],
        Options("USD", context.shop.about.timezone),
        Untold(),
    )
    _expect(outcome.applied, "import")
    page = window.show_tab("orders")
    if isinstance(page, OrdersPage):
        _ship(page)
    ledger = window.show_tab("ledger")
    if isinstance(ledger, LedgerPage):
        ledger.verify()
        wait_for(lambda: ledger.verdict is not None)
        _expect(ledger.verdict is not None and ledger.verdict.ok, "verify")


def _learn(page: RecommendationsPage) -> None:
    """Try the models, which starts a process of this very program, and see as a customer does."""
    wait_for(lambda: page.model.state == "empty")
    page.act("improve")
    wait_for(lambda: page.model.rowCount() > 0 and bool(page.chart.plotted))
    page.customer.example()
    wait_for(lambda: page.customer.seen is not None)


def _ship(page: OrdersPage) -> None:
    page.show_view("to_ship")
    wait_for(lambda: page.model.rowCount() > 0 and page.model.row(0) is not None)
    row = page.model.row(0)
    _expect(row is not None, "an order to ship")
    key = int(row.key) if row is not None else 0
    page.presenter.open(key)
    wait_for(lambda: page.order_shown == key)
    page.ship_all()
    database = page.context.shop.database
    wait_for(lambda: database.read(lambda c: orders.order(c, key).row.state) == "shipped")


def _expect(held: bool, what: str) -> None:
    if not held:
        raise AssertionError(what)


def _say(text: str, *, ok: bool) -> int:
    sys.stdout.write(f"self-test {text}\n")
    return 0 if ok else 1
