"""Whatever stands in a record: it is read or refused by name, never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import messages
from engines.database.errors import CounterfoilError
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files, preview
from tests.engines.exchange import test_shopify_catalog_json as shopify
from tests.engines.exchange import test_woocommerce_json as woo
from tests.engines.exchange.test_shopify_orders_json import order, parcel, refund
from tests.shops import TestShop

JUNK: tuple[Any, ...] = (
    *(None, "", " ", "x", "-1", "1.5", "1e9", "9" * 400, "2026-02-30", "a\x00b", "\ud800", "'7"),
    *(True, -1, 0, 1.5, 10**40, 1e30, [], {}, [None], ["x"], [[]], {"a": 1}, [{}], [{"id": 1}]),
)
SALE = {"kind": "sale", "status": "success", "amount": "1.00", "created_at": "2026-09-03 12:00"}
PLACE = {"id": 1, "name": "Shöp", "legacy": False, "active": True}
RECORDS: dict[str, tuple[dict[str, Any], ...]] = {
    "WooCommerce orders": (woo.order(), woo.order(2, refunds=[{"id": 1, "total": "-1.00"}])),
    "WooCommerce refunds": (woo.refund(), woo.refund(9)),
    "WooCommerce products": (woo.variation(8), woo.PARENT, woo.product(10)),
    "WooCommerce customers": (woo.customer(1), woo.customer(2)),
    "Shopify orders": (
        order(fulfillments=[parcel(1, 1)], refunds=[refund(1, "1.00", 1)], transactions=[SALE]),
        order(2),
    ),
    "Shopify products": (shopify.product(), shopify.product("cup", shopify.variant(3))),
    "Shopify variants": (shopify.variant(1), shopify.variant(2)),
    "Shopify customers": (shopify.customer(1), shopify.customer(2)),
    "Shopify stock": (
        PLACE,
        *(json.loads(one) for one in (shopify.item(5, "MUG"), shopify.level(5, 7))),
    ),
}
WORDS = set(messages.REASONS)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestShop]:
    shop = TestShop(tmp_path_factory.mktemp("fuzz") / "shop")
    shop.stocked("MUG", pieces=3)
    file = tmp_path_factory.mktemp("fuzz") / "orders.json"
    file.write_text(json.dumps([woo.order(3), woo.order(1)]), "utf-8")
    options = Options("EUR", "Europe/Berlin")
    assert import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold()).applied
    yield shop
    shop.close()


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a record: what holds it, and under which name."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from spots(value[key])


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_accounted_for_whatever_stands_in_it(
    shop: TestShop, tmp_path: Path, name: str
) -> None:
    chance = random.Random(name)
    file = tmp_path / "file.json"
    options = Options("EUR", "Europe/Berlin")
    text = json.dumps(RECORDS[name])
    whole = 0
    for _ in range(150):
        records = json.loads(text)
        for _ in range(chance.choice((1, 1, 2))):
            holder, key = chance.choice([spot for one in records[1:] for spot in spots(one)])
            holder[key] = json.loads(json.dumps(chance.choice(JUNK)))
        file.write_text(json.dumps(records, indent=1), "utf-8")
        plan = preview(shop.shop.database, shop.owner, "auto", [file], options, Untold()).plan
        assert plan.read == len(records)
        assert len({(one.file, one.line) for one in plan.rejected}) == len(plan.rejected)
        assert {one.reason for one in plan.rejected} <= WORDS
        assert json.dumps([one.value for one in plan.rejected], ensure_ascii=False).encode()
        if not plan.rejected:
            assert plan.totals == plan.file_totals
            whole += 1
    assert whole > 0


@pytest.mark.parametrize("name", RECORDS)
def test_a_file_cut_anywhere_is_named(shop: TestShop, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    text = json.dumps(RECORDS[name], indent=1)
    file = tmp_path / "file.json"
    for _ in range(20):
        file.write_text(text[: chance.randrange(2, len(text) - 1)], "utf-8")
        with pytest.raises(CounterfoilError) as caught:
            preview(shop.shop.database, shop.owner, "auto", [file], Options("EUR", "UTC"), Untold())
        assert messages.say(caught.value)
