"""All purchases up to some moment, packed: by user to look up, by item to multiply with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Floats, Ints
from engines.recommend.live.decay import Decay
from engines.recommend.live.purchases import Purchases, joined
from engines.recommend.models.model import Sparse


@dataclass(frozen=True, eq=False)
class Base:
    """Nothing in here ever changes.

    `by_user` is CSC (users x items) of strengths x_ui as of the landmark, float64; `by_item` is
    its transpose, CSR, of the same arrays; `norms` (items) is Σ_u x_ui². `bought` is ordered by
    user, those of user u at `starts[u]` up to `starts[u + 1]`.
    """

    decay: Decay
    starts: Ints
    bought: Purchases
    by_user: Sparse
    by_item: Sparse
    norms: Floats

    @property
    def items(self) -> int:
        """How many items there were."""
        return int(self.by_user.shape[1])

    @property
    def users(self) -> int:
        """How many users there were."""
        return int(self.by_user.shape[0])

    def of(self, user: int) -> Purchases:
        """A user's purchases, none of somebody unknown."""
        if user >= self.users:
            return self.bought.where(slice(0, 0))
        return self.bought.where(slice(self.starts[user], self.starts[user + 1]))


def packed(user: Ints, parts: list[Purchases], shape: tuple[int, int], decay: Decay) -> Base:
    """Pack purchases, parts one after the other; `shape` is users, items.

    `user` is whose each purchase is, -1 for one to leave out.
    """
    from scipy import sparse

    users, items = shape
    order = np.argsort(user, kind="stable")[np.count_nonzero(user < 0) :]
    bought, user = joined(parts, order), user[order]
    starts = np.concatenate(([0], np.cumsum(np.bincount(user, minlength=users))))
    grown = decay.grown(bought.time) * bought.weight
    by_item = sparse.csr_matrix((grown, (bought.item, user)), shape=(items, users))
    squares = sparse.csr_matrix((by_item.data**2, by_item.indices, by_item.indptr), by_item.shape)
    return Base(decay, starts, bought, by_item.T, by_item, squares @ np.ones(users))


def repacked(base: Base, changed: Mapping[int, Purchases], items: int, landmark: float) -> Base:
    """Pack again, with the purchases of some users replaced by `changed`, as of a landmark."""
    users = max((base.users, *(user + 1 for user in changed)))
    earlier = np.arange(base.users)
    earlier[[user for user in changed if user < base.users]] = -1
    owners = np.array([*changed], np.int64)
    sizes = [len(bought) for bought in changed.values()]
    user = np.concatenate((np.repeat(earlier, np.diff(base.starts)), np.repeat(owners, sizes)))
    decay = Decay(base.decay.half_life, landmark)
    return packed(user, [base.bought, *changed.values()], (users, items), decay)
