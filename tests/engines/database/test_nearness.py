"""Words are near by what fingers do."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from engines.database.nearness import allowed, slips

WORDS = st.text("abc", max_size=6)


def _plain(one: str, other: str) -> int:
    """The definition, written down once more as a recursion."""

    @cache
    def distance(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(
            distance(i - 1, j) + 1,
            distance(i, j - 1) + 1,
            distance(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        )
        swapped = i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]
        return min(best, distance(i - 2, j - 2) + 1) if swapped else best

    return distance(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 3))
def test_slips_are_counted_as_defined_up_to_a_bound(one: str, other: str, most: int) -> None:
    assert slips(one, other, most) == min(_plain(one, other), most + 1)


def test_short_words_hold_no_slip() -> None:
    assert [allowed("a" * length) for length in (3, 4, 7, 8)] == [0, 1, 1, 2]
