"""What can be wrong with a change of stock, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class NotEnoughStock(CounterfoilError):
    """Fewer pieces are there than the act needs, and the shop does not oversell this SKU."""

    sku: str
    wanted: int
    available: int


@dataclass
class LocationTaken(CounterfoilError):
    """A location of that name exists."""

    name: str
