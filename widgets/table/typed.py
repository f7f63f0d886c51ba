"""What a person types into a filter cell, read as conditions.

- ``conditions(text, column, words) -> tuple[Filter, ...] | None``: None when it cannot be read
- ``number(text, exponent, locale) -> int | None``: minor units, either decimal sign
- ``first_day(text, locale) -> date | None``: an ISO date or the locale's short form

Numbers and dates take ``>5``, ``>=5``, ``<5``, ``<=5``, ``=5``, ``2..7``; dates also ``2011`` and
``2011-12``. Text means "contains".
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from widgets.table.source import Column, Filter, Operator
from widgets.table.text import MINUS, Words

_SIGNS: dict[str, Operator] = {
    ">=": "at_least",
    "<=": "at_most",
    ">": "above",
    "<": "below",
    "=": "equals",
}
_DATE = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$"


def _point(text: str, locale: QLocale) -> str:
    """Which sign is the decimal one here: the last of two kinds, or what grouping rules out."""
    marks = [mark for mark in ".," if mark in text]
    if not marks:
        return "."
    if len(marks) == 2:
        return max(marks, key=text.rfind)
    mark = marks[0]
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", text)
    if mark == locale.decimalPoint() or not grouped:
        return mark
    return "." if mark == "," else ","


def number(text: str, exponent: int, locale: QLocale) -> int | None:
    """``1,234.5`` with exponent 2 → 123450; None for anything that is not such a number."""
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", text.replace(MINUS, "-"))
    point = _point(bare, locale)
    bare = bare.replace("," if point == "." else ".", "").replace(point, ".")
    match = re.fullmatch(r"(-?)(\d*)(?:\.(\d*))?", bare, re.ASCII)
    if not match or not (match[2] or match[3]):
        return None
    digits = match[3] or ""
    if len(digits) > exponent:
        digits = digits.rstrip("0")  # 12.5000 is 12.50
    if len(digits) > exponent:
        return None
    minor = int(match[2] or 0) * int(10**exponent) + int(digits.ljust(exponent, "0") or 0)
    return -minor if match[1] else minor


def _days(text: str, locale: QLocale) -> tuple[date, date] | None:
    """The first day meant and the first day after it."""
    match = re.match(_DATE, text)
    try:
        if match:
            year, month, day = int(match[1]), match[2], match[3]
            first = date(year, int(month or 1), int(day or 1))
            if day:
                return first, first + timedelta(days=1)
            if month:
                return first, (first + timedelta(days=32)).replace(day=1)
            return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
    read = locale.toDate(text, QLocale.FormatType.ShortFormat)
    if not read.isValid():
        return None
    if read.year() < 1970:  # two-digit years are read into the last century
        read = read.addYears(100)
    first = date(*QDate.getDate(read))
    return first, first + timedelta(days=1)


def first_day(text: str, locale: QLocale) -> date | None:
    """The day that is meant; a whole month or year is none."""
    days = _days(text, locale)
    return days[0] if days and days[1] - days[0] == timedelta(days=1) else None


def _instant(day: date, column: Column, words: Words) -> date | int:
    if column.kind == "date":
        return day
    start = datetime(day.year, day.month, day.day, tzinfo=words.zone)
    return int(start.timestamp()) * 1_000_000


def _split(text: str) -> tuple[Operator, str]:
    for sign, operator in _SIGNS.items():
        if text.startswith(sign):
            return operator, text[len(sign) :].strip()
    return "equals", text


def _dates(text: str, column: Column, words: Words) -> tuple[Filter, ...] | None:
    if ".." in text:
        low, high = (_days(part.strip(), words.locale) for part in text.split("..", 1))
        if low is None or high is None:
            return None
        return (
            Filter(column.key, "at_least", _instant(low[0], column, words)),
            Filter(column.key, "below", _instant(high[1], column, words)),
        )
    operator, rest = _split(text)
    days = _days(rest, words.locale)
    if days is None:
        return None
    first, after = (_instant(day, column, words) for day in days)
    one: dict[Operator, tuple[Filter, ...]] = {
        "at_least": (Filter(column.key, "at_least", first),),
        "above": (Filter(column.key, "at_least", after),),
        "below": (Filter(column.key, "below", first),),
        "at_most": (Filter(column.key, "below", after),),
    }
    return one.get(
        operator, (Filter(column.key, "at_least", first), Filter(column.key, "below", after))
    )


def _numbers(text: str, column: Column, words: Words) -> tuple[Filter, ...] | None:
    exponent = column.exponent if column.kind == "money" else 0
    if ".." in text:
        low, high = (number(part, exponent, words.locale) for part in text.split("..", 1))
        if low is None or high is None:
            return None
        return Filter(column.key, "at_least", low), Filter(column.key, "at_most", high)
    operator, rest = _split(text)
    value = number(rest, exponent, words.locale)
    return None if value is None else (Filter(column.key, operator, value),)


def conditions(text: str, column: Column, words: Words) -> tuple[Filter, ...] | None:
    """The conditions a text means for a column; () for an empty text, None if unreadable."""
    text = text.strip()
    if not text:
        return ()
    if column.kind in ("integer", "money"):
        return _numbers(text, column, words)
    if column.kind in ("date", "datetime"):
        return _dates(text, column, words)
    if column.kind == "pill" and column.labels:
        values = tuple(
            value for value, label in column.labels.items() if text.casefold() in label.casefold()
        )
        return (Filter(column.key, "one_of", values),) if values else None
    return (Filter(column.key, "contains", text),)
