"""The figure of a paste: 1,000 × 10 cells in the stock table, against executemany of the same."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.shop import Place
from app.undo import undo
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.change import Change
from engines.database.connection import connect
from engines.inventory import commands as stock
from engines.inventory.facts import StockMove, StockMoved
from tests.benchmarks.figures import folder
from tests.benchmarks.timing import Result, seconds
from tests.shops import TestShop
from ui.inventory.stock_page import StockPage
from ui.start import Program, release_collector
from ui.window import MainWindow
from widgets.table.preview import PreviewDialog

SKUS, ROWS, RUNS = 10_000, 1_000, 5
LIMIT_S, BLOCK_S = 0.5, 0.05
# What is pasted, in the order shown: the column, and what stands in it in row and round so.
CELLS: dict[str, Callable[[int, int], str]] = {
    "title": lambda row, turn: f"Mug {row} of round {turn}",
    "price_minor": lambda row, turn: f"{10 + turn + row / 100:.2f}",
    "cost_minor": lambda row, turn: f"{5 + turn + row / 100:.2f}",
    "compare_at_minor": lambda row, turn: f"{20 + turn + row / 100:.2f}",
    "barcode": lambda row, turn: f"40{turn:03}{row:08}",
    "weight_grams": lambda row, turn: str(100 + turn + row),
    "vendor": lambda row, turn: f"Vendor {(row + turn) % 40}",
    "category": lambda row, turn: f"Category {(row + turn) % 25}",
    "status": lambda row, turn: ("Active", "Draft")[turn % 2],
    "tags": lambda row, turn: f"tag{row % 7}, round {turn}",
}
OF_PRODUCT = ("title", "vendor", "category", "status", "tags")


def _shop(place: Path) -> None:
    """10,000 products of one SKU each, in stock."""
    shop = TestShop(place / "shop")
    shop.do(lambda c: stock.add_location(c, name="Main"))

    def work(change: Change) -> None:
        change.record_all(
            [
                ProductAdded(
                    id=key,
                    handle=f"product-{key}",
                    title=f"Product {key}",
                    variants=(VariantData(id=key, sku=f"SKU-{key:05}", price_minor=500 + key),),
                )
                for key in range(1, SKUS + 1)
            ]
        )
        moves = tuple(
            StockMove(variant_id=key, location_id=1, quantity=20) for key in range(1, SKUS + 1)
        )
        change.record(StockMoved(reason="received", moves=moves))

    shop.do(work)
    shop.close()


def _values(turn: int) -> dict[str, list[str | int]]:
    """The pasted cells as the database holds them, by column."""
    found: dict[str, list[str | int]] = {}
    for name, text in CELLS.items():
        texts = [text(row, turn) for row in range(ROWS)]
        found[name] = list(texts)
        if name.endswith("_minor"):
            found[name] = [int(one.replace(".", "")) for one in texts]
        elif name == "weight_grams":
            found[name] = [int(one) for one in texts]
        elif name == "status":
            found[name] = [one.lower() for one in texts]
    return found


def bare(file: Path, turn: int) -> float:
    """Every cell by executemany, in one FULL transaction, on a copy of the shop: seconds."""
    values = _values(turn)
    with closing(connect(file, None, writes=True)) as connection:
        began = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, column in values.items():
            table = "catalog_product" if name in OF_PRODUCT else "catalog_variant"
            connection.executemany(
                f"UPDATE {table} SET {name} = ? WHERE id = ?",
                [(value, row + 1) for row, value in enumerate(column)],
            )
        connection.execute("COMMIT")
        return perf_counter() - began


@dataclass
class _Window:
    """The real window over the shop, and the longest it did not answer."""

    app: QApplication
    window: MainWindow
    page: StockPage
    longest_s: float = 0.0

    def until(self, come: Callable[[], bool]) -> None:
        """Let the window wait and work as it does, a beat every other millisecond."""
        loop, beat, last = QEventLoop(), QTimer(), [perf_counter()]

        def beaten() -> None:
            now = perf_counter()
            self.longest_s = max(self.longest_s, now - last[0])
            last[0] = now
            if come():
                loop.quit()

        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(beaten)
        beat.start(2)
        loop.exec()
        beat.stop()

    def at_once(self, act: Callable[[], object]) -> None:
        """What a key or a click does before the window goes on."""
        self.longest_s = max(self.longest_s, seconds(act))

    def painted(self) -> bool:
        """Whether the preview is on the screen."""
        dialog = self.preview()
        handle = None if dialog is None else dialog.windowHandle()
        return handle is not None and handle.isExposed()

    def preview(self) -> PreviewDialog | None:
        """The preview, once it is there."""
        found = self.page.table.findChildren(PreviewDialog)
        return next((one for one in found if one.isVisible()), None)


def _opened(place: Place) -> _Window:
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    program = Program(app)
    program.start(place)
    window = program.window
    if not isinstance(window, MainWindow):
        raise TypeError(window)
    page = window.show_tab("inventory")
    if not isinstance(page, StockPage):
        raise TypeError(page)
    shown = _Window(app, window, page)
    shown.until(lambda: page.model.row(0) is not None)
    _arrange(page)
    _rest(shown)
    release_collector()  # as the program does once its first page is shown
    return shown


def _arrange(page: StockPage) -> None:
    """The ten columns side by side, behind the SKU."""
    header, keys = page.table.titles, [one.key for one in page.model.columns]
    for target, name in enumerate(CELLS, 1):
        place = keys.index(name)
        header.setSectionHidden(place, False)
        header.moveSection(header.visualIndex(place), target)


def _rest(shown: _Window) -> None:
    """Until figures, sparks and all that follows a change are done."""
    end = perf_counter() + 1.5
    shown.until(lambda: perf_counter() > end)
    shown.longest_s = 0.0


def _paste(shown: _Window, turn: int) -> tuple[float, float]:
    """Ctrl+V, the preview, its verb, saved: seconds until the preview, and from its verb on."""
    page, table = shown.page, shown.page.table
    text = "\n".join("\t".join(cell(row, turn) for cell in CELLS.values()) for row in range(ROWS))
    shown.app.clipboard().setText(text)
    first = page.model.index(0, [one.key for one in page.model.columns].index("title"))
    table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    began = perf_counter()
    shown.at_once(lambda: table.act("paste"))
    shown.until(shown.painted)
    dialog = shown.preview()
    if dialog is None:
        raise AssertionError("no preview")
    previewed = perf_counter()
    saved: list[object] = []
    page.presenter.edited.connect(lambda _edits, error: saved.append(error))
    clicked = perf_counter()
    shown.at_once(dialog.verb.click)
    shown.until(lambda: bool(saved))
    done = perf_counter()
    if saved[0] is not None:
        raise AssertionError(saved[0])
    return previewed - began, done - clicked


def _check(shown: _Window, turn: int) -> None:
    """Every cell is in the shop, and one undo takes it all back and puts it there again."""
    shop = shown.window.context.shop
    values = _values(turn)
    for name, column in values.items():
        table = "catalog_product" if name in OF_PRODUCT else "catalog_variant"
        sql = f"SELECT {name} FROM {table} WHERE id <= ? ORDER BY id"
        if shop.database.read(lambda c, s=sql: c.column(s, ROWS)) != column:  # type: ignore[misc]
            raise AssertionError(name)
    undo(shop.database, shown.window.context.actor)
    title = shop.database.read(lambda c: c.value("SELECT title FROM catalog_product WHERE id = 1"))
    if title == values["title"][0]:
        raise AssertionError("not undone")


def measure_paste() -> list[Result]:
    """The whole way of a paste through the window, and the longest the window was busy with it."""
    with folder() as place:
        _shop(place)
        floor = place / "floor.db"
        shutil.copyfile(place / "shop" / "shop.db", floor)
        shown = _opened(Place(place / "shop"))
        parts: list[tuple[float, float]] = []
        floors: list[float] = []
        blocks: list[float] = []
        for turn in range(RUNS + 1):
            floors.append(bare(floor, turn))
            parts.append(_paste(shown, turn))
            blocks.append(shown.longest_s)
            _rest(shown)
        _check(shown, RUNS)
        shown.window.close()
        shown.app.processEvents()
    return _results(parts[1:], floors[1:], blocks[1:])


def _results(
    parts: Sequence[tuple[float, float]], floors: Sequence[float], blocks: Sequence[float]
) -> list[Result]:
    """The first run is warm-up."""
    floor_s = statistics.median(floors)
    planned_s, saved_s = (statistics.median(part) for part in zip(*parts, strict=True))
    whole_s = statistics.median(one + other for one, other in parts)
    note = f"preview after {planned_s * 1e3:.0f} ms, saved in {saved_s * 1e3:.0f} ms"
    name = f"paste {ROWS:,} × {len(CELLS)} cells into {SKUS:,} SKUs"
    return [
        Result(f"{name}, previewed and saved, against executemany", floor_s, whole_s, 6, note),
        Result(f"{name} (limit 500 ms)", LIMIT_S, whole_s, 1),
        Result(f"{name}: longest block of the window (limit 50 ms)", BLOCK_S, max(blocks), 1),
    ]
