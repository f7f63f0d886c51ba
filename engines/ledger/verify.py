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
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from engines.database.connection import connect, plain_errors
from engines.database.errors import DatabaseDamaged
from engines.database.facts import FactTypes
from engines.database.ticket import Ticket, Untold
from engines.ledger import body, damage
from engines.ledger.checkpoint import open_checkpoint
from engines.ledger.entry_check import look_closely
from engines.ledger.merkle import fold
from engines.ledger.note import Verifier
from engines.ledger.tiles import HASH, WIDTH, split
from engines.ledger.verdict import Part, Problem, Verdict
from engines.ledger.verify_tree import TILES, join, stored_nodes

RUN = 32 * WIDTH  # entries checked between two reports of progress
SMALL = 3  # runs; below that a second process costs more than it saves
SHOWN = 1_000  # problems named one by one; a broken file has no use for more
# The cast: whoever changes a row by hand may leave text where bytes were.
_ROWS = (
    "SELECT idx, at_us, kind, actor, subject, CAST(body AS BLOB) FROM ledger_entry "
    "WHERE idx >= ? AND idx < ? ORDER BY idx"
)
MakeTypes: TypeAlias = Callable[[], FactTypes]


def verify(
    path: Path,
    key: str | None,
    verifiers: Sequence[Verifier],
    make_types: MakeTypes,
    ticket: Ticket | None = None,
    processes: int = 2,
    since: str | None = None,
) -> Verdict:
    """Check the log in the shop file at `path`. `make_types` must be importable by its name.

    `since`, the signed note of a checkpoint, leaves out the texts of the entries it covers: that
    the log still begins with just those is proved by hashes alone.
        Raises Cancelled through the ticket, NoteError for a `since` that is not signed by the log,
    and what opening the file raises.
    """
    began = time.perf_counter()
    told = ticket or Untold()
    try:
        return _verify(path, key, verifiers, make_types, told, processes, since, began)
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
    since: str | None,
    began: float,
) -> Verdict:
    kept = open_checkpoint(since, verifiers) if since is not None else None
    start = kept.size // WIDTH * WIDTH if kept else 0
    with plain_errors(path):
        connection = connect(path, key, writes=False)
        try:
            connection.execute("BEGIN")
            size = connection.execute("SELECT coalesce(max(idx) + 1, 0) FROM ledger_entry")
            count = int(size.fetchone()[0])
            before = stored_nodes(connection, start // WIDTH)
            runs = [(at, min(at + RUN, count)) for at in range(start, count, RUN)]
            parts = _check_all(path, key, make_types, runs, told, processes)
            problems, tree = join(connection, before, parts, count, verifiers, kept)
        finally:
            connection.close()
    seconds = time.perf_counter() - began
    return Verdict(not problems, count, tree.root().hex(), seconds, tuple(problems[:SHOWN]))


def _check_all(
    path: Path,
    key: str | None,
    make_types: MakeTypes,
    runs: Sequence[tuple[int, int]],
    ticket: Ticket,
    processes: int,
) -> list[Part]:
    if len(runs) < SMALL or processes < 2:
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


def _collect(futures: list[Future[Part]], ticket: Ticket) -> Iterator[Part]:
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


def _work(start: int, end: int) -> Part:
    if _Worker.args is None:
        raise RuntimeError("worker not started")
    path, key, types = _Worker.args
    return _check_run(path, key, types, start, end)


def _check_run(path: Path, key: str | None, types: FactTypes, start: int, end: int) -> Part:
    """Check entries [start, end): each by itself, and its hash against the stored one."""
    connection = connect(path, key, writes=False)
    try:
        connection.execute("PRAGMA cache_size = -1024")  # each page is read once
        rows = connection.execute(_ROWS, (start, end))
        tiles = connection.execute(TILES, (0, start // WIDTH, -(-end // WIDTH))).fetchall()
        part = Part(start, end)
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


def _check_entries(rows: Any, part: Part, types: FactTypes) -> None:
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


def _compare(part: Part, stored: list[bytes]) -> None:
    """Remember whose hashes differ from the stored ones; the root will say who is right."""
    for offset, text_hash in enumerate(part.tail_texts):
        kept = stored[offset] if offset < len(stored) else b""
        if kept != text_hash:
            part.suspects.append((part.start + offset, text_hash.hex(), kept.hex()))


def _reduce(part: Part, stored: list[bytes]) -> None:
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
