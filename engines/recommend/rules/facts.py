"""What is known of every item, and of the moment and the shopper a list is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from engines.recommend.interactions import Floats, Ints

PLACES = ("home", "product", "basket", "email", "buy again")
_DAYS_SOLD = 90  # what `sold` counts


@dataclass(frozen=True, eq=False)
class ItemFacts:
    """One element an item in every array; items are numbered as in the scores.

    `item_ids` are the lasting names that rules use, `names` what people call the items.
    `available`: units free to sell. `arrival_days`: until more arrives, NaN if nothing is on its
    way. `price_minor` and `cost_minor` in minor units, cost −1 where unknown. `brand` and
    `category` number `brands` and `categories`, −1 where unknown. `age_days`: since the item is
    sold, NaN where unknown. `sold`: units in the last 90 days. Raises ValueError for arrays that
    do not fit or hold what cannot be.
    """

    item_ids: tuple[str, ...]
    names: tuple[str, ...]
    available: Ints
    arrival_days: Floats
    price_minor: Ints
    cost_minor: Ints
    brand: Ints
    category: Ints
    age_days: Floats
    sold: Ints
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.names) != len(self) or len(self.number) != len(self):
            raise ValueError("names and different ids are needed for every item")
        for name, low, high in (
            ("available", None, None),
            ("price_minor", 0, None),
            ("cost_minor", -1, None),
            ("brand", -1, len(self.brands)),
            ("category", -1, len(self.categories)),
            ("sold", 0, None),
        ):
            _whole(name, getattr(self, name), len(self), low, high)
        for name in ("arrival_days", "age_days"):
            _days(name, getattr(self, name), len(self))

    def __len__(self) -> int:
        """How many items there are."""
        return len(self.item_ids)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each item by its id."""
        return {one: at for at, one in enumerate(self.item_ids)}

    def margin(self) -> Floats:
        """(items): (price − cost) ÷ price, at most 1; NaN without a cost or a price."""
        known = (self.cost_minor >= 0) & (self.price_minor > 0)
        kept = self.price_minor - self.cost_minor
        share = np.full(len(self), np.nan)
        np.divide(kept, self.price_minor, out=share, where=known)
        return share

    def cover_days(self) -> Floats:
        """(items): how long what is available lasts at the pace of sales; inf if nothing sells."""
        stock = np.maximum(self.available, 0).astype(np.float64)
        days = np.where(stock > 0, np.inf, 0.0)
        np.divide(stock * _DAYS_SOLD, self.sold, out=days, where=self.sold > 0)
        return days


@dataclass(frozen=True)
class Context:
    """Where a list is shown, to whom (the segments a shopper is in) and when, in Unix µs.

    Raises ValueError for a place that is none of PLACES.
    """

    place: str
    moment_us: int
    segment: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise ValueError(f"{self.place} is no place")


def _whole(name: str, values: Ints, count: int, low: int | None, high: int | None) -> None:
    """Raise ValueError unless there is one integer an item, from `low` to below `high`."""
    if values.shape != (count,) or values.dtype.kind != "i":
        raise ValueError(f"{name} is not one integer an item")
    if low is not None and (values < low).any():
        raise ValueError(f"{name} is below {low}")
    if high is not None and (values >= high).any():
        raise ValueError(f"{name} has no name")


def _days(name: str, values: Floats, count: int) -> None:
    """Raise ValueError unless there is one number of days an item, 0 or more, or NaN."""
    if values.shape != (count,) or values.dtype != np.float64:
        raise ValueError(f"{name} is not one float64 an item")
    if (values < 0).any() or np.isinf(values).any():
        raise ValueError(f"{name} is no number of days")
