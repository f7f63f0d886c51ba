"""Checking the whole log: every text, hash, number, time and signature, in two processes.

The signed root decides. A root made from the entries' texts that equals it proves every text; a
root made from the stored leaf hashes that equals it proves the hashes, and so names the entries
whose text was changed.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from engines.database.connection import connect, plain_errors
from engines.database.errors import DatabaseDamaged
from engines.database.facts import FactTypes
from engines.database.sql import Connection
from engines.database.ticket import Ticket, Untold
from engines.ledger import body, damage
from engines.ledger.checkpoint import Checkpoint, open_checkpoint
from engines.ledger.entry_check import look_closely
from engines.ledger.keys import BadKey
from engines.ledger.merkle import CompactRange, fold
from engines.ledger.note import NoteError, Verifier
from engines.ledger.recorder import reader
from engines.ledger.tiles import HASH, WIDTH, TileMissing, TileReader, peaks, split

SMALL = 20_000  # below it a second process costs more than it saves
RUN = 32 * WIDTH  # entries checked between two reports of progress
SHOWN = 1_000  # problems named one by one; a broken file has no use for more
# The cast: whoever changes a row by hand may leave text where bytes were.
_ROWS = (
    "SELECT idx, at_us, kind, actor, subject, CAST(body AS BLOB) FROM ledger_entry "
    "WHERE idx >= ? AND idx < ? ORDER BY idx"
)
_TILES = (
    "SELECT number, hashes FROM ledger_tile WHERE level = ? AND number >= ? AND number < ? "
    "ORDER BY number"
)
MakeTypes: TypeAlias = Callable[[], FactTypes]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and at which entry (None: with the log as a whole).

    `kind` is a stable key: missing, text, hash, column, sequence, time, fact, tree, signature,
    page (the file itself is damaged there).
    """

    entry: int | None
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a verification."""

    ok: bool
    entries: int
    root: str
    seconds: float
    problems: tuple[Problem, ...]


@dataclass
class _Part:
    """What one run of entries came to: hashes of whole tiles, the rest, and what was wrong."""

    start: int
    end: int
    stored: list[bytes] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    tail_stored: list[bytes] = field(default_factory=list)
    tail_texts: list[bytes] = field(default_factory=list)
    first_us: int = 0
    last_us: int = 0
    problems: list[Problem] = field(default_factory=list)
    suspects: list[tuple[int, str, str]] = field(default_factory=list)


def verify(
    path: Path,
    key: str | None,
    verifiers: Sequence[Verifier],
    make_types: MakeTypes,
    ticket: Ticket | None = None,
    processes: int = 2,
) -> Verdict:
    """Check the log in the shop file at `path`. `make_types` must be importable by its name.

    Raises Cancelled through the ticket, and what opening the file raises.
    """
    began = time.perf_counter()
    told = ticket or Untold()
    try:
        return _verify(path, key, verifiers, make_types, told, processes, began)
    except DatabaseDamaged:
        problems = tuple(_damaged(path, key))
        return Verdict(False, 0, "", time.perf_counter() - began, problems[:SHOWN])


def _damaged(path: Path, key: str | None) -> Iterator[Problem]:
    """Pages that no longer hold, and what lay on them."""
    found = damage.find(path, key)
    pages = ", ".join(str(page) for page in found.pages) or "unknown"
    tables = ", ".join(found.tables) or "an index"
    yield Problem(None, "page", f"damaged page {pages}; it held {tables}")
    for index in found.entries:
        yield Problem(index, "page", "the entry lay on a damaged page")


def _verify(
    path: Path,
    key: str | None,
    verifiers: Sequence[Verifier],
    make_types: MakeTypes,
    told: Ticket,
    processes: int,
    began: float,
) -> Verdict:
    with plain_errors(path):
        connection = connect(path, key, writes=False)
        try:
            connection.execute("BEGIN")
            size = connection.execute("SELECT coalesce(max(idx) + 1, 0) FROM ledger_entry")
            count = int(size.fetchone()[0])
            parts = _check_all(path, key, make_types, count, told, processes)
            problems, tree = _join(connection, parts, count, verifiers)
        finally:
            connection.close()
    seconds = time.perf_counter() - began
    return Verdict(not problems, count, tree.root().hex(), seconds, tuple(problems[:SHOWN]))


def _check_all(
    path: Path, key: str | None, make_types: MakeTypes, count: int, ticket: Ticket, processes: int
) -> list[_Part]:
    runs = [(start, min(start + RUN, count)) for start in range(0, count, RUN)]
    if count < SMALL or processes < 2:
        types = make_types()
        parts = []
        for number, (start, end) in enumerate(runs):
            parts.append(_check_run(path, key, types, start, end))
            ticket.step(number + 1, len(runs))
        return parts
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        processes, mp_context=context, initializer=_start, initargs=(path, key, make_types)
    ) as pool:
        futures = [pool.submit(_work, start, end) for start, end in runs]
        try:
            return list(_collect(futures, ticket))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _collect(futures: list[Future[_Part]], ticket: Ticket) -> Iterator[_Part]:
    for number, future in enumerate(futures):
        yield future.result()
        ticket.step(number + 1, len(futures))


class _Worker:
    """What a worker process keeps between runs; set once by its initializer."""

    args: tuple[Path, str | None, FactTypes] | None = None


def _start(path: Path, key: str | None, make_types: MakeTypes) -> None:
    # A million small values without a cycle among them: collecting garbage finds none.
    gc.disable()
    _Worker.args = (path, key, make_types())


def _work(start: int, end: int) -> _Part:
    if _Worker.args is None:
        raise RuntimeError("worker not started")
    path, key, types = _Worker.args
    return _check_run(path, key, types, start, end)


def _check_run(path: Path, key: str | None, types: FactTypes, start: int, end: int) -> _Part:
    """Check entries [start, end): each by itself, and its hash against the stored one."""
    connection = connect(path, key, writes=False)
    try:
        connection.execute("PRAGMA cache_size = -1024")  # each page is read once
        rows = connection.execute(_ROWS, (start, end))
        tiles = connection.execute(_TILES, (0, start // WIDTH, -(-end // WIDTH))).fetchall()
        part = _Part(start, end)
        _check_entries(rows, part, types)
    finally:
        connection.close()
    kept = b"".join(bytes(hashes) for _number, hashes in tiles)[: (end - start) * HASH]
    if kept == b"".join(part.tail_texts):
        stored = part.tail_texts
    else:
        stored = split(kept)
        _compare(part, stored)
    _reduce(part, stored)
    return part


def _check_entries(rows: Any, part: _Part, types: FactTypes) -> None:
    """Read, take apart and hash each entry; texts' hashes land in `part.tail_texts`."""
    expected, first_us, last_us, problems = part.start, 0, 0, part.problems
    add, decode = part.tail_texts.append, body.decoders(types)
    for row in rows:
        index, at_us, kind, actor, subject, text = row
        while expected < index:
            problems.append(Problem(expected, "missing", "the entry is not there"))
            add(b"\x00" * 32)
            expected += 1
        expected += 1
        add(sha256(b"\x00" + text).digest())
        try:
            parts = decode[kind](text)
        except (msgspec.DecodeError, KeyError):
            parts = None
        # A plain comparison for the million in order; the few others are looked at closely.
        if (
            parts is None
            or parts.seq != index
            or at_us < last_us
            or parts.v != parts.data.v
            or parts.at_us != at_us
            or parts.kind != kind
            or parts.actor != actor
            or parts.data.subject != subject
        ):
            found, at_us = look_closely(row, types, last_us)
            problems.extend(Problem(index, what, message) for what, message in found)
        last_us = at_us
        if not first_us:
            first_us = at_us
    part.first_us, part.last_us = first_us, last_us
    for index in range(expected, part.end):
        problems.append(Problem(index, "missing", "the entry is not there"))
        add(b"\x00" * 32)


def _compare(part: _Part, stored: list[bytes]) -> None:
    """Remember whose hashes differ from the stored ones; the root will say who is right."""
    for offset, text_hash in enumerate(part.tail_texts):
        kept = stored[offset] if offset < len(stored) else b""
        if kept != text_hash:
            part.suspects.append((part.start + offset, text_hash.hex(), kept.hex()))


def _reduce(part: _Part, stored: list[bytes]) -> None:
    """Fold whole tiles, so that a million hashes need not travel between processes."""
    texts = part.tail_texts
    whole = len(texts) // WIDTH * WIDTH
    for start in range(0, whole, WIDTH):
        part.texts.append(fold(texts[start : start + WIDTH]))
    if stored is texts:
        part.stored = part.texts
    elif len(stored) >= whole:
        part.stored = [fold(stored[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
    part.tail_texts, part.tail_stored = texts[whole:], stored[whole:]


def _join(
    connection: Any, parts: list[_Part], count: int, verifiers: Sequence[Verifier]
) -> tuple[list[Problem], CompactRange]:
    problems = [problem for part in parts for problem in part.problems]
    suspects = [suspect for part in parts for suspect in part.suspects]
    for before, after in pairwise(parts):
        if after.first_us < before.last_us:
            problems.append(Problem(after.start, "time", "earlier than the entry before"))
    texts, stored = _tree(parts, "texts"), _tree(parts, "stored")
    heads = _heads(connection, verifiers, problems)
    newest = heads.get(count)
    if newest is None:
        problems.append(Problem(None, "signature", f"no signed checkpoint of {count} entries"))
    root = newest.root if newest else None
    text_right, hash_right = texts.root() == root, stored.root() == root
    for index, text_hash, kept in suspects:
        if text_right:
            message = f"stored leaf hash {kept or 'missing'}, the text gives {text_hash}"
            problems.append(Problem(index, "hash", message))
        else:
            message = f"the text gives leaf {text_hash}, recorded was {kept or 'nothing'}"
            problems.append(Problem(index, "text", message))
    if newest and not text_right and not (hash_right and suspects):
        message = f"signed root {newest.root.hex()}, the entries give {texts.root().hex()}"
        problems.append(Problem(None, "tree", message))
    problems.extend(_upper_tiles(connection, parts, count))
    problems.extend(_old_heads(connection, heads, count))
    return sorted(problems, key=lambda p: (p.entry is None, p.entry or 0)), texts


def _tree(parts: Sequence[_Part], which: str) -> CompactRange:
    tree = CompactRange()
    for part in parts:
        tree.extend_nodes(getattr(part, which), 8)
        tree.extend(getattr(part, f"tail_{which}"))
    return tree


def _heads(
    connection: Any, verifiers: Sequence[Verifier], problems: list[Problem]
) -> dict[int, Checkpoint]:
    """The checkpoints whose signatures hold, by size."""
    found: dict[int, Checkpoint] = {}
    for size, note in connection.execute("SELECT size, note FROM ledger_checkpoint"):
        try:
            one = open_checkpoint(note, verifiers)
        except (NoteError, BadKey) as error:
            message = f"checkpoint of {size} entries: {error.reason}"
            problems.append(Problem(None, "signature", message))
            continue
        if one.size != size:
            problems.append(Problem(None, "signature", f"checkpoint {size} speaks of {one.size}"))
        found[one.size] = one
    return found


def _old_heads(connection: Any, heads: dict[int, Checkpoint], count: int) -> Iterator[Problem]:
    """Every older checkpoint must be a prefix of the tree of the stored hashes, which were held
    against the texts."""
    read = cache(reader(Connection(connection)))
    for size, head in sorted(heads.items()):
        if size > count:
            yield Problem(None, "missing", f"a checkpoint of {size} entries was signed")
        elif size < count and _stored_root(read, size) != head.root:
            yield Problem(None, "tree", f"the checkpoint of {size} entries does not fit")


def _stored_root(read: TileReader, size: int) -> bytes | None:
    try:
        return peaks(read, size).root()
    except TileMissing:
        return None


def _upper_tiles(connection: Any, parts: Sequence[_Part], count: int) -> Iterator[Problem]:
    """Tiles above the leaves must be what the leaves give."""
    hashes = [node for part in parts for node in part.stored]
    level = 1
    while hashes:
        data = b"".join(hashes)
        rows = connection.execute(_TILES, (level, 0, count)).fetchall()
        if b"".join(bytes(row[1]) for row in rows) != data:
            yield Problem(None, "tree", f"stored tiles of level {level} differ")
        whole = len(hashes) // WIDTH * WIDTH
        hashes = [fold(hashes[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
        level += 1
