"""What can be read of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from engines.database.errors import NotFound
from engines.database.facts import Fact, FactBook, Recorded
from engines.database.pages import Filter, Listing, Page, Sort
from engines.ledger import body, schema
from engines.ledger.merkle import leaf_hash
from engines.ledger.proof_file import Proof
from engines.ledger.proofs import Step, inclusion_path
from engines.ledger.recorder import reader

_E = schema.entry
LISTING = Listing(
    key=_E.c.idx,
    source=_E,
    columns={
        "index": _E.c.idx,
        "at_us": _E.c.at_us,
        "kind": _E.c.kind,
        "actor": _E.c.actor,
        "subject": _E.c.subject,
    },
)


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
        newest = connection.execute(select(func.max(_E.c.idx))).scalar()
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
    rows = LISTING.rows(connection, select(*_E.c), keys, _row)
    return Page(tuple(rows), offset + limit if len(keys) == limit else None)


def _row(row: Any) -> EntryRow:
    text = row.body.encode() if isinstance(row.body, str) else bytes(row.body)
    return EntryRow(row.idx, row.at_us, row.kind, row.actor, row.subject, text)


def entry(connection: Connection, index: int) -> EntryRow:
    """One entry. Raises NotFound."""
    row = connection.execute(select(*_E.c).where(_E.c.idx == index)).one_or_none()
    if row is None:
        raise NotFound("entry", str(index))
    return _row(row)


def entries_about(connection: Connection, subject: str, limit: int = 100) -> list[EntryRow]:
    """The entries about one thing (order:17), oldest first."""
    query = select(*_E.c).where(_E.c.subject == subject).order_by(_E.c.idx).limit(limit)
    return [_row(row) for row in connection.execute(query)]


def fact_of(book: FactBook, row: EntryRow) -> Recorded[Fact]:
    """The typed fact behind an entry. Raises UnknownFact, BrokenFact, msgspec.DecodeError."""
    text = body.read(row.body)
    fact = book.decode(text.kind, text.v, text.data)
    return Recorded(text.seq, text.at_us, text.actor, fact)


def facts_between(
    connection: Connection, book: FactBook, first: int, last: int
) -> list[Recorded[Fact]]:
    """The facts of entries first … last."""
    query = select(*_E.c).where(_E.c.idx.between(first, last)).order_by(_E.c.idx)
    return [fact_of(book, _row(row)) for row in connection.execute(query)]


def newest_fact(connection: Connection, book: FactBook, kind: str, subject: str) -> Fact:
    """The newest fact of a kind about one thing. Raises NotFound."""
    query = select(*_E.c).where(_E.c.subject == subject, _E.c.kind == kind)
    row = connection.execute(query.order_by(_E.c.idx.desc()).limit(1)).one_or_none()
    if row is None:
        raise NotFound("entry", subject)
    return fact_of(book, _row(row)).fact


def head(connection: Connection) -> Head | None:
    """The newest checkpoint; None before the first entry."""
    c = schema.checkpoint
    query = select(c.c.size, c.c.at_us, c.c.note).order_by(c.c.size.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Head(row[0], row[1], row[2])


def heads(connection: Connection) -> list[Head]:
    """Every checkpoint that is kept, the oldest first."""
    c = schema.checkpoint
    query = select(c.c.size, c.c.at_us, c.c.note).order_by(c.c.size)
    return [Head(row[0], row[1], row[2]) for row in connection.execute(query)]


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
