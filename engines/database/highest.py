"""The highest id that each kind of thing ever had. What was withdrawn takes its id with it.

So `order:7` in the ledger is one order for ever. Appliers tell what they write: a replay comes to
the same ids.
"""

from __future__ import annotations

from collections.abc import Iterable

from engines.database.sql import Connection

# Of rows that facts tell whole, the kind is the name of their table.
KINDS = ("order", "product", "variant", "customer", "location")
_REACHED = (
    "INSERT INTO database_highest(kind, id) VALUES (?, ?) "
    "ON CONFLICT (kind) DO UPDATE SET id = max(id, excluded.id)"
)


def next_id(connection: Connection, kind: str) -> int:
    """An id that nothing of this kind has or had."""
    return int(connection.value("SELECT id FROM database_highest WHERE kind = ?", kind) or 0) + 1


def reached(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Things with these ids came to be."""
    newest = max(ids, default=0)
    if newest:
        connection.run(_REACHED, kind, newest)
