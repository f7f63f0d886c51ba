"""What shoppers with a like taste buy: neighbours weighted by cosine.

R_ui = Σ_v α(u, v)·R_vi over the nearest v, α the cosine of the two shoppers' profiles divided by
the sum over the neighbours: Resnick et al., "GroupLens", CSCW 1994, on implicit counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.history import history
from engines.recommend.models.model import Reason, Scores, Sparse
from engines.recommend.models.neighbours import rows_of, strongest


@dataclass(frozen=True)
class FittedUserKnn:
    """The profiles of all who were learned from."""

    neighbours: int
    half_life: float
    numbers: Mapping[str, int]
    rarity: Floats  # (items): how much an item in common tells
    profiles: Sparse  # CSR (users x items): decayed share of baskets
    directions: Sparse  # the same, each row of length 1

    def scores(self, shoppers: Interactions) -> Scores:
        """Means over each shopper's neighbours; nobody is a neighbour of themselves."""
        found: Scores = (self._alphas(shoppers) @ self.profiles).toarray().astype(np.float32)
        return found

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """One part for every neighbour who bought the item."""
        alphas = self._alphas(shopper)
        shares = self.profiles[alphas.indices][:, items].toarray()
        return by_neighbour(items, alphas.indices, alphas.data[:, None] * shares)

    def _alphas(self, shoppers: Interactions) -> Sparse:
        """CSR (shoppers x users): weights of the neighbours, each row summing to 1."""
        mine = _directions(_profiles(shoppers, self.half_life), self.rarity)
        likeness = (mine @ self.directions.T).tocsr()
        self_at = np.array([self.numbers.get(name, -1) for name in shoppers.user_ids])
        likeness.data[likeness.indices == self_at[rows_of(likeness)]] = 0
        nearest = strongest(likeness, self.neighbours)
        total = np.asarray(nearest.sum(axis=1)).ravel()
        nearest.data /= np.repeat(np.maximum(total, 1e-12), np.diff(nearest.indptr))
        return nearest


@dataclass(frozen=True)
class UserKnn:
    """Neighbours by purchases halved every `half_life` days, as shares of a shopper's baskets.

    With `idf` an item counts log((1 + n) / (1 + its buyers)) of n shoppers in a likeness: what
    nearly all buy tells no taste (Spärck Jones, Journal of Documentation 28, 1972).
    """

    neighbours: int = 200
    half_life: float = 120.0
    idf: bool = True

    @property
    def name(self) -> str:
        """What the model is called."""
        return "user-knn"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedUserKnn:
        """Keep everybody's profile."""
        profiles = _profiles(data, self.half_life)
        numbers = {name: at for at, name in enumerate(data.user_ids)}
        rarity = _rarity(profiles) if self.idf else np.ones(data.items)
        directions = _directions(profiles, rarity)
        return FittedUserKnn(self.neighbours, self.half_life, numbers, rarity, profiles, directions)


def _profiles(shoppers: Interactions, half_life: float) -> Sparse:
    """CSR (users x items), float32: each item's decayed share of a shopper's decayed baskets."""
    past = history(shoppers)
    counts = past.decayed(half_life)
    baskets = np.bincount(
        past.basket_user, 0.5 ** (past.basket_age / half_life), minlength=past.users
    )
    counts.data /= np.repeat(baskets + 0.5, np.diff(counts.indptr))
    return counts.astype(np.float32)


def _rarity(profiles: Sparse) -> Floats:
    """Inverse document frequency: users as documents, items as terms."""
    shoppers = int((np.diff(profiles.indptr) > 0).sum())
    buyers = np.bincount(profiles.indices, minlength=profiles.shape[1])
    found: Floats = np.log((1.0 + shoppers) / (1.0 + buyers))
    return found


def _directions(profiles: Sparse, rarity: Floats) -> Sparse:
    found = profiles.copy()
    found.data *= rarity[found.indices].astype(np.float32)
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    found.data /= np.repeat(np.maximum(lengths, 1e-12), np.diff(found.indptr))
    return found


def by_neighbour(items: Ints, who: Ints, amounts: Sparse) -> list[list[Reason]]:
    """Reasons from amounts (neighbours x items asked about), zeros left out."""
    users = who.tolist()
    return [
        [
            Reason("like shoppers", amount, item=item, user=user)
            for user, amount in zip(users, column, strict=True)
            if amount
        ]
        for item, column in zip(items.tolist(), amounts.T.tolist(), strict=True)
    ]
