"""What can be done to many numbers at once, exactly: integers throughout.

- ``Operation(kind, amount, ending, turn, text)``; ``of(value) -> int``
- ``operation(kind, text, column, words) -> Operation | None``: None when the text cannot be read
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from widgets.table.source import Column
from widgets.table.text import Words
from widgets.table.typed import number

Kind = Literal["set", "add", "percent", "round"]
PERCENT_DIGITS = 4


@dataclass(frozen=True)
class Operation:
    """``amount``: minor units to add, or ten-thousandths of a percent; ``ending``: what numbers
    end in, of ``turn`` (.99 is 99 of 100); ``text``: what to set.
    """

    kind: Kind
    amount: int = 0
    ending: int = 0
    turn: int = 1
    text: str = ""

    def of(self, value: int) -> int:
        """The new number."""
        if self.kind == "add":
            return value + self.amount
        if self.kind == "percent":
            whole = 100 * 10**PERCENT_DIGITS
            return _divided(value * (whole + self.amount), whole)
        if self.kind == "round":
            return _ended(value, self.ending, self.turn)
        return value


def _divided(number: int, by: int) -> int:
    """Rounded half away from zero."""
    half = (2 * abs(number) + by) // (2 * by)
    return -half if number < 0 else half


def _ended(value: int, ending: int, turn: int) -> int:
    """The nearest number with that ending, the higher of two; what is not above zero stays."""
    if value <= 0:
        return value
    below = (value - ending) // turn * turn + ending
    above = below + turn
    nearest = below if value - below < above - value else above
    return nearest if nearest > 0 else above


def operation(kind: Kind, text: str, column: Column, words: Words) -> Operation | None:
    """What a person means by a kind and a text."""
    bare = text.strip()
    exponent = column.exponent if column.kind == "money" else 0
    if kind == "set":
        return Operation("set", text=bare)
    if kind == "add":
        amount = number(bare.lstrip("+"), exponent, words.locale)
        return None if amount is None else Operation("add", amount)
    if kind == "percent":
        percent = number(bare.removesuffix("%").strip().lstrip("+"), PERCENT_DIGITS, words.locale)
        if percent is None or percent <= -100 * 10**PERCENT_DIGITS:
            return None
        return Operation("percent", percent)
    return _ending(bare, exponent)


def _ending(text: str, exponent: int) -> Operation | None:
    """``.99``, ``0,95`` or ``99``: what numbers are to end in."""
    match = re.fullmatch(r"(?:0?[.,])?(\d+)", text, re.ASCII)
    if match is None:
        return None
    digits = match[1]
    if exponent == 0:
        return Operation("round", ending=int(digits), turn=10 ** len(digits))
    if len(digits) > exponent:
        return None
    return Operation("round", ending=int(digits.ljust(exponent, "0")), turn=10**exponent)
