"""Several states of one thing in one import: the last one counts, and no row is lost."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import undo
from engines.catalog import queries as catalog
from engines.database.ticket import Untold
from engines.exchange.plan import Options, Plan
from engines.exchange.run import import_files
from engines.identity import vault
from engines.ledger import queries as log
from engines.orders import queries as orders
from tests.engines.exchange.test_moved_on import Told
from tests.engines.exchange.test_shopify_catalog_json import product, variant
from tests.engines.exchange.test_shopify_orders_json import line, order, parcel
from tests.engines.exchange.test_woocommerce_json import customer
from tests.engines.exchange.test_woocommerce_json import order as woo
from tests.shops import TestShop

Json = dict[str, Any]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """An empty shop."""
    shop = TestShop(tmp_path / "shop")
    yield shop
    shop.close()


def take(shop: TestShop, *files: str, skip: bool = False) -> Plan:
    """Import texts at once, each as a file: every row is accounted for."""
    paths = []
    for number, text in enumerate(files):
        ending = "csv" if text.startswith("Name,") else "json"
        paths.append(shop.shop.place.folder.parent / f"{number}.{ending}")
        paths[-1].write_text(text, "utf-8")
    options = Options("EUR", "Europe/Berlin", skip_rejected=skip)
    outcome = import_files(shop.shop.database, shop.owner, "auto", paths, options, Untold())
    plan = outcome.plan
    assert plan.read == plan.accepted + len(plan.rejected)
    if not plan.rejected:
        assert plan.totals == plan.file_totals
    return plan


def log_of(*records: Json) -> str:
    """A log of webhooks: one record a line."""
    return "\n".join(json.dumps(one) for one in records)


def at(hour: int, **more: Any) -> Json:
    """Shopify's order #1 as it stood at an hour."""
    return order(updated_at=f"2026-09-04T{hour:02}:00:00+02:00") | more


CREATED = at(8, financial_status="pending")
PAID = at(9)
SENT = at(10, fulfillments=[parcel(1, 2)])
LOG = log_of(CREATED, PAID, SENT)


def state(shop: TestShop) -> tuple[str, int]:
    """Where order 1 stands, and the parcels it has."""
    found = shop.read(lambda c: orders.order(c, 1))
    return found.row.state, sum(one.kind == "shipment" for one in found.steps)


@pytest.mark.parametrize("records", [*itertools.permutations([CREATED, PAID, SENT])])
def test_a_log_of_webhooks_is_the_order_as_it_stood_last(
    shop: TestShop, records: Sequence[Json]
) -> None:
    plan = take(shop, log_of(*records))
    assert (plan.read, plan.created["orders"], plan.unchanged) == (3, 1, 2)
    assert plan.totals == {"orders": 1, "lines": 1, "units": 2, "amount": 3051}
    assert state(shop) == ("shipped", 1)
    shop.whole()


@pytest.mark.parametrize("wrap", ["files", "batch", "array"])
def test_it_does_not_matter_how_the_states_are_wrapped(shop: TestShop, wrap: str) -> None:
    texts = {
        "files": [json.dumps({"order": one}) for one in (CREATED, SENT)],
        "batch": [json.dumps({"create": [CREATED], "update": [SENT]})],
        "array": [json.dumps([SENT, CREATED])],
    }
    assert take(shop, *texts[wrap]).rejected == []
    assert state(shop) == ("shipped", 1)


def test_the_same_log_again_changes_nothing_and_one_undo_takes_it_back(shop: TestShop) -> None:
    take(shop, LOG)
    entries = shop.read(log.entries_count)
    again = take(shop, LOG)
    assert (again.created, again.updated, again.unchanged) == ({}, {}, 3)
    assert shop.read(log.entries_count) == entries
    undo.undo(shop.shop.database, shop.owner)
    assert shop.read(lambda c: orders.orders_count(c)) == 0
    shop.whole()


def test_a_known_order_moves_on_to_its_last_state(shop: TestShop) -> None:
    take(shop, json.dumps(CREATED))
    plan = take(shop, log_of(CREATED, PAID, SENT))
    assert (plan.updated, plan.unchanged) == ({"orders": 1}, 2)
    assert state(shop) == ("shipped", 1)
    assert take(shop, LOG).unchanged == 3
    shop.whole()


def test_a_last_state_that_does_not_fit_to_the_shop_leaves_the_one_before(shop: TestShop) -> None:
    take(shop, json.dumps(CREATED))
    dearer = at(11, total_tip_received="3.00", total_price="31.51")
    plan = take(shop, log_of(CREATED, PAID, dearer), skip=True)
    assert [(one.line, one.reason) for one in plan.rejected] == [(3, "order differs")]
    assert plan.updated == {"orders": 1}
    assert state(shop) == ("to_ship", 0)


def test_an_order_that_was_changed_before_it_came_in_is_what_it_became(shop: TestShop) -> None:
    more = at(9, line_items=[line(quantity=1)], total_price="20.51")
    take(shop, log_of(PAID | {"updated_at": CREATED["updated_at"]}, more))
    found = shop.read(lambda c: orders.order(c, 1))
    assert (found.row.units, found.row.total_minor) == (1, 2051)


def test_without_a_time_the_order_of_appearance_counts(shop: TestShop) -> None:
    pending, paid = order(financial_status="pending"), order()
    assert take(shop, log_of(pending, paid)).rejected == []
    assert state(shop)[0] == "to_ship"


@pytest.mark.parametrize(
    "other",
    [
        order(total_tip_received="3.00", total_price="31.51"),
        order(financial_status="pending"),
        at(9, id=4711),
    ],
    ids=["other money, no time", "not paid any more, no time", "an order of another shop"],
)
def test_another_order_of_the_same_number_is_refused(shop: TestShop, other: Json) -> None:
    first = order() if "updated_at" not in other else at(8)
    plan = take(shop, log_of(first, other))
    assert [(one.line, one.column, one.reason) for one in plan.rejected] == [
        (2, "name", "order twice")
    ]


def test_a_refused_state_leaves_the_others(shop: TestShop) -> None:
    plan = take(shop, log_of(CREATED, PAID, SENT | {"created_at": "x"}), skip=True)
    assert [one.line for one in plan.rejected] == [3]
    assert plan.unchanged == 1
    assert state(shop) == ("to_ship", 0)


def test_two_exports_of_two_weeks_can_come_at_once(shop: TestShop) -> None:
    weeks = Told().text(), Told(paid=True, sent=2, note="ring twice").text()
    plan = take(shop, *weeks)
    assert (plan.read, plan.created["orders"], plan.unchanged) == (4, 1, 2)
    assert state(shop) == ("shipped", 1)
    assert take(shop, *weeks).facts == []


@pytest.mark.parametrize("other", [Told(shipping="6.00", total="31.00"), Told()])
def test_two_exports_that_do_not_lead_from_one_to_the_other_are_refused(
    shop: TestShop, other: Told
) -> None:
    plan = take(shop, Told(paid=True).text(), other.text())
    assert {(one.file, one.reason) for one in plan.rejected} == {("1.csv", "order twice")}


def test_woocommerce_tells_by_its_own_time(shop: TestShop) -> None:
    done = woo(status="completed", date_modified_gmt="2026-09-10T10:00:00")
    assert take(shop, log_of(done, woo(), woo(2))).created["orders"] == 2
    assert state(shop)[0] == "shipped"


@given(st.lists(st.sampled_from([CREATED, PAID, SENT]), min_size=1, max_size=5))
@settings(max_examples=12, deadline=None)
def test_at_once_comes_to_the_same_as_the_last_state_alone(
    tmp_path_factory: pytest.TempPathFactory, records: list[Json]
) -> None:
    once, last = (TestShop(tmp_path_factory.mktemp("law") / "shop") for _ in range(2))
    try:
        take(once, log_of(*records))
        take(last, json.dumps(max(records, key=lambda one: one["updated_at"])))
        orders_of = [one.rows()["orders_order"] for one in (once, last)]
        assert orders_of[0] == orders_of[1]
    finally:
        once.close()
        last.close()


def test_a_customer_told_twice_is_who_the_later_state_says(shop: TestShop) -> None:
    later = customer(1, last_name="New", date_modified_gmt="2026-09-10T10:00:00")
    plan = take(shop, log_of(later, customer(1, date_modified_gmt="2026-09-09T10:00:00")))
    assert (plan.read, plan.created, plan.unchanged) == (2, {"customers": 1}, 1)
    assert plan.totals["customers"] == 1
    assert shop.read(lambda c: vault.unseal(c, [1]))[1]["name"] == "Jö New"
    assert take(shop, log_of(customer(2), customer(2, last_name="Else"))).unchanged == 1
    assert shop.read(lambda c: vault.unseal(c, [2]))[2]["name"] == "Jö Else"


def test_a_product_told_twice_is_what_the_later_state_says(shop: TestShop) -> None:
    first = product("tee", variant(1), variant(2), updated_at="2026-09-09T10:00:00Z")
    then = product("shirt", variant(1, price="9.00"), updated_at="2026-09-10T10:00:00Z")
    for records in ((first, then), (then, first)):
        plan = take(shop, log_of(*records))
        assert plan.totals == {"products": 1, "variants": 1, "units": 4, "price": 900}
    found = shop.read(lambda c: catalog.variant_by_sku(c, "TEE-1"))
    assert (found.price_minor, found.title) == (900, "Tée")
    assert shop.read(lambda c: catalog.products_by_handle(c)).keys() == {"shirt"}


def test_a_product_whose_later_state_is_refused_stays_as_it_was_told_before(
    shop: TestShop,
) -> None:
    bad = product("tee", variant(1, price="x"))
    plan = take(shop, log_of(product("tee", variant(1)), bad), skip=True)
    assert [(one.line, one.reason) for one in plan.rejected] == [(2, "not an amount")]
    assert shop.read(lambda c: catalog.variant_by_sku(c, "TEE-1")).price_minor == 1800


def test_woocommerce_products_and_variations_have_states_as_well(shop: TestShop) -> None:
    def told(number: int, price: str, hour: int, **more: Any) -> Json:
        common = {"id": number, "sku": f"S{number}", "regular_price": price, "attributes": []}
        return common | {"date_modified_gmt": f"2026-09-09T{hour:02}:00:00"} | more

    mug = {"slug": "mug", "name": "Mug", "type": "simple"}
    records = [
        told(1, "2.00", 11, **mug),
        told(1, "1.00", 10, **mug),
        told(2, "3.00", 10, type="variation", parent_id=9),
        told(2, "4.00", 12, type="variation", parent_id=9),
    ]
    plan = take(shop, json.dumps(records))
    assert (plan.rejected, plan.unchanged) == ([], 2)
    found = shop.read(catalog.variants_by_sku)
    assert {sku: one.price_minor for sku, one in found.items()} == {"S1": 200, "S2": 400}
    assert plan.totals == {"products": 1, "variants": 2, "units": 0, "price": 600}
