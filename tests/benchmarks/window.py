"""Figures of the window: a cold start, and a jump in the table of a million rows, painted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from app.shop import Place
from tests.benchmarks.timing import Result, in_turn, seconds
from tests.data import ROOT
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow

REST_S = 2
Index = QModelIndex | QPersistentModelIndex
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QTableWidget, QMainWindow
app = QApplication([])
window = QMainWindow(); table = QTableWidget(40, 9); window.setCentralWidget(table)
for r in range(40):
    for c in range(9):
        from PySide6.QtWidgets import QTableWidgetItem
        table.setItem(r, c, QTableWidgetItem("cell"))
window.resize(1440, 900); window.show(); app.processEvents(); window.grab()
"""
OURS = """
import sys
sys.path.insert(0, {root!r})
from main import hold_collector
hold_collector()
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.shop import Place
from ui.start import Program
program = Program(app)
program.start(Place(Path({shop!r})))
window = program.window
page = window.stack.currentWidget()
import time
end = time.monotonic() + 20
while page.model.row(0) is None and time.monotonic() < end:
    app.processEvents()
window.grab()
assert page.model.row(0) is not None
import os
os._exit(0)
"""


def measure_start(shop: Path) -> Result:
    """From nothing to the first filled tab."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "COUNTERFOIL_KEYCHAIN": "off"}

    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], env=environment, check=True)

    ours = OURS.format(root=str(ROOT), shop=str(shop))
    run(BARE)()
    run(ours)()
    floor_s, ours_s = in_turn(run(BARE), run(ours), 7)
    return Result("start to first filled tab, 73,000 orders", floor_s, ours_s, 2.5)


RESIDENT = """
from pathlib import Path
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line for line in lines if line.startswith("VmRSS")).split()[1], flush=True)
"""


def measure_memory(shop: Path) -> str:
    """Resident memory with the shop open, beyond the bare window's."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "COUNTERFOIL_KEYCHAIN": "off"}

    def resident_kib(code: str) -> int:
        command = [sys.executable, "-c", code]
        answer = subprocess.run(command, env=environment, capture_output=True, text=True)
        return int(answer.stdout.split()[-1])

    bare = resident_kib(BARE + RESIDENT)
    ours = OURS.format(root=str(ROOT), shop=str(shop)).replace(
        "import os\n", RESIDENT + "import os\n"
    )
    open_shop = resident_kib(ours)
    return (
        f"resident, window with 1 M orders open: {open_shop / 1024:.0f} MiB, bare window "
        f"{bare / 1024:.0f} MiB, difference {(open_shop - bare) / 1024:.0f} MiB (at most 150 MB)"
    )


def _open_orders(place: Place, *, inline: bool) -> tuple[QApplication, MainWindow, OrdersPage]:
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    program = Program(app, inline=inline)
    program.start(place)
    window = program.window
    if not isinstance(window, MainWindow):
        raise TypeError(window)
    page = window.show_tab("orders")
    if not isinstance(page, OrdersPage):
        raise TypeError(page)
    return app, window, page


def measure_jump(place: Place) -> Result:
    """Jump anywhere and paint, against the same table over a list in memory."""
    app, window, page = _open_orders(place, inline=True)
    bare = QTableView()
    listed = InMemory(_in_memory(page))
    bare.setModel(listed)
    bare.resize(page.table.size())
    bare.show()
    total = page.model.rowCount()
    places = iter([total * n // 37 % total for n in range(5, 200)])
    targets: dict[str, int] = {}

    def jump(table: QTableView, name: str) -> Callable[[], object]:
        def work() -> object:
            targets[name] = next(places)
            table.scrollTo(table.model().index(targets[name], 0))
            app.processEvents()
            return table.viewport().grab()

        return work

    floor_s, ours_s = in_turn(jump(bare, "bare"), jump(page.table, "ours"), 15)
    window.close()
    bare.close()
    app.processEvents()
    return Result("1 M orders in the window: jump anywhere, painted", floor_s, ours_s, 3)


def _come_to_rest(app: QApplication, window: MainWindow) -> None:
    """Until the figures and sparks of a shop that was just opened are added up."""
    end, added = monotonic() + REST_S, list[None]()
    while monotonic() < end:
        app.processEvents()
    window.context.jobs.ask_late(lambda: None, added.append, print)
    while not added:
        app.processEvents()


def measure_answers(place: Place) -> list[Result]:
    """From a key or a click in the window to the new rows painted, the worst of several."""
    app, window, page = _open_orders(place, inline=False)
    answered: list[bool] = []
    page.model.refreshed.connect(lambda: answered.append(True))

    def until_painted(act: Callable[[], object]) -> float:
        def work() -> None:
            answered.clear()
            act()
            while not answered:
                app.processEvents()
            page.table.viewport().grab()

        return seconds(work)

    until_painted(page.refresh)
    _come_to_rest(app, window)
    field = page.findChild(QLineEdit, "find")
    if not isinstance(field, QLineEdit):
        raise TypeError(field)
    keys = [*(partial(QTest.keyClicks, field, key) for key in "10234")]
    keys += [partial(QTest.keyClick, field, Qt.Key.Key_Backspace) for _ in "10234"]
    clicks = [
        partial(page.table.arrangement.sort_by, at)
        for at, column in enumerate(page.model.columns)
        for _direction in ("up", "down")
        if column.sortable
    ]
    typed = [until_painted(key) for key in keys]
    sorts = [until_painted(click) for click in clicks]
    window.close()
    app.processEvents()
    return [
        Result("1 M orders in the window: filter as typed (limit 100 ms)", 0.1, max(typed), 1),
        Result("1 M orders in the window: sort by any column (limit 300 ms)", 0.3, max(sorts), 1),
    ]


class InMemory(QAbstractTableModel):
    """A million rows of text in a list: what a table costs at the least."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows[index.row()][index.column()]


def _in_memory(page: OrdersPage) -> list[tuple[str, ...]]:
    model = page.model
    shown = [
        tuple(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(40)
    ]
    return [shown[number % len(shown)] for number in range(1_000_000)]
