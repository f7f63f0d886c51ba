"""What of a shop needs somebody's eyes: facts the shop itself states, never guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.machine import Known
from app.shop import Shop
from engines.database.errors import CounterfoilError
from engines.database.moments import DAY_US
from engines.database.pages import Filter
from engines.identity.rights import Right
from engines.inventory import queries as stock
from engines.orders import queries as orders
from engines.orders.states import OPEN

PAY_DAYS = 7  # a payment that takes longer is asked about
VERIFY_DAYS = 7
BACKUP_DAYS = 30


class Kind(StrEnum):
    """What an alert is about; the gravest first, which is the order they are told in."""

    BROKEN = "broken"  # the last verification found problems: how many
    VERIFY_FAILED = "verify_failed"
    IMPORT_FAILED = "import_failed"
    BACKUP_FAILED = "backup_failed"
    LATE = "late"  # orders that should have left: how many
    SHORT = "short"  # stock levels with more promised than there is: how many
    UNPAID = "unpaid"  # orders that wait for their money too long: how many
    NEVER_VERIFIED = "never_verified"
    VERIFIED_LONG_AGO = "verified_long_ago"  # days
    NEVER_BACKED_UP = "never_backed_up"
    BACKED_UP_LONG_AGO = "backed_up_long_ago"  # days


# Whoever may not act on an alert does not see it.
RIGHTS: Mapping[Kind, Right] = {
    Kind.BROKEN: Right.LEDGER_READ,
    Kind.VERIFY_FAILED: Right.LEDGER_READ,
    Kind.IMPORT_FAILED: Right.IMPORT,
    Kind.BACKUP_FAILED: Right.EXPORT,
    Kind.LATE: Right.ORDERS_READ,
    Kind.SHORT: Right.STOCK_READ,
    Kind.UNPAID: Right.ORDERS_READ,
    Kind.NEVER_VERIFIED: Right.LEDGER_READ,
    Kind.VERIFIED_LONG_AGO: Right.LEDGER_READ,
    Kind.NEVER_BACKED_UP: Right.EXPORT,
    Kind.BACKED_UP_LONG_AGO: Right.EXPORT,
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One fact: what `count` counts, its kind says; a job that failed carries its error."""

    kind: Kind
    count: int = 0
    error: CounterfoilError | None = None


@dataclass(frozen=True, slots=True)
class _Counts:
    late: int
    short: int
    unpaid: int
    has_orders: bool
    has_goods: bool


def alerts(shop: Shop, rights: frozenset[str], known: Known, now_us: int) -> tuple[Alert, ...]:
    """What a person with `rights` should know of `shop` now, the gravest first."""
    counts = _count(shop, now_us)
    found = [
        Alert(Kind.BROKEN, known.problems),
        Alert(Kind.LATE, counts.late),
        Alert(Kind.SHORT, counts.short),
        Alert(Kind.UNPAID, counts.unpaid),
    ]
    found = [one for one in found if one.count]
    if counts.has_orders or counts.has_goods:
        found += _verification(known, now_us)
    if counts.has_orders and shop.about.simulated is None:
        found += _backup(known, now_us)
    return allowed(found, rights)


def allowed(found: list[Alert], rights: frozenset[str]) -> tuple[Alert, ...]:
    """Those that a person with `rights` may act on, the gravest first."""
    order = list(Kind)
    kept = [one for one in found if RIGHTS[one.kind] in rights]
    return tuple(sorted(kept, key=lambda one: order.index(one.kind)))


def _count(shop: Shop, now_us: int) -> _Counts:
    late = (Filter("state", "in", OPEN), Filter("due_at_us", "max", now_us))
    waiting = (
        Filter("state", "is", "to_pay"),
        Filter("placed_at_us", "max", now_us - PAY_DAYS * DAY_US),
    )
    return shop.database.read(
        lambda c: _Counts(
            late=orders.orders_count(c, late),
            short=stock.levels_count(c, (Filter("available", "max", -1),)),
            unpaid=orders.orders_count(c, waiting),
            has_orders=orders.newest_order_us(c) is not None,
            has_goods=stock.levels_count(c) > 0,
        )
    )


def _verification(known: Known, now_us: int) -> list[Alert]:
    if known.verified_us is None:
        return [Alert(Kind.NEVER_VERIFIED)]
    days = (now_us - known.verified_us) // DAY_US
    return [Alert(Kind.VERIFIED_LONG_AGO, days)] if days >= VERIFY_DAYS else []


def _backup(known: Known, now_us: int) -> list[Alert]:
    if known.backed_up_us is None:
        return [Alert(Kind.NEVER_BACKED_UP)]
    days = (now_us - known.backed_up_us) // DAY_US
    return [Alert(Kind.BACKED_UP_LONG_AGO, days)] if days >= BACKUP_DAYS else []
