"""Where an order stands follows from its money and its pieces alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.orders.states import OPEN, STATES, state_of

PLAIN: dict[str, Any] = {
    "kind": "sale",
    "total_minor": 100,
    "paid_minor": 0,
    "refunded_minor": 0,
    "units": 4,
    "shipped_units": 0,
    "cancelled": False,
}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "to_pay"),
        ({"paid_minor": 99}, "to_pay"),
        ({"paid_minor": 100}, "to_ship"),
        ({"total_minor": 0}, "to_ship"),
        ({"paid_minor": 100, "shipped_units": 1}, "part_shipped"),
        ({"shipped_units": 1}, "part_shipped"),
        ({"paid_minor": 100, "shipped_units": 4}, "shipped"),
        ({"shipped_units": 4}, "to_pay"),
        ({"paid_minor": 100, "refunded_minor": 99, "shipped_units": 4}, "shipped"),
        ({"paid_minor": 100, "refunded_minor": 100}, "refunded"),
        ({"paid_minor": 100, "refunded_minor": 100, "shipped_units": 4}, "refunded"),
        ({"cancelled": True}, "cancelled"),
        ({"cancelled": True, "paid_minor": 100, "refunded_minor": 100}, "cancelled"),
        ({"kind": "credit", "cancelled": True}, "refunded"),
        ({"kind": "adjustment"}, "shipped"),
    ],
)
def test_a_state_follows_from_money_and_pieces(facts: dict[str, Any], state: str) -> None:
    assert state_of(**(PLAIN | facts)) == state


@given(
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(1, 4), st.integers(0, 4)
)
def test_every_sale_stands_somewhere_and_an_open_one_has_pieces_left(
    total: int, paid: int, refunded: int, units: int, shipped: int
) -> None:
    facts = {
        "total_minor": total,
        "paid_minor": paid,
        "refunded_minor": min(refunded, paid),
        "units": units,
        "shipped_units": min(shipped, units),
    }
    state = state_of(**(PLAIN | facts))
    assert state in STATES
    if state in OPEN:
        assert shipped < units
    if state == "shipped":
        assert shipped >= units
        assert paid >= total
