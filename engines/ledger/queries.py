"""What can be read of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engines.database.entries import Recorded
from engines.database.errors import NotFound
from engines.database.facts import Fact, FactBook
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.sql import Connection
from engines.ledger import body
from engines.ledger.merkle import leaf_hash
from engines.ledger.proof_file import Proof
from engines.ledger.proofs import Step, inclusion_path
from engines.ledger.recorder import reader

LISTING = Listing(
    key="idx",
    source="ledger_entry",
    columns={
        "index": "idx",
        "at_us": "at_us",
        "kind": "kind",
        "actor": "actor",
        "subject": "subject",
    },
)
_ENTRY = "SELECT idx, at_us, kind, actor, subject, body FROM ledger_entry"
_HEADS = "SELECT size, at_us, note FROM ledger_checkpoint ORDER BY size"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the log: `body` is its exact text, `leaf` its hash in hex."""

    index: int
    at_us: int
    kind: str
    actor: str
    subject: str | None
    body: bytes

    @property
    def leaf(self) -> str:
        """Hex of SHA-256(0x00 ‖ body)."""
        return leaf_hash(self.body).hex()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest checkpoint: how many entries, the root, when it was signed, and the note."""

    size: int
    at_us: int
    note: str


def entries_count(connection: Connection, where: Sequence[Filter] = ()) -> int:
    """How many entries `where` keeps."""
    if not where:
        newest = connection.value("SELECT max(idx) FROM ledger_entry")
        return 0 if newest is None else int(newest) + 1
    return LISTING.count(connection, where)


def entries_page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = (Sort("index", descending=True),),
    offset: int = 0,
    limit: int = 200,
    total: int | None = None,
) -> Page[EntryRow]:
    """Entries, the newest first unless asked otherwise."""
    keys = LISTING.keys(connection, where, sort, offset, limit, total)
    rows = LISTING.rows(connection, _ENTRY, keys, _row)
    return Page(tuple(rows), offset + limit if len(keys) == limit else None)


def _row(row: Any) -> EntryRow:
    index, at_us, kind, actor, subject, body_now = row
    text = body_now.encode() if isinstance(body_now, str) else bytes(body_now)
    return EntryRow(index, at_us, kind, actor, subject, text)


def entry(connection: Connection, index: int) -> EntryRow:
    """One entry. Raises NotFound."""
    row = connection.first(_ENTRY + " WHERE idx = ?", index)
    if row is None:
        raise NotFound("entry", str(index))
    return _row(row)


def entries_about(connection: Connection, subject: str, limit: int = 100) -> list[EntryRow]:
    """The entries about one thing (order:17), oldest first."""
    sql = _ENTRY + " WHERE subject = ? ORDER BY idx LIMIT ?"
    return [_row(row) for row in connection.all(sql, subject, limit)]


def fact_of(book: FactBook, row: EntryRow) -> Recorded[Fact]:
    """The typed fact behind an entry. Raises UnknownFact, BrokenFact, msgspec.DecodeError."""
    text = body.read(row.body)
    fact = book.decode(text.kind, text.v, text.data)
    return Recorded(text.seq, text.at_us, text.actor, fact)


def facts_between(
    connection: Connection, book: FactBook, first: int, last: int
) -> list[Recorded[Fact]]:
    """The facts of entries first … last."""
    rows = connection.all(_ENTRY + " WHERE idx BETWEEN ? AND ? ORDER BY idx", first, last)
    return [fact_of(book, _row(row)) for row in rows]


def kinds_between(connection: Connection, first: int, last: int) -> set[str]:
    """The kinds of facts among entries first … last."""
    sql = "SELECT DISTINCT kind FROM ledger_entry WHERE idx BETWEEN ? AND ?"
    return set(connection.column(sql, first, last))


def subjects_of(connection: Connection, kind: str) -> list[str]:
    """Each thing about which there is a fact of a kind, once."""
    sql = "SELECT DISTINCT subject FROM ledger_entry WHERE kind = ? AND subject IS NOT NULL"
    return connection.column(sql, kind)


def newest_fact(
    connection: Connection, book: FactBook, kind: str, subject: str, before: int
) -> Fact:
    """The newest fact of a kind about one thing, before entry `before`. Raises NotFound."""
    sql = _ENTRY + " WHERE subject = ? AND kind = ? AND idx < ? ORDER BY idx DESC LIMIT 1"
    row = connection.first(sql, subject, kind, before)
    if row is None:
        raise NotFound("entry", subject)
    return fact_of(book, _row(row)).fact


def head(connection: Connection) -> Head | None:
    """The newest checkpoint; None before the first entry."""
    row = connection.first(_HEADS + " DESC LIMIT 1")
    return None if row is None else Head(*row)


def heads(connection: Connection) -> list[Head]:
    """Every checkpoint that is kept, the oldest first."""
    return [Head(*row) for row in connection.all(_HEADS)]


def path_of(connection: Connection, index: int, size: int) -> list[Step]:
    """The audit path of an entry in the tree of `size`, to be drawn. Raises ProofError."""
    return inclusion_path(reader(connection), index, size)


def proof_of(connection: Connection, index: int) -> Proof:
    """A proof of an entry against the newest checkpoint, carrying the entry's text.

    Raises NotFound, ProofError.
    """
    row = entry(connection, index)
    newest = head(connection)
    if newest is None:
        raise NotFound("checkpoint", "")
    steps = path_of(connection, index, newest.size)
    return Proof(index, tuple(step.hash for step in steps), newest.note, row.body)
