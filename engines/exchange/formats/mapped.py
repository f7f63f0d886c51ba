"""Any table, by a mapping: read as the table that the importer of its kind already knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import ClassVar

from engines.database.ticket import Ticket, Untold
from engines.exchange.errors import WrongKind
from engines.exchange.formats.ad_costs import AdCosts
from engines.exchange.formats.base import Importer
from engines.exchange.formats.prices import Prices
from engines.exchange.formats.reviews import Reviews
from engines.exchange.formats.shopify_customers import ShopifyCustomers
from engines.exchange.formats.shopify_inventory import ShopifyInventory
from engines.exchange.formats.shopify_orders import ShopifyOrders
from engines.exchange.formats.shopify_products import ShopifyProducts
from engines.exchange.formats.suppliers import Suppliers
from engines.exchange.mapping.guess import guess
from engines.exchange.mapping.mapped_table import MappedColumns, MappedTable, Short
from engines.exchange.mapping.rules import Mapping as TableMapping
from engines.exchange.mapping.rules import Rule
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading.table import Layout, Row, Table
from engines.inventory import queries as stock

MAIN = "Main"


class Mapped(Importer):
    """What the importers of mapped tables share: `mapping`, or a guess where there is none."""

    mapping: TableMapping | None = None
    _labels: Mapping[str, str] = {}

    def completed(self, mapping: TableMapping) -> TableMapping:
        """With what the kind cannot do without: constants where the table has no column."""
        told = {one.field for one in mapping.rules}
        extra = [
            Rule(one.name, constant=one.constant)
            for one in mapping.target.fields
            if one.constant is not None and one.name not in told
        ]
        return replace(mapping, rules=(*mapping.rules, *extra))

    def open(self, path: Path) -> tuple[Table, Columns]:
        """Open a file through the mapping. Raises FileUnreadable, WrongKind."""
        table = self.table(path)
        mapping = self.completed(self.mapping or guess(self.kind, table, Untold()))
        absent = [name for rule in mapping.rules for name in rule.columns]
        missing = (*mapping.missing(), *(name for name in absent if name not in table.header))
        if missing:
            raise WrongKind(path, self.kind, missing)
        mapped = MappedTable(table, mapping)
        self._labels = mapped.labels
        return mapped, MappedColumns(mapped.header, self.names)

    def own_column(self, column: str) -> str:
        """The file's own name of a column."""
        return self._labels.get(column, column)


class Products(Mapped, ShopifyProducts):
    """Products and their variants."""

    kind: ClassVar[str] = "products"

    def completed(self, mapping: TableMapping) -> TableMapping:
        """Without a handle, each SKU is a product of its own, or each title with options one."""
        option = mapping.rule("option1")
        source = mapping.rule("title" if option and option.columns else "sku")
        if source is not None and mapping.rule("handle") is None:
            handle = replace(source, field="handle")
            mapping = replace(mapping, rules=(*mapping.rules, handle))
        return super().completed(mapping)


class Stock(Mapped, ShopifyInventory):
    """Pieces on hand, by SKU and location."""

    kind: ClassVar[str] = "stock"
    _place = MAIN

    def completed(self, mapping: TableMapping) -> TableMapping:
        """Where no location is told, the shop's first."""
        if mapping.rule("location") is None:
            place = Rule("location", constant=self._place)
            mapping = replace(mapping, rules=(*mapping.rules, place))
        return super().completed(mapping)

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """As the kind plans, at the shop's first location where none is told."""
        places = stock.locations(reading.connection)
        self._place = places[0][1] if places else MAIN
        return super().plan(files, reading)


class PriceList(Mapped, Prices):
    """Prices by SKU."""

    kind: ClassVar[str] = "prices"


class Customers(Mapped, ShopifyCustomers):
    """Customers."""

    kind: ClassVar[str] = "customers"


class SupplierTable(Mapped, Suppliers):
    """Suppliers, and what they sell."""


class ReviewTable(Mapped, Reviews):
    """Reviews of products."""


class AdCostTable(Mapped, AdCosts):
    """What advertising cost."""


class Orders(Mapped, ShopifyOrders):
    """Orders, a row a line."""

    kind: ClassVar[str] = "orders"

    def open(self, path: Path) -> tuple[Table, Columns]:
        """Without a total of its own, an order's total is the sum of its lines."""
        table, columns = super().open(path)
        if "total" in columns:
            return table, columns
        summed = _Summed(table, columns)
        return summed, MappedColumns(summed.header, self.names)


class _Summed:
    """A table of orders with a total worked out from the lines; the file is read twice."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._table, self._columns = table, columns
        self.path, self.encoding = table.path, table.encoding
        self.header_line = table.header_line
        # Before the columns of the line: an order's own columns end with its total.
        self._at = columns.place["created"]
        self.header = (*table.header[: self._at], "Total", *table.header[self._at :])
        self._totals = self._sum()

    def _sum(self) -> Mapping[str, Decimal]:
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        extras: dict[str, Decimal] = {}
        for _line, row in self._table.rows(Untold()):
            get = self._columns.get
            number = get(row, "number").strip()
            try:
                line = Decimal(get(row, "quantity").strip()) * Decimal(get(row, "price").strip())
                sums[number] += line - _decimal(get(row, "line_discount"))
                if number not in extras:
                    plus = _decimal(get(row, "shipping")) + _decimal(get(row, "taxes"))
                    extras[number] = plus - _decimal(get(row, "discount"))
            except InvalidOperation:
                continue  # the row is refused for it, and its order with it
        return {number: total + extras.get(number, Decimal()) for number, total in sums.items()}

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """The rows with their order's total. Raises FileUnreadable, Cancelled."""
        at = self._at
        for line, row in self._table.rows(ticket):
            if isinstance(row, Short):
                yield line, row
                continue
            total = self._totals.get(self._columns.get(row, "number").strip(), Decimal())
            yield line, [*row[:at], format(total, "f"), *row[at:]]


def _decimal(text: str) -> Decimal:
    return Decimal(text.strip() or "0")


# In the order in which they build on each other.
MAPPED: tuple[type[Mapped], ...] = (
    Products,
    Stock,
    PriceList,
    SupplierTable,
    Customers,
    Orders,
    ReviewTable,
    AdCostTable,
)


def mapped_importer(
    kind: str, mapping: TableMapping | None, layout: Layout | None = None
) -> Mapped | None:
    """The importer of a mapped kind; None for kinds that know their own columns."""
    for one in MAPPED:
        if one.kind == kind:
            importer = one(layout)
            importer.mapping = mapping
            return importer
    return None
