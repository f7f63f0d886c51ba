"""Merkle tree hashing and proof checking, after RFC 6962 section 2.1 and RFC 9162 section 2.1.

Subtree proofs follow draft-ietf-plants-merkle-tree-certs (subtree [start, end) of a tree).
A hash is 32 bytes of SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from engines.database.errors import CounterfoilError

EMPTY_ROOT = sha256(b"").digest()


@dataclass
class ProofError(CounterfoilError):
    """A proof does not prove what it should. `reason` is a stable key."""

    reason: str


def leaf_hash(body: bytes) -> bytes:
    """SHA-256(0x00 ‖ body)."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


class CompactRange:
    """A growing tree reduced to its peaks: roots of the perfect subtrees of its size in binary."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """A tree of `size` leaves with its peaks, the largest subtree first."""
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ProofError("peaks do not match size")

    def copy(self) -> CompactRange:
        """An independent copy."""
        return CompactRange(self.size, self.peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size, peaks = self.size, self.peaks
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add many leaf hashes; aligned runs are folded level by level."""
        start, count = 0, len(leaves)
        while start < count:
            run = 256
            if self.size % run or count - start < run:
                self.append(leaves[start])
                start += 1
                continue
            self.extend_nodes([fold(leaves[start : start + run])], 8)
            start += run

    def extend_nodes(self, nodes: Iterable[bytes], level: int) -> None:
        """Add roots of perfect subtrees of 2^level leaves; the size must be a multiple of that."""
        for node in nodes:
            if self.size & ((1 << level) - 1):
                raise ProofError("not aligned")
            self._push(node, level)
            self.size += 1 << level

    def _push(self, node: bytes, level: int) -> None:
        size = self.size >> level
        while size & 1:
            node = sha256(b"\x01" + self.peaks.pop() + node).digest()
            size >>= 1
        self.peaks.append(node)

    def root(self) -> bytes:
        """The tree head: peaks folded from the smallest up."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = sha256(b"\x01" + peak + node).digest()
        return node


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a perfect subtree over `hashes`, whose count is a power of two."""
    level = list(hashes)
    while len(level) > 1:
        level = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=True)
        ]
    return level[0]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The tree head over `leaves`."""
    tree = CompactRange()
    tree.extend(leaves)
    return tree.root()


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that `leaf` is number `index` of the tree of `size` with head `root` (RFC 9162
    section 2.1.3.2). Raises ProofError."""
    if not 0 <= index < size:
        raise ProofError("index out of range")
    if len(leaf) != 32:
        raise ProofError("hash length")
    if _climb(leaf, index, size, proof) != root:
        raise ProofError("root differs")


def _climb(node: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    number, last = index, size - 1
    for sibling in proof:
        if last == 0:
            raise ProofError("proof too long")
        if number & 1 or number == last:
            node = node_hash(sibling, node)
            while not number & 1 and number:
                number >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        number >>= 1
        last >>= 1
    if last:
        raise ProofError("proof too short")
    return node


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the tree of `old` leaves is a prefix of the tree of `new` (RFC 9162 section
    2.1.4.2). An empty old tree proves nothing and is refused. Raises ProofError."""
    if old > new or old < 0:
        raise ProofError("sizes out of order")
    if old == new:
        if proof:
            raise ProofError("proof too long")
        if old_root != new_root or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofError("root differs")
        return
    if old == 0:
        raise ProofError("empty tree")
    verify_subtree_consistency(0, old, new, proof, old_root, new_root)


def check_subtree(start: int, end: int, size: int) -> None:
    """Raise ProofError unless [start, end) is a valid subtree of a tree of `size`: not empty, and
    `start` a multiple of the smallest power of two that is at least its width."""
    if not 0 <= start < end <= size:
        raise ProofError("range out of order")
    width = 1 << (end - start - 1).bit_length()
    if start % width:
        raise ProofError("not a subtree")


def verify_subtree_inclusion(
    leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that `leaf` is number `index` within the subtree [start, end) with hash `root`."""
    check_subtree(start, end, end)
    if not start <= index < end:
        raise ProofError("index out of range")
    verify_inclusion(leaf, index - start, end - start, proof, root)


def verify_subtree_consistency(
    start: int, end: int, size: int, proof: Sequence[bytes], sub_root: bytes, root: bytes
) -> None:
    """Check that the subtree [start, end) with hash `sub_root` is part of the tree of `size`."""
    if 0 <= start == end <= size:
        # The empty subtree is part of every tree.
        if proof or sub_root != EMPTY_ROOT:
            raise ProofError("proof too long" if proof else "root differs")
        return
    check_subtree(start, end, size)
    if start == 0 and end == size:
        if proof:
            raise ProofError("proof too long")
        if sub_root != root:
            raise ProofError("root differs")
        return
    first, last, top = start, end - 1, size - 1
    if end == size:
        # The subtree reaches the right edge: climb until it begins.
        while first != last:
            first, last, top = first >> 1, last >> 1, top >> 1
    else:
        while first != last and last & 1:
            first, last, top = first >> 1, last >> 1, top >> 1
    rest = list(proof)
    if first == last:
        sub = tree = sub_root
    else:
        if not rest:
            raise ProofError("proof too short")
        sub = tree = rest.pop(0)
    for sibling in rest:
        if top == 0:
            raise ProofError("proof too long")
        if last & 1 or last == top:
            if first < last:
                sub = node_hash(sibling, sub)
            tree = node_hash(sibling, tree)
            while not last & 1 and last:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            tree = node_hash(tree, sibling)
        first, last, top = first >> 1, last >> 1, top >> 1
    if top:
        raise ProofError("proof too short")
    if sub != sub_root or tree != root:
        raise ProofError("root differs")
