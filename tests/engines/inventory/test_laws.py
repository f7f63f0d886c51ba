"""Any run of commands leaves the stock that plain arithmetic gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.catalog import commands as catalog
from engines.database.change import Change
from engines.database.errors import CounterfoilError
from engines.inventory import commands
from engines.inventory.commands import Wanted
from tests.shops import TestShop

STRICT, LOOSE = 1, 2  # the second may be oversold
Place: TypeAlias = tuple[int, int]  # variant, location
Act: TypeAlias = tuple[Any, ...]

_PIECES, _ORDERS = st.integers(1, 6), st.integers(1, 3)
_PLACES = st.tuples(st.sampled_from([STRICT, LOOSE]), st.sampled_from([1, 2]))
_NEEDS = st.dictionaries(st.sampled_from([STRICT, LOOSE]), _PIECES, min_size=1)
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), _PLACES, _PIECES),
        st.tuples(st.just("adjust"), _PLACES, _PIECES.map(lambda n: -n) | _PIECES),
        st.tuples(st.just("count"), _PLACES, st.integers(0, 8)),
        st.tuples(st.just("move"), _PLACES, _PIECES),
        st.tuples(st.just("reserve"), _ORDERS, _NEEDS, st.sampled_from([1, 2]), st.booleans()),
        st.tuples(st.just("release"), _ORDERS),
        st.tuples(st.just("take"), _ORDERS, _NEEDS, st.sampled_from([1, 2])),
        st.tuples(st.just("put back"), _ORDERS, _NEEDS, st.sampled_from([1, 2])),
    ),
    max_size=25,
)


class Shelves:
    """The same stock, kept in two plain counters."""

    def __init__(self) -> None:
        self.on_hand: Counter[Place] = Counter()
        self.held: Counter[tuple[int, Place]] = Counter()

    def reserved(self, place: Place) -> int:
        return sum(n for (_, where), n in self.held.items() if where == place)

    def free(self, place: Place) -> int:
        return self.on_hand[place] - self.reserved(place)

    def lets_go(self, place: Place, pieces: int, own: int = 0) -> bool:
        return place[0] == LOOSE or pieces <= self.free(place) + own

    def act(self, name: str, *rest: Any) -> bool:
        """Do one act if the rules allow it; whether they do."""
        return bool(getattr(self, "_" + name.replace(" ", "_"))(*rest))

    def _receive(self, place: Place, pieces: int) -> bool:
        self.on_hand[place] += pieces
        return True

    def _adjust(self, place: Place, pieces: int) -> bool:
        if pieces < 0 and not self.lets_go(place, -pieces):
            return False
        self.on_hand[place] += pieces
        return True

    def _count(self, place: Place, counted: int) -> bool:
        difference = counted - self.on_hand[place]
        return difference != 0 and self._adjust(place, difference)

    def _move(self, place: Place, pieces: int) -> bool:
        variant, source = place
        if not self.lets_go(place, pieces):
            return False
        self.on_hand[place] -= pieces
        self.on_hand[variant, 3 - source] += pieces
        return True

    def _reserve(self, order: int, needs: dict[int, int], where: int, whole: bool) -> bool:
        if whole and not all(self.lets_go((v, where), n) for v, n in needs.items()):
            return False
        for variant, pieces in needs.items():
            place = (variant, where)
            there = pieces if variant == LOOSE else max(min(pieces, self.free(place)), 0)
            self.held[order, place] += there
        return True

    def _release(self, order: int) -> bool:
        for key in [one for one in self.held if one[0] == order]:
            del self.held[key]
        return True

    def _take(self, order: int, needs: dict[int, int], where: int) -> bool:
        if not all(
            self.lets_go((v, where), n, min(n, self.held[order, (v, where)]))
            for v, n in needs.items()
        ):
            return False
        for variant, pieces in needs.items():
            self.on_hand[variant, where] -= pieces
            for place in ((variant, where), (variant, 3 - where)):
                used = min(pieces, self.held[order, place])
                self.held[order, place] -= used
                pieces -= used
        return True

    def _put_back(self, _order: int, needs: dict[int, int], where: int) -> bool:
        for variant, pieces in needs.items():
            self.on_hand[variant, where] += pieces
        return True


def _act(change: Change, name: str, *rest: Any) -> None:
    """The same act on the real stock."""
    if name in ("receive", "adjust", "count", "move"):
        (variant, where), pieces = rest
        if name == "receive":
            commands.receive(change, variant_id=variant, location_id=where, quantity=pieces)
        elif name == "adjust":
            commands.adjust(
                change, variant_id=variant, location_id=where, quantity=pieces, note="x"
            )
        elif name == "count":
            commands.count(change, variant_id=variant, location_id=where, counted=pieces)
        else:
            commands.move(
                change, variant_id=variant, source_id=where, target_id=3 - where, quantity=pieces
            )
    elif name == "reserve":
        order, needs, where, whole = rest
        wanted = [Wanted(*one) for one in needs.items()]
        commands.reserve(change, order_id=order, wanted=wanted, location_id=where, whole=whole)
    elif name == "release":
        commands.release(change, order_id=rest[0])
    elif name == "take":
        order, needs, where = rest
        commands.take_for_order(change, order_id=order, wanted=needs, location_id=where)
    else:
        order, needs, where = rest
        commands.put_back(change, order_id=order, returned=needs, location_id=where)


class _Enough(Exception):
    """Ends a change without keeping it, so that every example begins with empty shelves."""


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestShop]:
    """A shop with two variants that lie nowhere, and two locations."""
    shop = TestShop(tmp_path_factory.mktemp("laws") / "shop")
    for sku in ("STRICT", "LOOSE"):
        shop.stocked(sku, pieces=0)
    shop.do(lambda c: commands.add_location(c, name="Cellar"))
    shop.do(lambda c: catalog.edit_variant(c, variant_id=LOOSE, version=1, oversell=True))
    yield shop
    shop.close()


def _check(change: Change, model: Shelves) -> None:
    rows = change.connection.all(
        "SELECT variant_id, location_id, on_hand, reserved, available FROM inventory_level"
    )
    found = {(variant, place): (hand, held) for variant, place, hand, held, _ in rows}
    for place in {*found, *model.on_hand, *(where for _, where in model.held)}:
        hand, held = found.get(place, (0, 0))
        assert (hand, held) == (model.on_hand[place], model.reserved(place))
    for variant, _, hand, held, available in rows:
        assert available == hand - held
        assert held >= 0
        assert variant == LOOSE or (hand >= 0 and available >= 0)
    sums = change.connection.all(
        "SELECT variant_id, location_id, sum(quantity) FROM inventory_move GROUP BY 1, 2"
    )
    moved = {(variant, place): pieces for variant, place, pieces in sums}
    assert all(moved.get(place, 0) == hand for place, (hand, _) in found.items())
    held_rows = change.connection.all(
        "SELECT order_id, variant_id, location_id, quantity FROM inventory_reservation"
    )
    assert {(o, (v, p)): n for o, v, p, n in held_rows} == +model.held


@given(_ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_run_of_commands_gives_the_stock_of_plain_arithmetic(
    shelves: TestShop, acts: list[Act]
) -> None:
    def work(change: Change) -> None:
        model = Shelves()
        for act in acts:
            count = change.count
            try:
                _act(change, *act)
                done = True
            except CounterfoilError:
                done = False
                assert change.count == count, "a refused command had recorded something"
            assert done == model.act(*act), act
            _check(change, model)
        raise _Enough

    with pytest.raises(_Enough):
        shelves.do(work)
