"""Taking an order: its total to the cent, its number, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.catalog.commands import MAX_MINOR
from engines.database.change import Change
from engines.database.errors import BadValue, NotFound
from engines.inventory.errors import NotEnoughStock
from engines.orders import commands, queries
from engines.orders.commands import NewLine
from engines.orders.errors import OrderNumberTaken
from tests.engines.orders.conftest import Desk, refused


def test_a_total_is_goods_less_discounts_with_taxes_and_shipping(desk: Desk) -> None:
    key = desk.place(
        "7",
        NewLine("MUG", 3, discount_minor=250, tax_minor=665),
        NewLine("DISH", 2, price_minor=799),
        shipping_minor=499,
    )
    order = desk.order(key)
    assert (order.goods_minor, order.discount_minor, order.tax_minor, order.shipping_minor) == (
        3 * 1250 + 2 * 799,
        250,
        665,
        499,
    )
    assert order.row.total_minor == 3 * 1250 + 2 * 799 - 250 + 665 + 499
    assert [line.amount_minor for line in order.lines] == [3 * 1250 - 250, 2 * 799]
    assert (order.row.units, order.row.state) == (5, "to_pay")
    desk.shop.whole()


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["MUG", "DISH"]),
        st.integers(1, 2),
        st.none() | st.integers(0, 5_000),
        st.integers(0, 100),
        st.integers(0, 900),
    ),
    min_size=1,
    max_size=2,
)


class _Enough(Exception):
    """Ends a change without keeping it."""


@given(_LINES, st.integers(0, 900))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_total_is_the_sum_worked_out_by_hand(
    desk: Desk, drawn: list[tuple[str, int, int | None, int, int]], shipping: int
) -> None:
    prices = {"MUG": 1250, "DISH": 800}
    lines, expected = [], shipping
    for sku, pieces, price, off, tax in drawn:
        each = prices[sku] if price is None else price
        off = min(off, each * pieces)
        lines.append(NewLine(sku, pieces, price, off, tax))
        expected += each * pieces - off + tax

    def work(change: Change) -> None:
        key = commands.place(
            change,
            number="1",
            lines=lines,
            currency="EUR",
            location_id=1,
            shipping_minor=shipping,
        )
        order = queries.order(change.connection, key)
        assert order.row.total_minor == expected
        parts = order.goods_minor - order.discount_minor + order.tax_minor + order.shipping_minor
        assert parts == expected
        raise _Enough

    with pytest.raises(_Enough):
        desk.do(work)


@pytest.mark.parametrize(
    ("lines", "more", "error"),
    [
        ([NewLine("MUG", 0)], {}, BadValue("quantity", "0", "out of range")),
        ([NewLine("MUG", 1, -1)], {}, BadValue("price", "-1", "negative")),
        ([NewLine("MUG", 1, 5, 6)], {}, BadValue("price", "5", "negative")),
        ([NewLine("MUG", 1, 5, -1)], {}, BadValue("price", "5", "negative")),
        ([NewLine("MUG", 1, 5, 0, -1)], {}, BadValue("price", "5", "negative")),
        ([NewLine("MUG", 1, 5)], {"shipping_minor": -1}, BadValue("price", "5", "negative")),
        (
            [NewLine("MUG", 10**8, MAX_MINOR)],
            {},
            BadValue("total", str(10**8 * MAX_MINOR), "too large"),
        ),
        ([NewLine("GONE", 1)], {}, NotFound("SKU", "GONE")),
        ([NewLine("MUG", 1)], {"customer_id": 9}, NotFound("customer", "9")),
        ([NewLine("MUG", 11)], {}, NotEnoughStock("MUG", 11, 10)),
        ([NewLine("MUG", 1), NewLine("DISH", 6)], {}, NotEnoughStock("DISH", 6, 5)),
    ],
)
def test_an_order_that_cannot_be_taken_is_not(
    desk: Desk, lines: list[NewLine], more: dict[str, int], error: Exception
) -> None:
    assert refused(desk, lambda: desk.place("7", *lines, **more)) == error


@pytest.mark.parametrize("number", ["", "  "])
def test_an_order_needs_a_number_of_its_own(desk: Desk, number: str) -> None:
    assert refused(desk, lambda: desk.place(number)) == BadValue("number", number, "empty")
    desk.place("7")
    assert refused(desk, lambda: desk.place("7")) == OrderNumberTaken("7")


def test_an_order_is_found_by_its_number_with_and_without_its_mark(desk: Desk) -> None:
    plain, marked = desk.place("7", NewLine("MUG", 1)), desk.place("#8", NewLine("MUG", 1))
    for number, key in (("7", plain), ("#7", plain), ("8", marked), ("#8", marked)):
        assert desk.shop.read(lambda c, n=number: queries.order_id(c, n)) == key  # type: ignore[misc]
    both = desk.place("8", NewLine("MUG", 1))
    assert desk.shop.read(lambda c: queries.order_id(c, "8")) == both
    assert desk.shop.read(lambda c: queries.order_id(c, "#8")) == marked
    with pytest.raises(NotFound):
        desk.shop.read(lambda c: queries.order_id(c, "9"))
