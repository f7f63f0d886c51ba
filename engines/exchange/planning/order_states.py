"""Several states of one order in one import: a log of webhooks, or the exports of two weeks.

The last one is the order; those before it bring nothing of their own. Which is the last is told by
the time at which the order was changed, where the file has one for both. Else the order of
appearance counts, as long as the order only moved on: what differs otherwise is a number given
twice.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from engines.exchange.errors import CellError
from engines.exchange.planning.moved_on import is_later
from engines.exchange.planning.order_draft import OrderDraft
from engines.exchange.planning.people import note_key
from engines.orders.facts import OrderPlaced


class State(msgspec.Struct, frozen=True):
    """An order as a file tells it in one place: what is left of its draft."""

    file: Path
    places: list[int]
    label: str  # what the file calls the order's number
    key: str
    updated: int
    customer: str  # the customer's id in the shop that wrote the file
    notes: tuple[str, ...]  # names of what people wrote about it
    fact: OrderPlaced
    personal: dict[str, str]


def state_of(draft: OrderDraft, fact: OrderPlaced, personal: dict[str, str]) -> State:
    """A whole draft as a state of its order."""
    return State(
        draft.file,
        draft.places,
        draft.head.label("number"),
        draft.key,
        draft.updated,
        draft.head.get("customer").strip(),
        (note_key(draft.number), *draft.personal),
        fact,
        personal,
    )


class States:
    """The states of every order, each order's oldest first."""

    def __init__(self) -> None:
        self.by_number: dict[str, list[State]] = {}

    def add(self, new: State) -> None:
        """Take a state. Raises CellError for another order of the same number."""
        known = self.by_number.setdefault(new.fact.number, [])
        if not known:
            known.append(new)
            return
        place = len(known)
        while place and _is_before(new, known[place - 1]):
            place -= 1
        if not _is_one_order(known[max(place - 1, 0)], new):
            raise CellError(new.label, new.fact.number, "order twice")
        known.insert(place, new)


def _is_before(one: State, other: State) -> bool:
    return 0 < one.updated < other.updated


def _is_one_order(one: State, other: State) -> bool:
    """Whether both are states of one order."""
    ids, placed = (one.key, other.key), (one.fact.placed_at_us, other.fact.placed_at_us)
    if all(ids) and ids[0] != ids[1]:
        return False
    if _is_before(one, other) or _is_before(other, one):
        return all(ids) or placed[0] == placed[1]
    return one.personal.get("email") == other.personal.get("email") and is_later(
        one.fact, other.fact
    )
