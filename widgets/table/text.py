"""Values to words in a locale: shown (``shown``), and exact for a spreadsheet (``plain``).

- ``Words(locale, zone)``: how to write; ``QLocale`` and ``zoneinfo.ZoneInfo``
- ``shown(value, column, words) -> str``: grouped, real minus U+2212, short dates
- ``plain(value, column, words) -> str``: no grouping, ``-``, ISO dates
- ``group_words(row, columns, words) -> str``: the head of a group; ``group_name`` without arrow
- ``editing_text(value, column, words) -> str``: as a person would type it, no grouping
- ``integer(value, locale)``, ``money(minor, exponent, locale)``: integers only, never floats
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from widgets.table.source import Column, Row, Value

MINUS = "\N{MINUS SIGN}"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what spreadsheets take for one


@dataclass(frozen=True)
class Words:
    """The language and the place that numbers and times are written for."""

    locale: QLocale = field(default_factory=QLocale)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


def integer(value: int, locale: QLocale) -> str:
    """A grouped whole number with a real minus sign."""
    text = locale.toString(abs(value))
    return MINUS + text if value < 0 else text


def money(minor: int, exponent: int, locale: QLocale) -> str:
    """Minor units written as major units with ``exponent`` digits (ISO 4217): 1999, 2 → 19.99."""
    whole, rest = divmod(abs(minor), 10**exponent)
    text = locale.toString(whole)
    if exponent:
        zero = ord(locale.zeroDigit()[0])
        digits = "".join(chr(zero + int(one)) for one in f"{rest:0{exponent}d}")
        text = f"{text}{locale.decimalPoint()}{digits}"
    return MINUS + text if minor < 0 else text


def moment(value_us: int, zone: ZoneInfo) -> datetime:
    """UTC microseconds as the wall clock of a zone."""
    seconds, micro = divmod(value_us, 1_000_000)
    return datetime.fromtimestamp(seconds, zone).replace(microsecond=micro)


def _day(value: date | int, zone: ZoneInfo) -> date:
    return moment(value, zone).date() if isinstance(value, int) else value


def shown(value: Value, column: Column, words: Words) -> str:
    """What the cell says."""
    locale = words.locale
    match column.kind, value:
        case _, None:
            return ""
        case "pill", str():
            return column.labels.get(value, value)
        case "integer", int():
            return integer(value, locale)
        case "money", int():
            return money(value, column.exponent, locale)
        case "datetime", int():
            at = moment(value, words.zone)
            when = QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute))
            return locale.toString(when, QLocale.FormatType.ShortFormat)
        case "date", (int() | date()):
            day = _day(value, words.zone)
            return locale.toString(
                QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
            )
        case _, tuple():
            return " ".join(str(one).replace("-", MINUS) for one in value)
    return str(value)


def plain(value: Value, column: Column, words: Words) -> str:
    """The value for another program: exact, ISO dates, the locale's decimal sign in money."""
    match column.kind, value:
        case _, None:
            return ""
        case "money", int():
            whole, rest = divmod(abs(value), 10**column.exponent)
            sign = "-" if value < 0 else ""
            if not column.exponent:
                return f"{sign}{whole}"
            return f"{sign}{whole}{words.locale.decimalPoint()}{rest:0{column.exponent}d}"
        case "datetime", int():
            return moment(value, words.zone).replace(tzinfo=None).isoformat(" ", "seconds")
        case "date", (int() | date()):
            return _day(value, words.zone).isoformat()
        case "pill", str():
            return column.labels.get(value, value)
        case _, tuple():
            return " ".join(str(one) for one in value)
    return str(value)


def group_name(row: Row, columns: Sequence[Column], words: Words) -> str:
    """``France (1,234)``; ``–`` for no value; all groups together are the total."""
    from widgets.table.grouped import GroupRow, TotalRow  # few tables are ever grouped

    if not isinstance(row, GroupRow):
        return ""
    if isinstance(row, TotalRow):
        value = QCoreApplication.translate("TableText", "Total")
    else:
        # The table's own column speaks the language of now.
        by = next((one for one in columns if row.by and one.key == row.by.key), row.by)
        value = "" if by is None else shown(row.group.value, by, words)
    return f"{value or '–'} ({integer(row.group.count, words.locale)})"


def group_words(row: Row, columns: Sequence[Column], words: Words) -> str:
    """``▾ France (1,234)``."""
    from widgets.table.grouped import GroupRow

    arrow = "▾" if isinstance(row, GroupRow) and row.opened else "▸"
    return f"{arrow} {group_name(row, columns, words)}"


def editing_text(value: Value, column: Column, words: Words) -> str:
    """What an open cell begins with: exact, in the locale's own way of writing."""
    if column.kind in ("date", "datetime"):
        return shown(value, column, words)
    return plain(value, column, words)
