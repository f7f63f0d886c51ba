"""Records of JSON with values corrected by hand: by file, line and path, as cells of tables are."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.reading.fixed import Fixes, correct
from engines.exchange.reading.records import Record
from engines.exchange.run import Outcome, import_files
from engines.orders import queries as orders
from tests.engines.exchange.test_shopify_catalog_json import product, variant
from tests.engines.exchange.test_shopify_orders_json import line, order, parcel, refund
from tests.engines.exchange.test_woocommerce_json import lines
from tests.engines.exchange.test_woocommerce_json import order as woo
from tests.engines.exchange.test_woocommerce_json import refund as woo_refund
from tests.shops import TestShop

Json = dict[str, Any]
NAME = "file.json"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """An empty shop."""
    shop = TestShop(tmp_path / "shop")
    yield shop
    shop.close()


def take(shop: TestShop, text: str, fixes: Fixes | None = None) -> Outcome:
    """Import a text with corrections."""
    file = shop.shop.place.folder.parent / NAME
    file.write_text(text, "utf-8")
    options = Options("EUR", "Europe/Berlin", fixes=fixes)
    return import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def corrected(outcome: Outcome, *values: str) -> Fixes:
    """What a person types into the value of each problem, from the first on."""
    places = [(one.file, one.line, one.column) for one in outcome.plan.rejected]
    return Fixes(dict(zip(places, values, strict=True)))


@pytest.mark.parametrize(
    ("spoilt", "value"),
    [
        (order(2, line_items=[line(), line(2, price="x")]), "10.00"),
        (order(2, total_price="30.5l"), "30.51"),
        (order(2, created_at="yesterday"), "2026-09-03T12:14:00+02:00"),
        (order(2, name=None), "#2"),
        (order(2, fulfillments=[parcel(1, 1, created_at="x")]), "2026-09-05T10:00:00Z"),
        (order(2, refunds=[refund(1, "?")]), "9.00"),
        (order(2, customer={"id": [7]}), "25"),
        (product("cup", variant(3, sku="TEE-1")), "CUP"),
    ],
    ids=lambda one: "" if isinstance(one, str) else None,
)
def test_a_corrected_value_reaches_its_record(shop: TestShop, spoilt: Json, value: str) -> None:
    good = product("tee", variant(1)) if "handle" in spoilt else order()
    if len(spoilt.get("line_items", ())) == 2:
        spoilt |= {"total_price": "53.12", "total_tax": "8.12", "total_discounts": "2.00"}
    text = lines(good, spoilt)
    first = take(shop, text)
    assert len(first.plan.rejected) == 1
    assert not first.applied
    again = take(shop, text, corrected(first, value))
    assert again.plan.rejected == []
    assert again.applied
    assert again.plan.totals == again.plan.file_totals
    shop.whole()


def test_a_refund_is_given_to_the_right_order(shop: TestShop) -> None:
    take(shop, lines(woo()))
    up = {"up": [{"href": "https://example.com/wp-json/wc/v3/orders/4711"}]}
    text = lines(woo_refund(_links=up))
    first = take(shop, text)
    assert [one.column for one in first.plan.rejected] == ["_links.up"]
    assert take(shop, text, corrected(first, "1")).plan.created == {"refunds": 1}


def test_records_on_one_line_are_told_apart(shop: TestShop) -> None:
    """As interfaces answer: all in one line."""
    spoilt = [order(n, line_items=[line(price="x")]) for n in (1, 2, 3)]
    text = json.dumps({"orders": spoilt})
    first = take(shop, text)
    assert [(one.line, one.column) for one in first.plan.rejected] == [
        (1, "line_items[0].price"),
        (1, "orders[1].line_items[0].price"),
        (1, "orders[2].line_items[0].price"),
    ]
    (row,) = [one for one in first.plan.rejected if one.column.startswith("orders[1]")]
    fixes = Fixes({(row.file, row.line, row.column): "10.00"})
    second = take(shop, text, fixes)
    assert [one.column for one in second.plan.rejected] == [
        "line_items[0].price",
        "orders[2].line_items[0].price",
    ]
    assert second.plan.accepted == 1


def test_a_record_can_be_left_out_and_the_rest_goes_in(shop: TestShop) -> None:
    text = lines(order(), order(2, created_at="x"))
    fixes = Fixes(skipped=frozenset({(NAME, 3)}))
    assert not take(shop, text).applied
    outcome = take(shop, text, fixes)
    assert outcome.applied
    assert (outcome.plan.accepted, len(outcome.plan.rejected)) == (1, 1)
    assert shop.read(orders.orders_count) == 1


@pytest.mark.parametrize(
    "path", ["nothing.here", "line_items[7].price", "line_items.price", "name[0].x", "[0].name"]
)
def test_a_path_that_leads_nowhere_changes_nothing(path: str) -> None:
    record = Record(1, "", order())
    before = copy.deepcopy(record.value)
    correct(record, {path: "x"})
    assert record.value == before


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The path of every plain value in a record."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, f"{path}[{number}]")
    else:
        yield path


def at(value: Any, path: str) -> Any:
    """What stands at a path."""
    for step in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


WHOLE = order(fulfillments=[parcel(1, 1)], refunds=[refund(1, "9.00", 1)])
NAMED: Sequence[str] = [one for one in paths(WHOLE) if not one.endswith("]")]


@given(path=st.sampled_from(NAMED), value=st.text(max_size=5))
@settings(max_examples=60)
def test_every_named_value_can_be_reached_and_no_other_changes(path: str, value: str) -> None:
    record = Record(1, "", copy.deepcopy(WHOLE))
    correct(record, {path.casefold(): value})
    assert at(record.value, path) == value
    assert [one for one in paths(WHOLE) if at(record.value, one) != at(WHOLE, one)] in ([path], [])
