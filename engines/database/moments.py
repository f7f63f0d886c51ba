"""Time: aware UTC outside, integer microseconds since 1970 inside."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_US = 86_400_000_000


def now_us() -> int:
    """The clock, in microseconds since 1970-01-01T00:00Z."""
    return time.time_ns() // 1000


def to_us(moment: datetime) -> int:
    """Microseconds of an aware datetime. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_us(moment_us: int) -> datetime:
    """The aware UTC datetime of `moment_us`."""
    return EPOCH + timedelta(microseconds=moment_us)


def iso(moment_us: int) -> str:
    """ISO 8601 in UTC with microseconds: 2026-11-24T09:30:00.000000Z."""
    return from_us(moment_us).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
