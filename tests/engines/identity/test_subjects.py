"""One number says whose personal data it is; the numbers of customers stay what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.identity import subjects


@given(st.sampled_from(subjects.KINDS), st.integers(0, (1 << 40) - 1))
def test_a_subject_names_its_thing(kind: str, key: int) -> None:
    assert subjects.of(subjects.subject(kind, key)) == (kind, key)


@pytest.mark.parametrize("key", [0, 1, 77])
def test_a_customer_is_known_by_the_bare_key(key: int) -> None:
    assert subjects.subject("customer", key) == key


@given(st.data())
def test_no_two_things_share_a_number(data: st.DataObject) -> None:
    things = st.tuples(st.sampled_from(subjects.KINDS), st.integers(0, 5))
    some = data.draw(st.sets(things, min_size=2))
    assert len({subjects.subject(*one) for one in some}) == len(some)
