"""The figure of search: every key of what is typed, over a million products and customers."""

from __future__ import annotations

import random
import statistics
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engines.catalog.facts import ProductAdded, VariantData
from engines.database.change import Change
from engines.identity.commands import seal_personal
from engines.orders.facts import CustomerData, CustomersAdded
from tests.benchmarks.figures import folder
from tests.benchmarks.shops import BATCH, SEED
from tests.benchmarks.timing import Result, seconds
from tests.shops import TestShop
from ui.start import Program
from ui.window import MainWindow

EACH = 500_000  # products, and as many customers
_COLOURS = ("blue", "red", "speckled", "green", "white", "蓝色", "红色", "白色")
_THINGS = ("mug", "plate", "teapot", "bowl", "saucer", "杯子", "盘子", "茶壶")
_FIRST = ("Ada", "Bo", "Zoë", "Mei", "伟", "Jonas", "Amélie", "芳")
_LAST = ("Example", "Sample", "王", "Müller", "Nowak", "李", "Silva", "Okafor")
_MAIL = ("beispiel", "sample", "wang", "mueller", "nowak", "li", "silva", "okafor")
# SKU, words, a letter wrong, Chinese in the middle of a run, a mail address, an entry, nothing.
_TYPED = (
    "SKU-0123456",
    "speckled teapot",
    "specled teapto",
    "色茶壶",
    "okafor771@example.com",
    "okafor",
    "482915",
    "receive",
    "zzqxv",
)


def searchable(place: Path, each: int = EACH) -> TestShop:
    """A shop with `each` products and customers, in English and Chinese, seeded."""
    shop = TestShop(place / "shop")
    chance = random.Random(SEED)

    def batch(change: Change, first: int) -> None:
        keys = range(first, min(first + BATCH, each + 1))
        change.record_all(
            [
                ProductAdded(
                    id=key,
                    handle=f"p-{key}",
                    title=f"{chance.choice(_COLOURS)} {chance.choice(_THINGS)} {key % 4_000}",
                    variants=(VariantData(id=key, sku=f"SKU-{key:07}", price_minor=1250),),
                )
                for key in keys
            ]
        )
        change.record(
            CustomersAdded(customers=tuple(CustomerData(id=key, ref=f"C{key}") for key in keys))
        )
        seal_personal(
            change,
            {
                key: {
                    "name": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
                    "email": f"{chance.choice(_MAIL)}{key % 900}@example.com",
                }
                for key in keys
            },
        )

    for first in range(1, each + 1, BATCH):
        shop.do(lambda c, f=first: batch(c, f))  # type: ignore[misc]
    return shop


def measure_search() -> Result:
    """Each text typed key by key into the search box's finder; the slowest key counts."""
    with folder() as place:
        shop = searchable(place)
        at = shop.shop.place
        shop.close()
        app = QApplication.instance() or QApplication([])
        program = Program(app, inline=True)  # type: ignore[arg-type]
        program.start(at)
        window = program.window
        if not isinstance(window, MainWindow):
            raise TypeError(window)
        find = window.search._find
        keys = [text[:end] for text in _TYPED for end in range(1, len(text) + 1)]
        for key in keys[:3]:
            find(key)
        took = {key: min(seconds(lambda k=key: find(k)) for _ in range(2)) for key in keys}  # type: ignore[misc]
        window.close()
        app.processEvents()
    worst = max(took, key=lambda key: took[key])
    middle = statistics.median(took.values())
    note = f"{len(keys)} keys; median {middle * 1e3:.1f} ms; the worst is “{worst}”"
    return Result("search 1 M products and customers (limit 100 ms)", 0.1, took[worst], 1, note)
