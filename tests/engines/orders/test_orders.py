"""An order's life: paid, sent, cancelled, refunded; to the cent and to the piece."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engines.database.errors import BadValue, NotFound, RowChanged
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.orders import commands
from engines.orders.commands import NewLine
from engines.orders.errors import AlreadyShipped, OrderClosed, TooManyPieces, TooMuchMoney
from tests.engines.orders.conftest import Desk, refused

TOTAL = 3 * 1250 + 2 * 800


def test_payments_add_up_to_the_total_and_no_further(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, 1)
    assert desk.state(key) == "to_pay"
    too_much = refused(desk, lambda: desk.pay(key, TOTAL))
    assert too_much == TooMuchMoney("7", TOTAL, TOTAL - 1, "EUR")
    assert refused(desk, lambda: desk.pay(key, 0)) == TooMuchMoney("7", 0, TOTAL - 1, "EUR")
    desk.pay(key, TOTAL - 1)
    assert (desk.state(key), desk.order(key).row.paid_minor) == ("to_ship", TOTAL)


def test_an_order_leaves_whole_unless_told_otherwise(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    assert desk.mugs() == (10, 3)
    desk.ship(key)
    assert desk.mugs() == (7, 0)
    assert desk.state(key) == "shipped"
    [step] = [step for step in desk.order(key).steps if step.kind == "shipment"]
    assert (step.units, step.text) == (5, "DHL 00340")
    desk.shop.whole()


def test_an_order_leaves_in_parts_and_never_more_than_was_ordered(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    desk.ship(key, (1, 2))
    assert (desk.state(key), desk.mugs()) == ("part_shipped", (8, 1))
    assert refused(desk, lambda: desk.ship(key, (1, 2))) == TooManyPieces("7", 1, 2, 1)
    assert refused(desk, lambda: desk.ship(key, (9, 1))) == TooManyPieces("7", 9, 1, 0)
    assert refused(desk, lambda: desk.ship(key, (1, -1))) == TooManyPieces("7", 1, -1, 1)
    desk.ship(key)
    assert desk.state(key) == "shipped"
    assert [(line.quantity, line.shipped) for line in desk.order(key).lines] == [(3, 3), (2, 2)]
    assert refused(desk, lambda: desk.ship(key)) == OrderClosed("7", "shipped")


def test_a_line_named_twice_in_one_parcel_counts_twice(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    assert refused(desk, lambda: desk.ship(key, (1, 2), (1, 2))) == TooManyPieces("7", 1, 4, 3)
    desk.ship(key, (1, 1), (1, 2))
    assert desk.order(key).lines[0].shipped == 3


def test_what_was_sent_unpaid_is_still_to_be_paid(desk: Desk) -> None:
    key = desk.place()
    desk.ship(key)
    assert desk.state(key) == "to_pay"
    desk.pay(key, TOTAL)
    assert desk.state(key) == "shipped"


def test_an_order_sent_from_another_place_holds_nothing_back(desk: Desk) -> None:
    desk.do(lambda c: stock.receive(c, variant_id=1, location_id=2, quantity=3))
    key = desk.place("7", NewLine("MUG", 3))
    desk.ship(key, place=2)
    assert desk.mugs() == (10, 0)
    assert desk.shop.read(lambda c: levels.reservations(c, key)) == {}


def test_cancelling_frees_the_pieces_and_ends_the_order(desk: Desk) -> None:
    key = desk.place()
    desk.cancel(key)
    assert (desk.state(key), desk.mugs()) == ("cancelled", (10, 0))
    for work in (desk.cancel, desk.ship, lambda k: desk.pay(k, 1)):
        assert refused(desk, lambda do=work: do(key)) == OrderClosed("7", "cancelled")  # type: ignore[misc]
    desk.shop.whole()


def test_what_has_left_cannot_be_cancelled_and_a_reason_is_needed(desk: Desk) -> None:
    key = desk.place()
    error = refused(desk, lambda: desk.do(lambda c: commands.cancel(c, order_id=key, reason=" ")))
    assert error == BadValue("reason", " ", "empty")
    desk.ship(key, (1, 1))
    assert refused(desk, lambda: desk.cancel(key)) == AlreadyShipped("7", 1)


def test_a_refund_gives_back_what_came_in_and_no_more(desk: Desk) -> None:
    key = desk.place()
    assert refused(desk, lambda: desk.refund(key, 1)) == TooMuchMoney("7", 1, 0, "EUR")
    desk.pay(key, TOTAL)
    desk.ship(key)
    desk.refund(key, 1000)
    assert (desk.state(key), desk.order(key).row.refunded_minor) == ("shipped", 1000)
    over = refused(desk, lambda: desk.refund(key, TOTAL - 999))
    assert over == TooMuchMoney("7", TOTAL - 999, TOTAL - 1000, "EUR")
    desk.refund(key, TOTAL - 1000)
    assert desk.state(key) == "refunded"
    kinds = [(step.kind, step.amount_minor) for step in desk.order(key).steps]
    assert kinds.count(("refund", 1000)) == 1
    assert [amount for kind, amount in kinds if kind == "payment"] == [TOTAL]
    desk.shop.whole()


def test_pieces_come_back_once_and_only_if_they_were_sent(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    early = refused(desk, lambda: desk.refund(key, 100, (1, 1)))
    assert early == TooManyPieces("7", 1, 1, 0)
    desk.ship(key, (1, 2))
    desk.refund(key, 100, (1, 1))
    assert (desk.mugs(), desk.order(key).lines[0].refunded) == ((9, 1), 1)
    desk.refund(key, 100, (1, 1), place=None)
    assert desk.mugs() == (9, 1), "thrown away, not put back"
    assert refused(desk, lambda: desk.refund(key, 100, (1, 1))) == TooManyPieces("7", 1, 1, 0)


def test_a_line_named_twice_in_one_refund_counts_twice(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    desk.ship(key)
    twice = refused(desk, lambda: desk.refund(key, 100, (1, 2), (1, 2)))
    assert twice == TooManyPieces("7", 1, 4, 3)


@pytest.mark.parametrize("sent", [0, 1])
def test_an_order_that_is_refunded_whole_sets_nothing_aside_any_more(desk: Desk, sent: int) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    if sent:
        desk.ship(key, (1, sent))
    desk.refund(key, TOTAL)
    assert desk.state(key) == "refunded"
    assert desk.mugs() == (10 - sent, 0)
    assert desk.shop.read(lambda c: levels.reservations(c, key)) == {}
    desk.shop.whole()


def test_a_cancelled_order_can_be_refunded(desk: Desk) -> None:
    key = desk.place()
    desk.pay(key, TOTAL)
    desk.cancel(key)
    desk.refund(key, TOTAL)
    assert (desk.state(key), desk.order(key).row.refunded_minor) == ("cancelled", TOTAL)


def test_a_note_written_over_anothers_is_a_lost_race(desk: Desk) -> None:
    key = desk.place()
    version = desk.order(key).row.version
    desk.do(lambda c: commands.note(c, order_id=key, text="fragile", version=version))
    late = refused(
        desk,
        lambda: desk.do(lambda c: commands.note(c, order_id=key, text="gift", version=version)),
    )
    assert late == RowChanged("orders_order", "7")
    assert desk.order(key).note == "fragile"


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: desk.pay(99, 1),
        lambda desk: desk.ship(99),
        lambda desk: desk.cancel(99),
        lambda desk: desk.refund(99, 1),
        lambda desk: desk.order(99),
    ],
)
def test_an_order_that_is_not_there_is_named(desk: Desk, work: Callable[[Desk], object]) -> None:
    assert refused(desk, lambda: work(desk)) == NotFound("order", "99")
