"""Numbers and dates of other places: which sign and order a file uses, and how we write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from engines.exchange.mapping.rules import DateOrder, Decimals

# A currency sign, letters of a currency, spaces of all kinds and the Swiss apostrophe are dressing.
_DRESSING = re.compile(r"[\s\u00a0\u202f'’£€$¥₩₹]|[A-Z]{3}|元|円")
_POINT = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^[-+]?\.\d+$")
_COMMA = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d*)?$|^[-+]?,\d+$")
_DATE = re.compile(r"^(\d{1,4})[./\-年](\d{1,2})[./\-月](\d{1,4})日?(?:[T ,]+(.*))?$")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp]\.?[Mm]\.?)?$")


def guess_decimal(cells: Iterable[str]) -> Decimals:
    """The decimal sign under which more of the cells are numbers; the point when it is even."""
    point = comma = 0
    for text, times in Counter(cells).items():
        bare = _DRESSING.sub("", text)
        if bare:
            point += times * bool(_POINT.match(bare))
            comma += times * bool(_COMMA.match(bare))
    return "," if comma > point else "."


def guess_dates(cells: Iterable[str], otherwise: DateOrder = "dmy") -> DateOrder:
    """The order of day, month and year that most of the cells allow."""
    votes: Counter[DateOrder] = Counter()
    for text, times in Counter(cells).items():
        found = _DATE.match(text.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if len(found[1]) == 4:
            votes["ymd"] += times
        elif first > 12 >= second:
            votes["dmy"] += times
        elif second > 12 >= first:
            votes["mdy"] += times
        else:
            votes[otherwise] += 0
    return votes.most_common(1)[0][0] if votes else "ymd"


@lru_cache(maxsize=100_000)
def number(text: str, decimal: Decimals) -> str:
    """A number with a decimal point and no dressing; what is none stays, to be refused as it is."""
    bare = _DRESSING.sub("", text).replace("\u2212", "-")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]  # how accountants write what is below zero
    pattern = _POINT if decimal == "." else _COMMA
    if not pattern.match(bare):
        return text
    return bare.replace(",", "") if decimal == "." else bare.replace(".", "").replace(",", ".")


@lru_cache(maxsize=100_000)
def moment(text: str, dates: DateOrder) -> str:
    """A date or date and time as ISO 8601; what is none stays, to be refused as it is."""
    found = _DATE.match(text.strip())
    if found is None:
        return text
    parts = found[1], found[2], found[3]
    year, month, day = _ordered(parts, dates)
    if len(year) == 2:
        year = f"20{year}" if int(year) < 70 else f"19{year}"
    date = f"{year:0>4}-{month:0>2}-{day:0>2}"
    if not found[4]:
        return f"{date}T00:00:00"
    time = _TIME.match(found[4].strip())
    if time is None:
        return f"{date}T{found[4].strip()}"
    hour = int(time[1])
    if time[4]:
        hour = hour % 12 + (12 if time[4][0] in "Pp" else 0)
    return f"{date}T{hour:02}:{time[2]}:{time[3] or '00'}"


def _ordered(parts: tuple[str, str, str], dates: DateOrder) -> tuple[str, str, str]:
    """(year, month, day); a first part of four digits is the year, whatever the file's order."""
    first, second, third = parts
    if len(first) == 4 or dates == "ymd":
        return first, second, third
    return (third, second, first) if dates == "dmy" else (third, first, second)
