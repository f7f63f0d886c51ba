"""Rows and questions for the table tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from widgets.table.source import Column, Late, ListSource, Order, Row, Where

T = TypeVar("T")

COLUMNS = (
    Column("no", "Order", sortable=True, width=90),
    Column("placed", "Placed", "datetime", sortable=True, width=150),
    Column("pieces", "Pieces", "integer", sortable=True, width=80),
    Column("total", "Total £", "money", sortable=True, width=90),
    Column("state", "State", "pill", labels={"ship": "To ship", "late": "Late"}),
    Column("weeks", "12 weeks", "spark", filterable=False),
)
START_US = 1_323_434_340_000_000  # 2011-12-09 12:39:00 UTC


def row(number: int) -> Row:
    return Row(
        number,
        (
            f"#{number}",
            START_US + number * 60_000_000,
            number % 40 - 3,
            number * 37 - 100,
            ("ship", "late")[number % 2],
            (1, number % 5, 3),
        ),
    )


class Counting:
    """A source of any length that remembers what it was asked for."""

    late: Late | None = None

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[int, int]] = []
        self.broken: Exception | None = None

    def count(self, where: Where) -> int:
        if self.broken:
            raise self.broken
        return self.total

    def page(self, where: Where, sort: Order, offset: int, limit: int, total: int) -> Sequence[Row]:
        self.asked.append((offset, limit))
        return [row(number) for number in range(offset, min(self.total, offset + limit))]


class Later:
    """An Ask that answers when told, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        def run() -> None:
            try:
                result = work()
            except Exception as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(run)

    def answer(self, place: int = 0) -> None:
        self.waiting.pop(place)()


GOODS = (
    Column("sku", "SKU", sortable=True, width=90),
    Column("name", "Product", width=160, editable=True, required=True, longest=40),
    Column("price", "Price £", "money", editable=True, required=True, least=0, width=90),
    Column("cost", "Cost £", "money", editable=True, least=0, width=90),
    Column("stock", "Pieces", "integer", width=80),
    Column("kind", "Kind", "pill", editable=True, labels={"a": "Active", "d": "Draft"}),
    Column("day", "From", "date", editable=True),
)


def good(number: int) -> Row:
    return Row(
        number, (f"S{number}", f"Cup {number}", 100 * number + 50, 40 * number, number, "a", None)
    )


class Goods(ListSource):
    """A shelf of things whose prices can be edited."""

    def __init__(self, count: int) -> None:
        super().__init__(GOODS, [good(number) for number in range(count)])
