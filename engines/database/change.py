"""A change under way: who, when, what was recorded. Handed to every command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from engines.database.entries import Entry, Recorded
from engines.database.errors import NotAllowed
from engines.database.sql import Connection

if TYPE_CHECKING:
    from engines.database.facts import Fact, FactBook

# Entries are handed to the ledger in runs of this many, so that an import stays small in memory.
FLUSH_ENTRIES = 2_000
# A notice carries the facts themselves up to this many; beyond, screens refresh whole.
NOTICE_FACTS = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name that goes into the ledger, and what that person may do."""

    name: str
    rights: frozenset[str] = frozenset()


class Recording(Protocol):
    """The ledger's part of one transaction. Lives as long as the transaction."""

    size: int
    last_at_us: int

    def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to the log; `entries[0].index == size`."""

    def finish(self, at_us: int) -> None:
        """Sign the new tree head, still inside the transaction."""

    def committed(self) -> None:
        """The transaction is durable: keep what was computed."""


class Recorder(Protocol):
    """Implemented by the ledger; known here only by this shape."""

    def begin(self, connection: Connection) -> Recording:
        """Start recording inside an open write transaction."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What happened in one change, for whoever shows or derives something from it."""

    first: int
    last: int
    kinds: frozenset[str]
    facts: tuple[Recorded[Any], ...]  # empty when there were more than NOTICE_FACTS
    initiator: object | None


@dataclass
class Change:
    """One transaction in progress. Commands read through `connection` and write by `record`."""

    connection: Connection
    actor: Actor
    label: str
    at_us: int
    book: FactBook
    recording: Recording
    first: int
    _pending: list[Entry] = field(default_factory=list)
    _facts: list[Recorded[Any]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    count: int = 0
    wipes: bool = False  # something was destroyed: not even the write-ahead log may keep it

    def require(self, right: str) -> None:
        """Go on only if the person who acts has `right`. Raises NotAllowed."""
        if right not in self.actor.rights:
            raise NotAllowed(self.actor.name, right)

    @property
    def next_index(self) -> int:
        """The index the next recorded fact will have in the ledger."""
        return self.first + self.count

    def record(self, fact: Fact) -> int:
        """Write `fact` into the ledger and its rows into the tables. Returns its index."""
        return self.record_all([fact])

    def record_all(self, facts: Sequence[Fact]) -> int:
        """Record many facts in order; returns the index of the first."""
        first = self.next_index
        actor, at_us, label, encode = self.actor.name, self.at_us, self.label, self.book.encode
        recorded = []
        for index, fact in enumerate(facts, first):
            entry = Entry(index, at_us, actor, label, fact.kind, fact.v, fact.subject, encode(fact))
            self._pending.append(entry)
            recorded.append(Recorded(index, at_us, actor, fact))
            self.kinds.add(fact.kind)
        self.count += len(facts)
        self.book.apply(self.connection, recorded)
        if self.count <= NOTICE_FACTS:
            self._facts.extend(recorded)
        if len(self._pending) >= FLUSH_ENTRIES:
            self.flush()
        return first

    def flush(self) -> None:
        """Hand what was recorded so far to the ledger, inside the same transaction."""
        if self._pending:
            self.recording.append(self._pending)
            self._pending = []

    def notice(self, initiator: object | None) -> Committed:
        """What is published after the commit."""
        facts = tuple(self._facts) if self.count <= NOTICE_FACTS else ()
        last = self.first + self.count - 1
        return Committed(self.first, last, frozenset(self.kinds), facts, initiator)
