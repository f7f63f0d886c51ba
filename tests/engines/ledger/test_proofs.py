"""Roots and proofs are those of RFC 6962 section 2.1, written down once more as it defines them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ledger import merkle, proofs, tiles
from engines.ledger.merkle import ProofError

_BODIES = st.lists(st.binary(max_size=6), min_size=1, max_size=70)


def _mth(d: Sequence[bytes]) -> bytes:
    """Merkle Tree Hash, section 2.1."""
    if not d:
        return sha256().digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = _k(len(d))
    return sha256(b"\x01" + _mth(d[:k]) + _mth(d[k:])).digest()


def _k(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def _path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """Merkle audit path, section 2.1.1."""
    if len(d) == 1:
        return []
    k = _k(len(d))
    if m < k:
        return [*_path(m, d[:k]), _mth(d[k:])]
    return [*_path(m - k, d[k:]), _mth(d[:k])]


def _subproof(m: int, d: Sequence[bytes], b: bool) -> list[bytes]:
    """Merkle consistency proof, section 2.1.2."""
    if m == len(d):
        return [] if b else [_mth(d)]
    k = _k(len(d))
    if m <= k:
        return [*_subproof(m, d[:k], b), _mth(d[k:])]
    return [*_subproof(m - k, d[k:], False), _mth(d[:k])]


def _reader(bodies: Sequence[bytes]) -> tiles.TileReader:
    stored: dict[tuple[int, int], bytes] = {}

    def read(level: int, number: int) -> bytes:
        return stored.get((level, number), b"")

    leaves = [merkle.leaf_hash(body) for body in bodies]
    stored.update({(t.level, t.number): t.hashes for t in tiles.grow(read, 0, leaves)})
    return read


def _flipped(value: bytes, bit: int) -> bytes:
    number = int.from_bytes(value, "big") ^ (1 << bit % (8 * len(value)))
    return number.to_bytes(len(value), "big")


def _fails(check: Callable[..., None], *values: object) -> bool:
    try:
        check(*values)
    except ProofError:
        return True
    return False


@given(_BODIES, st.data())
def test_roots_and_proofs_are_those_of_the_definition(
    bodies: list[bytes], data: st.DataObject
) -> None:
    read, size = _reader(bodies), len(bodies)
    leaves = [merkle.leaf_hash(body) for body in bodies]
    assert merkle.root_of(leaves) == tiles.peaks(read, size).root() == _mth(bodies)
    index = data.draw(st.integers(0, size - 1))
    assert proofs.inclusion_proof(read, index, size) == _path(index, bodies)
    old = data.draw(st.integers(1, size))
    assert proofs.consistency_proof(read, old, size) == _subproof(old, bodies, True)


@given(_BODIES, st.data())
def test_a_proof_of_the_definition_verifies_and_fails_with_any_bit_flipped(
    bodies: list[bytes], data: st.DataObject
) -> None:
    size, root = len(bodies), _mth(bodies)
    index = data.draw(st.integers(0, size - 1))
    leaf, path = merkle.leaf_hash(bodies[index]), _path(index, bodies)
    merkle.verify_inclusion(leaf, index, size, path, root)
    parts = [leaf, root, *path]
    place, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[place] = _flipped(parts[place], bit)
    assert _fails(merkle.verify_inclusion, parts[0], index, size, parts[2:], parts[1])


@given(_BODIES, st.data())
def test_a_consistency_proof_verifies_and_fails_with_any_bit_flipped(
    bodies: list[bytes], data: st.DataObject
) -> None:
    size, root = len(bodies), _mth(bodies)
    old = data.draw(st.integers(1, size))
    old_root, proof = _mth(bodies[:old]), _subproof(old, bodies, True)
    merkle.verify_consistency(old, size, proof, old_root, root)
    parts = [old_root, root, *proof]
    place, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[place] = _flipped(parts[place], bit)
    assert _fails(merkle.verify_consistency, old, size, parts[2:], parts[0], parts[1])


@given(_BODIES, st.data())
def test_a_proof_that_is_too_short_or_too_long_fails(
    bodies: list[bytes], data: st.DataObject
) -> None:
    size, root = len(bodies), _mth(bodies)
    index = data.draw(st.integers(0, size - 1))
    leaf, path = merkle.leaf_hash(bodies[index]), _path(index, bodies)
    assert _fails(merkle.verify_inclusion, leaf, index, size, [*path, root], root)
    if path:
        assert _fails(merkle.verify_inclusion, leaf, index, size, path[:-1], root)
    old = data.draw(st.integers(1, size))
    old_root, proof = _mth(bodies[:old]), _subproof(old, bodies, True)
    assert _fails(merkle.verify_consistency, old, size, [*proof, root], old_root, root)
    if proof:
        assert _fails(merkle.verify_consistency, old, size, proof[:-1], old_root, root)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    read = _reader([b"a", b"b", b"c"])
    with pytest.raises(ProofError):
        proofs.inclusion_proof(read, index, size)
    with pytest.raises(ProofError):
        merkle.verify_inclusion(bytes(32), index, size, [], bytes(32))
