"""Shopify inventory CSV in its three layouts.

1. One column a location (the oldest); 2. one row a location with On hand and Available; 3. the
layout of 2024 with "On hand (current)" and "On hand (new)", where a new figure wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError, ColumnTwice, WrongKind
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.planning.products import made_up_sku
from engines.exchange.planning.stock import Figure, StockPlanner
from engines.exchange.reading import cells

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
        planner = StockPlanner(reading, plan)
        for file in files:
            table, columns = self.open(file)
            _check_locations(file, columns)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                for told in _told(row, columns):
                    planner.tell(*told)
                try:
                    columns.check(row)
                    figures = list(_figures(row, columns))
                    if not figures:
                        plan.unchanged += 1
                        continue
                    variant_id = _variant_of(row, columns, planner.skus)
                    planner.take(variant_id, ("SKU", columns.get(row, "sku")), figures)
                except CellError as error:
                    plan.refuse(file, line, error)
        planner.finish()
        return plan


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


def _told(row: list[str], columns: Columns) -> Iterator[tuple[str, ...]]:
    """The cells of each figure of a row, as they stand."""
    if "location" not in columns:
        first = columns.place["origin"] + 1
        named = zip(row[first:], columns.header[first:], strict=False)
        yield from ((told,) for told, name in named if name and not _is_nothing(told))
        return
    name = _which(row, columns)
    told = columns.get(row, name)
    if not _is_nothing(told):
        yield (told, columns.get(row, "committed")) if name == "available" else (told,)


def _is_nothing(told: str) -> bool:
    return told.strip().lower() in _NOT_STOCKED


def _which(row: list[str], columns: Columns) -> str:
    """The column that counts: a new figure wins."""
    new = columns.get(row, "new").strip()
    return "new" if new else "on_hand" if "on_hand" in columns else "available"


def _figures(row: list[str], columns: Columns) -> Iterator[Figure]:
    """What a row says is on hand, location by location."""
    if "location" in columns:
        name = _which(row, columns)
        told = columns.get(row, name).strip()
        if _is_nothing(told):
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
        yield Figure(location, pieces, column, told)
        return
    for place in range(columns.place["origin"] + 1, columns.width):
        told, name = row[place].strip(), columns.header[place]
        if name and not _is_nothing(told):
            yield Figure(name, cells.integer(name, told, negative=True), name, told)


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
