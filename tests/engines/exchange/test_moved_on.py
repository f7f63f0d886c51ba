"""Orders that moved on since they were imported: exported again a week later, and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import undo
from app.undo import CannotUndo
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files
from engines.identity import vault
from engines.inventory import queries as stock
from engines.ledger import queries as log
from engines.orders import customer_commands
from engines.orders import queries as orders
from tests.engines.exchange.tables import written
from tests.shops import TestShop

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfilled at,Currency,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem fulfillment status,Cancelled at,Refunded Amount,Notes"
).split(",")
PAID, SENT, GONE = "2026-09-04 08:00:00 UTC", "2026-09-05 09:30:00 UTC", "2026-09-06 10:00:00 UTC"


@dataclass(frozen=True)
class Told:
    """What an export says of one order of two lines: two mugs and a cup, 30.00 in all."""

    paid: bool = False
    sent: int = 0  # lines
    refunded: str = "0"
    cancelled: bool = False
    note: str = ""
    shipping: str = "5.00"
    total: str = "30.00"

    def text(self) -> str:
        """The file."""
        state = "paid" if self.paid else "pending"
        state = "partially_refunded" if float(self.refunded) else state
        head = ["#1", "ada@example.com", state, PAID if self.paid else "", SENT * bool(self.sent)]
        head += ["EUR", self.shipping, "0", self.total, "0", "2026-09-03 10:14:00 +0200"]
        end = [GONE if self.cancelled else "", self.refunded, self.note]
        lines = [["2", "Mug", "10.00", "MUG"], ["1", "Cup", "5.00", "CUP"]]
        states = ["fulfilled" if number < self.sent else "" for number in range(2)]
        rows = [[*head, *lines[0], states[0], *end]]
        rows.append(["#1", *[""] * 10, *lines[1], states[1], "", "", ""])
        return written([HEADER, *rows])


NEW = Told()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    shop = stocked(tmp_path / "shop")
    yield shop
    shop.close()


def stocked(folder: Path) -> TestShop:
    """A shop with ten mugs and no cup."""
    shop = TestShop(folder)
    shop.stocked("MUG", pieces=10)
    shop.stocked("CUP", pieces=0)
    return shop


def take(shop: TestShop, told: Told) -> Outcome:
    """Import an export."""
    file = shop.shop.place.folder.parent / "orders.csv"
    file.write_text(told.text(), "utf-8")
    options = Options("EUR", "Europe/Berlin")
    return import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def order(shop: TestShop) -> orders.Order:
    return shop.read(lambda c: orders.order(c, 1))


def mugs(shop: TestShop) -> tuple[int, int]:
    """Mugs on hand, and those set aside."""
    level = shop.read(lambda c: stock.level(c, 1, 1))
    assert level is not None
    return level.on_hand, level.reserved


def standing(shop: TestShop) -> dict[str, Any]:
    """All that later exports may change."""
    found = order(shop)
    row = found.row
    return {
        "state": row.state,
        "paid": row.paid_minor,
        "refunded": row.refunded_minor,
        "shipped": [line.shipped for line in found.lines],
        "cancelled": found.cancelled_at_us,
        "steps": [(one.kind, one.at_us) for one in found.steps if one.kind != "refund"],
        "mugs": mugs(shop),
    }


def moved(shop: TestShop, *exports: Told) -> dict[str, Any]:
    """Import each export: all but the first update the order, and each again changes nothing."""
    for number, told in enumerate(exports):
        outcome = take(shop, told)
        assert outcome.plan.rejected == []
        assert outcome.plan.updated == ({"orders": 1} if number else {})
        assert outcome.plan.totals == outcome.plan.file_totals
        entries = shop.read(log.entries_count)
        again = take(shop, told)
        assert (again.plan.created, again.plan.updated) == ({}, {})
        assert not again.applied
        assert shop.read(log.entries_count) == entries
    shop.whole()
    return standing(shop)


def test_an_order_that_was_paid_since_is_paid_at_that_time(shop: TestShop) -> None:
    found = moved(shop, NEW, replace(NEW, paid=True))
    assert (found["state"], found["paid"]) == ("to_ship", 3000)
    assert found["steps"] == [("payment", 1_788_508_800_000_000)]
    assert found["mugs"] == (10, 2)


def test_an_order_that_was_sent_since_frees_what_was_set_aside_and_moves_no_stock(
    shop: TestShop,
) -> None:
    found = moved(shop, NEW, replace(NEW, paid=True, sent=2))
    assert (found["state"], found["shipped"]) == ("shipped", [2, 1])
    assert found["mugs"] == (10, 0)
    assert shop.read(lambda c: stock.moves_of(c, 1))[0].reason == "received"


def test_an_order_can_be_sent_in_two_parts(shop: TestShop) -> None:
    found = moved(shop, replace(NEW, paid=True), Told(paid=True, sent=1), Told(paid=True, sent=2))
    assert (found["state"], found["shipped"]) == ("shipped", [2, 1])
    parcels = [one.units for one in order(shop).steps if one.kind == "shipment"]
    assert parcels == [2, 1]


def test_refunds_add_up(shop: TestShop) -> None:
    first = Told(paid=True, refunded="4.00")
    found = moved(shop, replace(NEW, paid=True), first, replace(first, refunded="6.50"))
    assert (found["paid"], found["refunded"]) == (3000, 650)
    amounts = [one.amount_minor for one in order(shop).steps if one.kind == "refund"]
    assert amounts == [400, 250]


def test_money_that_all_went_back_frees_what_was_set_aside(shop: TestShop) -> None:
    found = moved(shop, Told(paid=True), Told(paid=True, refunded="30.00"))
    assert (found["state"], found["mugs"]) == ("refunded", (10, 0))


def test_a_cancelled_order_frees_what_was_set_aside_and_undo_sets_it_aside_again(
    shop: TestShop,
) -> None:
    before = moved(shop, NEW)
    take(shop, replace(NEW, cancelled=True))
    after = standing(shop)
    assert (after["state"], after["mugs"]) == ("cancelled", (10, 0))
    assert after["cancelled"] == 1_788_688_800_000_000
    undo.undo(shop.shop.database, shop.owner)
    assert standing(shop) == before
    shop.whole()


def test_a_note_goes_into_the_vault_and_nowhere_else(shop: TestShop) -> None:
    moved(shop, NEW, replace(NEW, note="ring twice"))
    held = shop.read(lambda c: vault.unseal(c, [1]))[1]
    assert held["note on #1"] == "ring twice"
    assert held["email"] == "ada@example.com"
    bodies = shop.read(lambda c: c.column("SELECT body FROM ledger_entry"))
    assert not [one for one in bodies if "ring twice" in str(one)]


def test_what_was_erased_does_not_come_back_with_a_file(shop: TestShop) -> None:
    told = Told(note="ring twice")
    take(shop, told)
    shop.do(lambda c: customer_commands.erase(c, customer_id=1))
    for again in (told, replace(told, note="ring once"), replace(told, paid=True)):
        assert take(shop, again).plan.personal == {}
    assert shop.read(lambda c: vault.unseal(c, [1])) == {}
    assert order(shop).row.state == "to_ship"
    shop.whole()


def test_an_older_export_of_what_was_imported_changes_nothing(shop: TestShop) -> None:
    before = moved(shop, NEW, Told(paid=True, sent=2))
    assert take(shop, NEW).plan.unchanged == 2
    assert standing(shop) == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NEW, Told(paid=True, shipping="6.00", total="31.00")),
        (Told(paid=True, sent=2), Told(paid=True)),
        (Told(paid=True, sent=2), Told(sent=2)),
        (Told(paid=True, refunded="4.00"), Told(paid=True, refunded="3.00")),
        (Told(cancelled=True), Told(paid=True)),
    ],
    ids=["other money", "not sent any more", "not paid any more", "fewer refunds", "reopened"],
)
def test_what_did_not_move_forward_is_refused(shop: TestShop, first: Told, second: Told) -> None:
    before = moved(shop, first)
    plan = take(shop, second).plan
    assert {(one.column, one.value, one.reason) for one in plan.rejected} == {
        ("Name", "#1", "order differs")
    }
    assert plan.updated == {}
    assert standing(shop) == before


def test_what_left_or_was_paid_cannot_be_undone_and_says_so(shop: TestShop) -> None:
    before = moved(shop, NEW, Told(paid=True, sent=2))
    with pytest.raises(CannotUndo) as caught:
        undo.undo(shop.shop.database, shop.owner)
    assert caught.value.kind == "order_shipped"
    assert standing(shop) == before


def test_an_order_taken_in_the_shop_itself_moves_on_with_its_pieces_counted_once(
    shop: TestShop,
) -> None:
    from engines.orders import commands

    take(shop, NEW)
    parcel = commands.Parcel((commands.Pieces(1, 1),))
    shop.do(lambda c: commands.ship(c, order_id=1, location_id=1, parcel=parcel))
    take(shop, Told(paid=True, sent=2))
    assert standing(shop)["shipped"] == [2, 1]
    assert mugs(shop) == (9, 0)
    shop.whole()


@st.composite
def exports(draw: st.DrawFn) -> list[Told]:
    """Exports of one order, each as far as the one before or further."""
    told, found = NEW, [NEW]
    for _ in range(draw(st.integers(1, 4))):
        paid = told.paid or draw(st.booleans())
        refunds = ("0", "4.00", "30.00")[: 3 if paid else 1]
        least = refunds.index(told.refunded)
        told = Told(
            paid=paid,
            sent=draw(st.integers(told.sent, 2)),
            refunded=draw(st.sampled_from(refunds[least:])),
            cancelled=told.cancelled or draw(st.integers(0, 5)) == 0,
        )
        found.append(told)
    return found


@settings(max_examples=15, deadline=None)
@given(told=exports())
def test_step_by_step_comes_to_the_same_as_the_last_export_alone(
    told: list[Told], tmp_path_factory: pytest.TempPathFactory
) -> None:
    step, last = (stocked(tmp_path_factory.mktemp("law") / "shop") for _ in range(2))
    try:
        for one in told:
            assert take(step, one).plan.rejected == []
            assert mugs(step)[0] == 10
        take(last, told[-1])
        step.whole()
        stepped, whole = standing(step), standing(last)
        assert stepped | {"steps": []} == whole | {"steps": []}
    finally:
        step.close()
        last.close()
