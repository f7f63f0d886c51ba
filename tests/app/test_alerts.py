"""Alerts are facts of the shop: each appears with its cause and goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import machine, settings
from app.alerts import Alert, Kind, alerts, allowed
from app.cli.run import main
from app.demo import SIMULATED
from app.machine import Known
from app.shop import Place
from engines.database.moments import DAY_US, now_us
from engines.identity.rights import rights_of
from engines.inventory.facts import Reserved, StockReserved
from engines.orders import commands as orders
from tests.shops import TestShop

OWNER = rights_of("owner")
NOW = now_us()
CHECKED = Known(verified_us=NOW, backed_up_us=NOW)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    shop = TestShop(tmp_path / "shop")
    yield shop
    shop.close()


def _kinds(shop: TestShop, known: Known = CHECKED, days: int = 0) -> dict[Kind, int]:
    """What is told so many days from now."""
    found = alerts(shop.shop, OWNER, known, now_us() + days * DAY_US)
    return {one.kind: one.count for one in found}


def _order(shop: TestShop, number: str = "1") -> int:
    """An order of one piece, due tomorrow."""
    return shop.do(
        lambda c: orders.place(
            c,
            number=number,
            lines=[orders.NewLine("MUG", 1)],
            currency="EUR",
            location_id=1,
            due_at_us=NOW + DAY_US,
        )
    )


def test_an_empty_shop_has_nothing_to_say(shop: TestShop) -> None:
    assert _kinds(shop, Known()) == {}
    assert _kinds(shop, Known(), days=400) == {}


def test_orders_are_late_from_their_day_until_they_leave(shop: TestShop) -> None:
    shop.stocked("MUG")
    key = _order(shop)
    shop.do(lambda c: orders.pay(c, order_id=key, amount_minor=1250, method="card"))
    assert _kinds(shop) == {}
    assert _kinds(shop, days=2) == {Kind.LATE: 1}
    shop.do(lambda c: orders.ship(c, order_id=key, location_id=1, parcel=orders.Parcel()))
    assert _kinds(shop, days=2) == {}


def test_a_payment_is_asked_about_after_a_week(shop: TestShop) -> None:
    shop.stocked("MUG")
    keys = [_order(shop, "1"), _order(shop, "2")]
    assert _kinds(shop, days=6) == {}
    week = Known(verified_us=NOW + 8 * DAY_US, backed_up_us=NOW)
    assert _kinds(shop, week, days=8) == {Kind.UNPAID: 2}
    shop.do(lambda c: orders.pay(c, order_id=keys[0], amount_minor=1250, method="card"))
    assert _kinds(shop, week, days=8)[Kind.UNPAID] == 1


def test_more_promised_than_there_is_shows(shop: TestShop) -> None:
    variant = shop.stocked("MUG", pieces=3)
    key = _order(shop)
    line = Reserved(variant_id=variant, location_id=1, quantity=4)
    shop.do(lambda c: c.record(StockReserved(order_id=key, lines=(line,))))
    assert _kinds(shop) == {Kind.SHORT: 1}


def test_a_shop_with_goods_wants_to_be_verified_weekly(shop: TestShop) -> None:
    shop.stocked("MUG")
    assert _kinds(shop, Known()) == {Kind.NEVER_VERIFIED: 0}
    assert _kinds(shop, Known(verified_us=NOW), days=6) == {}
    assert _kinds(shop, Known(verified_us=NOW), days=9) == {Kind.VERIFIED_LONG_AGO: 9}
    assert _kinds(shop, Known(verified_us=NOW, problems=3)) == {Kind.BROKEN: 3}


def test_a_shop_with_orders_wants_a_backup_monthly(shop: TestShop) -> None:
    shop.stocked("MUG")
    assert Kind.NEVER_BACKED_UP not in _kinds(shop, Known())
    _order(shop)
    assert Kind.NEVER_BACKED_UP in _kinds(shop, Known())
    assert Kind.BACKED_UP_LONG_AGO not in _kinds(shop, CHECKED, days=29)
    assert _kinds(shop, CHECKED, days=31)[Kind.BACKED_UP_LONG_AGO] == 31


def test_a_demo_needs_no_backup(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "demo", simulated=SIMULATED)
    shop.stocked("MUG")
    _order(shop)
    assert _kinds(shop, Known()) == {Kind.NEVER_VERIFIED: 0}
    shop.close()


def test_whoever_may_not_act_on_an_alert_does_not_see_it() -> None:
    everything = [Alert(kind, 1) for kind in Kind]
    assert [one.kind for one in allowed(everything[::-1], OWNER)] == list(Kind)
    seen = {one.kind for one in allowed(everything, rights_of("support"))}
    assert Kind.NEVER_BACKED_UP not in seen
    assert Kind.IMPORT_FAILED not in seen
    assert Kind.LATE in seen
    assert allowed(everything, frozenset()) == ()


def test_what_was_checked_is_kept_for_each_shop_on_this_machine(tmp_path: Path) -> None:
    one, other = Place(tmp_path / "one"), Place(tmp_path / "other")
    machine.note_verified(one, 5, 2)
    machine.note_backup(one, 7)
    assert machine.known(one) == Known(5, 2, 7)
    assert machine.known(Place(tmp_path / "other" / ".." / "one")) == Known(5, 2, 7)
    assert machine.known(other) == Known()
    machine.note_verified(one, 9, 0)
    assert machine.known(one) == Known(9, 0, 7)


def test_the_command_line_is_this_machine_too(
    shop: TestShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shop verified or backed up there is not asked about here."""
    shop.stocked("MUG")
    _order(shop)
    at = ("--shop", str(shop.shop.place.folder), "--json")
    assert main([*at, "verify"]) == 0
    assert main([*at, "backup", str(tmp_path / "copy.db")]) == 0
    assert _kinds(shop, machine.known(shop.shop.place)) == {}
    capsys.readouterr()


@pytest.mark.parametrize("stored", [None, "x", 5, {"shop": 5}, {"shop": {"verified_us": "late"}}])
def test_settings_somebody_mangled_are_nothing_known(tmp_path: Path, stored: object) -> None:
    place = Place(tmp_path / "shop")
    if isinstance(stored, dict):
        stored = {str(place.folder.resolve()): value for value in stored.values()}
    settings.save(shops=stored)
    assert machine.known(place) == Known()
    machine.note_backup(place, 7)
    assert machine.known(place) == Known(backed_up_us=7)
