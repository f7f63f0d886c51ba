"""How good lists of recommendations are: each metric gives one figure a user.

Lists are the heads of full rankings: every item of the catalogue competed. Metrics against a
sample of the items order models differently (Krichene & Rendle 2020). An array `lists` is users ×
places of item numbers, best first, −1 where a place is empty; no item stands twice in a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Bools, Floats, Ints


@dataclass(frozen=True)
class Relevant:
    """What each user wanted: user u's items are `items[offsets[u]:offsets[u + 1]]`, ascending.

    `offsets` has one element more than there are users. Raises ValueError if it is not so.
    """

    offsets: Ints
    items: Ints

    def __post_init__(self) -> None:
        sizes = np.diff(self.offsets)
        if not len(self.offsets) or self.offsets[0] or self.offsets[-1] != len(self.items):
            raise ValueError("offsets do not span the items")
        if (sizes < 0).any() or (self.items < 0).any():
            raise ValueError("offsets or items are out of order")
        # Only where a user ends may an item be followed by one that is not larger.
        ends = np.zeros(len(self.items) + 1, dtype=np.bool_)
        ends[self.offsets] = True
        if ((np.diff(self.items) <= 0) & ~ends[1:-1]).any():
            raise ValueError("items of a user are not ascending")

    @property
    def users(self) -> int:
        """How many users there are, with or without relevant items."""
        return len(self.offsets) - 1

    @property
    def count(self) -> Ints:
        """How many items each user wanted."""
        return np.diff(self.offsets)

    @property
    def user(self) -> Ints:
        """The user of each element of `items`."""
        return np.repeat(np.arange(self.users, dtype=np.int64), self.count)


def relevant_of(user: Ints, item: Ints, users: int) -> Relevant:
    """Pairs of user and item in any order, repeated or not, as what each of `users` wanted.

    Raises ValueError for a user or an item of no number.
    """
    if len(user) and (user.min() < 0 or user.max() >= users or item.min() < 0):
        raise ValueError("a user or an item has no number")
    span = int(item.max()) + 1 if len(item) else 1
    pairs = np.unique(user.astype(np.int64) * span + item)
    counts = np.bincount(pairs // span, minlength=users)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Relevant(offsets, pairs % span)


@dataclass(frozen=True)
class Hits:
    """Lists held against what was relevant.

    `pair` is users × places: which element of `relevant.items` stands there, −1 for none.
    """

    lists: Ints
    pair: Ints
    relevant: Relevant

    def found(self, k: int) -> Bools:
        """Users × k: whether a relevant item stands there. Raises ValueError."""
        return _first(self.pair, k) >= 0


def match(lists: Ints, relevant: Relevant) -> Hits:
    """Find the relevant items in the lists (users × places), once for all metrics.

    Raises ValueError for another number of users, or an item twice in a list.
    """
    if lists.ndim != 2 or len(lists) != relevant.users:
        raise ValueError(f"lists of shape {lists.shape} for {relevant.users} users")
    ordered = np.sort(lists, axis=1)
    if ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any():
        raise ValueError("an item stands twice in a list")
    span = 1 + max(int(lists.max(initial=-1)), int(relevant.items.max(initial=-1)))
    wanted = relevant.user * span + relevant.items
    keys = np.arange(len(lists), dtype=np.int64)[:, None] * span + lists
    at = np.searchsorted(wanted, keys)
    # A key beyond the last wanted one is compared with the last, from which it differs.
    inside = np.minimum(at, max(len(wanted) - 1, 0))
    hit = (lists >= 0) & (wanted[inside] == keys) if len(wanted) else np.zeros(keys.shape, bool)
    return Hits(lists, np.where(hit, at, -1).astype(np.int64), relevant)


def _first(lists: Ints, k: int) -> Ints:
    if not 1 <= k <= lists.shape[1]:
        raise ValueError(f"k is {k}, lists have {lists.shape[1]} places")
    head: Ints = lists[:, :k]
    return head


def _items(lists: Ints, k: int, items: int) -> Ints:
    """The first k of lists, all of them items of the catalogue."""
    shown = _first(lists, k)
    if shown.max(initial=-1) >= items or shown.min(initial=0) < -1:
        raise ValueError(f"a list holds what is none of {items} items")
    return shown


def _judged(values: Floats, relevant: Relevant) -> Floats:
    """Per-user values, NaN for users who wanted nothing: no list could be right for them."""
    return np.where(relevant.count > 0, values, np.nan)


def ndcg(hits: Hits, k: int) -> Floats:
    """Normalised discounted cumulative gain at k of each user, 0 to 1; NaN where nothing relevant.

    A hit at place i (from 1) gains 1/log2(i + 1); the ideal list has min(k, relevant) hits on
    top. Järvelin & Kekäläinen 2002, with binary relevance.
    """
    discount = 1 / np.log2(np.arange(2, k + 2))
    gain = hits.found(k) @ discount
    ideal = np.concatenate([[0.0], np.cumsum(discount)])[np.minimum(hits.relevant.count, k)]
    return _mean(gain, ideal)


def recall(hits: Hits, k: int) -> Floats:
    """Share of each user's relevant items among the first k; NaN where nothing is relevant."""
    found = hits.found(k).sum(axis=1)
    return _judged(found / np.maximum(hits.relevant.count, 1), hits.relevant)


def precision(hits: Hits, k: int) -> Floats:
    """Share of k places that hold a relevant item, empty ones counted; NaN where none is."""
    return _judged(hits.found(k).sum(axis=1) / k, hits.relevant)


def reciprocal_rank(hits: Hits, k: int) -> Floats:
    """1 / place of the first hit among k, 0 without one; NaN where nothing is relevant.

    The mean over users is MRR@k (Voorhees 1999).
    """
    found = hits.found(k)
    rank = found.argmax(axis=1) + 1.0
    return _judged(np.where(found.any(axis=1), 1 / rank, 0.0), hits.relevant)


def hit(hits: Hits, k: int) -> Floats:
    """1 where the first k hold a relevant item, else 0; NaN where nothing is relevant.

    The mean over users is the hit rate.
    """
    return _judged(np.where(hits.found(k).any(axis=1), 1.0, 0.0), hits.relevant)


def revenue(hits: Hits, value_minor: Ints, k: int) -> Ints:
    """What the relevant items among the first k brought from each user, in minor units.

    `value_minor` has one integer for each element of `relevant.items`: what that user paid for
    that item (of one price for all, `price_minor[relevant.items]`). Users who wanted nothing
    brought 0. Raises ValueError for values that are not integers, one a pair.
    """
    if value_minor.dtype.kind != "i" or len(value_minor) != len(hits.relevant.items):
        raise ValueError("values are not one integer a relevant item")
    pair = _first(hits.pair, k)
    worth = np.append(value_minor.astype(np.int64), 0)  # −1, no pair, is worth the last one
    brought: Ints = worth[pair].sum(axis=1, dtype=np.int64)
    return brought


def coverage(lists: Ints, items: int, k: int) -> float:
    """Share of a catalogue of `items` that stands among the first k of any list, 0 to 1.

    Raises ValueError for what is no item.
    """
    shown = _items(lists, k, items)
    seen = np.zeros(items, dtype=np.bool_)
    seen[shown[shown >= 0]] = True
    return float(seen.mean()) if items else 0.0


def novelty(lists: Ints, buyers: Ints, users: int, k: int) -> Floats:
    """Mean self-information of each list's first k, in bits; NaN for an empty list.

    −log2 p(item), p the chance that one of `users` has the item (Zhou et al. 2010); `buyers` is
    how many have each item. What nobody has counts as if one had it. Raises ValueError.
    """
    shown = _items(lists, k, len(buyers))
    if users < 1 or (buyers > users).any():
        raise ValueError("an item has more buyers than there are users")
    bits = -np.log2(np.maximum(buyers, 1) / users)
    there = shown >= 0
    total = np.where(there, np.append(bits, 0.0)[shown], 0.0).sum(axis=1)
    return _mean(total, there.sum(axis=1))


def diversity(lists: Ints, vectors: Floats, k: int) -> Floats:
    """1 − mean cosine between the items of each list's first k; NaN for fewer than two items.

    `vectors` is items × features; 0 to 1 if no feature is negative, else up to 2. A vector of
    zeros is like no other. Intra-list diversity, Ziegler et al. 2005. Raises ValueError.
    """
    shown = _items(lists, k, len(vectors))
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, length, out=np.zeros(vectors.shape), where=length > 0)
    unit = np.vstack([unit, np.zeros((1, vectors.shape[1]))])  # an empty place adds nothing
    standing = unit[shown]
    # Of the cosines of all ordered pairs, those of an item with itself are taken away.
    sums, own = standing.sum(axis=1), np.square(standing).sum(axis=(1, 2))
    count = (shown >= 0).sum(axis=1)
    cosine = _mean(np.square(sums).sum(axis=1) - own, count * (count - 1))
    return np.clip(1 - cosine, 0.0, 2.0)


def _mean(total: Floats, count: Floats | Ints) -> Floats:
    """Quotient of each user, NaN where the divisor is 0."""
    means: Floats = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
    return means


@dataclass(frozen=True)
class Catalogue:
    """What is known of the items: how many of `users` have each, and features (items × any)."""

    buyers: Ints
    users: int
    vectors: Floats | None = None


@dataclass(frozen=True)
class Evaluation:
    """One model's lists of k items in figures.

    `per_user`: name of a metric → one value a user, NaN where it says nothing. `revenue_minor`:
    what each user's hits brought, None if values were not told. `coverage` is of all lists.
    """

    k: int
    per_user: Mapping[str, Floats]
    coverage: float
    revenue_minor: Ints | None = None

    @property
    def total_minor(self) -> int | None:
        """Revenue of all users in minor units, exactly."""
        return None if self.revenue_minor is None else int(self.revenue_minor.sum())

    def mean(self, name: str) -> float:
        """Mean of a metric over the users of whom it says something; NaN if there are none."""
        values = self.per_user[name]
        told = values[np.isfinite(values)]
        return float(told.mean()) if len(told) else float("nan")

    def summary(self) -> dict[str, float]:
        """Name → mean of every metric, and the coverage."""
        return {name: self.mean(name) for name in self.per_user} | {"coverage": self.coverage}


def evaluate(
    lists: Ints,
    relevant: Relevant,
    catalogue: Catalogue,
    k: int,
    value_minor: Ints | None = None,
) -> Evaluation:
    """Every metric at k of lists (users × places ≥ k).

    `value_minor` as in `revenue`. Raises ValueError.
    """
    hits = match(lists, relevant)
    per_user = {
        "ndcg": ndcg(hits, k),
        "recall": recall(hits, k),
        "precision": precision(hits, k),
        "mrr": reciprocal_rank(hits, k),
        "hit_rate": hit(hits, k),
        "novelty": novelty(lists, catalogue.buyers, catalogue.users, k),
    }
    if catalogue.vectors is not None:
        per_user["diversity"] = diversity(lists, catalogue.vectors, k)
    return Evaluation(
        k=k,
        per_user=per_user,
        coverage=coverage(lists, len(catalogue.buyers), k),
        revenue_minor=None if value_minor is None else revenue(hits, value_minor, k),
    )
