"""What a table asks for and gets: plain values, no Qt.

- ``Column(key, title, kind="text", sortable=False, filterable=True, width=120, exponent=2,
  muted=False, mono=False, tones={}, labels={}, tooltip="", hidden=False, editable=False,
  required=False, least=None, most=None, longest=None, groupable=False, adds=True,
  mean=True)``
- ``Sort(key, descending=False)``, ``Filter(key, operator, value)``, ``Row(key, values)``
- ``RowSource``: ``count(where) -> int``, ``page(where, sort, offset, limit, total) -> rows`` and
  ``late``, None or ``late(rows) -> rows`` with the values that take longer
- ``Ask``: ``ask(work, done, failed)``, runs work elsewhere and answers in the caller's thread
- ``ask_inline``: an Ask that runs at once (tests, small lists)
- ``Summarised``: a source that can also add up: ``summary(where, keys) -> {key: (sum, values)}``
- ``Groupable``: a source that can also group: ``groups(where, key, sums) -> [Group(value, count,
  sums)]``, by value
- ``ListSource(columns, rows)``: a RowSource over rows in memory
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")

Kind = Literal["text", "integer", "money", "date", "datetime", "pill", "spark"]
Operator = Literal["contains", "equals", "one_of", "at_least", "at_most", "below", "above"]
Key = str | int
Value = str | int | date | tuple[int | float, ...] | None
FilterValue = str | int | date | tuple[str | int, ...] | None

NUMBERS: frozenset[Kind] = frozenset({"integer", "money"})
DATES: frozenset[Kind] = frozenset({"date", "datetime"})


@dataclass(frozen=True)
class Column:
    """One column.

    Values by kind: text and pill ``str``; integer ``int``; money ``int`` minor units with
    ``exponent`` digits after the point; date ``datetime.date`` or UTC microseconds; datetime UTC
    microseconds; spark a tuple of numbers. ``None`` shows nothing. Pills: ``tones`` maps a value
    to positive, warning, negative, accent or neutral; ``labels`` maps a value to its words.
    What is ``hidden`` is shown when a person asks for it. What is ``editable`` takes text of its
    kind: ``least`` and ``most`` bound a number, ``longest`` a text; a pill takes its ``labels``;
    only what is not ``required`` may be empty. Numbers that do not ``adds`` up (prices) have a
    mean but no sum; those that count nothing (indexes) have no ``mean`` either.
    """

    key: str
    title: str
    kind: Kind = "text"
    sortable: bool = False
    filterable: bool = True
    width: int = 120
    exponent: int = 2
    muted: bool = False
    mono: bool = False
    tones: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    tooltip: str = ""
    hidden: bool = False
    editable: bool = False
    required: bool = False
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    groupable: bool = False
    adds: bool = True
    mean: bool = True


@dataclass(frozen=True)
class Sort:
    """One sort key."""

    key: str
    descending: bool = False


@dataclass(frozen=True)
class Filter:
    """One condition; several hold together. ``contains`` ignores case."""

    key: str
    operator: Operator
    value: FilterValue


@dataclass(frozen=True)
class Row:
    """One row: its own key (what a selection is made of) and a value for each column.

    A row that is not a thing of its ``own`` (the head of a group) cannot be edited or acted on.
    """

    key: Key
    values: tuple[Value, ...]
    own: ClassVar[bool] = True


Where = tuple[Filter, ...]
Order = tuple[Sort, ...]


Late = Callable[[Sequence[Row]], Sequence[Row]]


class RowSource(Protocol):
    """Where rows come from; called from whatever thread ``ask`` works in.

    ``late`` gives rows again with what takes longer to read, asked for once they are on screen;
    None where rows come whole.
    """

    late: Late | None

    def count(self, where: Where) -> int: ...

    def page(self, where: Where, sort: Order, offset: int, limit: int, total: int) -> Sequence[Row]:
        """Rows [offset, offset + limit) of total; total lets a source read from the end."""
        ...


Sums = Mapping[str, tuple[int, int]]  # by column key: the sum, and of how many values


@runtime_checkable
class Summarised(Protocol):
    """A source that adds up all rows of a condition without handing them over."""

    def summary(self, where: Where, keys: Sequence[str]) -> Sums: ...


@runtime_checkable
class Nested(Protocol):
    """A source over another one, with heads between its rows."""

    @property
    def base(self) -> RowSource: ...

    def things(self, where: Where) -> int: ...

    def whole(self, where: Where) -> Row:
        """The last line on paper and in files: what all groups come to."""
        ...


@dataclass(frozen=True)
class Group:
    """All rows with one value in a column: how many, and what their numbers add up to."""

    value: str | int | None
    count: int
    sums: Sums


@runtime_checkable
class Groupable(RowSource, Protocol):
    """A source that says which values a column has, without handing the rows over."""

    def groups(self, where: Where, key: str, sums: Sequence[str]) -> Sequence[Group]: ...


class Ask(Protocol):
    """Runs ``work`` (perhaps elsewhere), then ``done`` or ``failed`` in the caller's thread."""

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> object: ...


def ask_inline(
    work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> None:
    """Ask and answer at once."""
    try:
        result = work()
    except Exception as error:
        failed(error)
    else:
        done(result)


def _holds(value: Value, condition: Filter) -> bool:
    wanted = condition.value
    if condition.operator == "contains":
        return str(wanted).casefold() in str("" if value is None else value).casefold()
    if condition.operator == "equals":
        return value == wanted
    if condition.operator == "one_of":
        return isinstance(wanted, tuple) and value in wanted
    if value is None or wanted is None or isinstance(value, tuple) or isinstance(wanted, tuple):
        return False
    below, above = _rank(value) < _rank(wanted), _rank(value) > _rank(wanted)
    return {"below": below, "above": above, "at_least": not below, "at_most": not above}[
        condition.operator
    ]


def _rank(value: Value) -> tuple[int, float, str]:
    if value is None:
        return (0, 0.0, "")
    if isinstance(value, int):
        return (1, value, "")
    if isinstance(value, date):
        return (1, value.toordinal(), "")
    return (2, 0.0, str(value).casefold())


def _sorted(rows: list[Row], place: int, *, descending: bool) -> list[Row]:
    return sorted(rows, key=lambda row: _rank(row.values[place]), reverse=descending)


class ListSource:
    """Rows in memory: for short lists, galleries and tests."""

    late: Late | None = None

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self._at = {column.key: place for place, column in enumerate(columns)}
        self.rows = list(rows)

    def _matching(self, where: Where) -> list[Row]:
        return [
            row
            for row in self.rows
            if all(_holds(row.values[self._at[one.key]], one) for one in where)
        ]

    def count(self, where: Where) -> int:
        return len(self._matching(where))

    def summary(self, where: Where, keys: Sequence[str]) -> Sums:
        return {key: self._sum(self._matching(where), key) for key in keys}

    def groups(self, where: Where, key: str, sums: Sequence[str]) -> Sequence[Group]:
        parts: dict[Value, list[Row]] = {}
        for row in self._matching(where):
            parts.setdefault(row.values[self._at[key]], []).append(row)
        return [
            Group(value, len(rows), {one: self._sum(rows, one) for one in sums})
            for value, rows in sorted(parts.items(), key=lambda part: _rank(part[0]))
            if value is None or isinstance(value, str | int)
        ]

    def _sum(self, rows: Sequence[Row], key: str) -> tuple[int, int]:
        values = [one for row in rows if isinstance(one := row.values[self._at[key]], int)]
        return sum(values), len(values)

    def page(self, where: Where, sort: Order, offset: int, limit: int, total: int) -> Sequence[Row]:
        rows = self._matching(where)
        for one in reversed(sort):
            rows = _sorted(rows, self._at[one.key], descending=one.descending)
        return rows[offset : offset + limit]
