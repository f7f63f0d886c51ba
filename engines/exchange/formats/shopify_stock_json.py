"""Shopify locations, inventory items and levels. A level names item and location by number only.

So levels are imported together with the files that give these numbers a SKU and a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from engines.catalog import queries as catalog
from engines.catalog.facts import Edit, ProductAdded, VariantData, VariantsEdited
from engines.database.facts import Fact
from engines.exchange.errors import CellError
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.parts import Part
from engines.exchange.formats.shopify_orders_json import KIND
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.stock import Figure, StockPlanner
from engines.exchange.reading import cells
from engines.exchange.reading.records import Record

_LEVEL = ("inventory_item_id", "location_id", "available")
_ITEM = ("id", "sku", "tracked", "cost")
_PLACE = ("id", "name", "legacy", "active")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level until all items and locations are known."""

    file: Path
    line: int
    part: Part


class ShopifyStockRecords(JsonImporter):
    """Imports where stock lies, what an item costs, and how many pieces are available."""

    kind: ClassVar[str] = KIND
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        name: (name,) for name in dict.fromkeys((*_LEVEL, *_ITEM, *_PLACE))
    }
    required: ClassVar[Sequence[str]] = _LEVEL

    @classmethod
    def matches(cls, header: Sequence[str]) -> int:
        """A file of levels, items or locations."""
        found = (one for one in (_LEVEL, _ITEM, _PLACE) if set(one) <= set(header))
        return max((len(one) for one in found), default=0)

    def is_ours(self, record: Record) -> bool:
        """A level, an item or a location."""
        return bool(self.matches(tuple(record.fields)))

    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first record."""
        self.reading, self.plan_ = reading, plan
        self.stock = StockPlanner(reading, plan)
        self.next_product, self.next_variant = catalog.next_ids(reading.connection)
        self.items: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.levels: list[_Level] = []
        self.added: list[Fact] = []
        self.edits: list[Edit] = []

    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a record; a level waits until all are read. Raises CellError."""
        if set(_LEVEL) <= set(part.value):
            self.stock.tell(part.text("available"))
            self.levels.append(_Level(file, record.line, part))
        elif set(_ITEM) <= set(part.value):
            self._item(part)
        else:
            name = cells.text(part.at("name"), part.text("name"))
            if not name:
                raise CellError(part.at("name"), "", "empty")
            self.places[part.text("id")] = name
            if name in self.stock.places:
                self.plan_.unchanged += 1
            self.stock.location(name)

    def _item(self, item: Part) -> None:
        """An item gives a SKU its cost; an unknown SKU brings its product along."""
        sku = cells.identifier(item.at("sku"), item.text("sku"))
        digits = self.reading.options.digits
        told = item.text("cost")
        cost = cells.money(item.at("cost"), told, digits) if told else None
        if not sku:
            raise CellError(item.at("sku"), "", "empty")
        self.items[item.text("id")] = sku
        key = self.stock.skus.get(sku)
        if key is None:
            tracked = item.text("tracked") != "false"
            self._add(VariantData(id=self.next_variant, sku=sku, cost_minor=cost, tracked=tracked))
            return
        known = catalog.variant(self.reading.connection, key)
        if cost is None or known.cost_minor == cost:
            self.plan_.unchanged += 1
            return
        self.edits.append(Edit(id=key, field="cost_minor", old=known.cost_minor, new=cost))
        self.plan_.count("variants", new=False)

    def _add(self, variant: VariantData) -> None:
        self.added.append(
            ProductAdded(
                id=self.next_product,
                handle=f"sku-{variant.sku}",
                title=variant.sku,
                variants=(variant,),
            )
        )
        self.stock.skus[variant.sku] = variant.id
        self.next_product += 1
        self.next_variant += 1
        self.plan_.count("products")
        self.plan_.count("variants")

    def finish(self) -> None:
        """Levels of known items at known locations; then all facts."""
        for one in self.levels:
            try:
                self._level(one.part)
            except CellError as error:
                self.plan_.refuse(one.file, one.line, error)
        self.stock.finish()
        edits: list[Fact] = [VariantsEdited(edits=tuple(self.edits))] if self.edits else []
        self.plan_.facts = [*self.added, *edits, *self.plan_.facts]

    def _level(self, level: Part) -> None:
        item, place = level.text("inventory_item_id"), level.text("location_id")
        if item not in self.items:
            raise CellError(level.at("inventory_item_id"), item, "unknown item")
        if place not in self.places:
            raise CellError(level.at("location_id"), place, "unknown place")
        told = level.text("available")
        pieces = cells.integer(level.at("available"), told or "0", negative=True)
        figure = Figure(self.places[place], pieces, level.at("available"), told, free=True)
        sku = self.items[item]
        self.stock.take(self.stock.skus[sku], (level.at("inventory_item_id"), item), [figure])
