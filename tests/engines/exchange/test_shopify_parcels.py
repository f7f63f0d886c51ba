"""Shopify's fulfilments by themselves: parcels of orders that are in the shop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app import messages
from app.undo import CannotUndo
from engines.database.moments import iso
from engines.inventory import queries as stock
from engines.orders import queries as orders
from tests.data import data_path
from tests.engines.exchange.conformance import RecordTests
from tests.engines.exchange.test_shopify_orders_json import line, order, parcel
from tests.engines.exchange.test_states import log_of
from tests.engines.exchange.test_woocommerce_json import lines
from tests.shops import TestShop
from tests.terminal import Terminal, is_chinese

Json = dict[str, Any]


def sent(number: int = 1, pieces: int = 1, **more: Any) -> Json:
    """A fulfilment of pieces of the first order, as its own interface tells it."""
    lone: Json = {
        "order_id": 1001,
        "name": f"#1.{number}",
        "tracking_number": f"T{number}",
        "tracking_url": f"https://dhl.example/T{number}",
        "line_items": [{"id": 1, "sku": "MUG", "name": "Müg", "quantity": pieces}],
    }
    return parcel(number, pieces) | lone | more


class TestParcels(RecordTests):
    """A record is a row."""

    kind: ClassVar[str] = "shopify-json"
    text: ClassVar[str] = lines(sent(), sent(2))
    bad: ClassVar[str] = lines(sent(), sent(2, order_id=4711, name="#4711.1"))
    bad_place: ClassVar[tuple[int, str, str]] = (3, "order_id", "unknown order")

    def prepare(self, shop: TestShop) -> None:
        """Two mugs are ordered, ten are there."""
        shop.stocked("MUG", pieces=10)
        self.run(shop, json.dumps(order()))

    def found(self, shop: TestShop) -> orders.Order:
        """The order."""
        return shop.read(lambda c: orders.order(c, 1))

    def test_one_undo_takes_it_all_back(self, shop: TestShop) -> None:
        """What left cannot be undone, and says so: money and parcels moved outside."""
        self.run(shop, self.text)
        with pytest.raises(CannotUndo):
            super().test_one_undo_takes_it_all_back(shop)

    def test_an_order_of_which_all_left_is_sent_and_frees_its_pieces(self, shop: TestShop) -> None:
        plan = self.run(shop, json.dumps({"fulfillment": sent()})).plan
        assert (plan.created, plan.totals) == ({"parcels": 1}, {"parcels": 1, "units": 1})
        assert self.found(shop).row.state == "part_shipped"
        self.run(shop, json.dumps({"fulfillments": [sent(), sent(2)]}))
        assert self.found(shop).row.state == "shipped"
        level = shop.read(lambda c: stock.level(c, 1, 1))
        assert level is not None
        assert (level.on_hand, level.reserved) == (10, 0)
        shop.whole()

    def test_carrier_number_and_address_are_kept(self, shop: TestShop) -> None:
        several = sent(tracking_numbers=["T1", "T9"], tracking_urls=["https://a", "https://b"])
        self.run(shop, json.dumps(several))
        (step,) = [one for one in self.found(shop).steps if one.kind == "shipment"]
        assert (step.text, step.url) == ("DHL T1 T9", "https://a https://b")
        assert iso(step.at_us).startswith("2026-09-05T10:00")

    def test_a_parcel_that_its_order_told_of_is_known(self, shop: TestShop) -> None:
        self.run(shop, json.dumps(order(fulfillments=[parcel(1, 1)])))
        plan = self.run(shop, lines(sent(), sent(2))).plan
        assert (plan.created, plan.unchanged) == ({"parcels": 1}, 1)
        again = self.run(shop, json.dumps(order(fulfillments=[parcel(1, 1), parcel(2, 1)]))).plan
        assert (again.facts, again.unchanged) == ([], 1)

    def test_orders_and_their_parcels_can_come_at_once(self, shop: TestShop) -> None:
        orders_file = shop.shop.place.folder.parent / "orders.json"
        orders_file.write_text(json.dumps(order(2)), "utf-8")
        later = sent(3, 2, order_id=1002, name="#2.1")
        assert self.both(shop, orders_file, json.dumps(later)) == "shipped"

    def both(self, shop: TestShop, first: Path, text: str) -> str:
        """Import parcels before the orders by name; the state of the second order."""
        from engines.database.ticket import Untold
        from engines.exchange.plan import Options
        from engines.exchange.run import import_files

        second = first.with_name("parcels.json")
        second.write_text(text, "utf-8")
        database, owner, options = shop.shop.database, shop.owner, Options("EUR", "UTC")
        import_files(database, owner, "auto", [second, first], options, Untold())
        return shop.read(lambda c: orders.order(c, 2)).row.state

    def test_an_order_without_an_id_is_known_by_its_number(self, shop: TestShop) -> None:
        csv = (
            "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,"
            "Lineitem name,Lineitem price,Lineitem sku\n"
            "#2,ada@example.com,paid,EUR,20.00,2026-09-03 12:14:00 +0200,2,Mug,10.00,MUG\n"
        )
        self.run(shop, csv)
        told = sent(3, 2, order_id=1002, name="#2.1")
        assert self.run(shop, json.dumps(told)).plan.created == {"parcels": 1}

    @pytest.mark.parametrize("status", ["pending", "cancelled", "failure", "error"])
    def test_what_did_not_leave_changes_nothing(self, shop: TestShop, status: str) -> None:
        plan = self.run(shop, json.dumps(sent(status=status))).plan
        assert (plan.facts, plan.unchanged, plan.rejected) == ([], 1, [])
        later = sent(updated_at="2026-09-08T10:00:00Z")
        first = sent(status=status, updated_at="2026-09-07T10:00:00Z")
        plan = self.run(shop, log_of(later, first)).plan
        assert (plan.created, plan.unchanged) == ({"parcels": 1}, 1)

    def test_pieces_that_are_known_to_have_left_do_not_leave_again(self, shop: TestShop) -> None:
        gone = order(line_items=[line(fulfillment_status="fulfilled")])
        self.run(shop, json.dumps(gone))
        plan = self.run(shop, json.dumps(sent(1, 2))).plan
        assert (plan.facts, plan.unchanged) == ([], 1)

    @pytest.mark.parametrize(
        ("more", "column", "reason"),
        [
            ({"order_id": 1}, "order_id", "unknown order"),
            ({"id": None}, "id", "empty"),
            ({"line_items": []}, "line_items", "empty"),
            ({"created_at": "x"}, "created_at", "not a date"),
            (
                {"line_items": [{"sku": "CUP", "quantity": 1}]},
                "line_items[0].sku",
                "not in the order",
            ),
            (
                {"line_items": [{"sku": "MUG", "quantity": 3}]},
                "line_items[0].quantity",
                "more than is left",
            ),
            ({"line_items": [{"sku": "MUG", "quantity": "x"}]}, *("", "")),
        ],
    )
    def test_each_fault_is_named_by_its_path(
        self, shop: TestShop, more: Json, column: str, reason: str
    ) -> None:
        column = column or "line_items[0].quantity"
        reason = reason or "not a whole number"
        plan = self.run(shop, json.dumps(sent() | more)).plan
        assert [(one.column, one.reason) for one in plan.rejected] == [(column, reason)]
        assert messages.reason(reason) != reason
        assert is_chinese(messages.reason(reason, "zh_CN"))

    def test_a_parcel_that_came_back_is_refused(self, shop: TestShop) -> None:
        self.run(shop, json.dumps(sent()))
        plan = self.run(shop, json.dumps(sent(status="cancelled"))).plan
        assert [(one.column, one.reason) for one in plan.rejected] == [("status", "order differs")]


def test_the_sample_goes_to_its_order(run: Terminal, tmp_path: Path) -> None:
    """The order that Shopify's own example of a fulfilment belongs to, made up for it."""
    sample = data_path("formats/shopify-rest-json/fulfillment.json")
    told = json.loads(sample.read_text("utf-8"))["fulfillment"]
    items = [
        {"id": one["id"], "name": one["name"], "sku": one["sku"], "quantity": 1, "price": "199.00"}
        for one in told["line_items"]
    ]
    made = order(
        id=told["order_id"],
        name="#1001",
        line_items=items,
        total_price="604.00",
        total_discounts="0.00",
        total_tax="0.00",
    )
    (tmp_path / "order.json").write_text(json.dumps(made), "utf-8")
    run("import", "auto", str(tmp_path / "order.json"))
    assert run("import", "auto", str(sample))["created"] == {"parcels": 1}
    shown = run("show", "order", "1001")
    assert shown["state"] == "shipped"
    (step,) = [one for one in shown["steps"] if one["kind"] == "shipment"]
    assert step["text"] == "Bluedart 123456789"
    assert step["url"].split()[0] == "https://shipping.xyz/track.php?num=123456789"
    assert run("rebuild", "--check")["ok"]
