"""Shopify order CSV: the first row of an order carries its sums, each further row a line.

Source: Shopify's help page "Exporting orders". Subtotal = goods − discounts; Total = Subtotal +
Shipping + Taxes, or without Taxes where prices include them. Orders that do not add up are refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import msgspec

from engines.catalog import queries as catalog
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.facts import Fact
from engines.database.money import exponent, is_currency
from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading import cells
from engines.identity import vault
from engines.inventory.commands import Wanted
from engines.orders import customers
from engines.orders import queries as orders
from engines.orders.facts import (
    CustomerData,
    CustomersAdded,
    LineData,
    OrderPlaced,
    PaymentData,
)

_PAID = ("paid", "partially_refunded", "refunded")
_ADDRESS = ("company", "address1", "address2", "street", "city", "zip", "province", "phone")


@dataclass
class _Draft:
    """An order while its rows are collected."""

    file: Path
    head: list[str]
    line: int
    digits: int = 2
    lines: list[LineData] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    fulfilled: bool = False
    broken: bool = False


class ShopifyOrders(Importer):
    """Imports orders with lines, payments, fulfilment, refunds and cancellation."""

    kind: ClassVar[str] = "shopify-orders"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "number": ("Name",),
        "email": ("Email",),
        "financial": ("Financial Status",),
        "paid_at": ("Paid at",),
        "fulfilment": ("Fulfillment Status",),
        "fulfilled_at": ("Fulfilled at",),
        "currency": ("Currency",),
        "subtotal": ("Subtotal",),
        "shipping": ("Shipping",),
        "taxes": ("Taxes",),
        "total": ("Total",),
        "discount": ("Discount Amount",),
        "created": ("Created at",),
        "cancelled": ("Cancelled at",),
        "refunded": ("Refunded Amount",),
        "quantity": ("Lineitem quantity",),
        "name": ("Lineitem name",),
        "price": ("Lineitem price",),
        "sku": ("Lineitem sku",),
        "line_discount": ("Lineitem discount",),
        "line_state": ("Lineitem fulfillment status",),
        "method": ("Payment Method",),
        "reference": ("Payment Reference",),
        "source": ("Source",),
        "notes": ("Notes",),
        "ship_name": ("Shipping Name",),
        "bill_name": ("Billing Name",),
        "country": ("Shipping Country", "Billing Country"),
        "bill_country": ("Billing Country",),
        **{f"ship_{part}": (f"Shipping {part.title()}",) for part in _ADDRESS},
    }
    required: ClassVar[Sequence[str]] = (
        "number",
        "financial",
        "total",
        "created",
        "quantity",
        "price",
    )

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read orders whole and compare them with those that are known."""
        plan = Plan()
        state = _State(reading, plan)
        for file in files:
            table, columns = self.open(file)
            state.columns = columns
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                try:
                    columns.check(row)
                    state.take(file, line, row)
                except CellError as error:
                    plan.refuse(file, line, error)
                    state.spoil(columns.get(row, "number").strip().removeprefix("'"))
            state.finish_file()
        state.finish()
        return plan


class _State:
    """The shop as it stands, and the orders of the files so far."""

    columns: Columns

    def __init__(self, reading: Reading, plan: Plan) -> None:
        connection = reading.connection
        self.options, self.plan = reading.options, plan
        self.existing = orders.number_index(connection)
        self.skus = catalog.sku_ids(connection)
        self.titles = catalog.titles(connection)
        self.next_product, self.next_variant = catalog.next_ids(connection)
        self.digests = customers.known_digests(connection)
        self.secret = vault.secret(connection)
        self.next_customer = customers.next_id(connection)
        self.next_order = orders.next_id(connection)
        self.drafts: dict[str, _Draft] = {}
        self.done: set[str] = set()
        self.headless: set[str] = set()
        self.products: dict[int, ProductAdded] = {}
        self.used: set[int] = set()
        self.fresh: list[CustomerData] = []
        self.placed: list[Fact] = []
        self.sums = {"orders": 0, "lines": 0, "units": 0, "amount": 0}
        self.file_sums = dict(self.sums)

    def spoil(self, number: str) -> None:
        """A row of this order was refused: the order cannot go in."""
        if number in self.drafts:
            self.drafts[number].broken = True
        else:
            self.headless.add(number)

    def take(self, file: Path, line: int, row: list[str]) -> None:
        """Take one row."""
        number = cells.identifier("Name", self.columns.get(row, "number"))
        if not number:
            raise CellError("Name", "", "empty")
        draft = self.drafts.get(number)
        has_head = bool(self.columns.get(row, "total").strip())
        if draft is None:
            if number in self.done:
                raise CellError("Name", number, "order twice")
            if number in self.headless:
                raise CellError("Name", number, "rest of a refused order")
            if not has_head:
                raise CellError("Total", "", "empty")
            draft = self.drafts[number] = _Draft(file, row, line)
            self._check_head(row, draft)
        elif (
            has_head
            and row[: self.columns.place["total"] + 1]
            != draft.head[: self.columns.place["total"] + 1]
        ):
            raise self._conflict(row, draft)
        draft.places.append(line)
        try:
            draft.lines.append(self._line(row, draft))
        except CellError:
            draft.places.pop()
            raise

    def _conflict(self, row: list[str], draft: _Draft) -> CellError:
        currency = self.columns.get(row, "currency")
        if currency != self.columns.get(draft.head, "currency"):
            return CellError("Currency", currency, "two currencies")
        return CellError("Name", self.columns.get(row, "number"), "order twice")

    def _check_head(self, row: list[str], draft: _Draft) -> None:
        try:
            currency = self.columns.get(row, "currency").strip()
            if currency and not is_currency(currency):
                raise CellError("Currency", currency, "not a currency")
            draft.digits = exponent(currency or self.options.currency)
            cells.moment("Created at", self.columns.get(row, "created"), self.options.zone)
            self._money(draft, row, "total", "Total")
        except CellError:
            draft.broken = True
            raise

    def _money(self, draft: _Draft, row: list[str], name: str, label: str) -> int:
        return cells.money(label, self.columns.get(row, name) or "0", draft.digits)

    def _line(self, row: list[str], draft: _Draft) -> LineData:
        quantity = cells.integer("Lineitem quantity", self.columns.get(row, "quantity"))
        title = cells.text("Lineitem name", self.columns.get(row, "name"))
        price = self._money(draft, row, "price", "Lineitem price")
        if quantity * price > cells.MAX_MINOR:
            raise CellError("Lineitem quantity", self.columns.get(row, "quantity"), "too large")
        currency = self.columns.get(row, "currency").strip()
        if currency and currency != self.columns.get(draft.head, "currency").strip():
            raise CellError("Currency", currency, "two currencies")
        sku = cells.identifier("Lineitem sku", self.columns.get(row, "sku"))
        variant_id = self._variant(sku, title, price)
        shipped = self.columns.get(row, "line_state").strip() == "fulfilled"
        draft.fulfilled |= shipped
        return LineData(
            variant_id=variant_id,
            quantity=quantity,
            price_minor=price,
            discount_minor=self._money(draft, row, "line_discount", "Lineitem discount"),
            title=title if title != self.titles.get(variant_id) else None,
            shipped=quantity if shipped else 0,
        )

    def _variant(self, sku: str, title: str, price: int) -> int:
        """The variant of a SKU; a line of an unknown one brings its product along."""
        key = sku or title
        if not key:
            raise CellError("Lineitem sku", "", "empty")
        found = self.skus.get(key)
        if found is not None:
            return found
        found = self.skus[key] = self.next_variant
        self.next_variant += 1
        self.titles[found] = title or key
        self.products[found] = ProductAdded(
            id=0,
            handle=f"sku-{key}",
            title=title or key,
            variants=(VariantData(id=found, sku=key, price_minor=price),),
        )
        return found

    def finish_file(self) -> None:
        """Turn the orders of one file into facts."""
        for number, draft in self.drafts.items():
            self.done.add(number)
            try:
                if draft.broken or not draft.lines:
                    raise CellError("Name", number, "rest of a refused order")
                fact, personal = self._order(number, draft)
            except CellError as error:
                for place in draft.places:
                    self.plan.refuse(draft.file, place, error)
                continue
            self._keep(number, draft, fact, personal)
        self.drafts = {}

    def _keep(
        self, number: str, draft: _Draft, fact: OrderPlaced, personal: dict[str, str]
    ) -> None:
        for name, value in (
            ("orders", 1),
            ("lines", len(fact.lines)),
            ("units", sum(n.quantity for n in fact.lines)),
            ("amount", fact.total_minor),
        ):
            self.sums[name] += value
        self.file_sums["orders"] += 1
        self.file_sums["lines"] += len(draft.places)
        self.file_sums["units"] += sum(n.quantity for n in draft.lines)
        self.file_sums["amount"] += self._money(draft, draft.head, "total", "Total")
        if number in self.existing:
            if self.existing[number][1] != fact.source_digest:
                error = CellError("Name", number, "order differs")
                for place in draft.places:
                    self.plan.refuse(draft.file, place, error)
            else:
                self.plan.unchanged += len(draft.places)
            return
        customer_id = self._customer(draft.head, fact.country, personal)
        fact = msgspec.structs.replace(fact, id=self.next_order, customer_id=customer_id)
        self.next_order += 1
        self.placed.append(fact)
        self.used.update(n.variant_id for n in fact.lines)
        self.plan.count("orders")
        if fact.cancelled_at_us is None and fact.shipped_at_us is None:
            wanted = [Wanted(n.variant_id, n.quantity - n.shipped) for n in fact.lines]
            self.plan.reserve.append((fact.id, wanted))

    def _order(self, number: str, draft: _Draft) -> tuple[OrderPlaced, dict[str, str]]:
        row, get, zone = draft.head, self.columns.get, self.options.zone
        placed = cells.moment("Created at", get(row, "created"), zone)
        total = self._money(draft, row, "total", "Total")
        shipping = self._money(draft, row, "shipping", "Shipping")
        taxes = self._money(draft, row, "taxes", "Taxes")
        discount = self._money(draft, row, "discount", "Discount Amount")
        goods = sum(n.quantity * n.price_minor - n.discount_minor for n in draft.lines)
        included = goods - discount + shipping == total and taxes > 0
        if not included and goods - discount + shipping + taxes != total:
            raise CellError("Total", get(row, "total"), "total differs")
        cancelled = get(row, "cancelled").strip()
        fulfilled = get(row, "fulfilled_at").strip()
        payments: tuple[PaymentData, ...] = ()
        if get(row, "financial").strip().lower() in _PAID and total:
            paid_at = get(row, "paid_at").strip() or get(row, "created")
            payments = (
                PaymentData(
                    at_us=cells.moment("Paid at", paid_at, zone),
                    method=get(row, "method").strip() or "shopify",
                    amount_minor=total,
                    reference=get(row, "reference").strip(),
                ),
            )
        shipped_at = None
        if draft.fulfilled:
            shipped_at = cells.moment("Fulfilled at", fulfilled, zone) if fulfilled else placed
        fact = OrderPlaced(
            id=0,
            number=number,
            placed_at_us=placed,
            currency=get(row, "currency").strip() or self.options.currency,
            lines=tuple(draft.lines),
            total_minor=total,
            channel=get(row, "source").strip() or "shopify",
            country=get(row, "country").strip() or get(row, "bill_country").strip(),
            shipping_minor=shipping,
            order_discount_minor=discount,
            extra_tax_minor=taxes,
            tax_included=included,
            payments=payments,
            shipped_at_us=shipped_at,
            refunded_minor=self._money(draft, row, "refunded", "Refunded Amount"),
            cancelled_at_us=cells.moment("Cancelled at", cancelled, zone) if cancelled else None,
        )
        digest = hashlib.sha256(msgspec.json.encode(_content(fact), order="sorted")).hexdigest()
        return msgspec.structs.replace(fact, source_digest=digest[:32]), self._personal(row, number)

    def _personal(self, row: list[str], number: str) -> dict[str, str]:
        get = self.columns.get
        found = {
            "email": cells.text("Email", get(row, "email")),
            "name": cells.text("Billing Name", get(row, "bill_name") or get(row, "ship_name")),
            "notes": cells.text("Notes", get(row, "notes")),
        }
        parts = [get(row, f"ship_{part}").strip() for part in _ADDRESS]
        if any(parts):
            address = [get(row, "ship_name").strip(), *parts, get(row, "country").strip()]
            found[f"ship to {number}"] = ", ".join(part for part in address if part)
        return {name: value for name, value in found.items() if value}

    def _customer(self, row: list[str], country: str, personal: dict[str, str]) -> int | None:
        email = personal.get("email")
        if not email:
            return None
        digest = customers.email_digest(self.secret, email)
        key = self.digests.get(digest)
        if key is None:
            key, self.next_customer = self.next_customer, self.next_customer + 1
            self.fresh.append(CustomerData(id=key, ref=f"C{key}", country=country))
            self.digests[digest] = self.plan.digests[digest] = key
            self.plan.count("customers")
        held = dict(self.plan.personal.get(key, {}))
        self.plan.personal[key] = held | personal
        return key

    def finish(self) -> None:
        """Put the facts in order: products, customers, orders."""
        products: list[Fact] = []
        for variant_id, product in self.products.items():
            if variant_id in self.used:
                products.append(msgspec.structs.replace(product, id=self.next_product))
                self.next_product += 1
        if products:
            self.plan.count("products", len(products))
        people: list[Fact] = [CustomersAdded(customers=tuple(self.fresh))] if self.fresh else []
        self.plan.facts = [*products, *people, *self.placed]
        self.plan.totals, self.plan.file_totals = self.sums, self.file_sums


def _content(fact: OrderPlaced) -> list[object]:
    """What makes two imports of an order the same: everything but the ids we gave."""
    lines = [(n.quantity, n.price_minor, n.discount_minor, n.shipped, n.title) for n in fact.lines]
    return [
        fact.number,
        fact.placed_at_us,
        fact.total_minor,
        fact.shipping_minor,
        fact.refunded_minor,
        fact.cancelled_at_us,
        [(p.at_us, p.amount_minor) for p in fact.payments],
        lines,
    ]
