"""WooCommerce product CSV, as its own exporter writes it: one row a product or a variation.

Source: WC_Product_CSV_Exporter and the page "Product CSV Import Schema". Lists stand in one cell,
their commas escaped; the header of the weight carries its unit. Headers are in the shop's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.formats.woocommerce_columns import (
    ATTRIBUTES,
    GRAMS,
    NAMES,
    UNITS,
    with_point,
)
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.planning.families import Families, Variation
from engines.exchange.planning.fields import RecordFields, RowFields
from engines.exchange.planning.file_sums import read_number

_PARENTS = ("variable", "grouped")  # sold only through others
_COMMA = re.compile(r"(?<!\\),")
_STATUS = {"1": "active", "0": "draft", "-1": "draft"}
# Canonical field → the column it is taken from as it stands.
_PLAIN = {
    "id": "id",
    "sku": "sku",
    "title": "title",
    "vendor": "brands",
    "barcode": "barcode",
    "cost": "cost",
}


class WooCommerceProducts(Importer):
    """Imports products and variations; stock becomes the opening stock of what is new."""

    kind: ClassVar[str] = "woocommerce-products"
    names: ClassVar[Mapping[str, Sequence[str]]] = NAMES
    required: ClassVar[Sequence[str]] = ("type", "sku", "title", "regular")

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read products whole and compare them with the catalogue."""
        plan = Plan()
        families = Families(reading, plan, adopt=False)
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    _take(families, file, line, RowFields(columns, row), columns)
                except CellError as error:
                    plan.refuse(file, line, error)
        families.finish()
        return plan


def _take(families: Families, file: Path, line: int, row: RowFields, columns: Columns) -> None:
    kinds = {one.strip().lower() for one in row.get("type").split(",")}
    fields = _fields(row)
    attributes = {
        name: row.get(f"values{n}").strip()
        for n in ATTRIBUTES
        if f"name{n}" in columns and (name := row.get(f"name{n}").strip())
    }
    varies, sold = "variation" in kinds, not kinds & set(_PARENTS)
    families.tell(fields, product=not varies, sold=sold)
    try:
        columns.check(row.cells)
        if not kinds - {""}:
            raise CellError(row.label("type"), "", "empty")
        if varies:
            families.wait(Variation(file, line, fields, fields.get("parent"), attributes))
        else:
            families.add(fields, sold=sold, attributes=tuple(attributes))
    except CellError:
        families.spoil(fields)
        raise


def _fields(row: RowFields) -> RecordFields:
    """The row under the names that planning uses, each with the header it comes from."""
    found = {name: (column, row.get(column)) for name, column in _PLAIN.items()}
    # Below English headers a comma is refused, as in every table: it may mean thousands there.
    english = row.label("regular").casefold() == NAMES["regular"][0].casefold()
    point = str.strip if english else with_point
    regular, sale, weight = (point(row.get(one)).strip() for one in ("regular", "sale", "weight"))
    found["price"] = ("sale", sale) if sale else ("regular", regular)
    found["compare"] = ("regular", regular if sale and regular != sale else "")
    published = row.get("published").strip()
    found["status"] = ("published", _STATUS.get(published.partition(".")[0], "active"))
    found["parent"] = ("parent", row.get("parent").strip().removeprefix("'"))
    found["category"] = ("categories", next(iter(split_list(row.get("categories"))), ""))
    found["tags"] = ("tags", ", ".join(split_list(row.get("tags"))))
    backorders = row.get("backorders").strip().lower()
    found["policy"] = ("backorders", "continue" if backorders in ("1", "notify") else "deny")
    stock = row.get("stock").strip()
    if stock and stock != "parent":  # empty: nobody counts them; 0: there are none
        found["quantity"] = ("stock", stock)
    unit = row.label("weight").rpartition("(")[2].strip(") ")
    found["grams"] = ("weight", grams(weight, unit))
    values = {name: value for name, (_, value) in found.items()}
    paths = {name: row.label(column) for name, (column, _) in found.items()}
    return RecordFields(values, paths | {"attributes": row.label("values1")})


def split_list(cell: str) -> list[str]:
    r"""The parts of a list in a cell; a comma that belongs to a part stands as \, there."""
    parts = (part.replace("\\,", ",").strip() for part in _COMMA.split(cell))
    return [part for part in parts if part]


def grams(told: str, unit: str) -> str:
    """A weight in whole grams; what is no number stays as it is, to be refused by name."""
    weight, factor = read_number(told), GRAMS.get(UNITS.get(unit, unit))
    if weight is None or factor is None:
        return told.strip()
    return str(int((weight * factor).to_integral_value()))
