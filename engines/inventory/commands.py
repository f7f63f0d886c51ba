"""Everything that changes stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engines.catalog import queries as catalog
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue, NotFound, NothingChanged, RowChanged
from engines.identity.rights import Right
from engines.inventory import queries
from engines.inventory.errors import LocationTaken, NotEnoughStock
from engines.inventory.facts import (
    LocationAdded,
    LocationsWithdrawn,
    Reserved,
    StockExpected,
    StockMove,
    StockMoved,
    StockReserved,
)

MAX_PIECES = 10**8  # more pieces than that in one act is a slip of the hand


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pieces of a variant."""

    variant_id: int
    quantity: int


def add_location(change: Change, *, name: str) -> int:
    """A new place for stock; returns its id. Raises LocationTaken."""
    change.require(Right.STOCK_MOVE)
    if not name.strip():
        raise BadValue("location", name, "empty")
    known = queries.locations(change.connection)
    if any(taken == name for _, taken in known):
        raise LocationTaken(name)
    location_id = queries.next_location_id(change.connection)
    change.record(LocationAdded(id=location_id, name=name))
    return location_id


def receive(
    change: Change,
    *,
    variant_id: int,
    location_id: int,
    quantity: int,
    unit_cost_minor: int | None = None,
    note: str = "",
) -> int:
    """Take `quantity` pieces into stock. Returns the entry's index. Raises BadValue, NotFound."""
    change.require(Right.STOCK_MOVE)
    _check_quantity(quantity)
    _check_places(change, variant_id, location_id)
    if unit_cost_minor is not None and unit_cost_minor < 0:
        raise BadValue("cost", str(unit_cost_minor), "negative")
    level = queries.level(change.connection, variant_id, location_id)
    move = StockMove(
        variant_id=variant_id,
        location_id=location_id,
        quantity=quantity,
        expected=min(quantity, level.incoming if level else 0),
        unit_cost_minor=unit_cost_minor,
    )
    return change.record(StockMoved(reason="received", moves=(move,), note=note))


def adjust(change: Change, *, variant_id: int, location_id: int, quantity: int, note: str) -> int:
    """Correct stock by `quantity` pieces, up or down, with a reason in words."""
    change.require(Right.STOCK_MOVE)
    _check_quantity(abs(quantity))
    _check_places(change, variant_id, location_id)
    if not note.strip():
        raise BadValue("reason", note, "empty")
    move = StockMove(variant_id=variant_id, location_id=location_id, quantity=quantity)
    check_on_hand(change, [move])
    return change.record(StockMoved(reason="adjusted", moves=(move,), note=note))


def count(
    change: Change, *, variant_id: int, location_id: int, counted: int, note: str = ""
) -> int:
    """Set stock to what was `counted`. Raises NothingChanged when it is that already."""
    change.require(Right.STOCK_MOVE)
    if not 0 <= counted <= MAX_PIECES:
        raise BadValue("quantity", str(counted), "out of range")
    _check_places(change, variant_id, location_id)
    level = queries.level(change.connection, variant_id, location_id)
    difference = counted - (level.on_hand if level else 0)
    if not difference:
        raise NothingChanged(change.label)
    move = StockMove(variant_id=variant_id, location_id=location_id, quantity=difference)
    check_on_hand(change, [move])
    return change.record(StockMoved(reason="counted", moves=(move,), note=note))


def move(
    change: Change,
    *,
    variant_id: int,
    source_id: int,
    target_id: int,
    quantity: int,
    note: str = "",
) -> int:
    """Carry pieces from one location to another. Raises NotEnoughStock, BadValue."""
    change.require(Right.STOCK_MOVE)
    _check_quantity(quantity)
    if source_id == target_id:
        raise BadValue("location", str(target_id), "same location")
    _check_places(change, variant_id, source_id)
    _check_places(change, variant_id, target_id)
    moves = (
        StockMove(variant_id=variant_id, location_id=source_id, quantity=-quantity),
        StockMove(variant_id=variant_id, location_id=target_id, quantity=quantity),
    )
    check_on_hand(change, moves)
    return change.record(StockMoved(reason="transferred", moves=moves, note=note))


def check_on_hand(change: Change, moves: Sequence[StockMove]) -> None:
    """Raise NotEnoughStock if `moves` together take pieces that are not there or are promised."""
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for m in moves:
        pieces, own = sums.get((m.variant_id, m.location_id), (0, 0))
        sums[m.variant_id, m.location_id] = (pieces - m.quantity, own + m.released)
    for (variant_id, location_id), (pieces, own) in sums.items():
        if pieces <= 0:
            continue
        variant = catalog.variant(change.connection, variant_id)
        if variant.oversell or not variant.tracked:
            continue
        level = queries.level(change.connection, variant_id, location_id)
        free = (level.available if level else 0) + own
        if pieces > free:
            raise NotEnoughStock(variant.sku, pieces, max(free, 0))


def reserve(
    change: Change,
    *,
    order_id: int,
    wanted: Sequence[Wanted],
    location_id: int,
    whole: bool = True,
) -> dict[int, int]:
    """Set pieces aside for an order, all or nothing; returns pieces reserved by variant.

    With `whole` False, sets aside what there is and leaves the rest unreserved.
    """
    _check_location(change, location_id)
    needs: dict[int, int] = {}
    for one in wanted:
        needs[one.variant_id] = needs.get(one.variant_id, 0) + one.quantity
    free = queries.available(change.connection, list(needs), location_id)
    taken: dict[int, int] = {}
    for variant_id, quantity in needs.items():
        variant = catalog.variant(change.connection, variant_id)
        if not variant.tracked or quantity <= 0:
            continue
        there = max(free.get(variant_id, 0), 0)
        if not variant.oversell and there < quantity:
            if whole:
                raise NotEnoughStock(variant.sku, quantity, there)
            quantity = there
        if quantity:
            taken[variant_id] = quantity
    if taken:
        lines = tuple(
            Reserved(variant_id=key, location_id=location_id, quantity=n)
            for key, n in taken.items()
        )
        change.record(StockReserved(order_id=order_id, lines=lines))
    return taken


def release(change: Change, *, order_id: int) -> None:
    """Give back everything that is still set aside for an order."""
    held = queries.reservations(change.connection, order_id)
    if held:
        lines = tuple(
            Reserved(variant_id=v, location_id=place, quantity=-n) for (v, place), n in held.items()
        )
        change.record(StockReserved(order_id=order_id, lines=lines))


def take_for_order(
    change: Change, *, order_id: int, wanted: Mapping[int, int], location_id: int
) -> None:
    """Pieces leave the shelf for an order. Raises NotEnoughStock, NotFound.

    What was set aside for it is used first: here, else wherever it lies. Of what is not tracked,
    no pieces are counted.
    """
    _check_location(change, location_id)
    held = queries.reservations(change.connection, order_id)
    moves, freed = [], []
    for key, quantity in wanted.items():
        left = quantity
        if catalog.variant(change.connection, key).tracked:
            here = min(quantity, held.pop((key, location_id), 0))
            left -= here
            moves.append(
                StockMove(
                    variant_id=key, location_id=location_id, quantity=-quantity, released=here
                )
            )
        for (variant_id, place), pieces in held.items():
            if variant_id == key and left:
                taken = min(left, pieces)
                left -= taken
                freed.append(Reserved(variant_id=key, location_id=place, quantity=-taken))
    check_on_hand(change, moves)
    if moves:
        change.record(StockMoved(reason="shipped", moves=tuple(moves), order_id=order_id))
    if freed:
        change.record(StockReserved(order_id=order_id, lines=tuple(freed)))


def put_back(
    change: Change, *, order_id: int, returned: Mapping[int, int], location_id: int, note: str = ""
) -> None:
    """Pieces of an order come back on the shelf. Raises NotFound."""
    _check_location(change, location_id)
    moves = tuple(
        StockMove(variant_id=key, location_id=location_id, quantity=quantity)
        for key, quantity in returned.items()
        if catalog.variant(change.connection, key).tracked
    )
    if moves:
        change.record(StockMoved(reason="returned", moves=moves, order_id=order_id, note=note))


def undo_stock_moved(change: Change, recorded: Sequence[Recorded[StockMoved]]) -> None:
    """Move the same pieces the other way. Raises NotEnoughStock when they are gone since."""
    for one in recorded:
        moves = tuple(
            StockMove(
                variant_id=m.variant_id,
                location_id=m.location_id,
                quantity=-m.quantity,
                released=-m.released,
                expected=-m.expected,
                unit_cost_minor=m.unit_cost_minor,
            )
            for m in reversed(one.fact.moves)
        )
        check_on_hand(change, moves)
        change.record(
            StockMoved(
                reason="undone",
                moves=moves,
                order_id=one.fact.order_id,
                note=f"entry {one.index}",
            )
        )


def undo_stock_reserved(change: Change, recorded: Sequence[Recorded[StockReserved]]) -> None:
    """Give back what was set aside, or set it aside again. Raises NotEnoughStock."""
    for one in recorded:
        lines = tuple(
            Reserved(variant_id=n.variant_id, location_id=n.location_id, quantity=-n.quantity)
            for n in one.fact.lines
        )
        _check_free(change, lines)
        change.record(StockReserved(order_id=one.fact.order_id, lines=lines))


def _check_quantity(quantity: int) -> None:
    if not 0 < quantity <= MAX_PIECES:
        raise BadValue("quantity", str(quantity), "out of range")


def _check_free(change: Change, lines: Sequence[Reserved]) -> None:
    """Raise NotEnoughStock if `lines` set aside pieces that others have taken since."""
    for line in lines:
        variant = catalog.variant(change.connection, line.variant_id)
        if line.quantity > 0 and variant.tracked and not variant.oversell:
            level = queries.level(change.connection, line.variant_id, line.location_id)
            free = level.available if level else 0
            if line.quantity > free:
                raise NotEnoughStock(variant.sku, line.quantity, max(free, 0))


def _check_places(change: Change, variant_id: int, location_id: int) -> None:
    catalog.variant(change.connection, variant_id)
    _check_location(change, location_id)


def _check_location(change: Change, location_id: int) -> None:
    if not queries.has_location(change.connection, location_id):
        raise NotFound("location", str(location_id))


def undo_stock_expected(change: Change, recorded: Sequence[Recorded[StockExpected]]) -> None:
    """Take an announcement of incoming stock back."""
    for one in recorded:
        lines = tuple(
            Reserved(variant_id=n.variant_id, location_id=n.location_id, quantity=-n.quantity)
            for n in one.fact.lines
        )
        change.record(StockExpected(lines=lines))


def undo_location_added(change: Change, recorded: Sequence[Recorded[LocationAdded]]) -> None:
    """Withdraw locations where nothing lies. Raises RowChanged otherwise."""
    sql = "SELECT id FROM inventory_level WHERE location_id = ? LIMIT 1"
    for one in recorded:
        if change.connection.first(sql, one.fact.id):
            raise RowChanged("inventory_location", one.fact.name)
    change.record(
        LocationsWithdrawn(locations=tuple((one.fact.id, one.fact.name) for one in recorded))
    )


def undo_locations_withdrawn(
    change: Change, recorded: Sequence[Recorded[LocationsWithdrawn]]
) -> None:
    """Let withdrawn locations come back. Raises RowChanged when their place is taken."""
    known = queries.locations(change.connection)
    for one in recorded:
        for key, name in one.fact.locations:
            if any(key == taken or name == other for taken, other in known):
                raise RowChanged("inventory_location", name)
            change.record(LocationAdded(id=key, name=name))
