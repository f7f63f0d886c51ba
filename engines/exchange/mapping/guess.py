"""A first mapping of a table that nobody has mapped yet: by names of columns, and by every cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from engines.database.ticket import Ticket
from engines.exchange.mapping.rules import DateOrder, Mapping, Rule
from engines.exchange.mapping.steps import Step, Unit
from engines.exchange.mapping.targets import TARGETS, Field, Target
from engines.exchange.mapping.values import guess_dates, guess_decimal
from engines.exchange.reading.table import Table

_WRITTEN = ("money", "number", "date")  # values that places write differently
_GRAMS = {"kg": "1000", "g": "1", "lb": "453.59237", "lbs": "453.59237", "oz": "28.349523125"}
_UNIT = re.compile(r"\(([a-z]+)\)\s*$")


def guess(kind: str, table: Table, ticket: Ticket, dates: DateOrder = "dmy") -> Mapping:
    """The mapping that names and cells suggest; the whole file is read.

    `dates` decides where every date could be read both ways. Raises FileUnreadable, Cancelled.
    """
    target = TARGETS[kind]
    places = _assign(target, table.header)
    rules = tuple(
        rule for one in target.fields if (rule := _rule(one, places, table.header)) is not None
    )
    rows = (cells for _line, cells in table.rows(ticket))
    return ways_of(Mapping(kind, rules), table.header, rows, dates)


def ways_of(
    mapping: Mapping,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    dates: DateOrder = "dmy",
) -> Mapping:
    """The mapping with decimal sign and order of dates as these rows write them."""
    numbers: Counter[str] = Counter()
    moments: Counter[str] = Counter()
    wanted = [
        (header.index(name), moments if field.value == "date" else numbers)
        for rule in mapping.rules
        if (field := mapping.target.field(rule.field)) and field.value in _WRITTEN
        for name in rule.columns
        if name in header
    ]
    for cells in rows:
        for place, found in wanted:
            if place < len(cells):
                found[cells[place]] += 1
    decimal = guess_decimal(numbers.elements())
    return replace(mapping, decimal=decimal, dates=guess_dates(moments.elements(), dates))


def guess_kind(header: Sequence[str]) -> str | None:
    """The kind whose required fields are all found, and most of the others; None where none is."""
    found: dict[str, int] = {}
    for kind, target in TARGETS.items():
        places = _assign(target, header)
        whole = all(one.name in places for one in target.fields if one.required)
        if whole and len(places) > 1:  # a key alone says nothing
            found[kind] = len(places)
    return max(found, key=lambda kind: found[kind]) if found else None


def folded(name: str) -> str:
    """A column's name as names are compared: Unit_Price (EUR) is unit price."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", name.casefold())
    return " ".join(re.split(r"[\s_\-./:#*]+", bare)).strip()


def _assign(target: Target, header: Sequence[str]) -> dict[str, int]:
    """Field → column, the surest pairs first; a column serves one field."""
    names = [folded(name) for name in header]
    scored = sorted(
        (-score, order, place, one.name)
        for order, one in enumerate(target.fields)
        for place, name in enumerate(names)
        if (score := _score(one, name))
    )
    taken: dict[str, int] = {}
    for _score_of, _order, place, field in scored:
        if field not in taken and place not in taken.values():
            taken[field] = place
    return taken


def _score(field: Field, name: str) -> int:
    """How well a column's name fits: 0 not at all; earlier words count a little more."""
    if not name:
        return 0
    if name == folded(field.label):
        return 1_000
    for at, word in enumerate(field.words):
        if name == folded(word):
            return 900 - at
    padded = f" {name} "
    for at, word in enumerate(field.words):
        if len(word) > 2 and (f" {word} " in padded or (not word.isascii() and word in name)):
            return 400 - at
    return 0


def _rule(field: Field, places: dict[str, int], header: Sequence[str]) -> Rule | None:
    if field.name not in places:
        return None if field.constant is None else Rule(field.name, constant=field.constant)
    column = header[places[field.name]]
    steps: tuple[Step, ...] = ()
    unit = _UNIT.search(column.casefold())
    if field.name == "grams" and unit and unit[1] in _GRAMS:
        steps = (Unit(Decimal(_GRAMS[unit[1]])),)
    return Rule(field.name, (column,), steps=steps)
