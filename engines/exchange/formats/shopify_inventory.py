"""Shopify inventory CSV in its three layouts.

1. One column a location (the oldest); 2. one row a location with On hand and Available; 3. the
layout of 2024 with "On hand (current)" and "On hand (new)", where a new figure wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from engines.catalog import queries as catalog
from engines.database.facts import Fact
from engines.exchange.errors import CellError, ColumnTwice, WrongKind
from engines.exchange.formats.base import Importer
from engines.exchange.formats.shopify_products import made_up_sku
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading import cells
from engines.inventory import queries as stock
from engines.inventory.facts import LocationAdded, StockMove, StockMoved

_NOT_STOCKED = ("", "not stocked")


class ShopifyInventory(Importer):
    """Sets (or adds to) what is on hand, by SKU and location."""

    kind: ClassVar[str] = "shopify-inventory"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "handle": ("Handle",),
        "title": ("Title",),
        "sku": ("SKU",),
        "origin": ("COO",),
        "location": ("Location",),
        "on_hand": ("On hand (current)", "On hand"),
        "new": ("On hand (new)",),
        "available": ("Available (not editable)", "Available"),
        "committed": ("Committed (not editable)", "Committed"),
        **{f"value{n}": (f"Option{n} Value",) for n in (1, 2, 3)},
    }
    required: ClassVar[Sequence[str]] = ("handle", "sku", "origin")

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read stock figures whole and work out the moves that lead to them."""
        plan = Plan()
        state = _State(reading, plan)
        for file in files:
            table, columns = self.open(file)
            _check_locations(file, columns)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    columns.check(row)
                    state.take(row, columns)
                except CellError as error:
                    plan.refuse(file, line, error)
        plan.facts = state.fresh
        if state.moves:
            plan.facts.append(StockMoved(reason="counted", moves=tuple(state.moves)))
        plan.totals = {"levels": len(state.seen), "units": state.units}
        plan.file_totals = dict(plan.totals)
        return plan


@dataclass(frozen=True, slots=True)
class _Figure:
    """Pieces on hand at a location, and the cell that says so."""

    location: str
    pieces: int
    column: str
    told: str


class _State:
    """The stock of the shop, and what the files say of it so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading, self.plan = reading, plan
        self.skus = catalog.sku_ids(reading.connection)
        self.places = {name: key for key, name in stock.locations(reading.connection)}
        self.fresh: list[Fact] = []
        self.moves: list[StockMove] = []
        self.seen: set[tuple[int, str]] = set()
        self.units = 0

    def take(self, row: list[str], columns: Columns) -> None:
        """Take one row: all of its figures are looked at before the first one counts."""
        figures = list(_figures(row, columns))
        if not figures:
            self.plan.unchanged += 1
            return
        variant_id = _variant_of(row, columns, self.skus)
        moves = [self._move(variant_id, one, columns.get(row, "sku")) for one in figures]
        for figure, difference in zip(figures, moves, strict=True):
            self._keep(variant_id, figure, difference)

    def _move(self, variant_id: int, figure: _Figure, sku: str) -> int:
        """The pieces to add for a figure; 0 where it is so already."""
        if (variant_id, figure.location) in self.seen:
            raise CellError("SKU", sku, "SKU twice")
        connection = self.reading.connection
        place = self.places.get(figure.location)
        level = stock.level(connection, variant_id, place) if place is not None else None
        there = level.on_hand if level else 0
        adds = self.reading.options.stock == "add"
        difference = figure.pieces if adds else figure.pieces - there
        if there + difference < 0 and not catalog.variant(connection, variant_id).oversell:
            raise CellError(figure.column, figure.told, "negative")
        return difference

    def _keep(self, variant_id: int, figure: _Figure, difference: int) -> None:
        self.seen.add((variant_id, figure.location))
        self.units += figure.pieces
        if figure.location not in self.places:
            key = max(self.places.values(), default=0) + 1
            self.places[figure.location] = key
            self.fresh.append(LocationAdded(id=key, name=figure.location))
            self.plan.count("locations")
        if not difference:
            self.plan.unchanged += 1
            return
        location_id = self.places[figure.location]
        self.moves.append(
            StockMove(variant_id=variant_id, location_id=location_id, quantity=difference)
        )
        self.plan.count("levels", new=False)


def _check_locations(file: Path, columns: Columns) -> None:
    """Raise WrongKind for a file without figures, ColumnTwice for a location with two columns."""
    if "location" in columns:
        if not any(name in columns for name in ("on_hand", "new", "available")):
            raise WrongKind(file, ShopifyInventory.kind, ("On hand",))
        return
    names = [name for name in columns.header[columns.place["origin"] + 1 :] if name]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise ColumnTwice(file, 1, name)


def _figures(row: list[str], columns: Columns) -> Iterator[_Figure]:
    """What a row says is on hand, location by location."""
    if "location" in columns:
        new = columns.get(row, "new").strip()
        name = "new" if new else "on_hand" if "on_hand" in columns else "available"
        told = columns.get(row, name).strip()
        if told.lower() in _NOT_STOCKED:
            return
        column = columns.label.get(name, "Available")
        pieces = cells.integer(column, told, negative=True)
        if name == "available":
            committed = columns.label.get("committed", "Committed")
            pieces += cells.integer(committed, columns.get(row, "committed") or "0")
        label = columns.label["location"]
        location = cells.text(label, columns.get(row, "location"))
        if not location:
            raise CellError(label, "", "empty")
        yield _Figure(location, pieces, column, told)
        return
    for place in range(columns.place["origin"] + 1, columns.width):
        told, name = row[place].strip(), columns.header[place]
        if name and told.lower() not in _NOT_STOCKED:
            yield _Figure(name, cells.integer(name, told, negative=True), name, told)


def _variant_of(row: list[str], columns: Columns, skus: Mapping[str, int]) -> int:
    sku = cells.identifier("SKU", columns.get(row, "sku"))
    options = [columns.get(row, f"value{n}").strip() for n in (1, 2, 3)]
    named = [value for value in options if value]
    made_up = made_up_sku(columns.get(row, "handle").strip(), named)
    found = skus.get(sku) if sku else None
    found = skus.get(made_up) if found is None else found
    if found is None:
        raise CellError("SKU", sku or made_up, "unknown SKU")
    return found
