"""Cells of a sheet that hold no value anybody should guess: marked as such, refused with the row.

A table hands out plain text. A flawed cell is text that begins with a lone surrogate, which no
file can hold: it is not printable, so the check of characters that every row goes through finds it.
"""

from __future__ import annotations

# Stable keys that messages spell out; their order is that of the marks.
FLAWS = ("error cell", "formula without a value", "merged cell")
_FIRST_MARK = 0xD800


def flawed(reason: str, shown: str = "") -> str:
    """The text of a cell that is to be refused for `reason`, showing `shown`."""
    return chr(_FIRST_MARK + FLAWS.index(reason)) + shown


def flaw_of(value: str) -> tuple[str, str] | None:
    """(reason, what is shown) of a flawed cell; None for any other."""
    number = ord(value[0]) - _FIRST_MARK if value else -1
    return (FLAWS[number], value[1:]) if 0 <= number < len(FLAWS) else None
