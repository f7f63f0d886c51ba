"""The undo stack: which changes a person made, and which of them are taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from engines.database.schema import undo as table

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


_DROP = (
    update(table)
    .where(table.c.person == bindparam("who"), table.c.state == "undone")
    .values(state="dropped")
)
_INSERT = insert(table)
_TRIM = delete(table).where(table.c.person == bindparam("who"), table.c.id < bindparam("oldest"))
_NEWEST = (
    select(table.c.id, table.c.label, table.c.at_us, table.c.first, table.c.last)
    .where(table.c.person == bindparam("who"), table.c.state == bindparam("which"))
    .limit(1)
)
_TO_UNDO = _NEWEST.order_by(table.c.id.desc())
_TO_REDO = _NEWEST.order_by(table.c.id.asc())


def note(
    connection: Connection, person: str, label: str, at_us: int, entries: range, step: Step | None
) -> None:
    """Remember a committed change, or move the one it took back or repeated."""
    first, last = entries[0], entries[-1]
    if step is not None:
        connection.execute(
            update(table)
            .where(table.c.id == step.id)
            .values(state=step.state, first=first, last=last)
        )
        return
    connection.execute(_DROP, {"who": person})
    result = connection.execute(
        _INSERT,
        {
            "person": person,
            "label": label,
            "at_us": at_us,
            "first": first,
            "last": last,
            "state": "done",
        },
    )
    new = result.inserted_primary_key
    if new is not None and new[0] % 64 == 0:
        connection.execute(_TRIM, {"who": person, "oldest": new[0] - KEEP})


def _row(row: Any) -> Undoable | None:
    return None if row is None else Undoable(*row)


def to_undo(connection: Connection, person: str) -> Undoable | None:
    """The newest change of `person` that still stands."""
    return _row(connection.execute(_TO_UNDO, {"who": person, "which": "done"}).first())


def to_redo(connection: Connection, person: str) -> Undoable | None:
    """The change of `person` that was taken back last."""
    return _row(connection.execute(_TO_REDO, {"who": person, "which": "undone"}).first())
