"""Several states of one order in one import: a log of webhooks, or the exports of two weeks.

The last one is the order; those before it bring nothing of their own. Which is the last is told by
the time at which the order was changed, where the file has one for both. Else the order of
appearance counts, as long as the order only moved on: what differs otherwise is a number given
twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from engines.exchange.errors import CellError
from engines.exchange.planning.moved_on import is_later
from engines.exchange.planning.order_draft import OrderDraft
from engines.orders.facts import OrderPlaced


@dataclass(frozen=True, slots=True)
class State:
    """An order as a file tells it in one place."""

    draft: OrderDraft
    fact: OrderPlaced
    personal: dict[str, str]


class States:
    """The states of every order, each order's oldest first."""

    def __init__(self) -> None:
        self.by_number: dict[str, list[State]] = {}

    def add(self, new: State) -> None:
        """Take a state. Raises CellError for another order of the same number."""
        known = self.by_number.setdefault(new.draft.number, [])
        place = len(known)
        while place and _is_before(new, known[place - 1]):
            place -= 1
        neighbour = known[place - 1] if place else known[0] if known else None
        if neighbour is not None and not _is_one_order(neighbour, new):
            raise CellError(new.draft.head.label("number"), new.draft.number, "order twice")
        known.insert(place, new)


def _is_before(one: State, other: State) -> bool:
    return bool(one.draft.updated and other.draft.updated) and (
        one.draft.updated < other.draft.updated
    )


def _is_one_order(one: State, other: State) -> bool:
    """Whether both are states of one order."""
    ids, placed = (one.draft.key, other.draft.key), (one.fact.placed_at_us, other.fact.placed_at_us)
    if all(ids) and ids[0] != ids[1]:
        return False
    if _is_before(one, other) or _is_before(other, one):
        return all(ids) or placed[0] == placed[1]
    return one.personal.get("email") == other.personal.get("email") and is_later(
        one.fact, other.fact
    )
