"""Online Retail (Chen, Sain, Guo 2012): invoice lines of a UK gift shop, as CSV or Parquet.

Invoices that begin with C are credit notes, with A adjustments of bad debt. Lines below zero on
other invoices are stock write-offs without a price. All are history: paid and shipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from engines.catalog import queries as catalog
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.facts import Fact
from engines.exchange.errors import CellError, FileUnreadable, WrongKind
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.reading import cells
from engines.exchange.reading.delimited import Row
from engines.orders import customers
from engines.orders import queries as orders
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    LineData,
    OrderPlaced,
    PaymentData,
)

_FIELDS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
_PARQUET = (
    "SELECT InvoiceNo, StockCode, coalesce(Description, ''), CAST(Quantity AS BIGINT)::VARCHAR, "
    "strftime(InvoiceDate, '%Y-%m-%d %H:%M:%S'), UnitPrice::VARCHAR, "
    "coalesce(CAST(CustomerID AS BIGINT)::VARCHAR, ''), Country FROM read_parquet(?)"
)
_BATCH = 20_000


@dataclass(slots=True)
class _Invoice:
    """An invoice while its lines are collected."""

    date: str
    customer: str
    country: str
    lines: list[LineData] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    broken: bool = False


class _Reader:
    """One run over the files."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.plan = plan
        self.options = reading.options
        self.connection = reading.connection
        self.skus = catalog.sku_ids(reading.connection)
        self.next_product, self.next_variant = catalog.next_ids(reading.connection)
        self.titles: dict[str, str] = {}
        self.known_titles: dict[str, str] = {}
        self.new_skus: dict[str, int] = {}
        self.prices: dict[str, int] = {}
        self.invoices: dict[str, _Invoice] = {}
        self.cents: dict[str, int] = {}

    def add(self, file: Path, row: Row) -> None:
        """Take one line of the file."""
        line, values = row
        self.plan.read += 1
        try:
            number, code, title, pieces, date, price, customer, country = values
        except ValueError:
            reason = "too few columns" if len(values) < 8 else "too many columns"
            self.plan.refuse(file, line, CellError("", str(len(values)), reason))
            if values and values[0] in self.invoices:
                self.invoices[values[0]].broken = True
            return
        invoice = self.invoices.get(number)
        try:
            if invoice is None:
                invoice = self._new_invoice(number, date, customer, country)
            elif invoice.customer != customer:
                raise CellError("CustomerID", customer, "another customer in one order")
            minor = self.cents.get(price)
            if minor is None:
                minor = self.cents[price] = self._price(number, price)
            quantity = cells.parse_integer(pieces)
            if minor < 0 and not number.startswith("A"):
                raise CellError("UnitPrice", price, "negative")
            variant_id = self.skus.get(code)
            if variant_id is None:
                variant_id = self._new_sku(code)
            sold_as = self._title(code, title)
        except CellError as error:
            self.plan.refuse(file, line, error)
            if invoice is not None:
                invoice.broken = True
            return
        except ValueError as error:
            self.plan.refuse(file, line, CellError("Quantity", pieces, str(error)))
            self.invoices[number].broken = True
            return
        invoice.lines.append(
            LineData(
                variant_id=variant_id,
                quantity=quantity,
                price_minor=minor,
                title=sold_as,
                shipped=quantity,
            )
        )
        invoice.places.append(line)

    def _new_invoice(self, number: str, date: str, customer: str, country: str) -> _Invoice:
        if not cells.identifier("InvoiceNo", number):
            raise CellError("InvoiceNo", number, "empty")
        cells.moment("InvoiceDate", date, self.options.zone)
        cells.text("Country", country)
        invoice = self.invoices[number] = _Invoice(date, customer, country)
        return invoice

    def _price(self, number: str, price: str) -> int:
        """Minor units; a price finer than the currency (0.001) is rounded half to even."""
        try:
            return cells.parse_money(price, self.options.digits)
        except ValueError as error:
            if str(error) != "too many decimals":
                raise CellError("UnitPrice", price, str(error)) from None
        self.plan.rounded += 1
        return int((Decimal(price) * 10**self.options.digits).to_integral_value())

    def _new_sku(self, code: str) -> int:
        cells.identifier("StockCode", code)
        if not code:
            raise CellError("StockCode", code, "empty")
        self.skus[code] = self.new_skus[code] = self.next_variant
        self.next_variant += 1
        return self.skus[code]

    def _title(self, code: str, title: str) -> str | None:
        """The title as sold, where it is not the catalogue's; None where it is (or is missing)."""
        if not title:
            return None
        clean = self.titles.get(title)
        if clean is None:
            clean = self.titles[title] = cells.text("Description", title)
        known = self.known_titles.setdefault(code, clean)
        return None if known == clean else clean


class OnlineRetail(Importer):
    """Imports invoice lines as orders, products and customers."""

    kind: ClassVar[str] = "online-retail"
    names: ClassVar[Mapping[str, Sequence[str]]] = {name: (name,) for name in _FIELDS} | {
        "InvoiceNo": ("InvoiceNo", "Invoice"),
        "UnitPrice": ("UnitPrice", "Price"),
        "CustomerID": ("CustomerID", "Customer ID"),
    }
    required: ClassVar[Sequence[str]] = _FIELDS

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read invoice lines whole and group them by invoice."""
        plan = Plan()
        reader = _Reader(reading, plan)
        reader.known_titles = dict(_titles(reading))
        for file in files:
            add = reader.add
            for row in self._rows(file, reading):
                add(file, row)
        _finish(files[0], reader, plan)
        return plan

    def _rows(self, file: Path, reading: Reading) -> Iterator[Row]:
        try:
            table, columns = self.open(file)
        except FileUnreadable as error:
            if error.reason != "parquet":
                raise
            yield from _parquet_rows(file, reading)
            return
        order = [columns.place[name] for name in _FIELDS]
        if order == list(range(8)) and columns.width == 8:
            yield from table.rows(reading.ticket)
            return
        for line, values in table.rows(reading.ticket):
            wide = len(values) >= max(order) + 1
            yield line, [values[place] for place in order] if wide else values


def _titles(reading: Reading) -> Iterator[tuple[str, str]]:
    ids = catalog.sku_ids(reading.connection)
    titles = catalog.titles(reading.connection) if ids else {}
    return ((sku, titles[key]) for sku, key in ids.items())


def _parquet_rows(file: Path, reading: Reading) -> Iterator[Row]:
    import duckdb

    connection = duckdb.connect()
    try:
        total = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(file)]).fetchone()
        found = connection.execute(_PARQUET, [str(file)])
        line = 1
        while batch := found.fetchmany(_BATCH):
            for values in batch:
                line += 1
                yield line, list(values)
            reading.ticket.step(line, total[0] if total else 0)
    except duckdb.Error as error:
        raise WrongKind(file, OnlineRetail.kind, _FIELDS) from error
    finally:
        connection.close()


def _finish(file: Path, reader: _Reader, plan: Plan) -> None:
    """Turn invoices into facts: products first, then customers, then orders."""
    existing = orders.number_index(reader.connection)
    refs = customers.ref_ids(reader.connection)
    next_customer = customers.next_id(reader.connection)
    next_order = orders.next_id(reader.connection)
    fresh: list[CustomerData] = []
    placed: list[Fact] = []
    used: set[int] = set()
    lines = units = amount = 0
    for number, invoice in reader.invoices.items():
        if invoice.broken or not invoice.lines:
            for place in invoice.places:
                plan.refuse(file, place, CellError("InvoiceNo", number, "rest of a refused order"))
            continue
        total = sum(n.quantity * n.price_minor for n in invoice.lines)
        lines += len(invoice.lines)
        units += sum(n.quantity for n in invoice.lines)
        amount += total
        if number in existing:
            plan.unchanged += len(invoice.lines)
            continue
        customer_id = None
        if invoice.customer:
            ref = invoice.customer.removesuffix(".0")
            customer_id = refs.get(ref)
            if customer_id is None:
                customer_id = refs[ref] = next_customer
                next_customer += 1
                fresh.append(CustomerData(id=customer_id, ref=ref, country=invoice.country))
        placed.append(_order(reader, next_order, number, invoice, total, customer_id))
        used.update(n.variant_id for n in invoice.lines)
        next_order += 1
    products = _products(reader, used)
    plan.facts = [*products, *_customer_facts(fresh), *placed]
    for what, count in (
        ("products", len(products)),
        ("customers", len(fresh)),
        ("orders", len(placed)),
    ):
        if count:
            plan.count(what, count)
    plan.totals = {"orders": _kept(plan, reader), "lines": lines, "units": units, "amount": amount}
    plan.file_totals = dict(plan.totals)


def _kept(plan: Plan, reader: _Reader) -> int:
    return sum(1 for one in reader.invoices.values() if one.lines and not one.broken)


def _order(
    reader: _Reader,
    order_id: int,
    number: str,
    invoice: _Invoice,
    total: int,
    customer_id: int | None,
) -> OrderPlaced:
    placed_us = cells.parse_moment(invoice.date, reader.options.zone)
    kind = "credit" if number.startswith("C") else "sale"
    if number.startswith("A") or (kind == "sale" and invoice.lines[0].quantity < 0):
        kind = "adjustment"
    history: dict[str, Any] = {}
    if kind == "sale":
        history["shipped_at_us"] = placed_us
        if total:
            paid = PaymentData(at_us=placed_us, method="invoice", amount_minor=total)
            history["payments"] = (paid,)
    return OrderPlaced(
        id=order_id,
        number=number,
        placed_at_us=placed_us,
        currency=reader.options.currency,
        lines=tuple(invoice.lines),
        total_minor=total,
        sale_kind=kind,
        channel="online-retail",
        customer_id=customer_id,
        country=invoice.country,
        **history,
    )


def _products(reader: _Reader, used: set[int]) -> list[Fact]:
    facts: list[Fact] = []
    for code, variant_id in reader.new_skus.items():
        if variant_id not in used:
            continue
        facts.append(
            ProductAdded(
                id=reader.next_product,
                handle=f"sku-{code}",
                title=reader.known_titles.get(code, code),
                variants=(VariantData(id=variant_id, sku=code),),
            )
        )
        reader.next_product += 1
    return facts


def _customer_facts(fresh: list[CustomerData], size: int = 500) -> list[Fact]:
    return [
        CustomersAdded(customers=tuple(fresh[start : start + size]))
        for start in range(0, len(fresh), size)
    ]
