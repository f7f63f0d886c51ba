"""From checked runs of entries to the answer: the tree, every signed head, the stored tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from engines.ledger.checkpoint import Checkpoint, open_checkpoint
from engines.ledger.keys import BadKey
from engines.ledger.merkle import CompactRange, fold
from engines.ledger.note import NoteError, Verifier
from engines.ledger.tiles import WIDTH, split
from engines.ledger.verdict import Part, Problem

TILES = (
    "SELECT number, hashes FROM ledger_tile WHERE level = ? AND number >= ? AND number < ? "
    "ORDER BY number"
)


def stored_nodes(connection: Any, tiles: int) -> list[bytes]:
    """The stored roots of the first `tiles` leaf tiles, for a log that is checked from there on.

    Their own texts are not read; the signed root proves them, or not.
    """
    rows = connection.execute(TILES, (1, 0, -(-tiles // WIDTH))).fetchall()
    return split(b"".join(bytes(hashes) for _number, hashes in rows))[:tiles]


def join(
    connection: Any,
    before: Sequence[bytes],
    parts: Sequence[Part],
    count: int,
    verifiers: Sequence[Verifier],
    since: Checkpoint | None,
) -> tuple[list[Problem], CompactRange]:
    """Problems of the whole log of `count` entries, and its tree.

    `before` are the roots of the leaf tiles before the first part; `since` is a checkpoint that
    somebody kept elsewhere: the log must still begin with it.
    """
    problems = [problem for part in parts for problem in part.problems]
    suspects = [suspect for part in parts for suspect in part.suspects]
    for one, after in pairwise(parts):
        if after.first_us < one.last_us:
            problems.append(Problem(after.start, "time", "earlier than the entry before"))
    texts, stored = _tree(before, parts, "texts"), _tree(before, parts, "stored")
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
    nodes = [*before, *(node for part in parts for node in part.stored)]
    problems.extend(_upper_tiles(connection, nodes, count))
    signed = [*heads.values(), *([] if since is None else [since])]
    if text_right or not hash_right:
        # Of texts and stored hashes, what the signed root proves is held against older heads.
        nodes = [*before, *(node for part in parts for node in part.texts)]
    problems.extend(_old_heads(connection, nodes, signed, count))
    return sorted(problems, key=lambda p: (p.entry is None, p.entry or 0)), texts


def _tree(before: Sequence[bytes], parts: Sequence[Part], which: str) -> CompactRange:
    tree = CompactRange()
    tree.extend_nodes(before, 8)
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


def _old_heads(
    connection: Any, nodes: Sequence[bytes], heads: Sequence[Checkpoint], count: int
) -> Iterator[Problem]:
    """Every older checkpoint must be a prefix of the tree that the entries give."""
    tree, done = CompactRange(), 0
    for head in sorted(heads, key=lambda one: one.size):
        if head.size > count:
            yield Problem(None, "missing", f"a checkpoint of {head.size} entries was signed")
            continue
        whole, rest = divmod(head.size, WIDTH)
        if whole > len(nodes):
            continue  # said already: entries or tiles are missing
        tree.extend_nodes(nodes[done:whole], 8)
        done = whole
        prefix = tree.copy()
        if rest:
            rows = connection.execute(TILES, (0, whole, whole + 1)).fetchall()
            prefix.extend(split(bytes(rows[0][1]))[:rest] if rows else [])
        if prefix.root() != head.root:
            yield Problem(None, "tree", f"the checkpoint of {head.size} entries does not fit")


def _upper_tiles(connection: Any, nodes: Sequence[bytes], count: int) -> Iterator[Problem]:
    """Tiles above the leaves must be what the leaves give."""
    hashes, level = list(nodes), 1
    while hashes:
        data = b"".join(hashes)
        rows = connection.execute(TILES, (level, 0, count)).fetchall()
        if b"".join(bytes(row[1]) for row in rows) != data:
            yield Problem(None, "tree", f"stored tiles of level {level} differ")
        whole = len(hashes) // WIDTH * WIDTH
        hashes = [fold(hashes[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
        level += 1
