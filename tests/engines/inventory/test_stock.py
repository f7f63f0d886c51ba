"""Stock: what comes in, goes out and is counted, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engines.database.change import Change
from engines.database.errors import BadValue, NotFound, NothingChanged
from engines.database.pages import Filter
from engines.inventory import commands, queries
from engines.inventory.commands import MAX_PIECES, Wanted
from engines.inventory.errors import LocationTaken, NotEnoughStock
from engines.inventory.facts import Reserved, StockExpected, StockMove
from tests.engines.inventory.conftest import (
    CELLAR,
    DISH,
    LAST,
    MUG,
    SHELF,
    level_of,
    refused,
    reserve,
)
from tests.shops import TestShop


def test_what_is_received_lies_there_with_its_cost_and_note(stocked: TestShop) -> None:
    stocked.do(
        lambda c: commands.receive(
            c, variant_id=MUG, location_id=CELLAR, quantity=3, unit_cost_minor=410, note="PO 7"
        )
    )
    assert level_of(stocked, MUG, CELLAR) == (3, 0, 0)
    newest = stocked.read(lambda c: queries.moves_of(c, MUG))[0]
    assert (newest.quantity, newest.reason, newest.location, newest.note) == (
        3,
        "received",
        "Cellar",
        "PO 7",
    )
    stocked.whole()


@pytest.mark.parametrize("quantity", [0, -1, MAX_PIECES + 1])
@pytest.mark.parametrize("verb", [commands.receive, commands.move, commands.adjust])
def test_a_quantity_that_is_a_slip_isrefused(
    stocked: TestShop, verb: Callable[..., object], quantity: int
) -> None:
    places = (
        {"source_id": SHELF, "target_id": CELLAR}
        if verb is commands.move
        else {"location_id": SHELF}
    )
    if verb is commands.adjust:
        quantity = quantity * MAX_PIECES * 2  # a correction may go down, not by that much
    error = refused(
        stocked, lambda c: verb(c, variant_id=MUG, quantity=quantity, note="x", **places)
    )
    assert error == BadValue(
        "quantity", str(abs(quantity) if verb is commands.adjust else quantity), "out of range"
    )


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (
            lambda c: commands.receive(c, variant_id=99, location_id=SHELF, quantity=1),
            NotFound("variant", "99"),
        ),
        (
            lambda c: commands.receive(c, variant_id=MUG, location_id=99, quantity=1),
            NotFound("location", "99"),
        ),
        (
            lambda c: commands.receive(
                c, variant_id=MUG, location_id=SHELF, quantity=1, unit_cost_minor=-1
            ),
            BadValue("cost", "-1", "negative"),
        ),
        (
            lambda c: commands.adjust(c, variant_id=MUG, location_id=SHELF, quantity=-1, note="  "),
            BadValue("reason", "  ", "empty"),
        ),
        (
            lambda c: commands.adjust(
                c, variant_id=MUG, location_id=SHELF, quantity=-11, note="broken"
            ),
            NotEnoughStock("MUG", 11, 10),
        ),
        (
            lambda c: commands.count(c, variant_id=MUG, location_id=SHELF, counted=-1),
            BadValue("quantity", "-1", "out of range"),
        ),
        (
            lambda c: commands.move(
                c, variant_id=MUG, source_id=SHELF, target_id=SHELF, quantity=1
            ),
            BadValue("location", "1", "same location"),
        ),
        (
            lambda c: commands.move(c, variant_id=MUG, source_id=SHELF, target_id=99, quantity=1),
            NotFound("location", "99"),
        ),
        (
            lambda c: commands.move(
                c, variant_id=MUG, source_id=CELLAR, target_id=SHELF, quantity=1
            ),
            NotEnoughStock("MUG", 1, 0),
        ),
        (lambda c: commands.add_location(c, name="Main"), LocationTaken("Main")),
        (lambda c: commands.add_location(c, name=" "), BadValue("location", " ", "empty")),
        (
            lambda c: commands.reserve(c, order_id=1, wanted=[Wanted(LAST, 1)], location_id=99),
            NotFound("location", "99"),
        ),
        (
            lambda c: commands.take_for_order(c, order_id=1, wanted={LAST: 1}, location_id=99),
            NotFound("location", "99"),
        ),
        (
            lambda c: commands.put_back(c, order_id=1, returned={MUG: 1}, location_id=99),
            NotFound("location", "99"),
        ),
    ],
)
def test_what_cannot_be_done_is_refused_and_named(
    stocked: TestShop, work: Callable[[Change], object], error: Exception
) -> None:
    assert refused(stocked, work) == error


def test_a_count_sets_what_is_there_and_records_the_difference(stocked: TestShop) -> None:
    stocked.do(lambda c: commands.count(c, variant_id=MUG, location_id=SHELF, counted=7))
    assert level_of(stocked, MUG) == (7, 0, 0)
    newest = stocked.read(lambda c: queries.moves_of(c, MUG))[0]
    assert (newest.quantity, newest.reason) == (-3, "counted")


@pytest.mark.parametrize(("variant", "counted"), [(MUG, 10), (LAST, 0)])
def test_a_count_that_finds_what_is_known_changes_nothing(
    stocked: TestShop, variant: int, counted: int
) -> None:
    error = refused(
        stocked,
        lambda c: commands.count(c, variant_id=variant, location_id=SHELF, counted=counted),
    )
    assert isinstance(error, NothingChanged)


def test_moving_changes_places_and_no_sum(stocked: TestShop) -> None:
    pieces = stocked.read(queries.pieces_on_hand)
    stocked.do(
        lambda c: commands.move(c, variant_id=MUG, source_id=SHELF, target_id=CELLAR, quantity=4)
    )
    assert (level_of(stocked, MUG)[0], level_of(stocked, MUG, CELLAR)[0]) == (6, 4)
    assert stocked.read(queries.pieces_on_hand) == pieces


@pytest.mark.parametrize(("received", "incoming"), [(2, 3), (5, 0), (9, 0)])
def test_a_delivery_uses_up_what_was_announced(
    stocked: TestShop, received: int, incoming: int
) -> None:
    line = Reserved(variant_id=MUG, location_id=CELLAR, quantity=5)
    stocked.do(lambda c: c.record(StockExpected(lines=(line,))))
    stocked.do(lambda c: commands.receive(c, variant_id=MUG, location_id=CELLAR, quantity=received))
    assert level_of(stocked, MUG, CELLAR) == (received, 0, incoming)


def test_moves_of_one_fact_are_checked_together(stocked: TestShop) -> None:
    out = StockMove(variant_id=MUG, location_id=SHELF, quantity=-6)
    error = refused(stocked, lambda c: commands.check_on_hand(c, [out, out]))
    assert error == NotEnoughStock("MUG", 12, 10)


def test_the_figures_are_the_sums_of_the_rows(stocked: TestShop) -> None:
    reserve(stocked, 7, (DISH, 5), (LAST, 2))
    line = Reserved(variant_id=DISH, location_id=CELLAR, quantity=4)
    stocked.do(lambda c: c.record(StockExpected(lines=(line,))))
    found = stocked.read(queries.figures)
    rows = stocked.read(queries.levels_page).rows
    assert found.pieces == sum(row.on_hand for row in rows) == 15
    assert found.value_minor == sum(row.value_minor or 0 for row in rows) == 15 * 400
    assert found.out_of_stock == sum(row.available <= 0 for row in rows)
    assert found.short == sum(row.available < 0 for row in rows) == 1
    assert found.incoming == sum(row.incoming for row in rows) == 4


def test_the_stock_table_has_every_variant_even_where_it_never_lay(stocked: TestShop) -> None:
    rows = stocked.read(lambda c: queries.levels_page(c)).rows
    assert [(row.sku, row.location, row.on_hand, row.tracked) for row in rows] == [
        ("DISH", "Main", 5, True),
        ("EBOOK", "", 0, False),
        ("LAST", "", 0, True),
        ("MUG", "Main", 10, True),
    ]
    low = [Filter("available", "max", 5), Filter("words", "contains", "dish")]
    assert [row.sku for row in stocked.read(lambda c: queries.levels_page(c, low)).rows] == ["DISH"]
    assert stocked.read(lambda c: queries.levels_count(c, low)) == 1


def test_all_moves_are_paged_newest_first(stocked: TestShop) -> None:
    for _ in range(5):
        stocked.do(lambda c: commands.receive(c, variant_id=MUG, location_id=SHELF, quantity=1))
    seen: list[int] = []
    after: int | None = None
    while True:
        page = stocked.read(lambda c, key=after: queries.moves_page(c, key, 3))  # type: ignore[misc]
        seen.extend(row.id for row in page.rows)
        after = page.next
        if after is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 7
