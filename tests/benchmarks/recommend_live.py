"""The next list after a purchase: telling live counts of it, and scoring all items from them."""

from __future__ import annotations

import tracemalloc
from functools import partial

import numpy as np

from engines.recommend.interactions import DAY_SECONDS, Floats, Interactions, Ints, interactions
from engines.recommend.live.counts import CoPurchases
from tests.benchmarks.timing import Result, seconds

START = 1_700_000_000
HALF_LIFE, PROFILE_HALF_LIFE = 180.0, 60.0  # days
CHANGES, READS = 200, 500  # as many changes as `due` lets pass
SIZES = (  # items, users, purchases a user, limit of scoring in seconds
    (3_000, 4_300, 78.0, 0.0005),
    (12_000, 15_000, 110.0, 0.0025),
)

Shopper = tuple[Ints, Floats]


def measure_live() -> list[Result]:
    """At 3,000 and 12,000 items, each p95 against its limit."""
    return [result for size in SIZES for result in _measure(*size)]


def _measure(items: int, users: int, purchases: float, limit_s: float) -> list[Result]:
    random = np.random.default_rng(items)
    data = long_tail(random, items, users, purchases)
    tracemalloc.start()
    live = CoPurchases.of(data, HALF_LIFE)
    held = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    pairs = live.moment.base.by_item.nnz
    kept = f"{pairs:,} user–item pairs, {held:.0f} MiB"

    buyers = _of_60_to_100_items(live, users)
    shoppers = [_shopper(live, user, data.end) for user in random.choice(buyers, READS).tolist()]

    clean_s = _p95_of_scores(live, shoppers)
    bought = zip(
        random.choice(buyers, CHANGES).tolist(),
        random.choice(data.item, CHANGES).tolist(),
        strict=True,
    )
    add_s = p95([seconds(partial(live.add, *pair, data.end)) for pair in bought])
    changed_s = _p95_of_scores(live, shoppers)
    compact_s = seconds(live.compact)
    of_items = f"{items:,} items"
    return [
        Result(f"live, {of_items}: a purchase (limit 0.1 ms)", 0.0001, add_s, 1, "p95"),
        Result(f"live, {of_items}: scores of a shopper", limit_s, clean_s, 1, f"p95; {kept}"),
        Result(f"… {CHANGES} purchases later", limit_s, changed_s, 1, "p95"),
        Result("… packing them", 1.0, compact_s, 1, "once"),
    ]


def long_tail(
    random: np.random.Generator, items: int, users: int, purchases: float
) -> Interactions:
    """A year in which item r is bought as 1/r^0.9; how much a user buys is log-normal."""
    spread = 0.8
    counts = random.lognormal(np.log(purchases) - spread**2 / 2, spread, users).astype(np.int64) + 1
    share = 1.0 / np.arange(1, items + 1) ** 0.9
    total = int(counts.sum())
    return interactions(
        user_ids=tuple(str(user) for user in range(users)),
        item_ids=tuple(str(item) for item in range(items)),
        user=np.repeat(np.arange(users), counts),
        item=random.choice(items, total, p=share / share.sum()),
        time=START + random.integers(0, 365 * DAY_SECONDS, total),
    )


def _of_60_to_100_items(live: CoPurchases, users: int) -> Ints:
    had = np.bincount(live.moment.base.by_item.indices, minlength=users)
    return np.flatnonzero((had >= 60) & (had <= 100))


def _shopper(live: CoPurchases, user: int, now: int) -> Shopper:
    items, strengths = live.history(user).strengths_at(now, PROFILE_HALF_LIFE * DAY_SECONDS)
    return items, np.minimum(strengths, 1.0)


def _p95_of_scores(live: CoPurchases, shoppers: list[Shopper]) -> float:
    """Over shoppers, each the best of three: what else runs here is no figure of ours."""
    return p95(
        [min(seconds(partial(live.cosine_scores, *one)) for _ in range(3)) for one in shoppers]
    )


def p95(times: list[float]) -> float:
    """What 95 of 100 stay within."""
    return float(np.percentile(times, 95))
