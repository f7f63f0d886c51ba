from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from widgets.table.entered import read
from widgets.table.operations import operation
from widgets.table.source import Column
from widgets.table.text import Words, editing_text

BRITISH = Words(QLocale("en_GB"), ZoneInfo("Europe/London"))
GERMAN = Words(QLocale("de_DE"), ZoneInfo("Europe/Berlin"))
CHINESE = Words(QLocale("zh_CN"), ZoneInfo("Asia/Shanghai"))
PRICE = Column("price", "Price", "money", least=0, most=10_000_00, required=True)
FREE = Column("free", "Free", "money")
PIECES = Column("pieces", "Pieces", "integer")
DAY = Column("day", "Day", "date")
AT = Column("at", "At", "datetime")
KIND = Column("kind", "Kind", "pill", labels={"a": "Active", "d": "Draft"})
NAME = Column("name", "Name", longest=10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.50", 1250),
        ("12,50", 1250),
        ("£ 12.50", 1250),
        ("EUR 12,50", 1250),
        ("12,50 €", 1250),
        ("$1,234.5", 123450),
        ("1 234,50 EUR", 123450),
        ("(12.50)", -1250),
        ("12.5000", 1250),
        ("¥12", 1200),
        ("−3", -300),
    ],
)
def test_money_is_read_as_people_and_spreadsheets_write_it(text: str, expected: int) -> None:
    assert read(text, FREE, BRITISH).value == expected
    assert read(text, FREE, BRITISH).wrong == ""


@pytest.mark.parametrize(
    ("text", "column", "wrong"),
    [
        ("cheap", PRICE, "This is not a number."),
        ("12.345", PRICE, "At most 2 digits after the point."),
        ("-1", PRICE, "At least 0.00."),
        ("10,000.01", PRICE, "At most 10,000.00."),
        ("  ", PRICE, "This cannot be empty."),
        ("1.5", PIECES, "A whole number is needed."),
        ("2011", DAY, "This is not a date"),
        ("31.02.2011", DAY, "This is not a date"),
        ("Gone", KIND, "Choose one of: Active, Draft."),
        ("much too long a name", NAME, "At most 10 characters."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, column: Column, wrong: str) -> None:
    assert read(text, column, BRITISH).wrong.startswith(wrong)


def test_nothing_typed_is_nothing() -> None:
    assert read("", FREE, BRITISH).value is None
    assert read("", DAY, BRITISH).value is None
    assert read("", NAME, BRITISH).value == ""


def test_dates_are_iso_or_the_locales() -> None:
    day = date(2011, 12, 9)
    assert read("2011-12-09", DAY, BRITISH).value == day
    assert read("09/12/2011", DAY, BRITISH).value == day
    assert read("09.12.11", DAY, GERMAN).value == day
    assert read("2011/12/9", DAY, CHINESE).value == day


def test_times_are_those_of_the_shop() -> None:
    at = read("2011-07-01 01:00", AT, BRITISH).value
    assert at == 1_309_478_400_000_000
    assert read("01/07/2011 01:00", AT, BRITISH).value == at
    assert read("2011-07-01T01:00:00", AT, BRITISH).value == at
    assert read("2011-07-01 25:00", AT, BRITISH).wrong


def test_a_choice_is_taken_by_its_words_or_its_value() -> None:
    assert read("draft", KIND, BRITISH).value == "d"
    assert read("A", KIND, BRITISH).value == "a"


def test_the_apostrophe_of_a_copied_formula_goes_again() -> None:
    assert read("'=A1", NAME, BRITISH).value == "=A1"
    assert read("'tis", NAME, BRITISH).value == "'tis"


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.sampled_from([BRITISH, GERMAN, CHINESE]),
)
def test_an_opened_cell_holds_what_it_held(minor: int, words: Words) -> None:
    assert read(editing_text(minor, FREE, words), FREE, words).value == minor


def _of(kind: str, text: str, value: int) -> int:
    found = operation(kind, text, PRICE, BRITISH)  # type: ignore[arg-type]
    assert found is not None
    return found.of(value)


def test_prices_change_by_percent_exactly() -> None:
    assert _of("percent", "+10 %", 1995) == 2195  # 21.945 is rounded away from zero
    assert _of("percent", "-12.5", 1000) == 875
    assert _of("percent", "0,5%", 10**15) == 1_005_000_000_000_000
    assert operation("percent", "ten", PRICE, BRITISH) is None
    assert operation("percent", "-100", PRICE, BRITISH) is None


def test_prices_are_rounded_to_an_ending() -> None:
    assert _of("round", ".99", 1234) == 1199
    assert _of("round", ".99", 1260) == 1299
    assert _of("round", "0,95", 1195) == 1195
    assert _of("round", "99", 12) == 99
    assert _of("round", ".5", 1290) == 1250
    assert _of("round", ".99", 0) == 0
    assert operation("round", "x", PRICE, BRITISH) is None
    whole = Column("yen", "¥", "money", exponent=0)
    found = operation("round", "80", whole, CHINESE)
    assert found is not None
    assert found.of(1234) == 1280


def test_an_amount_is_added() -> None:
    assert _of("add", "+1.50", 1000) == 1150
    assert _of("add", "-0,5", 1000) == 950
