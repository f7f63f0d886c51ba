"""Fitted models asked about one shopper at a time: the same scores, without a batch's overhead.

What a model adds to a list is arrays until somebody reads it: ten items of a shopper with a
hundred own items and five hundred neighbours would else be thousands of Reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.live.gather import Gathered, Rows, product
from engines.recommend.live.shopper import Shopper
from engines.recommend.models.frequency import FittedFrequency
from engines.recommend.models.item_to_item import FittedItemToItem, Profile
from engines.recommend.models.model import Fitted, Reason, Scores, Sparse
from engines.recommend.models.popularity import FittedByItem

Asked = Callable[[], Interactions]  # the shopper's history as a batch of one


class Evidence(Protocol):
    """What scores of some items come from."""

    def of(self, place: int) -> list[Reason]:
        """The reasons of the item at a place among those asked about."""


class Answer(Protocol):
    """What a model says to one shopper."""

    @property
    def scores(self) -> Floats | Scores:
        """Scores (items,), as `Fitted.scores` but for rounding."""

    def evidence(self, items: Ints) -> tuple[Evidence, ...]:
        """What the scores of some items come from, as `Fitted.reasons`."""


class Quick(Protocol):
    """A fitted model that is asked about one shopper at a time."""

    def ask(self, one: Shopper, asked: Asked) -> Answer:
        """Scores and where they come from."""

    def forget(self, number: int) -> None:
        """Let a shopper who was learned from be nobody's neighbour any more."""


@dataclass(frozen=True, eq=False)
class Own:
    """One amount (items,) an item, which is its own reason; none where it is 0."""

    part: str
    items: Ints
    amounts: Floats
    zeros: bool = False  # whether an amount of 0 is a reason too

    def of(self, place: int) -> list[Reason]:
        """The item itself."""
        amount = float(self.amounts[place])
        item = int(self.items[place])
        return [Reason(self.part, amount, item=item)] if amount or self.zeros else []


@dataclass(frozen=True, eq=False)
class FromItems:
    """What own items with their weights pass on to the items asked about, worked out when read.

    `tied` gives the ties of all own items with some items (own x items); they never change.
    """

    part: str
    own: Ints
    weights: Floats
    tied: Callable[[Ints], Floats | Scores]
    items: Ints

    def of(self, place: int) -> list[Reason]:
        """One for each of the shopper's items that adds anything."""
        column = self.weights * self.tied(self.items[place : place + 1])[:, 0]
        there = np.flatnonzero(column)
        pairs = zip(self.own[there].tolist(), column[there].tolist(), strict=True)
        return [Reason(self.part, amount, item=item) for item, amount in pairs]


@dataclass(frozen=True, eq=False)
class Listed:
    """Reasons as a model gave them."""

    reasons: list[list[Reason]]

    def of(self, place: int) -> list[Reason]:
        """Those of the item."""
        return self.reasons[place]


@dataclass(frozen=True, eq=False)
class BatchAnswer:
    """What a model without a quick way says."""

    fitted: Fitted
    shopper: Interactions
    scores: Scores

    def evidence(self, items: Ints) -> tuple[Evidence, ...]:
        """All reasons, made at once."""
        return (Listed(self.fitted.reasons(self.shopper, items)),)


class Batch:
    """Any model, asked about a batch of one."""

    def __init__(self, fitted: Fitted) -> None:
        self._fitted = fitted

    def ask(self, one: Shopper, asked: Asked) -> BatchAnswer:
        """As slow as `Fitted.scores` and `Fitted.reasons` are."""
        shopper = asked()
        return BatchAnswer(self._fitted, shopper, self._fitted.scores(shopper)[0])

    def forget(self, number: int) -> None:
        """What it learned stays until the next training."""


@dataclass(frozen=True, eq=False)
class ItselfAnswer:
    """Scores that an item has on its own account."""

    part: str
    scores: Floats
    zeros: bool = False

    def evidence(self, items: Ints) -> tuple[Evidence, ...]:
        """The items themselves."""
        return (Own(self.part, items, self.scores[items], self.zeros),)


class QuickByItem:
    """One score an item, whoever asks."""

    def __init__(self, fitted: FittedByItem) -> None:
        self._answer = ItselfAnswer(fitted.part, fitted.by_item, zeros=True)

    def ask(self, one: Shopper, asked: Asked) -> ItselfAnswer:
        """Always the same."""
        return self._answer

    def forget(self, number: int) -> None:
        """A shopper's share of a sum stays until the next training."""


class QuickFrequency:
    """An aspect of the shopper's own purchases."""

    def __init__(self, fitted: FittedFrequency) -> None:
        self._fitted = fitted

    def ask(self, one: Shopper, asked: Asked) -> ItselfAnswer:
        """0 but for the shopper's own items."""
        scores = np.zeros(len(self._fitted.again))
        scores[one.items] = self._fitted.values(one.pairs)
        return ItselfAnswer(self._fitted.aspect, scores)

    def forget(self, number: int) -> None:
        """A shopper's share of a mean stays until the next training."""


@dataclass(frozen=True, eq=False)
class TiesAnswer:
    """What the shopper's own items pass on; `tied` gives (own x items asked about)."""

    part: str
    own: Ints
    weights: Floats
    scores: Floats | Scores
    tied: Callable[[Ints], Floats | Scores]

    def evidence(self, items: Ints) -> tuple[Evidence, ...]:
        """One part for each own item that is tied to the item."""
        return (FromItems(self.part, self.own, self.weights, self.tied, items),)


class QuickSparseTies:
    """Ties to the nearest items: the rows of the shopper's items, added up."""

    def __init__(self, fitted: FittedItemToItem) -> None:
        self._part, self._profile = fitted.part, fitted.profile
        self._ties, self._transposed = Rows.of(fitted.ties.tocsr()), fitted.ties.T.tocsr()

    def ask(self, one: Shopper, asked: Asked) -> TiesAnswer:
        """Only the ties of the shopper's items are read, unless they are many."""
        weights = profile_of(one, self._profile)
        own, ties = one.items, self._ties
        scores = product(ties, self._transposed, own, weights)
        return TiesAnswer(self._part, own, weights, scores, lambda to: ties.pick(own).at(to))

    def forget(self, number: int) -> None:
        """Ties stay until the next training."""


class QuickDenseTies:
    """Ties between all items."""

    def __init__(self, fitted: FittedItemToItem) -> None:
        self._part, self._profile = fitted.part, fitted.profile
        self._ties = np.ascontiguousarray(fitted.ties)

    def ask(self, one: Shopper, asked: Asked) -> TiesAnswer:
        """Sparse times dense adds up rows where they are: picking them first costs more."""
        own, weights = one.items, profile_of(one, self._profile)
        row = Gathered(np.array([len(own)]), own, weights.astype(np.float32), len(self._ties))
        scores: Scores = row.times(self._ties)[0]
        return TiesAnswer(self._part, own, weights, scores, lambda to: self._ties[own[:, None], to])

    def forget(self, number: int) -> None:
        """Ties stay until the next training."""


def profile_of(one: Shopper, profile: Profile) -> Floats:
    """The weights of the shopper's items (items,), as `Profile.of`."""
    weights = np.minimum(one.decayed(profile.half_life), 1.0)
    if profile.root:
        weights /= np.sqrt(max(float(weights.sum()), 1e-12))
    return weights


def is_dense(ties: Sparse) -> bool:
    """Whether ties are a plain array."""
    return isinstance(ties, np.ndarray)
