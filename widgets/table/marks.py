"""Conditional marks: cells of a column that fulfil a rule are shown in a tone.

- ``Mark(column, rule, value, high, tone)``; ``holds(value) -> bool``: of a pill, its words
- ``by_place(marks, columns)``: the marks of each column, by its place in the row
- ``RULES``; ``rules_for(column) -> rules``
- ``to_plain(mark)`` / ``from_plain(data) -> Mark | None``: for saved views
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from widgets.table.source import NUMBERS, Column, Value
from widgets.theme_tokens import TONES

Rule = Literal["at_least", "at_most", "between", "contains"]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True)
class Mark:
    """One rule for one column. Numbers are the column's integers."""

    column: str
    rule: Rule
    value: int | str
    high: int | None = None
    tone: str = "warning"

    def holds(self, value: Value) -> bool:
        """Whether a cell is marked."""
        if self.rule == "contains":
            return isinstance(value, str) and str(self.value).casefold() in value.casefold()
        if not isinstance(value, int) or not isinstance(self.value, int):
            return False
        if self.rule == "at_least":
            return value >= self.value
        if self.rule == "at_most":
            return value <= self.value
        return self.high is not None and self.value <= value <= self.high


def rules_for(column: Column) -> tuple[Rule, ...]:
    """What can be asked of a column."""
    if column.kind in NUMBERS:
        return ("at_least", "at_most", "between")
    return ("contains",) if column.kind in ("text", "pill") else ()


def by_place(marks: Sequence[Mark], columns: Sequence[Column]) -> dict[int, tuple[Mark, ...]]:
    """Only columns that have marks."""
    wanted = {one.column for one in marks}
    return {
        place: tuple(one for one in marks if one.column == column.key)
        for place, column in enumerate(columns)
        if column.key in wanted
    }


def to_plain(mark: Mark) -> list[str | int | None]:
    """For JSON."""
    return [mark.column, mark.rule, mark.value, mark.high, mark.tone]


def from_plain(data: object) -> Mark | None:
    """A mark back; None for anything else."""
    match data:
        case [str() as column, str() as rule, (int() | str()) as value, high, str() as tone]:
            known = [one for one in RULES if one == rule]
            if known and tone in TONES and (high is None or isinstance(high, int)):
                return Mark(column, known[0], value, high, tone)
    return None
