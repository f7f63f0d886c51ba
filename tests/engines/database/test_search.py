"""Words find things: in any alphabet, by their beginnings, and no sign of a query does harm."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.database import search
from engines.database.pool import Pool
from engines.database.sql import Clause

SHELF = [
    ("product", 1, False, "Blue Mug Acme SKU-100"),
    ("product", 2, False, "蓝色马克杯 MUG-200"),
    ("product", 3, False, "Crème brûlée dish"),
    ("product", 4, False, "やかん kettle"),
    ("customer", 1, True, "Ana Blue"),
]


@pytest.fixture
def shelf(pool: Pool) -> Pool:
    """A file whose index holds a few things."""
    with pool.writing() as connection:
        search.put(connection, SHELF)
    return pool


def _found(pool: Pool, query: str) -> set[tuple[str, int]]:
    with pool.reading() as connection:
        return {(hit.kind, hit.key) for hit in search.find(connection, query)}


def _matching(pool: Pool, kind: str, query: str) -> Sequence[int]:
    with pool.reading() as connection:
        clause: Clause = search.matching("n", kind, query)
        sql = "WITH numbers(n) AS (VALUES (1), (2), (3), (4)) SELECT n FROM numbers WHERE "
        return connection.column(sql + clause.text, *clause.values)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("mug", {1, 2}),
        ("MUG blue", {1}),
        ("bl mu", {1}),
        ("ug", set()),
        ("mug dish", set()),
        ("creme", {3}),
        ("brul", {3}),
        ("蓝", {2}),
        ("马克", {2}),
        ("克马", set()),
        ("马克杯 mug", {2}),
        ("かん", {4}),
        ("SKU-100", {1}),
        ("100", {1}),
        ("200 蓝色", {2}),
    ],
)
def test_every_word_of_a_query_begins_a_word_of_the_text(
    shelf: Pool, query: str, keys: set[int]
) -> None:
    assert {key for kind, key in _found(shelf, query) if kind == "product"} == keys
    assert set(_matching(shelf, "product", query)) == keys


def test_a_kind_is_found_by_its_own_words_only(shelf: Pool) -> None:
    assert _found(shelf, "blue") == {("product", 1), ("customer", 1)}
    assert _matching(shelf, "customer", "blue") == [1]
    assert _matching(shelf, "customer", "mug") == []


@pytest.mark.parametrize("query", ["", "   ", "!?", '"', "'", "*", "()", "_", "-"])
def test_a_query_without_a_word_finds_nothing(shelf: Pool, query: str) -> None:
    assert _found(shelf, query) == set()
    assert _matching(shelf, "product", query) == []


@pytest.mark.parametrize(
    "query",
    [
        'mug"',
        '"mug',
        "mug*",
        "(mug",
        "mug)",
        "body:mug",
        "mug'",
        "^mug",
        "mug + ",
        "mug _",
        "{mug}",
    ],
)
def test_quotes_and_operators_are_not_obeyed(shelf: Pool, query: str) -> None:
    without_column = query.replace("body:", "")
    assert _found(shelf, without_column) == {("product", 1), ("product", 2)}
    assert _found(shelf, query) <= {("product", 1), ("product", 2)}


@pytest.mark.parametrize("query", ["mug OR dish", "mug AND blue", "mug NOT blue", "NEAR(mug blue)"])
def test_the_words_of_the_query_language_are_words(shelf: Pool, query: str) -> None:
    assert _found(shelf, query) == set()


@given(st.text(st.characters(codec="utf-8"), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_the_search_fail(shelf: Pool, query: str) -> None:
    assert _found(shelf, query) <= {(kind, key) for kind, key, _, _ in SHELF}
    assert set(_matching(shelf, "product", query)) <= {1, 2, 3, 4}


def test_what_is_put_again_is_found_by_its_new_words_only(shelf: Pool) -> None:
    with shelf.writing() as connection:
        search.put(connection, [("product", 1, False, "Red cup")])
    assert _found(shelf, "red") == {("product", 1)}
    assert _found(shelf, "acme") == set()


def test_what_is_dropped_is_forgotten_and_nothing_else(shelf: Pool) -> None:
    with shelf.writing() as connection:
        search.drop(connection, "product", [1, 77])
    assert _found(shelf, "blue") == {("customer", 1)}
    assert _found(shelf, "mug") == {("product", 2)}


def test_a_find_gives_no_more_than_its_limit_whole_words_and_little_else_first(
    shelf: Pool,
) -> None:
    more = [("article", 9, False, "kettle"), ("article", 8, False, "Kettles")]
    with shelf.writing() as connection:
        search.put(connection, more)
    with shelf.reading() as connection:
        found = search.find(connection, "kettle", limit=2)
        assert [(one.kind, one.key) for one in found] == [("article", 9), ("product", 4)]
        assert len(search.find(connection, "kettle")) == 3


def test_a_whole_word_is_found_among_more_that_begin_so_than_are_weighed(shelf: Pool) -> None:
    bowls = [("product", key, False, f"bowl {key}") for key in range(10, 2 * search.CANDIDATES)]
    with shelf.writing() as connection:
        search.put(connection, [*bowls, ("customer", 7, True, "B\u00f6 Nowak")])
    with shelf.reading() as connection:
        assert search.find(connection, "bo", limit=1)[0].key == 7
        assert len(search.find(connection, "bo", limit=50)) == 50


def test_one_kind_is_not_crowded_out_by_another(shelf: Pool) -> None:
    bowls = [("product", key, False, f"Ada bowl {key}") for key in range(10, 1_000)]
    with shelf.writing() as connection:
        search.put(connection, [*bowls, ("customer", 7, True, "Ada Bowler of Someplace")])
    with shelf.reading() as connection:
        found = search.find(connection, "ada bowl", 5, "customer")
        assert [(one.kind, one.key) for one in found] == [("customer", 7)]
        assert not search.find(connection, "ada bowl", 5, "ticket")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("ketle", {4}),
        ("kettel", {4}),
        ("keetle", {4}),
        ("brulle", {3}),
        ("acmee", {1}),
        ("acme mgu", set()),  # three letters hold no slip
        ("kottln", set()),
    ],
)
def test_a_slip_of_the_finger_still_finds(shelf: Pool, query: str, keys: set[int]) -> None:
    assert {key for _kind, key in _found(shelf, query)} == keys


def test_what_is_spelt_right_finds_nothing_else(shelf: Pool) -> None:
    with shelf.writing() as connection:
        search.put(connection, [("product", 9, False, "kettles of brass"), *SHELF])
    assert _found(shelf, "kettles") == {("product", 9)}
