"""Lists and what was wanted, as Hypothesis draws them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from engines.recommend.interactions import Ints
from engines.recommend.measure.metrics import Relevant, relevant_of

ITEMS, K = 12, 5


def ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def wanted(sets: Sequence[set[int]]) -> Relevant:
    """One set of items a user."""
    pairs = [(user, item) for user, items in enumerate(sets) for item in items]
    return relevant_of(ints([u for u, _ in pairs]), ints([i for _, i in pairs]), len(sets))


def padded(rows: Sequence[Sequence[int]], k: int = K) -> Ints:
    """Lists of up to k items as rows of k places."""
    return ints([item for row in rows for item in [*row, *[-1] * (k - len(row))]]).reshape(-1, k)


@st.composite
def shown_and_wanted(draw: st.DrawFn, least: int = 0) -> tuple[Ints, Relevant]:
    """Up to eight users; lists may have empty places, `least` items are wanted by each."""
    item = st.integers(0, ITEMS - 1)
    rows = draw(st.lists(st.lists(item, max_size=K, unique=True), min_size=1, max_size=8))
    sets = draw(
        st.lists(st.sets(item, min_size=least, max_size=8), min_size=len(rows), max_size=len(rows))
    )
    return padded(rows), wanted(sets)
