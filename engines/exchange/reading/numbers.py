"""What a number in a sheet means as text: plain digits, or a date where its format says so."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

DIGITS = 15  # what a spreadsheet keeps of a number for certain
_NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?)\d{1,4})?$")
_DAY_MS = 86_400_000
_LAST_DAY = 2_958_465  # 31 December 9999
_FALSE_LEAP_DAY = 60  # 29 February 1900, which never was


@dataclass(frozen=True, slots=True)
class DateStyle:
    """What a number format shows of a date: a day, a time, hours beyond 24, a time zone's name."""

    day: bool
    time: bool
    elapsed: bool = False
    utc: bool = False


@lru_cache(maxsize=50_000)
def number_text(raw: str) -> str:
    """A number as plain decimal text, as exact as the spreadsheet itself is.

    Spreadsheets write 17 digits of a number of which 15 count: 19.989999999999998 is 19.99. A whole
    number of more has lost its last digits, and "1.2E+12" may have: both stay in E notation, which
    the readers of cells refuse. ("1.2E12" without a sign is how Java writes any exact number.)
    """
    text = raw.strip()
    match = _NUMBER.match(text)
    value = float(text) if match else math.inf
    if match is None or math.isinf(value):
        return text
    if match[1] == "+" or abs(value) >= 10**DIGITS:
        return _scientific(text)
    exact = Decimal(text)
    if len(exact.as_tuple().digits) > DIGITS:
        exact = Decimal(f"{value:.{DIGITS}g}")
    plain = f"{exact:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


def _scientific(text: str) -> str:
    sign, digits, exponent = Decimal(text).as_tuple()
    kept = "".join(map(str, digits)).rstrip("0") or "0"
    power = len(digits) - 1 + int(exponent)
    point = f".{kept[1:]}" if len(kept) > 1 else ""
    return f"{'-' if sign else ''}{kept[0]}{point}E+{power}"


@lru_cache(maxsize=50_000)
def date_text(raw: str, style: DateStyle, *, from_1904: bool = False) -> str:
    """The ISO text of a day number; one that is no date at all stays a number.

    Spreadsheets count 29 February 1900, which never was: it becomes "1900-02-29", which the readers
    of dates refuse. Times are exact to the millisecond, as spreadsheets have them.
    """
    try:
        serial = float(raw)
    except ValueError:
        return raw
    if not 0 <= serial < _LAST_DAY + 1:
        return number_text(raw)
    day, rest = divmod(round(serial * _DAY_MS), _DAY_MS)
    if style.elapsed or (not style.day and day == 0):
        return clock_text(day * _DAY_MS + rest)
    zone = " UTC" if style.utc else ""
    if rest == 0 and not style.time:
        return _day_text(day, from_1904=from_1904) + zone
    return f"{_day_text(day, from_1904=from_1904)} {clock_text(rest)}{zone}"


def clock_text(milliseconds: int) -> str:
    """HH:MM:SS, with the thousandths where there are any."""
    seconds, thousandths = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{thousandths:03}" if thousandths else text


def _day_text(day: int, *, from_1904: bool) -> str:
    if from_1904:
        return (date(1904, 1, 1) + timedelta(day)).isoformat()
    if day == _FALSE_LEAP_DAY:
        return "1900-02-29"
    if day == 0:
        return "1900-01-00"
    first = date(1899, 12, 31) if day < _FALSE_LEAP_DAY else date(1899, 12, 30)
    return (first + timedelta(day)).isoformat()


_DAY, _TIME, _BOTH = DateStyle(True, False), DateStyle(False, True), DateStyle(True, True)
# Formats that files name by number alone (ECMA-376, 18.8.30, with the Chinese and Japanese ones).
BUILT_IN: Mapping[int, DateStyle] = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), _DAY),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), _TIME),
    22: _BOTH,
    46: DateStyle(False, True, elapsed=True),
}
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.')  # literal text, and the width of a character
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_HALVES = re.compile(r"am/pm|a/p|上午/下午")
_EXPONENT = re.compile(r"e[+-]")


def style_of(code: str) -> DateStyle | None:
    """What a format code makes of a number; None where it is no date."""
    utc = '"' in code and "UTC" in code
    bare = _ASIDE.sub("", code).split(";")[0].lower()
    elapsed = bool(_ELAPSED.search(bare))
    plain = _EXPONENT.sub("", _BRACKETS.sub("", bare))
    halves = bool(_HALVES.search(plain))
    plain = _HALVES.sub("", plain)
    if "general" in plain:
        return None
    time = elapsed or halves or "h" in plain or "s" in plain
    day = "d" in plain or "y" in plain or "e" in plain or ("m" in plain and not time)
    return DateStyle(day, time, elapsed and not day, utc) if day or time else None
