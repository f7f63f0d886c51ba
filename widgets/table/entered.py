"""What a person types or pastes into a cell, read in the locale's way.

``read(text, column, words) -> Reading``: ``value``, or ``wrong``: a short sentence;
``read_all(texts, column, words) -> ([value, …], {at: wrong})``: many cells of a column.

Numbers take either decimal sign, spaces, currency signs and codes, and (5) for −5; dates are ISO or
the locale's; pills the words they show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from widgets.table.source import Column, Value
from widgets.table.text import FORMULA, Words, shown
from widgets.table.typed import first_day, number

_CODE = re.compile(r"^[A-Z]{3}(?=[\s\d−(-])|(?<=[\s\d)])[A-Z]{3}$")
# As most are written: no grouping, and a point or comma that can only be the decimal one.
_SIMPLE = re.compile(r"(\d{1,15})(?:[.,](\d{1,2}))?", re.ASCII)
_CLOCK = re.compile(r"^(.*\S)[ T](\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)$", re.IGNORECASE)


class Reading(NamedTuple):
    """A value, or what is wrong with the text."""

    value: Value = None
    wrong: str = ""


def read_all(
    texts: Sequence[str], column: Column, words: Words
) -> tuple[list[Value], dict[int, str]]:
    """Many cells of a column: the values that `read` finds, and what is wrong, by place.

    What is written simply takes a shorter way to the same, and what comes again is read once.
    """
    if column.kind in ("integer", "money"):
        found = _simple_numbers(texts, column)
    elif column.kind == "text":
        found = _simple_texts(texts, column)
    else:
        found = [None] * len(texts)
    known: dict[str, Reading] = {}
    wrong: dict[int, str] = {}
    for at in [at for at, value in enumerate(found) if value is None]:
        text = texts[at]
        reading = known.get(text)
        if reading is None:
            reading = known[text] = read(text, column, words)
        found[at] = reading.value
        if reading.wrong:
            wrong[at] = reading.wrong
    return found, wrong


def _simple_texts(texts: Sequence[str], column: Column) -> list[Value]:
    """Texts that stay as they are; None where more is to be thought of."""
    most = column.longest if column.longest is not None else 1 << 30
    return [
        text
        if text
        and text[0] not in " '"
        and text[-1] != " "
        and len(text) <= most
        and text.isprintable()
        else None
        for text in texts
    ]


def _simple_numbers(texts: Sequence[str], column: Column) -> list[Value]:
    """Numbers without grouping that are within the bounds; None for all others."""
    digits = column.exponent if column.kind == "money" else 0
    least = column.least if column.least is not None else -(1 << 62)
    most = column.most if column.most is not None else 1 << 62
    found: list[Value] = []
    for match in map(_SIMPLE.fullmatch, texts):
        value = None
        if match is not None:
            whole, rest = match.groups("")
            if len(rest) <= digits:
                value = int(whole + rest.ljust(digits, "0"))
                value = value if least <= value <= most else None
        found.append(value)
    return found


def read(text: str, column: Column, words: Words) -> Reading:
    """The text as a value of the column."""
    bare = text.strip()
    if not bare:
        if column.required:
            return Reading(wrong=QCoreApplication.translate("Entered", "This cannot be empty."))
        return Reading("" if column.kind == "text" else None)
    if column.kind in ("integer", "money"):
        return _number(bare, column, words)
    if column.kind == "date":
        return _date(bare, words)
    if column.kind == "datetime":
        return _moment(bare, words)
    if column.kind == "pill":
        return _choice(bare, column)
    return _text(bare, column)


def _bare_number(text: str) -> str:
    """Without currency; accountants' brackets are a minus."""
    bare = _CODE.sub("", text)
    if not bare.isascii():
        bare = "".join(one for one in bare if unicodedata.category(one) != "Sc")
    else:
        bare = bare.replace("$", "")
    bare = bare.strip()
    if bare.startswith("(") and bare.endswith(")"):
        return f"-{bare[1:-1]}"
    return bare


def _number(text: str, column: Column, words: Words) -> Reading:
    exponent = column.exponent if column.kind == "money" else 0
    bare = _bare_number(text)
    value = number(bare, exponent, words.locale)
    if value is None:
        return Reading(wrong=_why_no_number(bare, exponent, words.locale))
    if column.least is not None and value < column.least:
        sentence = QCoreApplication.translate("Entered", "At least {bound}.")
        return Reading(wrong=sentence.format(bound=shown(column.least, column, words)))
    if column.most is not None and value > column.most:
        sentence = QCoreApplication.translate("Entered", "At most {bound}.")
        return Reading(wrong=sentence.format(bound=shown(column.most, column, words)))
    return Reading(value)


def _why_no_number(text: str, exponent: int, locale: QLocale) -> str:
    if number(text, 18, locale) is None:
        return QCoreApplication.translate("Entered", "This is not a number.")
    if not exponent:
        return QCoreApplication.translate("Entered", "A whole number is needed.")
    sentence = QCoreApplication.translate("Entered", "At most {digits} digits after the point.")
    return sentence.format(digits=exponent)


def _no_date(words: Words) -> Reading:
    sentence = QCoreApplication.translate("Entered", "This is not a date, such as {example}.")
    today = datetime.now(words.zone).date()
    return Reading(wrong=sentence.format(example=shown(today, Column("", "", "date"), words)))


def _date(text: str, words: Words) -> Reading:
    day = first_day(text, words.locale)
    return _no_date(words) if day is None else Reading(day)


def _moment(text: str, words: Words) -> Reading:
    match = _CLOCK.match(text)
    day = first_day(match[1] if match else text, words.locale)
    clock = _clock(match[2]) if match else time()
    if day is None or clock is None:
        return _no_date(words)
    at = datetime.combine(day, clock, words.zone)
    return Reading(int(at.timestamp()) * 1_000_000)


def _clock(text: str) -> time | None:
    for form in ("h:mm", "h:mm:ss", "h:mm AP", "h:mmAP"):
        found = QTime.fromString(text.upper(), form)
        if found.isValid():
            return time(found.hour(), found.minute(), found.second())
    return None


def _choice(text: str, column: Column) -> Reading:
    wanted = text.casefold()
    for value, label in column.labels.items():
        if wanted in (label.casefold(), value.casefold()):
            return Reading(value)
    sentence = QCoreApplication.translate("Entered", "Choose one of: {choices}.")
    return Reading(wrong=sentence.format(choices=", ".join(column.labels.values())))


def _text(text: str, column: Column) -> Reading:
    if text.startswith("'") and text[1:].startswith(FORMULA):
        text = text[1:]  # the apostrophe that made it harmless in a spreadsheet
    text = " ".join(text.splitlines())
    if column.longest is not None and len(text) > column.longest:
        sentence = QCoreApplication.translate("Entered", "At most {count} characters.")
        return Reading(wrong=sentence.format(count=column.longest))
    return Reading(text)
