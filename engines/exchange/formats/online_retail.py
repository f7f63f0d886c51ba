"""Online Retail (Chen, Sain, Guo 2012): invoice lines of a UK gift shop, as CSV or Parquet.

Invoices that begin with C are credit notes, with A adjustments of bad debt. Lines below zero on
other invoices are stock write-offs without a price. All are history: paid and shipped.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from engines.catalog import queries as catalog
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.facts import Fact
from engines.exchange.errors import CellError, FileUnreadable, WrongKind
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.planning.moved_on import is_same
from engines.exchange.reading import cells
from engines.exchange.reading.table import Row
from engines.orders import customers, numbers
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
# All as text: a cell that cannot be is refused in its row, as in any other file.
_PARQUET = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in _FIELDS)
_BATCH = 20_000


@dataclass(slots=True)
class _Invoice:
    """An invoice while its lines are collected."""

    number: str
    date: str
    customer: str
    country: str
    broken: bool
    lines: list[LineData] = field(default_factory=list)
    places: dict[int, list[int]] = field(default_factory=dict)  # file by number: its lines


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
        self.codes: dict[str, str] = {}
        self.files: list[Path] = []
        self.number = 0
        self.invoices: dict[str, _Invoice] = {}
        self.refused: set[str] = set()
        self.pieces: dict[str, int] = {}
        self.cents: dict[str, int] = {}
        self.told: set[str] = set()
        self.pairs = defaultdict[tuple[str, str], int](int)

    def read(self, file: Path, columns: Columns, rows: Iterable[Row]) -> None:
        """Take every line of a file; a refused one spoils its invoice."""
        self.files.append(file)
        self.number = len(self.files) - 1
        order = [columns.place[name] for name in _FIELDS]
        plain = order == list(range(len(_FIELDS)))
        take, check, pairs = self._take, columns.check, self.pairs
        number, pieces, price = order[0], order[3], order[5]
        last, newest = max(number, pieces, price), None
        for line, values in rows:
            self.plan.read += 1
            if len(values) > last:
                pairs[values[pieces], values[price]] += 1
                if values[number] != newest:
                    newest = values[number]
                    self.told.add(newest)
            try:
                check(values)
                whole = plain and len(values) == len(order)
                take(line, values if whole else [values[place] for place in order])
            except CellError as error:
                self._refuse(line, values, columns, error)

    def file_sums(self) -> dict[str, int]:
        """The sums of the files as they stand."""
        sums = FileSums("orders", "lines", "units", "amount")
        for told in self.told:
            if number := told.strip().removeprefix("'"):
                sums.tell("orders", number)
        sums.count("lines", self.plan.read)
        sums.add_pairs(self.pairs.items(), self.options.digits)
        return sums.done()

    def _refuse(self, line: int, values: list[str], columns: Columns, error: CellError) -> None:
        self.plan.refuse(self.files[-1], line, error)
        number = columns.get(values, "InvoiceNo").strip().removeprefix("'")
        self.refused.add(number)
        if number in self.invoices:
            self.invoices[number].broken = True

    def _take(self, line: int, values: list[str]) -> None:
        told, code, title, pieces, date, price, customer, country = values
        invoice = self.invoices.get(told)
        if invoice is None:
            invoice = self._invoice(told, date, customer, country)
        if invoice.customer != customer:
            raise CellError("CustomerID", customer, "another customer in one order")
        minor = self.cents.get(price)
        if minor is None:
            minor = self.cents[price] = self._price(price)
        quantity = self.pieces.get(pieces)
        if quantity is None:
            quantity = cells.integer("Quantity", pieces, negative=True)
            self.pieces[pieces] = quantity
        if minor < 0 and not invoice.number.startswith("A"):
            raise CellError("UnitPrice", price, "negative")
        if abs(quantity * minor) > cells.MAX_MINOR:
            raise CellError("Quantity", pieces, "too large")
        sku = self.codes.get(code)
        if sku is None:
            sku = self.codes[code] = self._code(code)
        variant_id = self.skus.get(sku)
        if variant_id is None:
            variant_id = self._new_sku(sku)
        invoice.lines.append(
            LineData(
                variant_id=variant_id,
                quantity=quantity,
                price_minor=minor,
                title=self._title(sku, title),
                shipped=quantity,
            )
        )
        lines = invoice.places.get(self.number)
        if lines is None:
            lines = invoice.places[self.number] = []
        lines.append(line)

    def _invoice(self, told: str, date: str, customer: str, country: str) -> _Invoice:
        """The invoice of a number as it is told ('536365 is 536365), new where it is not known."""
        number = cells.identifier("InvoiceNo", told)
        if not number:
            raise CellError("InvoiceNo", told, "empty")
        if number in self.invoices:
            return self.invoices[number]
        cells.moment("InvoiceDate", date, self.options.zone)
        broken = number in self.refused
        invoice = self.invoices[number] = _Invoice(number, date, customer, country, broken)
        return invoice

    def _price(self, price: str) -> int:
        """Minor units; a price finer than the currency (0.001) is rounded half to even."""
        try:
            return cells.parse_money(price, self.options.digits)
        except ValueError as error:
            if str(error) != "too many decimals":
                raise CellError("UnitPrice", price, str(error)) from None
        self.plan.rounded += 1
        return cells.rounded_money(price, self.options.digits)

    def _code(self, told: str) -> str:
        code = cells.identifier("StockCode", told)
        if not code:
            raise CellError("StockCode", told, "empty")
        return code

    def _new_sku(self, code: str) -> int:
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
            columns, rows = self._open(file, reading)
            reader.read(file, columns, rows)
        _finish(reader, plan)
        return plan

    def _open(self, file: Path, reading: Reading) -> tuple[Columns, Iterator[Row]]:
        try:
            table, columns = self.open(file)
        except FileUnreadable as error:
            if error.reason != "parquet":
                raise
            return Columns(_FIELDS, self.names), _parquet_rows(file, reading)
        return columns, table.rows(reading.ticket)


def _titles(reading: Reading) -> Iterator[tuple[str, str]]:
    ids = catalog.sku_ids(reading.connection)
    titles = catalog.titles(reading.connection) if ids else {}
    return ((sku, titles[key]) for sku, key in ids.items())


def _parquet_rows(file: Path, reading: Reading) -> Iterator[Row]:
    import duckdb

    connection = duckdb.connect()
    try:
        total = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(file)]).fetchone()
        query = f"SELECT {_PARQUET} FROM read_parquet(?)"
        found = connection.execute(query, [str(file)])
        line = 1
        while batch := found.fetchmany(_BATCH):
            for values in batch:
                line += 1
                yield line, list(values)
            reading.ticket.step(line, total[0] if total else 0)
    except duckdb.BinderException as error:
        raise WrongKind(file, OnlineRetail.kind, _FIELDS) from error
    except duckdb.Error as error:
        raise FileUnreadable(file, "damaged", detail=str(error)) from error
    finally:
        connection.close()


def _finish(reader: _Reader, plan: Plan) -> None:
    """Turn invoices into facts: products first, then customers, then orders."""
    existing = orders.number_index(reader.connection)
    refs = customers.ref_ids(reader.connection)
    next_customer = customers.next_id(reader.connection)
    next_order = numbers.next_order_id(reader.connection)
    fresh: list[CustomerData] = []
    placed: list[Fact] = []
    used: set[int] = set()
    lines = units = amount = 0
    for number, invoice in reader.invoices.items():
        if invoice.broken or not invoice.lines:
            _refuse(reader, invoice, "rest of a refused order")
            continue
        digest = _digest(reader, invoice)
        total = sum(n.quantity * n.price_minor for n in invoice.lines)
        key, known = existing.get(number, (0, digest))
        # One without a digest was imported before there were any, or taken by hand.
        if known != digest and (
            known or not is_same(reader.connection, _order(reader, key, invoice, total, None))
        ):
            invoice.broken = True
            _refuse(reader, invoice, "order differs")
            continue
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
        order = _order(reader, next_order, invoice, total, customer_id)
        placed.append(msgspec.structs.replace(order, source_digest=digest))
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
    plan.file_totals = reader.file_sums()


def _refuse(reader: _Reader, invoice: _Invoice, reason: str) -> None:
    for number, lines in invoice.places.items():
        for line in lines:
            error = CellError("InvoiceNo", invoice.number, reason)
            reader.plan.refuse(reader.files[number], line, error)


def _digest(reader: _Reader, invoice: _Invoice) -> str:
    """What makes two imports of an invoice the same."""
    placed_us = cells.parse_moment(invoice.date, reader.options.zone)
    lines = [(n.variant_id, n.quantity, n.price_minor) for n in invoice.lines]
    customer = invoice.customer.removesuffix(".0")
    return hashlib.sha256(msgspec.json.encode([placed_us, customer, lines])).hexdigest()[:32]


def _kept(plan: Plan, reader: _Reader) -> int:
    return sum(1 for one in reader.invoices.values() if one.lines and not one.broken)


def _order(
    reader: _Reader,
    order_id: int,
    invoice: _Invoice,
    total: int,
    customer_id: int | None,
) -> OrderPlaced:
    placed_us = cells.parse_moment(invoice.date, reader.options.zone)
    number = invoice.number
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
