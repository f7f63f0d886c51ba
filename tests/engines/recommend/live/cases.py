"""What a shop sees on some days, told as it happens and all at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engines.recommend.interactions import DAY_SECONDS, Floats, Interactions, Ints, interactions
from engines.recommend.live.counts import CoPurchases

START = 1_700_000_000
HALF_LIFE = 30.0  # days

Row = tuple[int, int, int, float]  # user, item, time, quantity (below 0 a return)


@dataclass
class Shop:
    """Events told to live counts, and kept to learn from anew."""

    users: int
    items: int
    live: CoPurchases
    rows: list[Row] = field(default_factory=list)

    def buy(self, user: int, item: int, time: int, quantity: float = 1.0) -> None:
        self.rows.append((user, item, time, quantity))
        self.live.add(user, item, time, quantity)

    def bring_back(self, user: int, item: int, time: int, quantity: float = 1.0) -> None:
        self.rows.append((user, item, time, -quantity))
        self.live.remove(user, item, time, quantity)

    def forget(self, user: int) -> None:
        self.rows = [row for row in self.rows if row[0] != user]
        self.live.forget(user)

    def data(self) -> Interactions:
        """What is left, learned all at once."""
        return told(self.rows, self.users, self.items)


def told(rows: list[Row], users: int, items: int) -> Interactions:
    table = np.array(rows, np.float64).reshape(-1, 4)
    return interactions(
        user_ids=tuple(str(user) for user in range(users)),
        item_ids=tuple(str(item) for item in range(items)),
        user=table[:, 0].astype(np.int64),
        item=table[:, 1].astype(np.int64),
        time=table[:, 2].astype(np.int64),
        quantity=table[:, 3],
    )


def shop(random: np.random.Generator, rows: int, users: int, items: int) -> Shop:
    """A shop that learned from some purchases, of half of its users and items."""
    first = [
        (int(random.integers(users // 2)), int(random.integers(items // 2)), START + at * 60, 1.0)
        for at in range(rows)
    ]
    live = CoPurchases.of(told(first, users // 2, items // 2), HALF_LIFE)
    return Shop(users, items, live, first)


def some_days(shop: Shop, random: np.random.Generator, events: int, days: float) -> None:
    """Purchases, a return after every third, now and then somebody to forget, or a compaction."""
    step = int(days * DAY_SECONDS / events)
    for at in range(events):
        time = START + DAY_SECONDS + at * step
        user, item = int(random.integers(shop.users)), int(random.integers(shop.items))
        kind = random.random()
        if kind < 0.7:
            shop.buy(user, item, time, float(random.integers(1, 4)))
        elif kind < 0.995:
            bought = shop.live.history(user).item
            back = int(random.choice(bought)) if len(bought) else item
            shop.bring_back(user, back, time, float(random.integers(1, 6)))
        elif kind < 0.998:
            shop.forget(user)
        else:
            shop.live.compact()


def table(data: Interactions, now: int) -> Floats:
    """x_ui (users x items) by its definition."""
    found = np.zeros((data.users, data.items))
    age = (now - data.time) / DAY_SECONDS
    np.add.at(found, (data.user, data.item), data.weight * 2.0 ** (-age / HALF_LIFE))
    return found


def together(live: CoPurchases, items: int) -> Ints:
    """All counts (items x items), of items nobody told of too."""
    found = np.zeros((items, items), np.int64)
    for item in range(live.items):
        found[item, : live.items] = live.together(item)
    return found


def strengths(live: CoPurchases, items: int, now: int) -> Floats:
    """All pair sums (items x items)."""
    found = np.zeros((items, items))
    for item in range(live.items):
        found[item, : live.items] = live.strengths(item, now)
    return found
