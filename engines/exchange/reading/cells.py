"""What stands in a cell: strict readers that say why they refuse."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from engines.database.moments import to_us
from engines.database.money import is_currency
from engines.exchange.errors import CellError
from engines.exchange.reading.flaws import flaw_of
from engines.exchange.reading.text import LOST

MAX_MINOR = 10**13
MAX_PIECES = 10**8
MAX_TEXT = 20_000  # characters
MAX_IDENTIFIER = 255
MAX_DIGITS = 30  # longer numbers are refused before Python spends time on them
_MONEY = re.compile(r"^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$|^(-?)()\.(\d+)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character, as JSON may write it
_GUARDED = re.compile(r"^'+(?=[=+\-@])")
_BREAKS = re.compile(r"[\t\n\r]")
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+\d+$", re.IGNORECASE)
_INTEGER = re.compile(r"^-?\d+(?:\.0+)?$")
_US_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$")
_ISO_SPACE = re.compile(r"^(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?([+-]\d{4})$")
_SHOPIFY_LENGTH = len("2026-09-03 10:15:00 -0400")
_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")
_ZONE_NAME = re.compile(r"^(.*\d) UTC$")


def text(column: str, value: str, *, limit: int = MAX_TEXT) -> str:
    """Clean text: stripped, without control characters, not endless."""
    check_characters(column, value)
    if len(value) > limit:
        raise CellError(column, value[:40], "too long")
    return value.strip()


def prose(column: str, value: str, *, lines: bool = False) -> str:
    """What a person wrote, with its line breaks if `lines`, else on one line.

    Apostrophes that an export set before what a spreadsheet would run as a formula go.
    """
    clean = text(column, value).replace("\r\n", "\n").replace("\r", "\n")
    clean = _GUARDED.sub("", clean)
    return clean if lines else " ".join(clean.split())


def check_characters(column: str, value: str) -> None:
    """Refuse control characters (line breaks are none), lost bytes, and flawed cells of sheets."""
    if value.isprintable():
        return
    found = flaw_of(value)
    if found:
        raise CellError(column, found[1], found[0])
    if LOST.search(value) or _SURROGATE.search(value):
        raise CellError(column, value, "encoding")
    if _CONTROL.search(value):
        raise CellError(column, value, "control character")


def identifier(column: str, value: str) -> str:
    """An id or SKU as text; what a spreadsheet made of it is caught.

    A leading apostrophe (a spreadsheet's "this is text") goes; 1.2E+12 is refused: digits are lost.
    """
    clean = text(column, value, limit=MAX_IDENTIFIER).removeprefix("'")
    if _BREAKS.search(clean):
        raise CellError(column, value, "control character")
    if _SCIENTIFIC.match(clean):
        raise CellError(column, value, "spreadsheet id")
    return clean


def money(column: str, value: str, digits: int, *, negative: bool = False) -> int:
    """Minor units of an amount with a decimal point, exactly. Raises CellError."""
    try:
        minor = parse_money(value, digits)
    except ValueError as error:
        raise CellError(column, value, str(error)) from None
    if minor < 0 and not negative:
        raise CellError(column, value, "negative")
    return minor


@lru_cache(maxsize=100_000)
def parse_money(value: str, digits: int) -> int:
    """Minor units of plain decimal text. Raises ValueError with a stable key.

    Digits beyond the currency's must be zero, so that nothing is rounded silently.
    """
    negative, whole, fraction = _decimal(value)
    if fraction[digits:].strip("0"):
        raise ValueError("too many decimals")
    minor = int(whole + fraction[:digits].ljust(digits, "0"))
    if minor > MAX_MINOR:
        raise ValueError("too large")
    return -minor if negative else minor


def rounded_money(value: str, digits: int) -> int:
    """Minor units of decimal text finer than the currency, half to even. Raises ValueError."""
    negative, whole, fraction = _decimal(value)
    exact = Decimal(f"{whole}.{fraction or '0'}") * 10**digits
    minor = int(exact.to_integral_value(ROUND_HALF_EVEN))
    if minor > MAX_MINOR:
        raise ValueError("too large")
    return -minor if negative else minor


def _decimal(value: str) -> tuple[bool, str, str]:
    """Whether it is below zero, the digits before the point and those behind it."""
    whole, _point, fraction = value.partition(".")
    if len(value) <= MAX_DIGITS and value.isascii() and whole.isdigit() and fraction.isdigit():
        return False, whole, fraction  # 12.34, as nearly all are
    match = _MONEY.match(value.strip().lstrip("£€$¥ "))
    if match is None:
        raise ValueError("not an amount")
    whole = (match.group(2) or "0").replace(",", "")
    if len(whole) > MAX_DIGITS:
        raise ValueError("too large")
    return bool(match.group(1) or match.group(4)), whole, match.group(3) or match.group(6) or ""


@lru_cache(maxsize=20_000)
def parse_integer(value: str) -> int:
    """A whole number, 6 or 6.0. Raises ValueError with a stable key."""
    stripped = value.strip()
    if not _INTEGER.match(stripped):
        raise ValueError("not a whole number")
    digits = stripped.partition(".")[0]
    number = int(digits) if len(digits) <= MAX_DIGITS else MAX_PIECES + 1
    if abs(number) > MAX_PIECES:
        raise ValueError("out of range")
    return number


def integer(column: str, value: str, *, negative: bool = False) -> int:
    """A number of pieces. Raises CellError."""
    try:
        number = parse_integer(value)
    except ValueError as error:
        raise CellError(column, value, str(error)) from None
    if number < 0 and not negative:
        raise CellError(column, value, "negative")
    return number


def currency(column: str, value: str) -> str:
    """A currency code; empty where none is told. Raises CellError."""
    told = value.strip().upper()
    if told and not is_currency(told):
        raise CellError(column, value, "not a currency")
    return told


def grams(column: str, value: str) -> int:
    """A weight, rounded to whole grams; one that would round to nothing is in some other unit."""
    whole, point, rest = value.strip().partition(".")
    if not point or not rest.isdigit() or not (whole or "0").isdigit():
        return integer(column, value)
    if len(whole) > MAX_DIGITS:
        raise CellError(column, value, "out of range")
    exact = Decimal(f"{whole or 0}.{rest[:MAX_DIGITS]}")
    rounded = exact.to_integral_value(ROUND_HALF_EVEN)
    if not rounded and exact:
        raise CellError(column, value, "less than a gram")
    return integer(column, str(rounded))


def truth(column: str, value: str, *, default: bool = False) -> bool:
    """true/false, yes/no, 1/0; empty is the default."""
    lowered = value.strip().lower()
    if not lowered:
        return default
    if lowered in ("true", "yes", "1", "y"):
        return True
    if lowered in ("false", "no", "0", "n"):
        return False
    raise CellError(column, value, "not yes or no")


def moment(column: str, value: str, zone: ZoneInfo) -> int:
    """Microseconds of a date and time; one without an offset is in the shop's `zone`."""
    try:
        return parse_moment(value, zone)
    except ValueError as error:
        raise CellError(column, value, str(error)) from None


@lru_cache(maxsize=50_000)
def parse_moment(value: str, zone: ZoneInfo) -> int:
    """Microseconds since 1970. Raises ValueError with a stable key.

    Understands ISO 8601, Shopify's "2026-09-03 10:15:00 -0400" and "… UTC", and month/day/year.
    A wall-clock time that a change to summer time skips is taken with the offset before it.
    """
    if value[19:20] == " " and len(value) == _SHOPIFY_LENGTH:
        try:  # the form that stands in a hundred thousand rows, without looking for any other
            return _midnight(value[:10], value[20:]) + _since_midnight(value[11:19])
        except ValueError:
            pass  # the long way says what is wrong with it
    clean = value.strip()
    us = _US_DATE.match(clean) if "/" in clean else None
    try:
        if us:
            month, day, year, hour, minute, second = (int(part or 0) for part in us.groups())
            found = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        else:
            found = _iso(clean, zone)
    except ValueError as error:
        known = str(error) in ("not a date",)
        raise ValueError(str(error) if known else "no such date") from None
    return _in_range(found)


@lru_cache(maxsize=5_000)
def _midnight(day: str, offset: str) -> int:
    """Microseconds of a day's start. Raises ValueError."""
    return _in_range(datetime.fromisoformat(f"{day}T00:00:00{offset}"))


def _since_midnight(clock: str) -> int:
    """Microseconds up to 10:15:00. Raises ValueError."""
    if clock[2] != ":" or clock[5] != ":":
        raise ValueError("no such date")
    found = time.fromisoformat(clock)
    return (found.hour * 3_600 + found.minute * 60 + found.second) * 1_000_000


def _in_range(found: datetime) -> int:
    if not 1970 <= found.year <= 2200:
        raise ValueError("date out of range")
    return to_us(found)


def _iso(clean: str, zone: ZoneInfo) -> datetime:
    offset = _ISO_SPACE.match(clean)
    if offset:
        # Python 3.11 reads +0200 as it reads +02:00.
        return datetime.fromisoformat(offset[1] + offset[2])
    if not _ISO_DAY.match(clean):
        raise ValueError("not a date")
    named = _ZONE_NAME.match(clean)
    if named:
        return datetime.fromisoformat(named[1]).replace(tzinfo=UTC)
    found = datetime.fromisoformat(clean)
    return found if found.tzinfo else found.replace(tzinfo=zone)
