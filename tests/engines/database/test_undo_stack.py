"""One stack a person: what was done, what was taken back, kept across restarts."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.database import undo_stack
from engines.database.pool import Pool
from engines.database.undo_stack import KEEP, Step


def _do(pool: Pool, person: str, *labels: str) -> None:
    with pool.writing() as connection:
        for label in labels:
            undo_stack.note(connection, person, label, 0, range(1, 3), None)


def _undo(pool: Pool, person: str) -> str | None:
    """Take back the newest change; its label, if there was one."""
    return _step(pool, person, "undone")


def _redo(pool: Pool, person: str) -> str | None:
    return _step(pool, person, "done")


def _step(pool: Pool, person: str, state: str) -> str | None:
    find = undo_stack.to_undo if state == "undone" else undo_stack.to_redo
    with pool.writing() as connection:
        target = find(connection, person)
        if target is None:
            return None
        step = Step(target.id, state)
        undo_stack.note(connection, person, "step", 0, range(7, 9), step)
        return target.label


def test_the_newest_change_is_taken_back_first_and_repeated_last(pool: Pool) -> None:
    _do(pool, "ana", "one", "two", "three")
    assert [_undo(pool, "ana") for _ in range(4)] == ["three", "two", "one", None]
    assert [_redo(pool, "ana") for _ in range(4)] == ["one", "two", "three", None]
    assert _undo(pool, "ana") == "three"


def test_each_person_has_a_stack_of_their_own(pool: Pool) -> None:
    _do(pool, "ana", "hers")
    _do(pool, "bo", "his")
    assert _undo(pool, "ana") == "hers"
    assert _redo(pool, "bo") is None
    assert _undo(pool, "bo") == "his"
    assert _undo(pool, "cy") is None


def test_a_new_change_drops_what_could_be_repeated(pool: Pool) -> None:
    _do(pool, "ana", "one", "two")
    _undo(pool, "ana")
    _do(pool, "bo", "other")
    assert _redo(pool, "ana") == "two"
    _undo(pool, "ana")
    _do(pool, "ana", "three")
    assert _redo(pool, "ana") is None
    assert [_undo(pool, "ana") for _ in range(3)] == ["three", "one", None]


def test_a_change_that_was_taken_back_stands_with_the_entries_of_the_undo(pool: Pool) -> None:
    _do(pool, "ana", "one")
    _undo(pool, "ana")
    with pool.reading() as connection:
        target = undo_stack.to_redo(connection, "ana")
    assert target is not None
    assert (target.first, target.last) == (7, 8)


def test_the_stack_is_kept_when_the_file_is_opened_again(pool: Pool, tmp_path: Path) -> None:
    _do(pool, "ana", "one", "two")
    _undo(pool, "ana")
    pool.close()
    again = Pool(tmp_path / "bare.db", None)
    assert _redo(again, "ana") == "two"
    assert [_undo(again, "ana") for _ in range(2)] == ["two", "one"]
    again.close()


@pytest.mark.parametrize("others", [(), ("bo",), ("bo", "cy", "di")])
def test_five_hundred_changes_can_be_taken_back_whoever_else_works(
    pool: Pool, others: tuple[str, ...]
) -> None:
    with pool.writing() as connection:
        for number in range(KEEP + 200):
            for person in ("ana", *others):
                undo_stack.note(connection, person, str(number), 0, range(1), None)
        rows = connection.all("SELECT person, count(*) FROM database_undo GROUP BY person")
        newest = connection.column(
            "SELECT label FROM database_undo WHERE person = 'ana' ORDER BY id DESC LIMIT ?", KEEP
        )
    assert newest == [str(KEEP + 199 - number) for number in range(KEEP)]
    assert all(KEEP <= count < KEEP + 64 for _, count in rows)


def test_what_cannot_be_repeated_takes_no_room_from_what_can_be_taken_back(pool: Pool) -> None:
    _do(pool, "ana", *map(str, range(KEEP)))
    for _ in range(70):
        _do(pool, "ana", "slip")
        _undo(pool, "ana")
    assert [_undo(pool, "ana") for _ in range(3)] == ["499", "498", "497"]
    with pool.reading() as connection:
        done = "SELECT count(*) FROM database_undo WHERE state = 'done'"
        assert connection.value(done) >= KEEP - 4  # the last slip stood for a moment
