"""What is live: the models that were published, each with what it was judged by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engines.database import highest
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import NotFound, RowChanged
from engines.database.sql import Connection
from engines.identity.rights import Right
from engines.recommend.errors import NothingPublished
from engines.recommend.facts import RecommendationsPublished
from engines.recommend.interactions import Interactions

TABLE = "recommend_publication"
_COLUMNS = "id, target, settings, rules, metrics, data_digest, note, again, at_us, actor, entry"


@dataclass(frozen=True)
class Publication:
    """A publication; `settings`, `rules`, `metrics` are JSON text, `entry` its ledger entry."""

    id: int
    target: str
    settings: str
    rules: str
    metrics: str
    data_digest: str
    note: str
    again: int | None
    at_us: int
    actor: str
    entry: int

    def model(self) -> dict[str, Any]:
        """The model as plain settings."""
        found: dict[str, Any] = json.loads(self.settings)
        return found

    def figures(self) -> dict[str, Any]:
        """What it was judged by."""
        found: dict[str, Any] = json.loads(self.metrics)
        return found


def write(connection: Connection, recorded: Sequence[Recorded[RecommendationsPublished]]) -> None:
    """Apply facts: a publication is a row, for ever."""
    for one in recorded:
        fact = one.fact
        row = (fact.id, fact.target, fact.settings, fact.rules, fact.metrics, fact.data_digest)
        where = (fact.note, fact.again, one.at_us, one.actor, one.index)
        connection.run(
            f"INSERT INTO {TABLE} ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *row,
            *where,
        )
        highest.reached(connection, TABLE, [fact.id])


def publications(connection: Connection, target: str) -> list[Publication]:
    """All publications for a target, the latest first: it is live."""
    rows = connection.all(
        f"SELECT {_COLUMNS} FROM {TABLE} WHERE target = ? ORDER BY id DESC", target
    )
    return [Publication(*row) for row in rows]


def live(connection: Connection, target: str) -> Publication | None:
    """What is shown now; None before the first publication."""
    row = connection.first(
        f"SELECT {_COLUMNS} FROM {TABLE} WHERE target = ? ORDER BY id DESC LIMIT 1", target
    )
    return None if row is None else Publication(*row)


def publish(
    change: Change,
    *,
    target: str,
    settings: Mapping[str, Any],
    metrics: Mapping[str, Any],
    data_digest: str,
    rules: Sequence[Mapping[str, Any]] = (),
    note: str = "",
) -> int:
    """Put a model live; returns the publication's id. Raises NotAllowed."""
    change.require(Right.RECOMMEND_PUBLISH)
    number = highest.next_id(change.connection, TABLE)
    change.record(
        RecommendationsPublished(
            id=number,
            target=target,
            settings=canonical(settings),
            rules=canonical(list(rules)),
            metrics=canonical(metrics),
            data_digest=data_digest,
            note=note.strip(),
        )
    )
    return number


def rollback(change: Change, *, target: str, publication_id: int | None = None) -> int:
    """Bring an earlier publication back, by default the one before; returns the new id.

    Raises NotAllowed, NothingPublished (there is none before), NotFound.
    """
    change.require(Right.RECOMMEND_PUBLISH)
    known = publications(change.connection, target)
    if publication_id is None:
        earlier = _before(known)
    else:
        found = [one for one in known if one.id == publication_id]
        if not found:
            raise NotFound("publication", str(publication_id))
        earlier = found[0]
    number = highest.next_id(change.connection, TABLE)
    change.record(
        RecommendationsPublished(
            id=number,
            target=target,
            settings=earlier.settings,
            rules=earlier.rules,
            metrics=earlier.metrics,
            data_digest=earlier.data_digest,
            note=earlier.note,
            again=earlier.again or earlier.id,
        )
    )
    return number


def undo_publish(change: Change, recorded: Sequence[Recorded[RecommendationsPublished]]) -> None:
    """Bring back what was live before; a publication since then stands in the way.

    Raises RowChanged, NothingPublished (nothing was live before), NotAllowed.
    """
    for one in recorded:
        now = live(change.connection, one.fact.target)
        if now is None or now.id != one.fact.id:
            raise RowChanged(TABLE, one.fact.note or str(one.fact.id))
        known = publications(change.connection, one.fact.target)
        if len(known) < 2:
            raise NothingPublished
        rollback(change, target=one.fact.target, publication_id=known[1].id)


def _before(known: Sequence[Publication]) -> Publication:
    """The publication before the live one; behind a rollback, the one before what it brought."""
    if not known:
        raise NothingPublished
    live_id = known[0].again or known[0].id
    earlier = [one for one in known if one.id < live_id and one.again is None]
    if not earlier:
        raise NothingPublished
    return earlier[0]


def digest(data: Interactions) -> str:
    """SHA-256 of interactions: ids and all arrays, in their order."""
    found = hashlib.sha256()
    for names in (data.user_ids, data.item_ids):
        found.update(json.dumps(names, ensure_ascii=False).encode())
    for array in (data.user, data.item, data.time, data.basket, data.quantity, data.weight):
        found.update(array.tobytes())
    return found.hexdigest()


def canonical(value: Any) -> str:
    """JSON text, the same for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
