"""Fitted models that know of every shopper learned from, asked about one shopper at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.recommend.interactions import Floats, Ints
from engines.recommend.live.gather import Rows, as_row, product
from engines.recommend.live.quick import Asked, Evidence, Own, TiesAnswer, profile_of
from engines.recommend.live.shopper import Shopper
from engines.recommend.models.ease import FittedByUsers
from engines.recommend.models.model import Reason, Scores, Sparse
from engines.recommend.models.tifu_knn import FittedTifu
from engines.recommend.models.user_knn import FittedUserKnn


class Profiles:
    """Everybody's row of items: a copy, to multiply with and to add up."""

    def __init__(self, matrix: Sparse) -> None:
        self._matrix, self._transposed = matrix.copy(), matrix.T.tocsr()
        self._by_user, self._by_item = Rows.of(self._matrix), Rows.of(self._transposed)
        self.users = int(matrix.shape[0])
        self.items = int(matrix.shape[1])

    def dots(self, items: Ints, weights: Floats) -> Floats:
        """Everybody's row times one of a few items: (users,)."""
        return product(self._by_item, self._matrix, items, weights)

    def summed(self, users: Ints, weights: Floats) -> Floats:
        """Σ weight · row over some users: (items,)."""
        return product(self._by_user, self._transposed, users, weights)

    def at(self, users: Ints, items: Ints) -> Floats:
        """Some users' values of some items: (users x items)."""
        return self._by_item.pick(items).at(users).T

    def wipe(self, number: int) -> None:
        """Make a user's row zero."""
        self._by_user.wipe_row(number)
        self._by_item.wipe_column(number)


@dataclass(frozen=True, eq=False)
class FromShoppers:
    """Amounts (neighbours x items asked about)."""

    users: Ints
    items: Ints
    amounts: Floats

    def of(self, place: int) -> list[Reason]:
        """One for each neighbour who bought the item."""
        column = self.amounts[:, place]
        there = np.flatnonzero(column)
        item = int(self.items[place])
        pairs = zip(self.users[there].tolist(), column[there].tolist(), strict=True)
        return [Reason("like shoppers", amount, item=item, user=user) for user, amount in pairs]


@dataclass(frozen=True, eq=False)
class NearAnswer:
    """What the nearest shoppers' rows add, and the shopper's own amounts if `own` is told."""

    profiles: Profiles
    users: Ints
    weights: Floats
    scores: Floats
    own: Floats | None = None

    def evidence(self, items: Ints) -> tuple[Evidence, ...]:
        """Own purchases first, then one part for every neighbour who bought the item."""
        amounts = self.weights[:, None] * self.profiles.at(self.users, items)
        near = FromShoppers(self.users, items, amounts)
        return (near,) if self.own is None else (Own("bought", items, self.own[items]), near)


class QuickUserKnn:
    """Neighbours by cosine; which of equally near ones are taken may differ from a batch's."""

    def __init__(self, fitted: FittedUserKnn) -> None:
        self._most, self._half_life = fitted.neighbours, fitted.half_life
        self._profiles = Profiles(fitted.profiles)
        self._rarity = fitted.rarity
        telling = fitted.profiles.multiply(fitted.rarity[None, :])
        squares = np.asarray(telling.multiply(telling).sum(axis=1)).ravel()
        self._per_length = 1.0 / np.maximum(np.sqrt(squares), 1e-12)

    def ask(self, one: Shopper, asked: Asked) -> NearAnswer:
        """A product with the columns of the shopper's items, then the sum of the nearest rows."""
        baskets = float(np.sum(0.5 ** (one.basket_age / self._half_life)))
        mine = one.decayed(self._half_life) / (baskets + 0.5)
        rarity = self._rarity[one.items]
        telling = mine * rarity
        telling /= max(float(np.sqrt(telling @ telling)), 1e-12)
        likeness = self._profiles.dots(one.items, telling * rarity) * self._per_length
        if one.number >= 0:
            likeness[one.number] = 0.0
        near = np.flatnonzero(likeness > 0)
        if len(near) > self._most:
            near = near[np.argpartition(likeness[near], len(near) - self._most)[-self._most :]]
        alphas = likeness[near] / max(float(likeness[near].sum()), 1e-12)
        scores = self._profiles.summed(near, alphas)
        return NearAnswer(self._profiles, near, alphas, scores)

    def forget(self, number: int) -> None:
        """Without a profile one is like nobody."""
        self._profiles.wipe(number)


class QuickTifu:
    """Neighbours by distance; which of equally near ones are taken may differ from a batch's."""

    def __init__(self, fitted: FittedTifu) -> None:
        self._model = fitted.model
        self._profiles = Profiles(fitted.vectors)
        self._squares = fitted.squares.astype(np.float64)
        self._squares[np.diff(fitted.vectors.indptr) == 0] = np.inf

    def ask(self, one: Shopper, asked: Asked) -> NearAnswer:
        """The mix of one's own vector and the mean of the nearest."""
        baskets = np.full(len(one.back), max(len(one.basket_age), 1))
        mine = one.summed(self._model.weights(one.back, baskets))
        distance = self._squares - 2.0 * self._profiles.dots(one.items, mine)
        if one.number >= 0:
            distance[one.number] = np.inf
        count = min(self._model.neighbours, len(distance))
        near = np.argpartition(distance, count - 1)[:count]
        near = near[np.isfinite(distance[near])]
        alphas = np.full(len(near), (1.0 - self._model.own) / count)
        own = np.zeros(self._profiles.items)
        own[one.items] = self._model.own * mine
        scores = own + self._profiles.summed(near, alphas)
        return NearAnswer(self._profiles, near, alphas, scores, own)

    def forget(self, number: int) -> None:
        """Endlessly far away is nobody's neighbour."""
        self._profiles.wipe(number)
        self._squares[number] = np.inf


class QuickByUsers:
    """EASE held as M between the users' rows."""

    def __init__(self, fitted: FittedByUsers) -> None:
        self._profile, self._rows = fitted.profile, fitted.rows
        self._middle = np.ascontiguousarray(fitted.middle)  # symmetric
        self._transposed = fitted.rows.T.tocsr()
        self._by_item = Rows.of(self._transposed)
        self._scale = 1.0 / (fitted.ridge * fitted.diagonal)

    def ask(self, one: Shopper, asked: Asked) -> TiesAnswer:
        """u·B = u − (u·P)/diag(P): once through M, however many items.

        Not by BLAS, whose threads wait for one another as long as anything else is running.
        """
        weights = profile_of(one, self._profile)
        mine = np.zeros(len(self._scale), np.float32)
        mine[one.items] = weights
        through = as_row(product(self._by_item, self._rows, one.items, weights)).times(
            self._middle
        )[0]
        scores: Scores = mine - (mine - self._transposed @ through) * self._scale

        def tied(items: Ints) -> NDArray[np.float32]:
            return self._tied(one.items, items)

        return TiesAnswer("together", one.items, weights, scores, tied)

    def forget(self, number: int) -> None:
        """Ties stay until the next training."""

    def _tied(self, own: Ints, items: Ints) -> NDArray[np.float32]:
        """B of the own items with some items: x_iᵀ M x_j / (λ P_jj), 0 of an item with itself."""
        picked = self._by_item.pick(items)
        columns = self._by_item.pick(own)
        solved = columns.times(np.ascontiguousarray(picked.times(self._middle).T))
        ties: NDArray[np.float32] = solved * self._scale[items]
        ties[own[:, None] == items] = 0.0
        return ties
