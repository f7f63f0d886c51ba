"""RFC 8785: one value, one text."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ledger.canonical import NotCanonical, canonical, number_text
from tests.data import data_path


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_the_published_vectors_come_out_byte_for_byte(name: str) -> None:
    folder = data_path("ledger-vectors/jcs")
    value = json.loads((folder / "input" / f"{name}.json").read_text("utf-8"))
    expected = (folder / "output" / f"{name}.json").read_bytes()
    hexadecimal = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text())
    assert canonical(value) == expected.rstrip(b"\n") == hexadecimal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740992.0, "9007199254740992"),
        (295147905179352830000.0, "295147905179352830000"),
        (1e21, "1e+21"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (333333333.33333329, "333333333.3333333"),
        (-1.5, "-1.5"),
        (100.0, "100"),
    ],
)
def test_numbers_are_written_as_ecmascript_does(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53 + 1, "\ud800"])
def test_what_cannot_be_written_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_PLAIN)
def test_the_fast_encoder_of_facts_writes_the_same_text(value: Any) -> None:
    """Facts hold no floats and ASCII field names: there, sorted msgspec output is RFC 8785."""
    assert msgspec.json.Encoder(order="sorted").encode(value) == canonical(value)
