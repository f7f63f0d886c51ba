"""What files say is on hand, and the moves that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engines.catalog import queries as catalog
from engines.database.facts import Fact
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.file_sums import FileSums
from engines.inventory import queries as stock
from engines.inventory.facts import LocationAdded, StockMove, StockMoved


@dataclass(frozen=True, slots=True)
class Figure:
    """Pieces on hand at a location, and the cell that says so."""

    location: str
    pieces: int
    column: str
    told: str
    free: bool = False  # of these, what is promised to orders is not counted


class StockPlanner:
    """The stock of the shop, and what the files say of it so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading, self.plan = reading, plan
        self.skus = catalog.sku_ids(reading.connection)
        self.places = {name: key for key, name in stock.locations(reading.connection)}
        self.next_place = stock.next_location_id(reading.connection)
        self.fresh: list[Fact] = []
        self.moves: list[StockMove] = []
        self.seen: set[tuple[int, str]] = set()
        self.units = 0
        self.file_sums = FileSums("levels", "units")

    def tell(self, *pieces: str) -> None:
        """Add a level to the sums of the file: what stands there, in one cell or several."""
        self.file_sums.count("levels")
        for one in pieces:
            self.file_sums.add("units", one)

    def take(self, variant_id: int, sku: tuple[str, str], figures: Sequence[Figure]) -> None:
        """Take the figures of a variant: all are looked at before the first one counts.

        `sku` is the SKU's column and what stands there. Raises CellError.
        """
        moves = [self._move(variant_id, one, sku) for one in figures]
        for figure, difference in zip(figures, moves, strict=True):
            self._keep(variant_id, figure, difference)

    def _move(self, variant_id: int, figure: Figure, sku: tuple[str, str]) -> int:
        """The pieces to add for a figure; 0 where it is so already."""
        if (variant_id, figure.location) in self.seen:
            raise CellError(*sku, "SKU twice")
        connection = self.reading.connection
        place = self.places.get(figure.location)
        level = stock.level(connection, variant_id, place) if place is not None else None
        there = (level.available if figure.free else level.on_hand) if level else 0
        adds = self.reading.options.stock == "add"
        difference = figure.pieces if adds else figure.pieces - there
        if there + difference < 0 and not catalog.variant(connection, variant_id).oversell:
            raise CellError(figure.column, figure.told, "negative")
        return difference

    def _keep(self, variant_id: int, figure: Figure, difference: int) -> None:
        self.seen.add((variant_id, figure.location))
        self.units += figure.pieces
        location_id = self.location(figure.location)
        if not difference:
            self.plan.unchanged += 1
            return
        self.moves.append(
            StockMove(variant_id=variant_id, location_id=location_id, quantity=difference)
        )
        self.plan.count("levels", new=False)

    def location(self, name: str) -> int:
        """The id of a location, a new one where there is none of that name."""
        if name not in self.places:
            key, self.next_place = self.next_place, self.next_place + 1
            self.places[name] = key
            self.fresh.append(LocationAdded(id=key, name=name))
            self.plan.count("locations")
        return self.places[name]

    def finish(self) -> None:
        """The facts, and the sums over all."""
        self.plan.facts = self.fresh
        if self.moves:
            self.plan.facts.append(StockMoved(reason="counted", moves=tuple(self.moves)))
        self.plan.totals = {"levels": len(self.seen), "units": self.units}
        self.plan.file_totals = self.file_sums.done()
