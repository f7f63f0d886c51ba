"""What every model is: fitted to what shoppers did, it scores all items and says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engines.database.ticket import Ticket
from engines.recommend.interactions import Interactions, Ints

Scores = NDArray[np.float32]  # users x items
Sparse = Any  # a scipy.sparse matrix: scipy publishes no types


@dataclass(frozen=True)
class Reason:
    """A named part of a score, and what it comes from.

    `part` is the model's word for it; `item` an item of the shopper's own history, `user` another
    shopper, each None where the part comes from no single one.
    """

    part: str
    amount: float
    item: int | None = None
    user: int | None = None


class Fitted(Protocol):
    """A model that has learned."""

    def scores(self, shoppers: Interactions) -> Scores:
        """Scores (shoppers.users x items) from the shoppers' own history; finite, higher first.

        The shoppers' items are numbered as those that were learned from; the shoppers themselves
        are any: known ones, a basket, a visitor.
        """

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """For each of some items, parts that sum to the one shopper's score of it."""


class Model(Protocol):
    """A model with its settings."""

    @property
    def name(self) -> str:
        """What the model is called in results and settings."""

    def fit(self, data: Interactions, ticket: Ticket) -> Fitted:
        """Learn from interactions. Raises Cancelled."""
