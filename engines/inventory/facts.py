"""What can happen to stock."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact


class LocationAdded(Fact, frozen=True, kw_only=True):
    """A place where stock lies."""

    kind: ClassVar[str] = "location_added"
    id: int
    name: str


class LocationsWithdrawn(Fact, frozen=True, kw_only=True):
    """Locations that an import brought left again with it: (id, name) each."""

    kind: ClassVar[str] = "locations_withdrawn"
    locations: tuple[tuple[int, str], ...]


class StockMove(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """So many pieces more (or less, below zero) of one variant at one location.

    `released` of them were reserved for the order; `expected` of them were announced as incoming.
    """

    variant_id: int
    location_id: int
    quantity: int
    released: int = 0
    expected: int = 0
    unit_cost_minor: int | None = None


class StockMoved(Fact, frozen=True, kw_only=True):
    """Pieces came, went, or were counted anew. The only way stock changes."""

    kind: ClassVar[str] = "stock_moved"
    reason: str  # received, adjusted, counted, transferred, shipped, returned, opening, undone
    moves: tuple[StockMove, ...]
    order_id: int | None = None
    at_us: int | None = None  # when it happened, where that is not when it was recorded
    note: str = ""

    @property
    def subject(self) -> str | None:
        """The order it belongs to, or the one variant."""
        if self.order_id is not None:
            return f"order:{self.order_id}"
        if len({move.variant_id for move in self.moves}) == 1:
            return f"variant:{self.moves[0].variant_id}"
        return None


class Reserved(msgspec.Struct, frozen=True, kw_only=True):
    """So many pieces set aside for the order (below zero: given back)."""

    variant_id: int
    location_id: int
    quantity: int


class StockReserved(Fact, frozen=True, kw_only=True):
    """Pieces were set aside for an order, or given back."""

    kind: ClassVar[str] = "stock_reserved"
    order_id: int
    lines: tuple[Reserved, ...]

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class StockExpected(Fact, frozen=True, kw_only=True):
    """Pieces are announced as incoming (below zero: no longer)."""

    kind: ClassVar[str] = "stock_expected"
    lines: tuple[Reserved, ...]


FACTS: tuple[type[Fact], ...] = (
    LocationAdded,
    LocationsWithdrawn,
    StockMoved,
    StockReserved,
    StockExpected,
)
