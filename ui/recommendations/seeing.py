"""What one customer would see: models are fitted in a job, the last two are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.context import Context
from engines.catalog import queries as catalog
from engines.database.pages import Filter, Sort
from engines.database.sql import Connection
from engines.identity.rights import Right
from engines.orders import customers
from engines.orders import queries as orders
from ui.recommendations.models import Line

if TYPE_CHECKING:
    from app.recommending import Showing, Shown, ShownList
    from engines.database.ticket import Ticket
    from engines.recommend.evidence import Part

KEPT = 2  # fitted models
EACH = 8  # hits of a search

Key = tuple[str, int]  # target, and the key of the line


@dataclass(frozen=True)
class Seen:
    """A list with what its sentences need: titles by SKU of what they name."""

    customer: customers.Customer
    list: ShownList
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Absent:
    """Why something is not in the list: `missing` is what it lacks to the last place.

    `hidden` when the customer has it already and the list is of new items.
    """

    item: Shown
    missing: float
    places: int
    inside: bool
    hidden: bool
    titles: Mapping[str, str]


class SeeingPresenter(QObject):
    """Lists of one customer at a time; only the newest wish is answered."""

    waiting = Signal()
    seen = Signal(object)
    explained = Signal(object)
    failed = Signal(object)
    refused = Signal(object)  # an item could not be explained

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._fitted: OrderedDict[Key, Showing] = OrderedDict()
        self._fitting: set[Key] = set()
        self._wish: tuple[Key, customers.Customer] | None = None
        self._stale = False

    def forget(self) -> None:
        """There are new sales: the next list is learned anew; the one that is shown stays."""
        self._stale = True

    def leave(self) -> None:
        """Nothing is asked for any more."""
        self._wish = None

    def find(self, text: str) -> list[customers.Customer]:
        """Customers by their number, or their name for who may read it (called in a lane)."""
        personal = self.context.may(Right.PERSONAL_READ)

        def read(connection: Connection) -> list[customers.Customer]:
            ids = customers.found(connection, text, EACH) if personal else []
            if text.isascii() and text.isdigit():
                ids += sorted(customers.customers_there(connection, [int(text)]))
            if not personal and text:
                begins = [Filter("ref", "starts", text)]
                ids += customers.LISTING.keys(connection, begins, [], 0, EACH)
            return customers.load(connection, list(dict.fromkeys(ids))[:EACH], personal=personal)

        return self.context.shop.database.read(read) if text else []

    def find_item(self, text: str) -> list[catalog.Variant]:
        """Products by SKU or title (called in a lane)."""
        return (
            self.context.shop.database.read(lambda c: catalog.find(c, text, EACH)) if text else []
        )

    def latest(self, done: Callable[[customers.Customer | None], None]) -> None:
        """The customer of the latest order, as an example."""
        personal = self.context.may(Right.PERSONAL_READ)

        def read(connection: Connection) -> customers.Customer | None:
            newest = [Sort("placed_at_us", descending=True)]
            keys = orders.LISTING.keys(connection, [], newest, 0, 20)
            rows = orders.rows(connection, keys, personal=False)
            ids = [one.customer_id for one in rows if one.customer_id is not None]
            return next(iter(customers.load(connection, ids[:1], personal=personal)), None)

        database = self.context.shop.database
        self.context.jobs.ask(lambda: database.read(read), done, self.failed.emit)

    def see(self, customer: customers.Customer, line: Line, target: str, title: str) -> None:
        """Ask for a list; `title` is what the fitting is called in the status line."""
        key = (target, line.key)
        self._wish = (key, customer)
        if self._stale:
            self._fitted.clear()
            self._stale = False
        if key in self._fitted:
            self._fitted.move_to_end(key)
            self._list(key, customer)
            return
        self.waiting.emit()
        if key not in self._fitting:
            self._fitting.add(key)
            work = partial(_fit, self.context, dict(line.settings), target)
            self.context.jobs.start(
                title, work, partial(self._ready, key), partial(self._not_ready, key)
            )

    def _ready(self, key: Key, showing: Showing) -> None:
        self._fitting.discard(key)
        self._fitted[key] = showing
        while len(self._fitted) > KEPT:
            self._fitted.popitem(last=False)
        if self._wish is not None and self._wish[0] == key:
            self._list(key, self._wish[1])

    def _not_ready(self, key: Key, error: Exception) -> None:
        self._fitting.discard(key)
        if self._wish is not None and self._wish[0] == key:
            self.failed.emit(error)

    def _list(self, key: Key, customer: customers.Customer) -> None:
        showing = self._fitted[key]

        def work() -> Seen:
            found = showing.list_for(str(customer.id))
            parts = [part for one in found.items for part in one.parts]
            return Seen(customer, found, _titles(showing, parts))

        def done(seen: Seen) -> None:
            if self._wish == (key, customer):
                self.seen.emit(seen)

        self.context.jobs.ask(work, done, self.failed.emit)

    def why_not(self, sku: str) -> None:
        """Explain an item to the customer that is shown."""
        wish = self._wish
        showing = None if wish is None else self._fitted.get(wish[0])
        if wish is None or showing is None:
            return
        customer = wish[1]

        def done(found: Absent) -> None:
            if self._wish == wish:
                self.explained.emit(found)

        self.context.jobs.ask(
            partial(_explain, showing, str(customer.id), sku), done, self.refused.emit
        )


def _fit(context: Context, settings: dict[str, Any], target: str, ticket: Ticket) -> Showing:
    from app.recommending import Showing
    from engines.recommend.collect import sales_of

    sales = context.shop.database.read(sales_of)
    return Showing(sales, settings, target, ticket)


def _explain(showing: Showing, user: str, sku: str) -> Absent:
    found = showing.explain(user, sku)
    shown = showing.list_for(user)
    inside = any(one.sku == sku for one in shown.items)
    last = shown.items[-1].score if shown.items else 0.0
    return Absent(
        item=found,
        missing=0.0 if inside else last - found.score,
        places=len(shown.items),
        inside=inside,
        hidden=not inside and showing.holds_back(user, sku),
        titles=_titles(showing, found.parts),
    )


def _titles(showing: Showing, parts: tuple[Part, ...] | list[Part]) -> dict[str, str]:
    return {tie.item: showing.title_of(tie.item) for part in parts for tie in part.ties}
