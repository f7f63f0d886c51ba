"""Fixtures of the order engine's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from engines.database.change import Change
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.orders import commands, queries
from engines.orders.commands import NewLine, Parcel, Pieces
from tests.shops import TestShop


@dataclass
class Desk:
    """A shop with ten mugs at 12.50 and five dishes at 8.00, and short ways to work in it."""

    shop: TestShop

    def do(self, work: Callable[[Change], Any]) -> Any:
        return self.shop.do(work)

    def place(self, number: str = "7", *lines: NewLine, **more: Any) -> int:
        ordered = lines or (NewLine("MUG", 3), NewLine("DISH", 2))
        key: int = self.do(
            lambda c: commands.place(
                c, number=number, lines=ordered, currency="EUR", location_id=1, **more
            )
        )
        return key

    def pay(self, key: int, amount: int) -> None:
        self.do(lambda c: commands.pay(c, order_id=key, amount_minor=amount, method="card"))

    def ship(self, key: int, *pieces: tuple[int, int], place: int = 1) -> None:
        parcel = Parcel(tuple(Pieces(*one) for one in pieces), "DHL", "00340")
        self.do(lambda c: commands.ship(c, order_id=key, location_id=place, parcel=parcel))

    def cancel(self, key: int) -> None:
        self.do(lambda c: commands.cancel(c, order_id=key, reason="changed her mind"))

    def refund(self, key: int, amount: int, *back: tuple[int, int], place: int | None = 1) -> None:
        returned = [Pieces(*one) for one in back]
        self.do(
            lambda c: commands.refund(
                c,
                order_id=key,
                amount_minor=amount,
                reason="broken",
                returned=returned,
                location_id=place,
            )
        )

    def order(self, key: int) -> queries.Order:
        return self.shop.read(lambda c: queries.order(c, key))

    def state(self, key: int) -> str:
        return self.order(key).row.state

    def mugs(self) -> tuple[int, int]:
        """Mugs on hand and reserved at the first location."""
        found = self.shop.read(lambda c: levels.level(c, 1, 1))
        return (found.on_hand, found.reserved) if found else (0, 0)


@pytest.fixture
def desk(shop: TestShop) -> Desk:
    """The desk over a fresh shop."""
    shop.stocked("MUG", 10, 1250)
    shop.stocked("DISH", 5, 800)
    shop.do(lambda c: stock.add_location(c, name="Cellar"))
    return Desk(shop)


def refused(desk: Desk, work: Callable[[], object]) -> Exception:
    """The error of a command that must leave every table as it was."""
    before = desk.shop.rows()
    with pytest.raises(Exception) as caught:
        work()
    assert desk.shop.rows() == before
    return caught.value
