"""Time is aware outside and whole microseconds of UTC inside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.moments import from_us, iso, now_us, to_us

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31), timezones=_ZONES)  # noqa: DTZ001


@given(_MOMENTS)
def test_a_moment_survives_and_comes_back_in_utc(moment: datetime) -> None:
    back = from_us(to_us(moment))
    assert back == moment
    assert back.tzinfo is UTC


@given(st.integers(-(2**50), 2**52))
def test_microseconds_survive_to_the_last_one(moment_us: int) -> None:
    assert to_us(from_us(moment_us)) == moment_us
    assert datetime.fromisoformat(iso(moment_us)) == from_us(moment_us)


def test_the_hour_that_comes_twice_is_two_moments() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=0)
    assert to_us(first.replace(fold=1)) - to_us(first) == 3_600_000_000


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_us(datetime(2026, 11, 24))  # noqa: DTZ001


def test_the_clock_is_the_one_of_the_system() -> None:
    before = datetime.now(UTC)
    now = from_us(now_us())
    assert before - timedelta(milliseconds=1) <= now <= datetime.now(UTC)


def test_a_moment_is_written_with_microseconds_and_z() -> None:
    assert iso(to_us(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))) == "2026-11-24T09:30:00.000000Z"
