"""What each fact of this engine writes."""

from __future__ import annotations

from collections.abc import Sequence

from engines.database.entries import Recorded
from engines.database.facts import Appliers
from engines.database.sql import Connection
from engines.exchange.facts import ImportApplied

_COLUMNS = ("id", "at_us", "kind", "files", "sha256", "accepted", "rejected", "entry")


def _applied(connection: Connection, recorded: Sequence[Recorded[ImportApplied]]) -> None:
    rows = [
        (
            one.fact.id,
            one.at_us,
            one.fact.format,
            "\n".join(one.fact.files),
            "\n".join(one.fact.sha256),
            one.fact.accepted,
            one.fact.rejected,
            one.index,
        )
        for one in recorded
    ]
    connection.insert_many("exchange_import", _COLUMNS, rows)


APPLIERS: Appliers = {ImportApplied: _applied}
