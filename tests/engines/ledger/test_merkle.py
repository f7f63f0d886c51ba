"""RFC 6962 trees: the published probes, and laws against a naive implementation."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ledger import merkle, proofs, tiles
from engines.ledger.merkle import CompactRange, ProofError
from tests.data import data_path


def _probes(kind: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(data_path(f"ledger-vectors/merkle/{kind}").rglob("*.json")):
        yield path, json.loads(path.read_text())


def _b(value: str | None) -> bytes:
    return base64.b64decode(value or "")


def _proof(probe: dict[str, Any]) -> list[bytes]:
    return [_b(one) for one in probe.get("proof") or []]


def _check(kind: str, probe: dict[str, Any]) -> None:
    proof = _proof(probe)
    if kind == "inclusion":
        merkle.verify_inclusion(
            _b(probe["leafHash"]), probe["leafIdx"], probe["treeSize"], proof, _b(probe["root"])
        )
    elif kind == "consistency":
        merkle.verify_consistency(
            probe["size1"], probe["size2"], proof, _b(probe["root1"]), _b(probe["root2"])
        )
    elif kind == "subtreeinclusion":
        merkle.verify_subtree_inclusion(
            _b(probe["leafHash"]),
            probe["leafIdx"],
            probe["start"],
            probe["end"],
            proof,
            _b(probe["root"]),
        )
    else:
        merkle.verify_subtree_consistency(
            probe["start"],
            probe["end"],
            probe["size"],
            proof,
            _b(probe["root1"]),
            _b(probe["root2"]),
        )


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("inclusion", 98), ("consistency", 98), ("subtreeinclusion", 50), ("subtreeconsistency", 50)],
)
def test_every_published_probe_is_judged_as_it_should_be(kind: str, at_least: int) -> None:
    wrong, count = [], 0
    for path, probe in _probes(kind):
        count += 1
        try:
            _check(kind, probe)
            refused = False
        except ProofError:
            refused = True
        if refused != probe["wantErr"]:
            wrong.append(f"{path.parent.name}/{path.name}: {probe}")
    assert wrong == []
    assert count >= at_least


def _naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(_naive_root(leaves[:middle]), _naive_root(leaves[middle:]))


def _leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


class Store:
    """Tiles in memory, grown in steps."""

    def __init__(self) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.size = 0

    def read(self, level: int, number: int) -> bytes:
        return self.tiles.get((level, number), b"")

    def add(self, leaves: list[bytes]) -> None:
        for tile in tiles.grow(self.read, self.size, leaves):
            self.tiles[tile.level, tile.number] = tile.hashes
        self.size += len(leaves)


_BIG = _leaves(70_000)


@given(st.lists(st.integers(0, 700), max_size=6))
def test_growing_in_any_steps_gives_the_naive_root(steps: list[int]) -> None:
    tree, store = CompactRange(), Store()
    for step in steps:
        part = _BIG[tree.size : tree.size + step]
        tree.extend(part)
        store.add(part)
    assert tree.root() == _naive_root(_BIG[: tree.size])
    assert tiles.peaks(store.read, tree.size).root() == tree.root()


def test_tiles_above_the_second_level_hold() -> None:
    store = Store()
    for start in range(0, len(_BIG), 9_999):
        store.add(_BIG[start : start + 9_999])
    assert len(store.read(2, 0)) == 32
    assert tiles.peaks(store.read, len(_BIG)).root() == merkle.root_of(_BIG)


@given(st.integers(1, 600), st.data())
def test_every_proof_verifies_and_every_altered_one_fails(size: int, data: st.DataObject) -> None:
    store = Store()
    store.add(_BIG[:size])
    root = merkle.root_of(_BIG[:size])
    index = data.draw(st.integers(0, size - 1))
    proof = proofs.inclusion_proof(store.read, index, size)
    merkle.verify_inclusion(_BIG[index], index, size, proof, root)
    old = data.draw(st.integers(1, size))
    consistency = proofs.consistency_proof(store.read, old, size)
    old_root = merkle.root_of(_BIG[:old])
    merkle.verify_consistency(old, size, consistency, old_root, root)
    for good in (proof, consistency):
        if good:
            place = data.draw(st.integers(0, len(good) - 1))
            good[place] = bytes([good[place][0] ^ 1]) + good[place][1:]
    if proof:
        with pytest.raises(ProofError):
            merkle.verify_inclusion(_BIG[index], index, size, proof, root)
    if consistency:
        with pytest.raises(ProofError):
            merkle.verify_consistency(old, size, consistency, old_root, root)


@pytest.mark.parametrize(
    ("number", "width", "text"),
    [(0, 256, "tile/0/000"), (1234067, 8, "tile/0/x001/x234/067.p/8"), (999, 256, "tile/0/999")],
)
def test_tile_paths_are_those_of_tlog_tiles(number: int, width: int, text: str) -> None:
    assert tiles.path(0, number, width) == text
