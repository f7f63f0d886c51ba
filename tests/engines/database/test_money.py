"""Money is whole minor units of one currency, written as decimals are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.money import CurrencyMismatch, Money, exponent

_MINOR = st.integers(-(10**15), 10**15)
_CURRENCY = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("EUR", 2),
        ("USD", 2),
        ("CNY", 2),
        ("HUF", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("CLP", 0),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
    ],
)
def test_a_currency_has_the_digits_of_iso_4217(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


@given(_MINOR, _CURRENCY)
def test_an_amount_is_written_as_decimal_arithmetic_writes_it(minor: int, currency: str) -> None:
    text = Money(minor, currency).text()
    digits = exponent(currency)
    assert Decimal(text) == Decimal(minor).scaleb(-digits)
    assert len(text.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "EUR", "0.00"),
        (5, "EUR", "0.05"),
        (-5, "EUR", "-0.05"),
        (-1234, "EUR", "-12.34"),
        (1234, "JPY", "1234"),
        (-1, "KWD", "-0.001"),
    ],
)
def test_small_and_negative_amounts_keep_their_zeros(minor: int, currency: str, text: str) -> None:
    assert Money(minor, currency).text() == text


@given(_MINOR, _MINOR, _CURRENCY)
def test_a_sum_is_exact(left: int, right: int, currency: str) -> None:
    assert Money(left, currency) + Money(right, currency) == Money(left + right, currency)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")
