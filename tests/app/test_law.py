"""Laws that hold after any run of commands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app import undo
from app.undo import CannotUndo, NothingToUndo
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Change
from engines.database.errors import CounterfoilError, NothingChanged
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.orders import commands as orders
from tests.shops import TestShop, actor

LEVELS = "SELECT id, on_hand, reserved, incoming FROM inventory_level WHERE on_hand OR reserved"
_PIECES = st.integers(-3, 12)


class Books(RuleBasedStateMachine):
    """Random business: whatever is refused leaves no trace, whatever is done can be checked."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shop = TestShop(Path(self.folder.name) / "shop")
        self.people = [self.shop.owner, actor("manager")]
        self.skus: list[str] = []
        self.orders: list[int] = []
        self.numbers = 0
        self._add("A")

    def _add(self, sku: str) -> None:
        self.shop.stocked(sku, pieces=5)
        self.skus.append(sku)
        self.shelf = self.shop.read(levels.locations)[0][0]

    def _levels(self) -> list[Any]:
        return sorted(tuple(row) for row in self.shop.read(lambda c: c.all(LEVELS)))

    def _try(self, work: Callable[[Change], Any]) -> bool:
        """Run a command; a refusal must leave everything as it was."""
        before = self._levels()
        try:
            self.shop.do(work)
        except CounterfoilError:
            assert self._levels() == before
            return False
        return True

    def _variant(self, change: Change, number: int) -> int:
        sku = self.skus[number % len(self.skus)]
        return products.variant_by_sku(change.connection, sku).id

    @precondition(lambda self: len(self.skus) < 4)
    @rule()
    def add_product(self) -> None:
        self._add(next(sku for sku in "ABCD" if sku not in self.skus))

    @rule(which=st.integers(0, 9), pieces=_PIECES)
    def receive(self, which: int, pieces: int) -> None:
        self._try(
            lambda c: stock.receive(
                c, variant_id=self._variant(c, which), location_id=self.shelf, quantity=pieces
            )
        )

    @rule(which=st.integers(0, 9), pieces=_PIECES)
    def adjust(self, which: int, pieces: int) -> None:
        self._try(
            lambda c: stock.adjust(
                c,
                variant_id=self._variant(c, which),
                location_id=self.shelf,
                quantity=pieces,
                note="x",
            )
        )

    @rule(which=st.integers(0, 9), pieces=_PIECES)
    def count(self, which: int, pieces: int) -> None:
        self._try(
            lambda c: stock.count(
                c, variant_id=self._variant(c, which), location_id=self.shelf, counted=pieces
            )
        )

    @rule(which=st.integers(0, 9), price=st.integers(-1, 500))
    def reprice(self, which: int, price: int) -> None:
        def work(change: Change) -> None:
            key = self._variant(change, which)
            version = products.variant(change.connection, key).version
            catalog.edit_variant(change, variant_id=key, version=version, price_minor=price)

        self._try(work)

    @rule(which=st.integers(0, 9), pieces=st.integers(1, 6))
    def place(self, which: int, pieces: int) -> None:
        sku = self.skus[which % len(self.skus)]
        self.numbers += 1
        self._try(
            lambda c: orders.place(
                c,
                number=str(self.numbers),
                lines=[orders.NewLine(sku, pieces)],
                currency="EUR",
                location_id=self.shelf,
            )
        )
        self._look()

    def _look(self) -> None:
        self.orders = self.shop.read(lambda c: c.column("SELECT id FROM orders_order ORDER BY id"))

    def _order(self, which: int) -> int:
        return self.orders[which % len(self.orders)]

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(1, 50), pieces=st.integers(1, 4))
    def ship(self, which: int, pieces: int) -> None:
        parcel = orders.Parcel((orders.Pieces(1, pieces),))
        key = self._order(which)
        self._try(lambda c: orders.ship(c, order_id=key, location_id=self.shelf, parcel=parcel))

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(1, 50), amount=st.integers(1, 3000))
    def pay(self, which: int, amount: int) -> None:
        key = self._order(which)
        self._try(lambda c: orders.pay(c, order_id=key, amount_minor=amount, method="card"))

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(1, 50), amount=st.integers(1, 3000), back=st.integers(0, 2))
    def refund(self, which: int, amount: int, back: int) -> None:
        pieces = (orders.Pieces(1, back),) if back else ()
        self._try(
            lambda c: orders.refund(
                c,
                order_id=self._order(which),
                amount_minor=amount,
                reason="x",
                returned=pieces,
                location_id=self.shelf,
            )
        )

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(1, 50))
    def cancel(self, which: int) -> None:
        self._try(lambda c: orders.cancel(c, order_id=self._order(which), reason="x"))

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(1, 50))
    def note(self, which: int) -> None:
        self._try(lambda c: orders.note(c, order_id=self._order(which), text="fragile"))

    @rule(which=st.integers(0, 9), pieces=st.integers(1, 5))
    def undo_after_do_restores_every_level(self, which: int, pieces: int) -> None:
        before = self._levels()
        self.shop.do(
            lambda c: stock.receive(
                c, variant_id=self._variant(c, which), location_id=self.shelf, quantity=pieces
            )
        )
        after = self._levels()
        undo.undo(self.shop.shop.database, self.shop.owner)
        assert self._levels() == before
        undo.redo(self.shop.shop.database, self.shop.owner)
        assert self._levels() == after

    @rule(who=st.integers(0, 1))
    def somebody_else_takes_over(self, who: int) -> None:
        self.shop.owner = self.people[who]

    @rule()
    def take_back(self) -> None:
        before = self._levels()
        try:
            undo.undo(self.shop.shop.database, self.shop.owner)
        except (CannotUndo, NothingToUndo, NothingChanged):
            assert self._levels() == before
        except CounterfoilError:
            assert self._levels() == before
        self._look()
        skus = "SELECT sku FROM catalog_variant ORDER BY id"
        self.skus = self.shop.read(lambda c: c.column(skus))
        if not self.skus:
            self._add("A")

    @invariant()
    def stock_is_never_negative_and_adds_up(self) -> None:
        sql = (
            "SELECT l.on_hand, l.reserved, l.available, "
            "(SELECT coalesce(sum(quantity), 0) FROM inventory_move m "
            " WHERE m.variant_id = l.variant_id AND m.location_id = l.location_id), "
            "(SELECT coalesce(sum(quantity), 0) FROM inventory_reservation r "
            " WHERE r.variant_id = l.variant_id AND r.location_id = l.location_id) "
            "FROM inventory_level l"
        )
        for on_hand, reserved, available, moved, held in self.shop.read(lambda c: c.all(sql)):
            assert on_hand >= 0
            assert 0 <= reserved == held
            assert on_hand == moved
            assert available == on_hand - reserved >= 0

    def teardown(self) -> None:
        self.shop.whole()
        self.shop.close()
        self.folder.cleanup()


def test_the_books_hold_after_any_run_of_commands() -> None:
    chosen = settings(max_examples=12, stateful_step_count=40, deadline=None)
    run_state_machine_as_test(Books, settings=chosen)


@pytest.mark.deep
def test_the_books_hold_after_ten_thousand_commands() -> None:
    chosen = settings(max_examples=120, stateful_step_count=100, deadline=None)
    run_state_machine_as_test(Books, settings=chosen)
