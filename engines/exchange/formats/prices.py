"""Prices by SKU: selling price, price before, cost; what is empty stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.catalog import queries as catalog
from engines.catalog.facts import Edit, VariantsEdited
from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.reading import cells

_FIELDS = {"price": "price_minor", "compare": "compare_at_minor", "cost": "cost_minor"}


class Prices(Importer):
    """Edits the prices of known SKUs; a SKU that is not known is refused."""

    kind: ClassVar[str] = "prices"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "sku": ("SKU",),
        "price": ("Price",),
        "compare": ("Compare-at price",),
        "cost": ("Cost",),
    }
    required: ClassVar[Sequence[str]] = ("sku",)

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read prices whole and compare them with the catalogue."""
        plan = Plan()
        known = catalog.variants_by_sku(reading.connection)
        edits: list[Edit] = []
        seen: set[str] = set()
        sums = dict.fromkeys(_FIELDS, 0)
        file_sums = FileSums("variants", *_FIELDS)
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                file_sums.count("variants")
                for name in _FIELDS:
                    file_sums.add(name, columns.get(row, name), digits=reading.options.digits)
                try:
                    columns.check(row)
                    sku = cells.identifier("SKU", columns.get(row, "sku"))
                    variant = known.get(sku)
                    if variant is None:
                        raise CellError("SKU", sku, "unknown SKU")
                    if sku in seen:
                        raise CellError("SKU", sku, "SKU twice")
                    told = {
                        name: cells.money(label, text, reading.options.digits)
                        for name, label in columns.label.items()
                        if name in _FIELDS and (text := columns.get(row, name)).strip()
                    }
                except CellError as error:
                    plan.refuse(file, line, error)
                    continue
                seen.add(sku)
                for name, minor in told.items():
                    sums[name] += minor
                news = _edits(variant, told)
                edits += news
                if news:
                    plan.count("variants", new=False)
                else:
                    plan.unchanged += 1
        if edits:
            plan.facts.append(VariantsEdited(edits=tuple(edits)))
        plan.totals = {"variants": plan.accepted, **{name: sums[name] for name in _FIELDS}}
        plan.file_totals = file_sums.done()
        return plan


def _edits(variant: catalog.Variant, told: Mapping[str, int]) -> list[Edit]:
    found = []
    for name, minor in told.items():
        field = _FIELDS[name]
        old = getattr(variant, field)
        if old != minor:
            found.append(Edit(id=variant.id, field=field, old=old, new=minor))
    return found
