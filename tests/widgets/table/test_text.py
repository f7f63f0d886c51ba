from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from widgets.table.source import Column, Filter
from widgets.table.text import Words, integer, money, plain, shown
from widgets.table.typed import conditions, number

BRITISH = QLocale("en_GB")
GERMAN = QLocale("de_DE")
CHINESE = QLocale("zh_CN")
WORDS = Words(BRITISH, ZoneInfo("Europe/London"))
TOTAL = Column("total", "Total £", "money")
PLACED = Column("placed", "Placed", "datetime")
JULY_US = 1_309_478_400_000_000  # 2011-07-01 00:00 UTC, 01:00 in London


def test_numbers_are_grouped_and_have_a_real_minus() -> None:
    assert integer(-1234567, BRITISH) == "−1,234,567"
    assert money(-123456, 2, GERMAN) == "−1.234,56"
    assert money(5, 2, CHINESE) == "0.05"
    assert money(1234, 0, BRITISH) == "1,234"
    assert money(-1, 3, BRITISH) == "−0.001"


def test_money_beyond_what_a_float_holds_is_exact() -> None:
    assert money(9_007_199_254_740_993, 2, BRITISH) == "90,071,992,547,409.93"


def test_times_are_those_of_the_shop() -> None:
    assert shown(JULY_US, PLACED, WORDS) == "01/07/2011 01:00"
    assert shown(JULY_US - 1, PLACED, Words(BRITISH, ZoneInfo("UTC"))) == "30/06/2011 23:59"
    assert plain(JULY_US, PLACED, WORDS) == "2011-07-01 01:00:00"


def test_dates_follow_the_locale() -> None:
    day = Column("day", "Day", "date")
    assert shown(date(2011, 12, 9), day, WORDS) == "09/12/2011"
    assert shown(date(2011, 12, 9), day, Words(CHINESE, ZoneInfo("UTC"))) == "2011/12/9"


def test_nothing_is_shown_as_nothing() -> None:
    assert shown(None, TOTAL, WORDS) == plain(None, TOTAL, WORDS) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", 123450),
        ("1.234,5", 123450),
        ("12,5", 1250),
        ("1,234", 123400),
        ("−5", -500),
        ("1 234.50", 123450),
        (".5", 50),
        ("", None),
        ("-", None),
        ("1.2.3.4x", None),
        ("1.234", None),
        ("five", None),
        ("٣", None),
    ],
)
def test_numbers_are_read_with_either_decimal_sign(text: str, expected: int | None) -> None:
    assert number(text, 2, BRITISH) == expected


@given(
    st.integers(min_value=-(10**15), max_value=10**15),
    st.sampled_from([0, 2, 3]),
    st.sampled_from(["en_GB", "de_DE", "zh_CN", "fr_FR"]),
)
def test_what_is_shown_can_be_typed_back(minor: int, exponent: int, name: str) -> None:
    locale = QLocale(name)
    assert number(money(minor, exponent, locale), exponent, locale) == minor


def test_numbers_are_filtered_by_sign_and_range() -> None:
    assert conditions(">=20", TOTAL, WORDS) == (Filter("total", "at_least", 2000),)
    assert conditions("<5", TOTAL, WORDS) == (Filter("total", "below", 500),)
    assert conditions("5..7.50", TOTAL, WORDS) == (
        Filter("total", "at_least", 500),
        Filter("total", "at_most", 750),
    )
    assert conditions("  ", TOTAL, WORDS) == ()
    assert conditions("cheap", TOTAL, WORDS) is None


def test_a_day_typed_is_a_day_in_the_shop() -> None:
    found = conditions("2011-07-01", PLACED, WORDS)
    midnight = JULY_US - 3_600_000_000
    assert found == (
        Filter("placed", "at_least", midnight),
        Filter("placed", "below", midnight + 86_400_000_000),
    )
    assert conditions("01/07/2011", PLACED, WORDS) == found


def test_months_years_and_ranges_of_dates() -> None:
    day = Column("day", "Day", "date")
    assert conditions("2011-12", day, WORDS) == (
        Filter("day", "at_least", date(2011, 12, 1)),
        Filter("day", "below", date(2012, 1, 1)),
    )
    assert conditions("<=2011", day, WORDS) == (Filter("day", "below", date(2012, 1, 1)),)
    assert conditions("2011..2012-01", day, WORDS) == (
        Filter("day", "at_least", date(2011, 1, 1)),
        Filter("day", "below", date(2012, 2, 1)),
    )
    assert conditions("2011-02-30", day, WORDS) is None


def test_a_pill_is_found_by_its_words() -> None:
    state = Column("state", "State", "pill", labels={"ship": "To ship", "part": "Part shipped"})
    assert conditions("late", state, WORDS) is None
    assert conditions("TO", state, WORDS) == (Filter("state", "one_of", ("ship",)),)
