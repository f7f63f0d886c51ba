"""The parts of a score as a person reads them, each with the purchases it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Interactions, Ints
from engines.recommend.models.model import Fitted, Reason

# What a model calls a part → what a person is told; the order is that of the bars.
GROUPS = {
    "bought": "before",
    "bought again": "before",
    "due": "before",
    "not overdue": "before",
    "together": "together",
    "same basket": "together",
    "taste": "together",
    "like shoppers": "alike",
    "popularity": "popular",
    "trend": "popular",
}
FEWEST = 5  # customers a shown reason must stand for: k-anonymity


@dataclass(frozen=True)
class Tie:
    """An item of the customer's own, by its id, and how much of a part comes from it.

    `both` of `of` customers who bought it also bought the item explained; None where they are too
    few to be spoken of.
    """

    item: str
    amount: float
    both: int | None
    of: int | None


@dataclass(frozen=True)
class Part:
    """A named part of a score: `group` is before, together, alike, popular or rule.

    `times` and `last` (Unix seconds) are the customer's own purchases of the item; `shoppers` how
    many others the part comes from, None where they are too few to be spoken of.
    """

    group: str
    amount: float
    ties: tuple[Tie, ...] = ()
    times: int = 0
    last: int | None = None
    shoppers: int | None = None


def parts_of(
    fitted: Fitted, shopper: Interactions, data: Interactions, items: Ints
) -> list[tuple[Part, ...]]:
    """The parts of one shopper's score of each item, grouped; they sum to it."""
    reasons = fitted.reasons(shopper, items)
    return [
        _grouped(given, shopper, data, item)
        for item, given in zip(items.tolist(), reasons, strict=True)
    ]


def _grouped(
    reasons: list[Reason], shopper: Interactions, data: Interactions, item: int
) -> tuple[Part, ...]:
    grouped: dict[str, list[Reason]] = {}
    for one in reasons:
        grouped.setdefault(GROUPS.get(one.part, one.part), []).append(one)
    order = list(dict.fromkeys([*GROUPS.values(), *grouped]))
    return tuple(
        _part(group, grouped[group], shopper, data, item) for group in order if group in grouped
    )


def _part(
    group: str, reasons: list[Reason], shopper: Interactions, data: Interactions, item: int
) -> Part:
    amount = sum(one.amount for one in reasons)
    if group == "before":
        mine = shopper.item == item
        times = len(np.unique(shopper.basket[mine]))
        last = int(shopper.time[mine].max()) if times else None
        return Part(group, amount, times=times, last=last)
    if group == "together":
        return Part(group, amount, ties=_ties(reasons, data, item))
    if group == "alike":
        others = len({one.user for one in reasons})
        return Part(group, amount, shoppers=others if others >= FEWEST else None)
    return Part(group, amount)


def _ties(reasons: list[Reason], data: Interactions, item: int, most: int = 3) -> tuple[Tie, ...]:
    """The items that give most, each once."""
    amounts: dict[int, float] = {}
    for one in reasons:
        if one.item is not None:
            amounts[one.item] = amounts.get(one.item, 0.0) + one.amount
    strongest = sorted(amounts, key=lambda own: -amounts[own])[:most]
    buyers = set(data.user[data.item == item].tolist())
    found = []
    for own in strongest:
        theirs = set(data.user[data.item == own].tolist())
        both = len(theirs & buyers)
        spoken = both >= FEWEST
        found.append(
            Tie(
                data.item_ids[own],
                amounts[own],
                both if spoken else None,
                len(theirs) if spoken else None,
            )
        )
    return tuple(found)
