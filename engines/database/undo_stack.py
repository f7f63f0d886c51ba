"""The undo stack: which changes a person made, and which of them are taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engines.database.sql import Connection

KEEP = 500  # changes a person can take back


@dataclass(frozen=True, slots=True)
class Step:
    """This change takes back (or repeats) the change of row `id`."""

    id: int
    state: str  # "undone" after an undo, "done" after a redo


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change on the stack: what it was called, and its entries in the ledger."""

    id: int
    label: str
    at_us: int
    first: int
    last: int


# Row ids count the changes of all; each person keeps their own newest ones.
_TIDY = (
    "DELETE FROM database_undo WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER "
    "(PARTITION BY person, state ORDER BY id DESC) AS place FROM database_undo) WHERE place > ?)"
)
_NEWEST = "SELECT id, label, at_us, first, last FROM database_undo WHERE person = ? AND state = ?"


def note(
    connection: Connection, person: str, label: str, at_us: int, entries: range, step: Step | None
) -> None:
    """Remember a committed change, or move the one it took back or repeated."""
    first, last = entries[0], entries[-1]
    if step is not None:
        connection.run(
            "UPDATE database_undo SET state = ?, first = ?, last = ? WHERE id = ?",
            step.state,
            first,
            last,
            step.id,
        )
        return
    connection.run(
        "UPDATE database_undo SET state = 'dropped' WHERE person = ? AND state = 'undone'", person
    )
    new = connection.value(
        "INSERT INTO database_undo(person, label, at_us, first, last, state) "
        "VALUES (?, ?, ?, ?, ?, 'done') RETURNING id",
        person,
        label,
        at_us,
        first,
        last,
    )
    if new % 64 == 0:
        connection.run(_TIDY, KEEP)


def _row(row: Any) -> Undoable | None:
    return None if row is None else Undoable(*row)


def to_undo(connection: Connection, person: str) -> Undoable | None:
    """The newest change of `person` that still stands."""
    return _row(connection.first(_NEWEST + " ORDER BY id DESC LIMIT 1", person, "done"))


def to_redo(connection: Connection, person: str) -> Undoable | None:
    """The change of `person` that was taken back last."""
    return _row(connection.first(_NEWEST + " ORDER BY id LIMIT 1", person, "undone"))
