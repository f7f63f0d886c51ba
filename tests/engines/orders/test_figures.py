"""Figures, sums and weekly sales are what plain Python counts over the same orders."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from engines.database.change import Change
from engines.database.moments import DAY_US
from engines.database.pages import Filter, Sort
from engines.inventory import queries as stock
from engines.orders import customers, queries
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    LineData,
    OrderPlaced,
    OrdersWithdrawn,
    PaymentData,
)
from engines.orders.queries import WEEK_US
from engines.orders.states import OPEN
from engines.orders.totals import totals
from tests.shops import TestShop

NOW = 1_790_000_000_000_000
VARIANTS = (1, 2, 3)


def _orders(seed: int, count: int = 120) -> list[OrderPlaced]:
    """Orders of the last sixteen weeks as an import brings them: their ids know no dates."""
    draw = random.Random(seed)
    found = []
    for key in range(1, count + 1):
        lines = tuple(
            LineData(
                variant_id=draw.choice(VARIANTS),
                quantity=draw.randint(1, 4),
                price_minor=draw.randint(0, 2_000),
            )
            for _ in range(draw.randint(1, 3))
        )
        total = sum(n.quantity * n.price_minor for n in lines)
        paid = draw.choice([0, total // 2, total])
        placed = NOW - draw.randrange(16 * WEEK_US)
        found.append(
            OrderPlaced(
                id=key,
                number=f"#{1000 + key}",
                placed_at_us=placed,
                currency="EUR",
                lines=lines,
                total_minor=total,
                sale_kind=draw.choice(["sale"] * 8 + ["credit", "adjustment"]),
                customer_id=draw.choice([None, 1, 2]),
                due_at_us=draw.choice([None, NOW - DAY_US, NOW + DAY_US]),
                payments=(PaymentData(at_us=placed, method="card", amount_minor=paid),)
                if paid
                else (),
                refunded_minor=draw.choice([0, 0, paid // 3]),
                cancelled_at_us=draw.choice([None] * 5 + [placed]),
            )
        )
    return found


def _recorded(shop: TestShop, placed: list[OrderPlaced]) -> None:
    for sku in ("A", "B", "C"):
        shop.stocked(sku, pieces=0)

    def work(change: Change) -> None:
        known = tuple(CustomerData(id=key, ref=f"C{key}") for key in (1, 2))
        change.record(CustomersAdded(customers=known))
        change.record_all(placed)

    shop.do(work)


def _stands(one: OrderPlaced) -> bool:
    """A sale that was not cancelled."""
    return one.sale_kind == "sale" and one.cancelled_at_us is None


def _paid(one: OrderPlaced) -> int:
    return sum(payment.amount_minor for payment in one.payments)


def _weekly(placed: list[OrderPlaced], weeks: int) -> dict[int, tuple[int, ...]]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0] * weeks)
    for one in placed:
        week = (one.placed_at_us - (NOW - weeks * WEEK_US)) // WEEK_US
        if _stands(one) and 0 <= week < weeks:
            for line in one.lines:
                sums[line.variant_id][week] += line.quantity
    return {key: tuple(values) for key, values in sums.items()}


@pytest.mark.parametrize("weeks", [1, 12, 20])
def test_weekly_pieces_are_those_counted_one_by_one(shop: TestShop, weeks: int) -> None:
    placed = _orders(seed=weeks)
    _recorded(shop, placed)
    found = shop.read(lambda c: queries.weekly_units(c, VARIANTS, NOW, weeks))
    assert found == _weekly(placed, weeks)
    one = shop.read(lambda c: queries.weekly_units(c, [2], NOW, weeks))
    assert one == {2: _weekly(placed, weeks)[2]}
    assert shop.read(lambda c: queries.weekly_units(c, [], NOW, weeks)) == {}


def test_the_edges_of_a_week_belong_to_one_week(shop: TestShop) -> None:
    def order(key: int, placed: int) -> OrderPlaced:
        line = LineData(variant_id=1, quantity=1, price_minor=1)
        return OrderPlaced(
            id=key,
            number=str(key),
            placed_at_us=placed,
            currency="EUR",
            lines=(line,),
            total_minor=1,
        )

    edges = [NOW, NOW - 1, NOW - WEEK_US, NOW - WEEK_US - 1, NOW - 2 * WEEK_US]
    _recorded(shop, [order(key, at) for key, at in enumerate([*edges, edges[-1] - 1], 1)])
    assert shop.read(lambda c: queries.weekly_units(c, [1], NOW, 2)) == {1: (2, 2)}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_key_figures_are_those_added_up_by_hand(shop: TestShop, seed: int) -> None:
    placed = _orders(seed)
    _recorded(shop, placed)
    rows = shop.read(lambda c: queries.orders_page(c, limit=500)).rows
    state = {row.id: row.state for row in rows}
    since = NOW - 4 * WEEK_US
    recent = [one for one in placed if one.placed_at_us >= since and _stands(one)]
    to_ship = [one for one in placed if state[one.id] in OPEN]
    to_pay = [one for one in placed if state[one.id] == "to_pay"]
    assert shop.read(lambda c: queries.figures(c, NOW, since)) == queries.OrderFigures(
        to_ship=len(to_ship),
        late=sum(1 for one in to_ship if one.due_at_us and one.due_at_us < NOW),
        to_collect_minor=sum(one.total_minor - _paid(one) for one in to_pay),
        to_pay=len(to_pay),
        refunded_minor=sum(one.refunded_minor for one in recent),
        sales_minor=sum(one.total_minor for one in recent),
    )


def test_the_totals_of_the_shop_are_those_added_up_by_hand(shop: TestShop) -> None:
    placed = _orders(seed=3)
    _recorded(shop, placed)
    found = shop.read(totals)
    assert (found.orders, found.customers) == (len(placed), 2)
    assert found.lines == sum(len(one.lines) for one in placed)
    assert found.units == sum(n.quantity for one in placed for n in one.lines)
    [gross], [refunded] = found.gross, found.refunded
    counted = [one for one in placed if one.sale_kind == "adjustment" or _stands(one)]
    assert (gross.minor, gross.currency) == (sum(one.total_minor for one in counted), "EUR")
    given = sum(one.total_minor for one in placed if one.sale_kind == "credit")
    assert refunded.minor == sum(one.refunded_minor for one in placed) - given


def test_customers_count_the_orders_that_stand(shop: TestShop) -> None:
    placed = _orders(seed=4)
    _recorded(shop, placed)
    for key in (1, 2):
        [found] = shop.read(lambda c, k=key: customers.load(c, [k], personal=False))  # type: ignore[misc]
        theirs = [one for one in placed if one.customer_id == key and _stands(one)]
        assert (found.orders, found.spent_minor) == (
            len(theirs),
            sum(one.total_minor for one in theirs),
        )


def test_when_a_variant_was_sold_last_follows_orders_that_come_and_go(shop: TestShop) -> None:
    placed = _orders(seed=5)
    _recorded(shop, placed)

    def newest(among: list[OrderPlaced]) -> dict[int, int]:
        found: dict[int, int] = {}
        for one in among:
            for line in one.lines:
                if one.sale_kind == "sale":
                    key = line.variant_id
                    found[key] = max(found.get(key, 0), one.placed_at_us)
        return found

    def shown() -> dict[int, int]:
        rows = shop.read(lambda c: stock.levels_page(c)).rows
        return {row.variant_id: row.last_sold_us for row in rows if row.last_sold_us is not None}

    assert shown() == newest(placed)
    late = {one.id for one in placed if one.placed_at_us > NOW - 10 * WEEK_US}
    shop.do(lambda c: c.record(OrdersWithdrawn(order_ids=tuple(sorted(late)))))
    assert shown() == newest([one for one in placed if one.id not in late])
    everything = tuple(one.id for one in placed if one.id not in late)
    shop.do(lambda c: c.record(OrdersWithdrawn(order_ids=everything)))
    assert shown() == {}


@pytest.mark.parametrize(
    ("words", "ids"),
    [("1005", [5]), ("#1005", [5]), ("100", list(range(1, 10))), ("nothing", [])],
)
def test_orders_are_found_by_the_beginning_of_their_number(
    shop: TestShop, words: str, ids: list[int]
) -> None:
    _recorded(shop, _orders(seed=6, count=12))
    where = [Filter("words", "contains", words)]
    page = shop.read(lambda c: queries.orders_page(c, where, [Sort("number")]))
    assert [row.id for row in page.rows] == ids
    assert shop.read(lambda c: queries.orders_count(c, where)) == len(ids)


def test_orders_are_found_by_what_they_hold_and_whose_they_are(shop: TestShop) -> None:
    placed = _orders(seed=7, count=30)
    _recorded(shop, placed)
    for key, text, ids in (
        ("sku", "b", {one.id for one in placed if any(n.variant_id == 2 for n in one.lines)}),
        ("customer", "C2", {one.id for one in placed if one.customer_id == 2}),
    ):
        where = [Filter(key, "is", text)]
        page = shop.read(lambda c, w=where: queries.orders_page(c, w))  # type: ignore[misc]
        assert {row.id for row in page.rows} == ids
