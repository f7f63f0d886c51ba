"""What shoppers did, from any table of users, items and timestamps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.database.ticket import Ticket
from engines.exchange.reading.table import Table
from engines.exchange.tables.columns import Column, Ids, Integers, Numbers, read_columns, table_with
from engines.recommend.interactions import Interactions, interactions, is_unix

NEEDED = ("user", "item", "timestamp")
# How much each kind of event tells of what a shopper wants; a return takes a purchase back.
EVENTS = {"purchase": 1.0, "return": 1.0, "review": 1.0, "cart": 0.3, "search": 0.1, "view": 0.1}
_AHEAD = 86_400  # a clock may run a day ahead


@dataclass(frozen=True)
class Read:
    """Interactions from a file, and what was noticed on the way (counts of rows)."""

    data: Interactions
    rows: int
    untimed: int  # no timestamp: counted as the oldest
    future: int  # later than now: counted as now
    returned: int  # taken from what was bought before


class _Events(Column):
    """The weight of each row's event."""

    def __init__(self) -> None:
        super().__init__("event")
        self._found: list[NDArray[np.float64]] = []
        self._back: list[NDArray[np.bool_]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Look up the weights. Raises ValueError."""
        words = [cell.strip().lower() or "purchase" for cell in cells]
        if not EVENTS.keys() >= set(words):
            raise ValueError
        self._found.append(np.array([EVENTS[word] for word in words]))
        self._back.append(np.array([word == "return" for word in words]))

    def reason(self, cell: str) -> str | None:
        """A known event."""
        word = cell.strip().lower()
        return None if not word or word in EVENTS else "unknown event"

    def weights(self) -> NDArray[np.float64]:
        """How much each row tells."""
        return np.concatenate(self._found) if self._found else np.zeros(0)

    def returns(self) -> NDArray[np.bool_]:
        """Which rows are returns."""
        return np.concatenate(self._back) if self._back else np.zeros(0, bool)


def read_interactions(path: Path, ticket: Ticket) -> Read:
    """Read a table of interactions.

    Raises FileUnreadable, WrongKind, ColumnTwice, BadCell, Cancelled.
    """
    table = table_with(path, "purchases", NEEDED)
    there = {name.strip().lower() for name in table.header}
    users, items, times = Ids("user"), Ids("item"), Integers("timestamp")
    quantity = Numbers("quantity", empty=1.0) if "quantity" in there else None
    basket = Ids("basket") if "basket" in there else None
    rating = Numbers("rating", empty=np.nan) if "rating" in there else None
    event = _Events() if "event" in there else None
    asked = (users, items, times, quantity, basket, rating, event)
    rows = read_columns(table, [column for column in asked if column is not None], ticket)

    moments, untimed, future = _settled(times.array())
    amounts = np.ones(rows) if quantity is None else quantity.array()
    if event is not None:
        amounts = np.where(event.returns(), -np.abs(amounts), amounts)
    data = interactions(
        user_ids=users.names(),
        item_ids=items.names(),
        user=users.array(),
        item=items.array(),
        time=moments,
        quantity=amounts,
        basket=None if basket is None else basket.array(),
        weight=None if event is None else event.weights(),
        rating=None if rating is None else rating.array(),
    )
    return Read(data, rows, untimed, future, int((amounts < 0).sum()))


def read_users(path: Path, ticket: Ticket) -> tuple[str, ...]:
    """The users somebody asks about, each once, in the file's order.

    Raises FileUnreadable, WrongKind, ColumnTwice, BadCell, Cancelled.
    """
    table: Table = table_with(path, "users", ("user",))
    users = Ids("user")
    read_columns(table, [users], ticket)
    return users.names()


def _settled(moments: NDArray[np.int64]) -> tuple[NDArray[np.int64], int, int]:
    """Times without gaps: none is the oldest, later than now is now (of Unix seconds)."""
    blank = moments == Integers.EMPTY
    if blank.all():
        return np.zeros(len(moments), np.int64), int(blank.sum()), 0
    settled = np.where(blank, moments[~blank].min(), moments)
    now = int(time.time()) + _AHEAD
    late = settled > now
    if not is_unix(settled[~late]) or late.mean() > 0.5:  # another calendar, or none
        return settled, int(blank.sum()), 0
    return np.where(late, now, settled), int(blank.sum()), int(late.sum())
