"""Lists by name: who may see them, how they are filtered, and who is shown by name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.lists import LISTS, each_row, page_of
from engines.analytics import commands as analytics
from engines.catalog import supplier_commands as suppliers
from engines.database.change import Actor, Change
from engines.database.errors import BadValue, NotAllowed
from engines.database.moments import to_us
from engines.identity import commands as identity
from engines.identity.rights import rights_of
from engines.orders.facts import CustomerData, CustomersAdded, LineData, OrderPlaced
from engines.recommend import commands as recommend
from tests.shops import TestShop, actor


@pytest.fixture
def listed(shop: TestShop) -> TestShop:
    """Three products with 5, 50 and 7 pieces, and an order of a customer known by name."""
    for sku, pieces in (("A", 5), ("B", 50), ("007", 7)):
        shop.stocked(sku, pieces)
    shop.do(lambda c: c.record(CustomersAdded(customers=(CustomerData(id=1, ref="C1"),))))
    shop.do(lambda c: identity.seal_personal(c, {1: {"name": "Ana"}}))
    for key, day in ((1, "2026-03-28T23:30"), (2, "2026-03-29T21:59")):
        shop.do(lambda c, k=key, d=day: c.record(_order(k, d)))  # type: ignore[misc]
    shop.do(_supply)
    return shop


def _supply(change: Change) -> None:
    """Two suppliers of two SKUs, two reviews, two days of advertising."""
    for key in (1, 2):
        suppliers.add_supplier(change, code=f"S{key}", name="Kiln", currency="EUR")
        suppliers.set_item(
            change, supplier_id=key, variant_id=key, cost_minor=100 * key, currency="USD"
        )
        recommend.add_review(change, ref=f"R{key}", product_id=1, rating_milli=4_500)
        analytics.set_ad_cost(
            change,
            day=f"2026-03-0{key}",
            channel="search",
            campaign="Spring",
            cost_minor=1_000,
            currency="EUR",
        )


def _order(key: int, moment: str) -> OrderPlaced:
    return OrderPlaced(
        id=key,
        number=str(key),
        placed_at_us=to_us(datetime.fromisoformat(moment).replace(tzinfo=UTC)),
        currency="EUR",
        lines=(LineData(variant_id=1, quantity=1, price_minor=10),),
        total_minor=10,
        customer_id=1,
    )


def _rows(shop: TestShop, name: str, who: Actor | None = None, **asked: Any) -> list[Any]:
    return list(page_of(shop.shop, who or shop.owner, name, **asked).rows)


def _between(shop: TestShop, name: str, **asked: Any) -> list[Any]:
    return each_row(shop.shop, shop.owner, name, list, **asked)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_for_its_right(listed: TestShop, name: str) -> None:
    right = LISTS[name][0]
    with pytest.raises(NotAllowed):
        _rows(listed, name, Actor("almost", rights_of("owner") - {right}))
    assert _rows(listed, name, Actor("just", frozenset({right})))


@pytest.mark.parametrize(("role", "shown"), [("support", "Ana"), ("accountant", "C1")])
def test_customers_are_shown_by_name_to_who_may_read_personal_data(
    listed: TestShop, role: str, shown: str
) -> None:
    assert {row["customer"] for row in _rows(listed, "orders", actor(role))} == {shown}
    assert [row["name"] for row in _rows(listed, "customers", actor(role))] == [shown]


@pytest.mark.parametrize(
    ("where", "skus"),
    [
        ("on_hand=5", ["A"]),
        ("on_hand>=7", ["007", "B"]),
        ("on_hand<=7 and on_hand>=6", ["007"]),
        ("available=50", ["B"]),
        ("sku=007", ["007"]),
        ("sku=7", []),
        ("sku~0", ["007"]),
        ("a", ["A"]),
        ("on_hand>=--5", []),
    ],
)
def test_stock_is_filtered_by_what_is_written(
    listed: TestShop, where: str, skus: list[str]
) -> None:
    assert [row["sku"] for row in _rows(listed, "stock", where=where)] == skus


@pytest.mark.parametrize(
    ("since", "until", "numbers"),
    [
        ("2026-03-29", "2026-03-29", ["1", "2"]),
        ("2026-03-29", None, ["1", "2"]),
        (None, "2026-03-28", []),
        ("2026-03-30", None, []),
    ],
)
def test_a_day_is_the_day_of_the_shop_even_when_it_has_23_hours(
    listed: TestShop, since: str | None, until: str | None, numbers: list[str]
) -> None:
    rows = _between(listed, "orders", since=since, until=until)
    assert sorted(row["number"] for row in rows) == numbers


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "x"},
        {"after": "-1"},
        {"after": "²"},
        {"after": "9" * 30},
        {"where": "colour=red"},
        {"sort": "colour"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_named(listed: TestShop, asked: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        _rows(listed, "orders", **asked)


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_named(listed: TestShop, since: str) -> None:
    with pytest.raises(BadValue):
        _between(listed, "orders", since=since)


@pytest.mark.parametrize("name", [name for name in LISTS if name != "people"])
def test_a_list_read_page_by_page_is_the_whole_list(listed: TestShop, name: str) -> None:
    whole = _rows(listed, name)
    assert whole
    found: list[Any] = []
    after: str | None = None
    while True:
        page = page_of(listed.shop, listed.owner, name, limit=2, after=after)
        found.extend(page.rows)
        if page.next is None:
            break
        after = str(page.next)
    assert found == whole


def test_amounts_carry_their_currency_and_entries_their_leaf(listed: TestShop) -> None:
    assert _rows(listed, "orders")[0]["total"] == {"minor": 10, "currency": "EUR"}
    assert len(_rows(listed, "entries", limit=1)[0]["leaf"]) == 64
