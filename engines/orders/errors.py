"""What can be wrong with a change of an order, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class OrderNumberTaken(CounterfoilError):
    """An order of that number exists."""

    number: str


@dataclass
class OrderClosed(CounterfoilError):
    """The order is cancelled, or nothing of it is left to do."""

    number: str
    state: str


@dataclass
class TooManyPieces(CounterfoilError):
    """More pieces than the line has left."""

    number: str
    line_no: int
    wanted: int
    left: int


@dataclass
class TooMuchMoney(CounterfoilError):
    """More money than the order allows, in minor units."""

    number: str
    wanted_minor: int
    left_minor: int
    currency: str


@dataclass
class AlreadyShipped(CounterfoilError):
    """Pieces have left: the order can be refunded, not cancelled."""

    number: str
    shipped: int
