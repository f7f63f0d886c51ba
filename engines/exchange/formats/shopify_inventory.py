"""Shopify inventory CSV in its three layouts.

1. One column a location (the oldest); 2. one row a location with On hand and Available; 3. the
layout of 2024 with "On hand (current)" and "On hand (new)", where a new figure wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.catalog import queries as catalog
from engines.database.facts import Fact
from engines.exchange.errors import CellError
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
        skus = catalog.sku_ids(reading.connection)
        places = {name: key for key, name in stock.locations(reading.connection)}
        fresh: list[Fact] = []
        moves: list[StockMove] = []
        seen: dict[tuple[int, str], int] = {}
        units = 0
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    columns.check(row)
                    figures = list(_figures(row, columns, table.header))
                    variant_id = _variant_of(row, columns, skus) if figures else 0
                    for location, pieces in figures:
                        if (variant_id, location) in seen:
                            raise CellError("SKU", columns.get(row, "sku"), "SKU twice")
                        seen[variant_id, location] = line
                        units += pieces
                        if location not in places:
                            places[location] = max(places.values(), default=0) + 1
                            fresh.append(LocationAdded(id=places[location], name=location))
                            plan.count("locations")
                        move = _move(reading, variant_id, places[location], pieces)
                        if move is None:
                            plan.unchanged += 1
                        else:
                            moves.append(move)
                            plan.count("levels", new=False)
                    if not figures:
                        plan.unchanged += 1
                except CellError as error:
                    plan.refuse(file, line, error)
        plan.facts = fresh
        if moves:
            plan.facts.append(StockMoved(reason="counted", moves=tuple(moves)))
        plan.totals = {"levels": len(seen), "units": units}
        plan.file_totals = dict(plan.totals)
        return plan


def _figures(row: list[str], columns: Columns, header: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(location, pieces on hand) of a row."""
    if "location" in columns:
        new = columns.get(row, "new").strip()
        told = new or columns.get(row, "on_hand").strip()
        if "on_hand" not in columns:
            told = columns.get(row, "available").strip()
        if told.lower() in _NOT_STOCKED:
            return
        column = columns.label.get("new" if new else "on_hand", "Available")
        pieces = cells.integer(column, told, negative=True)
        if "on_hand" not in columns:
            pieces += cells.integer("Committed", columns.get(row, "committed") or "0")
        location = cells.text("Location", columns.get(row, "location"))
        if not location:
            raise CellError("Location", "", "empty")
        yield location, pieces
        return
    last = columns.place["origin"]
    for place in range(last + 1, len(header)):
        told = row[place].strip()
        if header[place] and told.lower() not in _NOT_STOCKED:
            yield header[place], cells.integer(header[place], told, negative=True)


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


def _move(reading: Reading, variant_id: int, location_id: int, pieces: int) -> StockMove | None:
    level = stock.level(reading.connection, variant_id, location_id)
    there = level.on_hand if level else 0
    difference = pieces if reading.options.stock == "add" else pieces - there
    variant = catalog.variant(reading.connection, variant_id)
    if there + difference < 0 and not variant.oversell:
        raise CellError("On hand", str(pieces), "negative")
    if not difference:
        return None
    return StockMove(variant_id=variant_id, location_id=location_id, quantity=difference)
