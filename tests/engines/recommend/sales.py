"""Small shops to learn from: random, but the same every time."""

from __future__ import annotations

import numpy as np

from engines.recommend.interactions import Interactions, interactions

DAY = 86_400
START = 1_600_000_000


def random_sales(
    *, users: int = 60, items: int = 40, baskets: int = 600, seed: int = 3
) -> Interactions:
    """Shoppers with a taste: two groups of items, the first of each bought most."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[int, int, int, int]] = []
    for basket in range(baskets):
        user = int(chance.integers(users))
        time = START + int(chance.integers(300)) * DAY + basket
        first = (user % 2) * (items // 2)
        size = 1 + int(chance.poisson(3))
        picked = {first + int(items // 2 * chance.beta(1, 3)) for _ in range(size)}
        rows += [(user, item, time, basket) for item in sorted(picked)]
    columns = np.array(rows, np.int64).T
    user, item, time, basket = columns[0], columns[1], columns[2], columns[3]
    return interactions(
        user_ids=tuple(f"u{n}" for n in range(users)),
        item_ids=tuple(f"i{n}" for n in range(items)),
        user=user,
        item=item,
        time=time,
        basket=basket,
    )


def told(*rows: tuple[str, str, int], quantity: list[float] | None = None) -> Interactions:
    """Interactions from (user, item, day) by hand."""
    users = tuple(dict.fromkeys(user for user, _, _ in rows))
    items = tuple(dict.fromkeys(item for _, item, _ in rows))
    return interactions(
        user_ids=users,
        item_ids=items,
        user=np.array([users.index(user) for user, _, _ in rows], np.int64),
        item=np.array([items.index(item) for _, item, _ in rows], np.int64),
        time=np.array([START + day * DAY for _, _, day in rows], np.int64),
        quantity=None if quantity is None else np.array(quantity),
    )
