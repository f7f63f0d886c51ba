"""The lists that can be paged, exported and printed, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.shop import Shop
from engines.analytics import queries as ads
from engines.catalog import queries as catalog
from engines.catalog import suppliers
from engines.database.change import Actor
from engines.database.errors import BadValue, NotAllowed
from engines.database.moments import DAY_US, to_us
from engines.database.pages import Filter, Operator, Page, Sort
from engines.database.sql import Connection
from engines.identity import queries as people
from engines.identity.rights import Right
from engines.inventory import queries as stock
from engines.ledger import queries as log
from engines.orders import customers
from engines.orders import queries as orders
from engines.recommend import queries as reviews

T = TypeVar("T")
Row = dict[str, Any]
_LONG_PAGE = 5_000
MakePage = Callable[[Connection, Sequence[Filter], Sequence[Sort], int, int, bool], Page[Any]]

LISTS: Mapping[str, tuple[Right, str, MakePage]] = {
    "orders": (
        Right.ORDERS_READ,
        "placed_at_us",
        lambda c, w, s, o, n, p: orders.orders_page(
            c, w, s or (Sort("placed_at_us", descending=True),), o, n, personal=p
        ),
    ),
    "products": (
        Right.CATALOG_READ,
        "",
        lambda c, w, s, o, n, _p: catalog.variants_page(c, w, s or (Sort("sku"),), o, n),
    ),
    "stock": (
        Right.STOCK_READ,
        "last_sold_us",
        lambda c, w, s, o, n, _p: stock.levels_page(c, w, s or (Sort("sku"),), o, n),
    ),
    "moves": (
        Right.STOCK_READ,
        "",
        lambda c, _w, _s, o, n, _p: stock.moves_page(c, o or None, n),
    ),
    "customers": (
        Right.ORDERS_READ,
        "since_us",
        lambda c, w, s, o, n, p: customers.page(c, w, s or (Sort("ref"),), o, n, personal=p),
    ),
    "suppliers": (
        Right.CATALOG_READ,
        "",
        lambda c, w, s, o, n, p: suppliers.page(c, w, s or (Sort("code"),), o, n, personal=p),
    ),
    "supplier-items": (
        Right.CATALOG_READ,
        "",
        lambda c, w, s, o, n, _p: suppliers.items_page(
            c, w, s or (Sort("code"), Sort("sku")), o, n
        ),
    ),
    "reviews": (
        Right.CATALOG_READ,
        "at_us",
        lambda c, w, s, o, n, p: reviews.page(
            c, w, s or (Sort("at_us", descending=True),), o, n, personal=p
        ),
    ),
    "ad-costs": (
        Right.ANALYTICS_READ,
        "day",
        lambda c, w, s, o, n, _p: ads.page(c, w, s or ads.ORDER, o, n),
    ),
    "entries": (
        Right.LEDGER_READ,
        "at_us",
        lambda c, w, s, o, n, _p: log.entries_page(c, w, s or (Sort("index"),), o, n),
    ),
    "people": (
        Right.PEOPLE_MANAGE,
        "",
        lambda c, _w, _s, o, n, _p: Page(tuple(people.people(c)[o : o + n]), None),
    ),
}


def page_of(
    shop: Shop,
    actor: Actor,
    name: str,
    *,
    where: str | None = None,
    sort: str | None = None,
    limit: int = 200,
    after: str | None = None,
) -> Page[Row]:
    """A page of plain rows. Raises NotAllowed, BadValue (unknown column, not a key)."""
    make = _maker(actor, name, filters_of(where), sorts_of(sort))
    if after is not None and not re.fullmatch("[0-9]{1,18}", after):
        raise BadValue("after", after, "not a key here")
    page = shop.database.read(lambda c: make(c, int(after or 0), limit))
    return Page(tuple(_row(one, shop.about.currency) for one in page.rows), page.next)


def each_row(
    shop: Shop,
    actor: Actor,
    name: str,
    use: Callable[[Iterator[Row]], T],
    *,
    since: str | None = None,
    until: str | None = None,
) -> T:
    """Hand every row of a list to `use`, all as they stand at one moment.

    Pages are long: each has to be found again from the beginning of its index. Raises NotAllowed,
    BadValue (not a date), and what `use` raises.
    """
    filters = _between(LISTS[name][1], since, until, ZoneInfo(shop.about.timezone))
    make = _maker(actor, name, filters, [])

    def rows(connection: Connection) -> Iterator[Row]:
        after: int | None = 0
        while after is not None:
            page = make(connection, after, _LONG_PAGE)
            for one in page.rows:
                yield _row(one, shop.about.currency)
            after = page.next

    return shop.database.read(lambda connection: use(rows(connection)))


def _between(column: str, since: str | None, until: str | None, zone: ZoneInfo) -> list[Filter]:
    """Rows of these days, by a column of moments or of days; of all where there is no such."""
    filters = []
    if since and column:
        first = _day(since, zone)
        filters.append(Filter(column, "min", since if column == "day" else first))
    if until and column:
        last = _day(until, zone) + DAY_US - 1
        filters.append(Filter(column, "max", until if column == "day" else last))
    return filters


def _maker(
    actor: Actor, name: str, where: Sequence[Filter], sort: Sequence[Sort]
) -> Callable[[Connection, int, int], Page[Any]]:
    """Makes pages of a list from an offset, of so many rows. Raises NotAllowed."""
    right, _, make = LISTS[name]
    if right not in actor.rights:
        raise NotAllowed(actor.name, right)
    personal = Right.PERSONAL_READ in actor.rights
    return lambda connection, offset, limit: make(connection, where, sort, offset, limit, personal)


_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (">=", "min"),
    ("<=", "max"),
    ("=", "is"),
    ("~", "contains"),
)
# What is compared as a number: columns that are worked out would not turn text into one. A SKU of
# digits stays as it is written, its zeros in front included.
_NEVER = re.compile(r"(?!)")
_NUMBERS: Mapping[Operator, re.Pattern[str]] = {
    "min": re.compile(r"-?[0-9]{1,18}"),
    "max": re.compile(r"-?[0-9]{1,18}"),
    "is": re.compile(r"0|-?[1-9][0-9]{0,17}"),
}


def filters_of(where: str | None) -> list[Filter]:
    """`state=to_ship`, `total_minor>=1000`, `title~mug`, joined by " and "; else free words."""
    filters: list[Filter] = []
    for part in where.split(" and ") if where else []:
        for mark, operator in _OPERATORS:
            name, found, value = part.partition(mark)
            if found:
                text = value.strip()
                number = _NUMBERS.get(operator, _NEVER).fullmatch(text)
                filters.append(Filter(name.strip(), operator, int(text) if number else text))
                break
        else:
            filters.append(Filter("words", "contains", part.strip()))
    return filters


def sorts_of(sort: str | None) -> list[Sort]:
    """`state, -total_minor`: columns, the descending ones after a minus."""
    names = [one.strip() for one in (sort or "").split(",") if one.strip()]
    return [Sort(one.lstrip("-"), descending=one.startswith("-")) for one in names]


def _day(text: str, zone: ZoneInfo) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadValue("date", text, "not a date") from error
    return to_us(datetime.combine(day, time(), zone))


def _row(one: Any, currency: str) -> Row:
    """A row's fields; amounts with their currency, ratings in stars, the leaf of an entry."""
    row: Row = {}
    own = getattr(one, "currency", currency)
    for name in one.__slots__:
        value = getattr(one, name)
        if name.endswith("_minor") and value is not None:
            row[name.removesuffix("_minor")] = {"minor": value, "currency": own}
        elif name.endswith("_milli"):
            row[name.removesuffix("_milli")] = value / 1000
        else:
            row[name] = value
    if isinstance(one, log.EntryRow):
        row["leaf"] = one.leaf
    return row
