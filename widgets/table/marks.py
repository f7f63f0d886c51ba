"""Conditional marks: cells of a column that fulfil a rule are shown in a tone.

- ``Mark(column, rule, value, high, tone)``: a rule as it is kept. Numbers are the column's
  integers; a day is ISO text; "within" and "older" count days back from today
- ``ready(mark, column, words, now_us) -> Ready``: ``holds(value) -> bool``; of a pill, its words
- ``by_place(marks, columns, words, now_us)``: the marks of each column, by its place in the row
- ``held(row, place, column, marks) -> tone | None``; ``remark(…)``: the same in words
- ``RULES``; ``rules_for(column) -> rules``
- ``to_plain(mark)`` / ``from_plain(data) -> Mark | None``: for saved views
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication

from widgets.table.source import DATES, NUMBERS, Column, Row, Value
from widgets.table.text import Words, moment
from widgets.theme_tokens import TONES

Rule = Literal["at_least", "at_most", "between", "contains", "before", "after", "within", "older"]
RULES: tuple[Rule, ...] = get_args(Rule)
MOST_DAYS = 36_500


@dataclass(frozen=True)
class Mark:
    """One rule for one column."""

    column: str
    rule: Rule
    value: int | str
    high: int | None = None
    tone: str = "warning"


@dataclass(frozen=True)
class Ready:
    """A rule with today worked in."""

    tone: str
    holds: Callable[[Value], bool]


def ready(mark: Mark, column: Column, words: Words, now_us: int) -> Ready:
    """The rule as it holds now, in the zone of the words."""
    if mark.rule == "contains":
        wanted = str(mark.value).casefold()
        return Ready(mark.tone, lambda value: isinstance(value, str) and wanted in value.casefold())
    low, high = _days(mark, words, now_us) if column.kind in DATES else _numbers(mark)
    if column.kind in DATES:
        return Ready(mark.tone, _within_days(low, high, words))
    return Ready(
        mark.tone,
        lambda value: (
            isinstance(value, int)
            and (low is None or low <= value)
            and (high is None or value <= high)
        ),
    )


def _numbers(mark: Mark) -> tuple[int | None, int | None]:
    """The least and the greatest number that is marked."""
    if not isinstance(mark.value, int):
        return 1, 0  # nothing
    if mark.rule == "between":
        return mark.value, mark.high if mark.high is not None else mark.value
    return (mark.value, None) if mark.rule == "at_least" else (None, mark.value)


def _days(mark: Mark, words: Words, now_us: int) -> tuple[int | None, int | None]:
    """The first and the last day that is marked, as ordinals."""
    today = moment(now_us, words.zone).date().toordinal()
    if isinstance(mark.value, int):
        back = today - min(mark.value, MOST_DAYS)
        return (back, today) if mark.rule == "within" else (None, back - 1)
    day = date.fromisoformat(mark.value).toordinal()
    return (day + 1, None) if mark.rule == "after" else (None, day - 1)


def _within_days(low: int | None, high: int | None, words: Words) -> Callable[[Value], bool]:
    """Days, or moments of the days of a zone: worked out once, compared as numbers."""
    first = None if low is None else _starts_us(low, words)
    after = None if high is None else _starts_us(high + 1, words)

    def holds(value: Value) -> bool:
        if isinstance(value, int):
            return (first is None or first <= value) and (after is None or value < after)
        if isinstance(value, date):
            day = value.toordinal()
            return (low is None or low <= day) and (high is None or day <= high)
        return False

    return holds


def _starts_us(ordinal: int, words: Words) -> int:
    """When a day begins in the zone."""
    start = datetime.combine(date.fromordinal(ordinal), datetime.min.time(), words.zone)
    return int(start.timestamp()) * 1_000_000


def rules_for(column: Column) -> tuple[Rule, ...]:
    """What can be asked of a column."""
    if column.kind in NUMBERS:
        return ("at_least", "at_most", "between")
    if column.kind in DATES:
        return ("before", "after", "within", "older")
    return ("contains",) if column.kind in ("text", "pill") else ()


def by_place(
    marks: Sequence[Mark], columns: Sequence[Column], words: Words, now_us: int
) -> dict[int, tuple[Ready, ...]]:
    """Only columns that have marks."""
    found: dict[int, tuple[Ready, ...]] = {}
    for place, column in enumerate(columns):
        rules = rules_for(column)
        wanted = [one for one in marks if one.column == column.key and one.rule in rules]
        if wanted:
            found[place] = tuple(ready(one, column, words, now_us) for one in wanted)
    return found


def tone_words() -> dict[str, str]:
    """What the tones are called."""
    translate = QCoreApplication.translate
    return {
        "positive": translate("MarksDialog", "Good"),
        "warning": translate("MarksDialog", "Warning"),
        "negative": translate("MarksDialog", "Bad"),
        "accent": translate("MarksDialog", "Note"),
    }


def held(row: Row, place: int, column: Column, marks: Mapping[int, Sequence[Ready]]) -> str | None:
    """The tone of a cell: of the first rule that holds. Of a pill, its words count."""
    value = row.values[place] if row.own else None
    if isinstance(value, str):
        value = column.labels.get(value, value)
    return next((one.tone for one in marks.get(place, ()) if one.holds(value)), None)


def remark(
    row: Row, place: int, column: Column, marks: Mapping[int, Sequence[Ready]]
) -> str | None:
    """What a screen reader says of a marked cell."""
    tone = held(row, place, column, marks)
    return None if tone is None else tone_words().get(tone, tone)


def to_plain(mark: Mark) -> list[str | int | None]:
    """For JSON."""
    return [mark.column, mark.rule, mark.value, mark.high, mark.tone]


def from_plain(data: object) -> Mark | None:
    """A mark back; None for anything else."""
    match data:
        case [
            str() as column,
            str() as rule,
            (int() | str()) as value,
            (int() | None) as high,
            str() as tone,
        ]:
            known = next((one for one in RULES if one == rule), None)
            if known is not None and tone in TONES and _fits(known, value):
                return Mark(column, known, value, high, tone)
    return None


def _fits(rule: Rule, value: int | str) -> bool:
    if rule == "contains":
        return isinstance(value, str)
    if rule in ("before", "after"):
        return isinstance(value, str) and _is_day(value)
    return isinstance(value, int) and (rule not in ("within", "older") or value >= 0)


def _is_day(text: str) -> bool:
    try:
        return date.min < date.fromisoformat(text) < date.max
    except ValueError:
        return False
