"""Who bought what with what, kept so that one purchase or return changes the next list at once.

For every pair of items: how many users bought both, and C_ij = Σ_u x_ui x_uj with
x_ui = Σ over purchases of weight · 2^(−age/half_life).

Kept is X (users x items), by which every C_ij is known, not C = XᵀX. Of Online Retail's pairs of
items somebody bought 60 % together: C has 30 entries for one of X, a purchase changes as many of
them as the shopper has items, and a return leaves rounding errors where sums go down. With X a
purchase changes one row, and a shopper's scores are two products, Xᵀ(X w): some 1.2 ms a million
entries.
"""

from __future__ import annotations

from math import isfinite
from threading import Lock

import numpy as np

from engines.database.errors import BadValue
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.live.base import Base, packed, repacked
from engines.recommend.live.decay import Decay
from engines.recommend.live.moment import Moment
from engines.recommend.live.purchases import NOTHING, Purchases
from engines.recommend.live.rows import Writer

_DUE_LEAST = 20_000  # entries of rows, which cost a reader some 0.05 ms
_DUE_SHARE = 16  # of the entries of the base: reading slows down by an eighth


class CoPurchases:
    """Pairs of items by who bought both, changed by one writer, read from any thread.

    A change makes a new `moment` of arrays nobody changes any more and sets it in one assignment:
    readers hold no lock and see all of a change or nothing. Only one thread may add, remove and
    forget; `compact` may run beside it in another. Users and items are numbers from 0 without
    wide gaps, times are integers in the units of the interactions.
    """

    def __init__(self, base: Base) -> None:
        self._lock = Lock()  # between the writer and the end of `compact`
        self._latest = base.decay.landmark
        self._moment: Moment
        self._start_from(base, {}, base.items)

    @classmethod
    def of(cls, data: Interactions, half_life: float) -> CoPurchases:
        """Learn from interactions; `half_life` in days, infinite for no decay. Raises BadValue."""
        if not half_life > 0:
            raise BadValue("half_life", str(half_life), "not above zero")
        bought = Purchases(data.item, data.time, data.quantity, data.weight)
        decay = Decay(half_life * data.day, float(data.end))
        return cls(packed(data.user, [bought], (data.users, data.items), decay))

    @property
    def moment(self) -> Moment:
        """What is known now: for a reader who asks more than one thing."""
        return self._moment

    @property
    def items(self) -> int:
        """How many items there are."""
        return self._moment.items

    @property
    def due(self) -> bool:
        """Whether `compact` would make reading noticeably faster."""
        entries = int(self._base.by_item.nnz)
        return self._writer.entries > max(_DUE_LEAST, entries // _DUE_SHARE)

    def history(self, user: int) -> Purchases:
        """What a user bought and kept; nothing of somebody unknown."""
        return self._moment.history(user)

    def cosine_scores(self, items: Ints, weights: Floats) -> Floats:
        """Σ_j α_j C_ij / √(C_ii C_jj) over j ≠ i, α the weights of `items`: float64 (items,)."""
        return self._moment.cosine_scores(items, weights)

    def cosine_parts(self, item: int, items: Ints, weights: Floats) -> Floats:
        """What each of the shopper's `items` adds to the score of an item: (len(items),)."""
        return self._moment.cosine_parts(item, items, weights)

    def together(self, item: int) -> Ints:
        """How many users bought both the item and every item (items,)."""
        return self._moment.together(item)

    def strengths(self, item: int, now: float) -> Floats:
        """C_ij of an item with every item (items,), decayed to `now`."""
        return self._moment.strengths(item, now)

    def add(
        self, user: int, item: int, time: int, quantity: float = 1.0, weight: float = 1.0
    ) -> None:
        """A purchase, of anybody and anything, known or new. Raises BadValue.

        One 400 half-lives after the last packing packs anew, which takes as long as `compact`.
        """
        _check(user, item, quantity)
        if not (isfinite(weight) and weight >= 0):
            raise BadValue("weight", str(weight), "negative")
        with self._lock:
            self._latest = max(self._latest, float(time))
            moment = self._moment
            if not moment.base.decay.reaches(time):
                base = repacked(moment.base, self._changed, moment.items, float(time))
                self._start_from(base, {}, moment.items)
            before = self._moment.history(user)
            items, strengths = self._replace(user, before.added(item, time, quantity, weight))
            strength = float(strengths[items.searchsorted(item)])
            more = weight * self._base.decay.grown_one(time)
            moment = self._written(item + 1)
            moment.norms[item] += more * (2 * strength - more)  # x² − (x − more)², no difference
            self._moment = moment

    def remove(self, user: int, item: int, time: int, quantity: float = 1.0) -> None:
        """A return: takes from the user's latest purchases of the item up to `time`.

        What exceeds them is for nothing, as in `interactions`. Raises BadValue.
        """
        _check(user, item, quantity)
        with self._lock:
            before = self._moment.history(user)
            after = before.less(item, time, quantity)
            if after is not before:
                self._replace(user, after)
                self._moment = self._summed_anew(np.array([item]))

    def forget(self, user: int) -> None:
        """Take away all that a user ever bought; after `compact` no array holds it any more."""
        with self._lock:
            items = np.unique(self._moment.history(user).item)
            if len(items):
                self._replace(user, NOTHING)
                self._moment = self._summed_anew(items)

    def compact(self) -> None:
        """Pack all changes into the base, so that reading costs as little as it can.

        Meant for a background job: readers never wait, the writer for the last step only.
        """
        with self._lock:
            moment, changed = self._moment, dict(self._changed)
            landmark = self._latest
        base = repacked(moment.base, changed, moment.items, landmark)
        with self._lock:
            if self._moment.base is moment.base:
                now = self._changed
                later = {u: bought for u, bought in now.items() if changed.get(u) is not bought}
                self._start_from(base, later, self._moment.items)

    def _start_from(self, base: Base, later: dict[int, Purchases], items: int) -> None:
        """Begin with a base and what came after it was packed, of so many items by now."""
        self._base = base
        self._writer = Writer()
        self._changed: dict[int, Purchases] = {}
        self._replaced = np.zeros(0, np.int64)
        self._norms = base.norms
        for user, bought in later.items():
            self._replace(user, bought)
        touched = [base.of(user).item for user in later] + [one.item for one in later.values()]
        self._moment = self._summed_anew(np.unique(np.concatenate([NOTHING.item, *touched])), items)

    def _replace(self, user: int, bought: Purchases) -> tuple[Ints, Floats]:
        """Let a new row stand for a user; its items and strengths."""
        if user < self._base.users and user not in self._changed:
            self._replaced = np.concatenate((self._replaced, [user]))
        self._changed[user] = bought
        items, strengths = bought.strengths(self._base.decay)
        self._writer.write(user, items, strengths)
        return items, strengths

    def _summed_anew(self, items: Ints, least: int = 0) -> Moment:
        """What was written, after these items may have lost purchases."""
        moment = self._written(max(least, int(items.max(initial=-1)) + 1))
        moment.norms[items] = moment.norms_of(items)
        return moment

    def _written(self, least: int) -> Moment:
        """What was written, of at least so many items; its diagonal is still to be put right."""
        norms = np.zeros(max(len(self._norms), least))
        norms[: len(self._norms)] = self._norms
        self._norms = norms
        rows = self._writer.rows(len(norms))
        return Moment(self._base, rows, self._replaced, norms, self._changed)


def _check(user: int, item: int, quantity: float) -> None:
    for field, value in (("user", user), ("item", item)):
        if value < 0:
            raise BadValue(field, str(value), "negative")
    if not (isfinite(quantity) and quantity > 0):
        raise BadValue("quantity", str(quantity), "not above zero")
