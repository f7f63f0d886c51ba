"""Orders that a file tells of, compared with those the shop has: what is new becomes facts.

Total = goods − discounts + shipping + taxes, or without taxes where prices include them. Orders
that do not add up are refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from engines.catalog import queries as catalog
from engines.catalog.facts import ProductAdded, VariantData
from engines.database.facts import Fact
from engines.database.money import exponent, is_currency
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning import fields as values
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.moved_on import Differs, Since
from engines.exchange.planning.order_draft import OrderDraft, personal_of
from engines.exchange.planning.order_states import State, States, state_of
from engines.exchange.planning.order_sums import NAMES, OrderSums, OrderTelling
from engines.exchange.planning.people import People
from engines.exchange.reading import cells
from engines.inventory.commands import Wanted
from engines.orders import numbers
from engines.orders import queries as orders
from engines.orders.facts import LineData, OrderPlaced, PaymentData

_SETTLED = 500  # orders compared with the shop between two looks at the ticket
_PAID = ("paid", "partially_refunded", "refunded")


class OrderPlanner:
    """The shop as it stands, and the orders of the files so far."""

    def __init__(self, reading: Reading, plan: Plan, channel: str) -> None:
        connection = reading.connection
        self.options, self.plan, self.channel = reading.options, plan, channel
        self.zone, self.ticket = reading.options.zone, reading.ticket
        self.existing = orders.number_index(connection)
        self.skus = catalog.sku_ids(connection)
        self.titles = catalog.titles(connection)
        self.next_product, self.next_variant = catalog.next_ids(connection)
        self.people = People(connection, plan)
        self.since = Since(connection, channel)
        self.customers = numbers.customers_of(connection) if self.existing else {}
        self.next_order = numbers.next_order_id(connection)
        self.products: dict[int, ProductAdded] = {}
        self.placed: list[OrderPlaced] = []
        self.moved_on: list[Fact] = []
        self.sums = dict.fromkeys(NAMES, 0)
        self.file_sums = OrderSums()
        self.states = States()

    def check(self, draft: OrderDraft) -> None:
        """Look at what every order must say. Raises CellError."""
        head = draft.head
        currency = head.get("currency").strip()
        if currency and not is_currency(currency):
            raise CellError(head.label("currency"), currency, "not a currency")
        draft.currency = currency or self.options.currency
        draft.digits = exponent(draft.currency)
        draft.placed_at_us = self.moment(head, "created")
        draft.total_minor = self.money(draft, head, "total")

    def add_line(self, draft: OrderDraft, fields: Fields) -> None:
        """Take a line of an order. Raises CellError."""
        quantity = values.integer(fields, "quantity")
        title = values.text(fields, "name")
        price = values.money(fields, "price", draft.digits)
        if quantity * price > cells.MAX_MINOR:
            raise CellError(fields.label("quantity"), fields.get("quantity"), "too large")
        currency = fields.get("currency").strip()
        if currency and currency != draft.head.get("currency").strip():
            raise CellError(fields.label("currency"), currency, "two currencies")
        variant_id = self._variant(fields, title, price)
        sent = values.integer(fields, "shipped", "0")
        if sent < quantity and fields.get("line_state").strip() == "fulfilled":
            sent, draft.fulfilled = quantity, True
        draft.lines.append(
            LineData(
                variant_id=variant_id,
                quantity=quantity,
                price_minor=price,
                discount_minor=values.money(fields, "line_discount", draft.digits),
                title=title if title != self.titles.get(variant_id) else None,
                tax_minor=values.money(fields, "line_tax", draft.digits),
                shipped=min(sent, quantity),
            )
        )

    def _variant(self, fields: Fields, title: str, price: int) -> int:
        """The variant of a SKU; a line of an unknown one brings its product along."""
        key = values.identifier(fields, "sku") or title
        if not key:
            raise CellError(fields.label("sku"), "", "empty")
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

    def add(self, drafts: Sequence[OrderDraft]) -> None:
        """Turn whole orders into facts, or refuse every row of one. Each step takes all of them.

        They are compared with the shop when all their states are known.
        """
        told: list[tuple[OrderDraft, OrderPlaced]] = []
        for draft in drafts:
            try:
                told.append((draft, self._order(draft)))
            except CellError as error:
                self._refuse(draft, error)
        states: list[State] = []
        for draft, fact in told:
            try:
                states.append(state_of(draft, _with_digest(fact), personal_of(draft)))
            except CellError as error:
                self._refuse(draft, error)
        for state in states:
            try:
                self.states.add(state)
            except CellError as error:
                self._refuse(state, error)

    def _refuse(self, told: OrderDraft | State, error: CellError) -> None:
        for place in told.places:
            self.plan.refuse(told.file, place, error)

    def _settle(self, number: str, states: list[State]) -> None:
        """Keep the last state of an order that fits to the shop; those before it are history."""
        known = self.existing.get(number)
        while states:
            last = states.pop()
            if known is None:
                self._place(last)
            elif not self._compare(last, *known):
                continue
            self.plan.unchanged += sum(len(one.places) for one in states)
            return

    def _place(self, state: State) -> None:
        fact = state.fact
        self.sum_up(fact)
        customer_id = self.people.of_order(fact.country, state.personal, state.customer)
        fact = msgspec.structs.replace(fact, id=self.next_order, customer_id=customer_id)
        self.next_order += 1
        self.placed.append(fact)
        if fact.cancelled_at_us is None and not _is_refunded(fact):
            left = [n for n in fact.lines if n.quantity > n.shipped]
            if left:
                wanted = [Wanted(n.variant_id, n.quantity - n.shipped) for n in left]
                self.plan.reserve.append((fact.id, wanted))

    def _compare(self, state: State, key: int, digest: str) -> bool:
        """A known order: nothing new, or what happened since; False, refused, where it differs."""
        fact = state.fact
        facts: list[Fact] = []
        try:
            if digest != fact.source_digest:
                facts = self.since.facts(key, fact)
        except Differs:
            self._refuse(state, CellError(state.label, fact.number, "order differs"))
            return False
        self.sum_up(fact)
        noted = self.people.noted(self.customers.get(key), state.notes, state.personal)
        self.moved_on.extend(facts)
        if facts or noted:
            self.plan.count("orders", new=False)
        else:
            self.plan.unchanged += len(state.places)
        return True

    def sum_up(self, fact: OrderPlaced) -> None:
        """Add an order that is kept (or known) to the totals."""
        sums = self.sums
        sums["orders"] += 1
        sums["lines"] += len(fact.lines)
        sums["units"] += sum([n.quantity for n in fact.lines])
        sums["amount"] += fact.total_minor

    def telling(
        self, number: str, total: str, currency: str, pieces: Sequence[str]
    ) -> OrderTelling:
        """What a file says of an order, for the sums of the file."""
        code = currency.strip()
        digits = exponent(code if is_currency(code) else self.options.currency)
        return OrderTelling(number, total, digits, tuple(pieces))

    def _order(self, draft: OrderDraft) -> OrderPlaced:
        head = draft.head
        if draft.broken or not draft.lines:
            raise CellError(head.label("number"), draft.number, "rest of a refused order")
        placed, total = draft.placed_at_us, draft.total_minor
        shipping = values.money(head, "shipping", draft.digits)
        taxes = all_taxes = values.money(head, "taxes", draft.digits)
        discount = values.money(head, "discount", draft.digits)
        net = shipping - discount
        for n in draft.lines:
            net += n.quantity * n.price_minor - n.discount_minor
            all_taxes += n.tax_minor
        included = net == total and all_taxes > 0
        off = 0 if included else total - net - all_taxes
        if abs(off) > draft.slack:
            raise CellError(head.label("total"), head.get("total"), "total differs")
        cancelled = head.get("cancelled").strip()
        shipped_at = None
        if draft.fulfilled:
            fulfilled = head.get("fulfilled_at").strip()
            shipped_at = self.moment(head, "fulfilled_at") if fulfilled else placed
        return OrderPlaced(
            id=0,
            number=draft.number,
            placed_at_us=placed,
            currency=draft.currency,
            lines=tuple(draft.lines),
            total_minor=total,
            channel=head.get("source").strip() or self.channel,
            country=head.get("country").strip() or head.get("bill_country").strip(),
            shipping_minor=shipping,
            order_discount_minor=discount,
            extra_tax_minor=taxes + off,
            tax_included=included,
            payments=self._payments(draft, total),
            shipped_at_us=shipped_at,
            parcels=draft.parcels,
            refunded_minor=values.money(head, "refunded", draft.digits)
            or sum([one.amount_minor for one in draft.refunds]),
            refunds=draft.refunds,
            cancelled_at_us=self.moment(head, "cancelled") if cancelled else None,
            origin=f"{self.channel} {draft.key}" if draft.key else "",
            **self._shown(draft),
        )

    def _shown(self, draft: OrderDraft) -> dict[str, Any]:
        """The total as the customer saw it, where that was in another currency."""
        head = draft.head
        currency = head.get("shown_currency").strip()
        if currency in ("", draft.currency):
            return {}
        if not is_currency(currency):
            raise CellError(head.label("shown_currency"), currency, "not a currency")
        told = head.get("shown") or "0"
        minor = cells.money(head.label("shown"), told, exponent(currency))
        return {"shown_currency": currency, "shown_minor": minor}

    def _payments(self, draft: OrderDraft, total: int) -> tuple[PaymentData, ...]:
        head = draft.head
        if draft.payments is not None:
            return draft.payments
        if head.get("financial").strip().lower() not in _PAID or not total:
            return ()
        told = "paid_at" if head.get("paid_at").strip() else "created"
        at_us = self.moment(head, told)
        return (
            PaymentData(
                at_us=at_us,
                method=head.get("method").strip() or self.channel,
                amount_minor=total,
                reference=head.get("reference").strip(),
            ),
        )

    def money(self, draft: OrderDraft, fields: Fields, name: str) -> int:
        """Minor units of an amount of an order; 0 where there is none. Raises CellError."""
        return values.money(fields, name, draft.digits)

    def moment(self, fields: Fields, name: str) -> int:
        """Microseconds of a time. Raises CellError."""
        return values.moment(fields, name, self.zone)

    def finish(self) -> None:
        """Compare every order with the shop; then the facts: products, customers, orders."""
        found = self.states.by_number
        for count, (number, states) in enumerate(found.items()):
            if count % _SETTLED == 0:
                self.ticket.step(count, len(found))
            self._settle(number, states)
        products: list[Fact] = []
        used = {n.variant_id for fact in self.placed for n in fact.lines}
        for variant_id, product in self.products.items():
            if variant_id in used:
                products.append(msgspec.structs.replace(product, id=self.next_product))
                self.next_product += 1
        if products:
            self.plan.count("products", len(products))
        if self.placed:
            self.plan.count("orders", len(self.placed))
        # New parcels and refunds have ids of their own, those of placed orders follow on them.
        self.plan.facts = [*self.moved_on, *products, *self.people.facts(), *self.placed]
        self.plan.totals, self.plan.file_totals = self.sums, self.file_sums.done()


def _is_refunded(fact: OrderPlaced) -> bool:
    """Whether all money went back: nothing is left to send."""
    if not fact.refunded_minor:
        return False
    return 0 < sum(one.amount_minor for one in fact.payments) <= fact.refunded_minor


def _with_digest(fact: OrderPlaced) -> OrderPlaced:
    """The same order with the digest of its content."""
    digest = hashlib.sha256(msgspec.json.encode(_content(fact))).hexdigest()
    return msgspec.structs.replace(fact, source_digest=digest[:32])


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
