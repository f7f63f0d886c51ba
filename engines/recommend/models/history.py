"""Each shopper's history: which item in which of the shopper's baskets, how long ago."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.model import Sparse


@dataclass(frozen=True)
class History:
    """One element an item of a basket; an item counts once a basket.

    `back` is how many baskets later the same shopper has: 0 in the last one. `age` is in days
    before now. `baskets` (users) is how many each shopper has, `basket_user`, `basket_back` and
    `basket_age` say of each basket (in any order) whose it is, and its `back` and `age`.
    """

    users: int
    items: int
    user: Ints
    item: Ints
    basket: Ints
    back: Ints
    age: Floats
    weight: Floats
    baskets: Ints
    basket_user: Ints
    basket_back: Ints
    basket_age: Floats

    def matrix(self, values: Floats) -> Sparse:
        """Sums of a value by shopper and item: CSR (users x items), float64."""
        from scipy import sparse

        return sparse.csr_matrix((values, (self.user, self.item)), shape=(self.users, self.items))

    def decayed(self, half_life: float) -> Sparse:
        """How often each shopper bought each item, each purchase halved every so many days."""
        return self.matrix(self.weight * 0.5 ** (self.age / half_life))

    def basket_matrix(self) -> Sparse:
        """Which item is in which basket: CSR (baskets x items) of ones."""
        from scipy import sparse

        ones = np.ones(len(self.item))
        shape = (len(self.basket_user), self.items)
        return sparse.csr_matrix((ones, (self.basket, self.item)), shape=shape)


def history(data: Interactions) -> History:
    """See interactions as baskets; ages are taken at the data's `now`."""
    numbers, at = np.unique(data.basket, return_inverse=True)
    owner = np.zeros(len(numbers), np.int64)
    owner[at] = data.user
    latest = np.full(len(numbers), np.iinfo(np.int64).min)
    np.maximum.at(latest, at, data.time)
    baskets = np.bincount(owner, minlength=data.users).astype(np.int64)
    back = _places(owner, latest, baskets)

    cells, first = np.unique(at * data.items + data.item, return_index=True)
    weight = np.zeros(len(cells))
    np.maximum.at(weight, np.searchsorted(cells, at * data.items + data.item), data.weight)
    basket = at[first]
    basket_age = np.maximum(0.0, (data.now - latest) / data.day)
    return History(
        users=data.users,
        items=data.items,
        user=owner[basket],
        item=data.item[first],
        basket=basket,
        back=back[basket],
        age=basket_age[basket],
        weight=weight,
        baskets=baskets,
        basket_user=owner,
        basket_back=back,
        basket_age=basket_age,
    )


def _places(owner: Ints, latest: Ints, baskets: Ints) -> Ints:
    """Each basket's place from the end among its owner's."""
    order = np.lexsort((-latest, owner))
    starts = np.concatenate(([0], np.cumsum(baskets)))[owner[order]]
    back = np.zeros(len(owner), np.int64)
    back[order] = np.arange(len(owner)) - starts
    return back
