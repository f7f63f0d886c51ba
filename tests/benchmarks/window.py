"""Figures of the window: a cold start, and a jump in the table of a million rows, painted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from tests.benchmarks.timing import Result, in_turn
from tests.data import ROOT
from tests.shops import TestShop
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow

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


def measure_jump(shop: TestShop) -> Result:
    """Jump anywhere and paint, against the same table over a list in memory."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    program = Program(app, inline=True)
    place = shop.shop.place
    program.start(place)
    window = program.window
    if not isinstance(window, MainWindow):
        raise TypeError(window)
    page = window.show_tab("orders")
    if not isinstance(page, OrdersPage):
        raise TypeError(page)
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
