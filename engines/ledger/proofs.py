"""Making proofs from tiles (RFC 9162 sections 2.1.3.1 and 2.1.4.1)."""

from __future__ import annotations

from dataclasses import dataclass

from engines.ledger.merkle import CompactRange, ProofError
from engines.ledger.tiles import TileReader, node


@dataclass(frozen=True, slots=True)
class Step:
    """One hash of an audit path: the sibling covers leaves [first, end), left or right of us."""

    hash: bytes
    first: int
    end: int
    left: bool


def range_hash(read: TileReader, start: int, end: int) -> bytes:
    """The hash over leaves [start, end), where start is aligned to the width rounded up."""
    peaks, at = [], start
    size = end - start
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            peaks.append(node(read, level, at >> level))
            at += 1 << level
    return CompactRange(size, peaks).root()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_path(read: TileReader, index: int, size: int) -> list[Step]:
    """The audit path of leaf `index` in the tree of `size`, from the leaf up."""
    if not 0 <= index < size:
        raise ProofError("index out of range")
    steps: list[Step] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            steps.append(Step(range_hash(read, middle, end), middle, end, left=False))
            end = middle
        else:
            steps.append(Step(range_hash(read, start, middle), start, middle, left=True))
            start = middle
    return steps[::-1]


def inclusion_proof(read: TileReader, index: int, size: int) -> list[bytes]:
    """The hashes of the audit path, from the leaf up."""
    return [step.hash for step in inclusion_path(read, index, size)]


def consistency_proof(read: TileReader, old: int, new: int) -> list[bytes]:
    """The hashes that prove the tree of `old` leaves a prefix of the tree of `new`."""
    if not 0 < old <= new:
        raise ProofError("sizes out of order")
    if old == new:
        return []
    proof: list[bytes] = []
    start, end, whole = 0, new, True
    while end - start > 1 and old - start != end - start:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_hash(read, middle, end))
            end = middle
        else:
            proof.append(range_hash(read, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(range_hash(read, start, end))
    return proof[::-1]
