"""A page of a listing is the slice of a plain list, filtered and sorted by hand."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st

from engines.database.errors import BadValue
from engines.database.pages import Filter, Listing, Operator, Sort
from engines.database.sql import Clause, Connection, one_of


@dataclass(frozen=True)
class Thing:
    """A row of the table that is listed."""

    id: int
    name: str | None
    size: int | None


LISTING = Listing(
    key="t.id",
    source="thing t",
    columns={"id": "t.id", "name": "t.name", "size": "t.size"},
    special={"even": lambda _c, text, _loose: Clause("t.id % 2 = ?", (int(text),))},
)
SELECT = "SELECT t.id, t.name, t.size FROM thing t"

_TEXT = st.text("aAbÉé%_\\'\"中 ", max_size=4)
_THINGS = st.lists(st.tuples(st.none() | _TEXT, st.none() | st.integers(-3, 3)), max_size=30).map(
    lambda rows: [Thing(key, *row) for key, row in enumerate(rows, 1)]
)
_SORTS = st.lists(
    st.builds(Sort, st.sampled_from(["id", "name", "size"]), st.booleans()), max_size=3
)
_TEXT_FILTERS = st.builds(
    Filter,
    st.just("name"),
    st.sampled_from(["is", "not", "contains", "starts", "min", "max"]),
    _TEXT,
)
_NUMBER_FILTERS = st.builds(
    Filter, st.just("size"), st.sampled_from(["is", "not", "min", "max"]), st.integers(-3, 3)
)
_OTHER_FILTERS = st.one_of(
    st.builds(Filter, st.sampled_from(["name", "size"]), st.sampled_from(["is", "not"]), st.none()),
    st.builds(Filter, st.just("size"), st.just("in"), st.lists(st.integers(-3, 3), max_size=3)),
    st.builds(Filter, st.just("even"), st.just("is"), st.sampled_from("01")),
)
_FILTERS = st.lists(_TEXT_FILTERS | _NUMBER_FILTERS | _OTHER_FILTERS, max_size=2)


@contextmanager
def _table(things: Sequence[Thing]) -> Iterator[Connection]:
    file = driver.connect(":memory:", isolation_level=None)
    file.execute("CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT, size BIGINT)")
    connection = Connection(file)
    rows = [(one.id, one.name, one.size) for one in things]
    connection.insert_many("thing", ("id", "name", "size"), rows)
    yield connection
    file.close()


def _folded(text: str) -> str:
    """LIKE knows upper and lower case of ASCII letters only."""
    return text.translate(str.maketrans(string.ascii_uppercase, string.ascii_lowercase))


def _keeps(one: Filter, thing: Thing) -> bool:
    if one.key == "even":
        return thing.id % 2 == int(one.value)
    found: Any = getattr(thing, one.key)
    if one.value is None:
        return (found is None) == (one.operator == "is")
    if found is None:
        return False  # nothing can be said of what is not known
    judged: dict[str, Callable[[], bool]] = {
        "is": lambda: bool(found == one.value),
        "not": lambda: bool(found != one.value),
        "contains": lambda: _folded(one.value) in _folded(found),
        "starts": lambda: bool(found.startswith(one.value)),
        "min": lambda: bool(found >= one.value),
        "max": lambda: bool(found <= one.value),
        "in": lambda: found in one.value,
    }
    return judged[one.operator]()


def _listed(things: Sequence[Thing], where: Sequence[Filter], sorts: Sequence[Sort]) -> list[Thing]:
    """What the listing must give, by a stable sort per column; unknown values come first."""
    kept = [thing for thing in things if all(_keeps(one, thing) for one in where)]
    kept.sort(key=lambda thing: thing.id, reverse=bool(sorts) and sorts[-1].descending)
    for one in reversed(sorts):
        kept.sort(
            key=lambda thing, name=one.key: (  # type: ignore[misc]
                getattr(thing, name) is not None,
                getattr(thing, name) or ("" if name == "name" else 0),
            ),
            reverse=one.descending,
        )
    return kept


@given(_THINGS, _FILTERS, _SORTS, st.integers(0, 35), st.integers(0, 35))
def test_a_page_is_the_slice_of_a_plain_list_from_either_end(
    things: list[Thing], where: list[Filter], sorts: list[Sort], offset: int, limit: int
) -> None:
    expected = _listed(things, where, sorts)
    wanted = [thing.id for thing in expected][offset : offset + limit]
    with _table(things) as connection:
        assert LISTING.count(connection, where) == len(expected)
        assert LISTING.keys(connection, where, sorts, offset, limit) == wanted
        total = len(expected)
        assert LISTING.keys(connection, where, sorts, offset, limit, total) == wanted
        rows = LISTING.rows(connection, SELECT, wanted, lambda row: Thing(*row))
        assert rows == expected[offset : offset + limit]


@given(_THINGS, _SORTS, st.integers(1, 7))
def test_pages_one_after_another_give_every_row_once(
    things: list[Thing], sorts: list[Sort], limit: int
) -> None:
    with _table(things) as connection:
        found = [
            key
            for offset in range(0, len(things), limit)
            for key in LISTING.keys(connection, (), sorts, offset, limit, len(things))
        ]
    assert found == [thing.id for thing in _listed(things, (), sorts)]


@pytest.mark.parametrize("text", ["%", "_", "\\", "50%", "a_b", "'; DROP TABLE thing; --"])
@pytest.mark.parametrize("operator", ["contains", "starts"])
def test_signs_of_sql_in_a_search_are_plain_text(text: str, operator: Operator) -> None:
    things = [Thing(1, f"{text} here", 0), Thing(2, "50 percent", 0), Thing(3, "axb", 0)]
    with _table(things) as connection:
        assert LISTING.keys(connection, [Filter("name", operator, text)]) == [1]
        assert LISTING.count(connection, []) == 3


def test_a_column_that_is_not_listed_is_refused() -> None:
    with _table([]) as connection:
        for ask in (
            lambda: LISTING.count(connection, [Filter("colour", "is", "red")]),
            lambda: LISTING.keys(connection, (), [Sort("t.id; DROP TABLE thing")]),
        ):
            with pytest.raises(BadValue) as caught:
                ask()
            assert caught.value.rule == "unknown column"


def test_more_keys_than_one_statement_takes_come_in_their_order() -> None:
    things = [Thing(key, None, None) for key in range(1, 1_201)]
    backwards = [thing.id for thing in reversed(things)]
    with _table(things) as connection:
        rows = LISTING.rows(connection, SELECT, backwards, lambda row: Thing(*row))
    assert [row.id for row in rows] == backwards


def test_keys_that_are_worked_out_are_found_by_what_narrows_them() -> None:
    listing = Listing(
        key="(t.id * 10)",
        source="thing t",
        columns={"id": "t.id"},
        narrow=lambda keys: one_of("t.id", [key // 10 for key in keys]),
    )
    with _table([Thing(key, None, None) for key in (1, 2, 3)]) as connection:
        keys = listing.keys(connection, (), [Sort("id", descending=True)], 0, 2)
        rows = listing.rows(connection, "SELECT t.id * 10, t.id FROM thing t", keys, list)
    assert rows == [[30, 3], [20, 2]]
