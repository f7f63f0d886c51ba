"""The thin layer over the driver: transactions, conditions, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st

from engines.database.sql import (
    Clause,
    Connection,
    chunks,
    contains,
    every,
    one_of,
    starts,
    transaction,
)


@pytest.fixture
def file() -> Iterator[Any]:
    """A driver's connection with one table of three numbers."""
    one = driver.connect(":memory:", isolation_level=None)
    one.execute('CREATE TABLE box("order" INTEGER PRIMARY KEY, label TEXT)')
    one.execute("INSERT INTO box VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    yield one
    one.close()


def _orders(file: Any, clause: Clause) -> list[int]:
    sql = f'SELECT "order" FROM box{every([clause]).text} ORDER BY 1'
    return Connection(file).column(sql, *clause.values)


def test_a_block_that_ends_well_is_kept(file: Any) -> None:
    with transaction(file, "BEGIN") as connection:
        connection.run("DELETE FROM box WHERE label = ?", "a")
    assert not file.in_transaction
    assert _orders(file, Clause("1 = 1")) == [2, 3]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_block_that_raises_is_taken_back(file: Any, error: type[BaseException]) -> None:
    def work() -> None:
        with transaction(file, "BEGIN") as connection:
            connection.run("DELETE FROM box")
            raise error

    with pytest.raises(error):
        work()
    assert not file.in_transaction
    assert _orders(file, Clause("1 = 1")) == [1, 2, 3]


def test_a_transaction_that_rolled_back_by_itself_raises_its_own_error(file: Any) -> None:
    def work() -> None:
        with transaction(file, "BEGIN") as connection:
            connection.run("ROLLBACK")  # as SQLite does when the disk is full
            raise ValueError

    with pytest.raises(ValueError):
        work()


def test_rows_are_asked_for_in_five_ways(file: Any) -> None:
    connection = Connection(file)
    sql = 'SELECT label, "order" FROM box WHERE "order" >= ? ORDER BY 2'
    assert connection.all(sql, 2) == [("b", 2), ("c", 3)]
    assert list(connection.each(sql, 2)) == [("b", 2), ("c", 3)]
    assert connection.column(sql, 2) == ["b", "c"]
    assert (connection.first(sql, 2), connection.first(sql, 9)) == (("b", 2), None)
    assert (connection.value(sql, 2), connection.value(sql, 9)) == ("b", None)


def test_what_is_put_off_is_done_once_before_the_commit(file: Any) -> None:
    done: list[list[int]] = []

    def later(connection: Connection, keys: Iterable[int]) -> None:
        done.append(sorted(keys))
        connection.run('INSERT INTO box("order", label) VALUES (9, ?)', "late")

    with transaction(file, "BEGIN") as connection:
        connection.at_end(later, {2, 1})
        connection.at_end(later, {3, 1})
        assert done == []
    assert done == [[1, 2, 3]]
    assert _orders(file, Clause("label = ?", ("late",))) == [9]


def test_what_is_put_off_is_not_done_when_the_transaction_fails(file: Any) -> None:
    done: list[object] = []

    def work() -> None:
        with transaction(file, "BEGIN") as connection:
            connection.at_end(lambda _connection, keys: done.append(keys), {1})
            raise ValueError

    with pytest.raises(ValueError):
        work()
    assert done == []


def test_column_names_may_be_words_of_sql_and_no_rows_are_no_error(file: Any) -> None:
    connection = Connection(file)
    connection.insert_many("box", ("order", "label"), [(4, "d"), (5, "e")])
    connection.insert_many("box", ("order", "label"), [])
    assert connection.value("SELECT count(*) FROM box") == 5


def test_a_value_is_never_read_as_sql(file: Any) -> None:
    evil = "x'); DROP TABLE box; --"
    Connection(file).insert_many("box", ("order", "label"), [(4, evil)])
    assert _orders(file, Clause("label = ?", (evil,))) == [4]


def test_either_of_two_conditions_stays_together_beside_a_third(file: Any) -> None:
    either = Clause('"order" = ?', (1,)) | Clause("label = ?", ("c",))
    both = every([either, Clause('"order" < ?', (3,))])
    assert Connection(file).column(f'SELECT "order" FROM box{both.text}', *both.values) == [1]


def test_no_condition_is_no_where_and_no_wanted_value_finds_nothing(file: Any) -> None:
    assert every([]) == Clause("")
    assert _orders(file, one_of("label", [])) == []
    assert _orders(file, one_of("label", iter("ac"))) == [1, 3]


@given(st.text("aB%_\\", max_size=3), st.text("aB%_\\", max_size=6))
def test_wildcards_in_a_text_stand_for_themselves(text: str, whole: str) -> None:
    file = driver.connect(":memory:")
    for clause, expected in (
        (contains("?", text), text.lower() in whole.lower()),
        (starts("?", text), whole.lower().startswith(text.lower())),
    ):
        found = file.execute(f"SELECT {clause.text}", (whole, *clause.values)).fetchone()[0]
        assert bool(found) == expected
    file.close()


@given(st.lists(st.integers()), st.integers(1, 5))
def test_runs_joined_are_the_whole(values: list[int], size: int) -> None:
    runs = list(chunks(values, size))
    assert [value for run in runs for value in run] == values
    assert all(0 < len(run) <= size for run in runs)
