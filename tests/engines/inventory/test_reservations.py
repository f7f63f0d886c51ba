"""Pieces set aside for an order: all lines or none, kept from others, given back when sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engines.database.change import Change
from engines.database.errors import NothingChanged
from engines.inventory import commands
from engines.inventory.commands import Wanted
from engines.inventory.errors import NotEnoughStock
from tests.engines.inventory.conftest import (
    CELLAR,
    DISH,
    EBOOK,
    LAST,
    MUG,
    SHELF,
    held,
    level_of,
    refused,
    reserve,
    set_fields,
    take,
)
from tests.shops import TestShop


@pytest.mark.parametrize(
    "work",
    [
        lambda c: commands.move(c, variant_id=MUG, source_id=SHELF, target_id=CELLAR, quantity=4),
        lambda c: commands.adjust(c, variant_id=MUG, location_id=SHELF, quantity=-4, note="broken"),
        lambda c: commands.count(c, variant_id=MUG, location_id=SHELF, counted=6),
        lambda c: commands.take_for_order(c, order_id=8, wanted={MUG: 4}, location_id=SHELF),
        lambda c: commands.reserve(c, order_id=8, wanted=[Wanted(MUG, 4)], location_id=SHELF),
    ],
)
def test_promised_pieces_are_kept_from_everybody_else(
    stocked: TestShop, work: Callable[[Change], object]
) -> None:
    reserve(stocked, 7, (MUG, 7))
    assert refused(stocked, work) == NotEnoughStock("MUG", 4, 3)


def test_reserving_is_all_lines_or_none(stocked: TestShop) -> None:
    wanted = [Wanted(MUG, 2), Wanted(DISH, 6)]
    error = refused(
        stocked, lambda c: commands.reserve(c, order_id=7, wanted=wanted, location_id=SHELF)
    )
    assert error == NotEnoughStock("DISH", 6, 5)


def test_lines_of_one_variant_are_reserved_together(stocked: TestShop) -> None:
    wanted = [Wanted(DISH, 3), Wanted(DISH, 3)]
    error = refused(
        stocked, lambda c: commands.reserve(c, order_id=7, wanted=wanted, location_id=SHELF)
    )
    assert error == NotEnoughStock("DISH", 6, 5)
    assert reserve(stocked, 7, (DISH, 3), (DISH, 2)) == {DISH: 5}
    assert held(stocked, 7) == {(DISH, SHELF): 5}


def test_reserving_in_part_takes_what_there_is(stocked: TestShop) -> None:
    assert reserve(stocked, 7, (MUG, 12), (DISH, 2), whole=False) == {MUG: 10, DISH: 2}
    with pytest.raises(NothingChanged):
        reserve(stocked, 8, (MUG, 1), whole=False)


def test_what_may_be_oversold_goes_below_zero_and_what_is_not_counted_stays_out(
    stocked: TestShop,
) -> None:
    assert reserve(stocked, 7, (LAST, 3), (EBOOK, 2)) == {LAST: 3}
    assert level_of(stocked, LAST) == (0, 3, 0)
    take(stocked, 7, {LAST: 3, EBOOK: 2})
    assert level_of(stocked, LAST) == (-3, 0, 0)
    assert level_of(stocked, EBOOK) == (0, 0, 0)
    stocked.do(
        lambda c: commands.put_back(c, order_id=7, returned={LAST: 1, EBOOK: 2}, location_id=SHELF)
    )
    assert (level_of(stocked, LAST)[0], level_of(stocked, EBOOK)[0]) == (-2, 0)
    stocked.whole()


def test_what_is_released_is_free_again(stocked: TestShop) -> None:
    reserve(stocked, 7, (MUG, 10), (DISH, 1))
    reserve(stocked, 8, (DISH, 1))
    stocked.do(lambda c: commands.release(c, order_id=7))
    assert held(stocked, 7) == {}
    assert (level_of(stocked, MUG), level_of(stocked, DISH)) == ((10, 0, 0), (5, 1, 0))


def test_an_order_takes_its_own_pieces_first(stocked: TestShop) -> None:
    reserve(stocked, 7, (MUG, 7))
    take(stocked, 7, {MUG: 5})
    assert level_of(stocked, MUG) == (5, 2, 0)
    take(stocked, 7, {MUG: 4})
    assert level_of(stocked, MUG) == (1, 0, 0)
    assert held(stocked, 7) == {}


@pytest.mark.parametrize(("pieces", "left"), [(2, 1), (3, 0)])
def test_pieces_sent_from_elsewhere_free_those_set_aside(
    stocked: TestShop, pieces: int, left: int
) -> None:
    stocked.do(lambda c: commands.receive(c, variant_id=MUG, location_id=CELLAR, quantity=3))
    reserve(stocked, 7, (MUG, 3))
    take(stocked, 7, {MUG: pieces}, CELLAR)
    assert level_of(stocked, MUG) == (10, left, 0)
    assert level_of(stocked, MUG, CELLAR) == (3 - pieces, 0, 0)
    assert sum(held(stocked, 7).values()) == left
    stocked.whole()


def test_what_is_counted_no_more_gives_its_reservation_back_when_sent(stocked: TestShop) -> None:
    reserve(stocked, 7, (MUG, 3))
    set_fields(stocked, MUG, tracked=False)
    take(stocked, 7, {MUG: 3})
    assert held(stocked, 7) == {}
    assert level_of(stocked, MUG) == (10, 0, 0)
