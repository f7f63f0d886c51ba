"""What the tests of stock share: a shop with some goods, and short ways to look at them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Change
from engines.inventory import commands, queries
from engines.inventory.commands import Wanted
from tests.shops import TestShop

MUG, DISH, EBOOK, LAST = 1, 2, 3, 4
SHELF, CELLAR = 1, 2


@pytest.fixture
def stocked(shop: TestShop) -> TestShop:
    """Ten mugs and five dishes; an ebook that is not counted; an item that may be oversold."""
    for sku, pieces in (("MUG", 10), ("DISH", 5), ("EBOOK", 0), ("LAST", 0)):
        shop.stocked(sku, pieces)
    shop.do(lambda c: commands.add_location(c, name="Cellar"))
    set_fields(shop, EBOOK, tracked=False)
    set_fields(shop, LAST, oversell=True)
    return shop


def set_fields(shop: TestShop, variant: int, **fields: bool) -> None:
    def work(change: Change) -> None:
        version = products.variant(change.connection, variant).version
        catalog.edit_variant(change, variant_id=variant, version=version, **fields)

    shop.do(work)


def level_of(shop: TestShop, variant: int, place: int = SHELF) -> tuple[int, int, int]:
    """On hand, reserved, incoming."""
    found = shop.read(lambda c: queries.level(c, variant, place))
    return (0, 0, 0) if found is None else (found.on_hand, found.reserved, found.incoming)


def reserve(shop: TestShop, order: int, *wanted: tuple[int, int], whole: bool = True) -> object:
    pieces = [Wanted(*one) for one in wanted]
    return shop.do(
        lambda c: commands.reserve(c, order_id=order, wanted=pieces, location_id=SHELF, whole=whole)
    )


def take(shop: TestShop, order: int, wanted: dict[int, int], place: int = SHELF) -> None:
    shop.do(lambda c: commands.take_for_order(c, order_id=order, wanted=wanted, location_id=place))


def held(shop: TestShop, order: int) -> dict[tuple[int, int], int]:
    return shop.read(lambda c: queries.reservations(c, order))


def refused(shop: TestShop, work: Callable[[Change], object]) -> Exception:
    """The error of a command that must leave every table as it was."""
    before = shop.rows()
    with pytest.raises(Exception) as caught:
        shop.do(work)
    assert shop.rows() == before
    return caught.value
