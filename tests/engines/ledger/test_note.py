"""Signed notes, checkpoints and proof files, judged by an independent log."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ledger import checkpoint, keys, merkle, note, proof_file, proofs, tiles
from engines.ledger.keys import BadKey
from engines.ledger.note import NoteError
from tests.data import data_path

_ORIGIN = "example.com/log/testdata"


def test_the_tessera_log_verifies_whole() -> None:
    """16 checkpoints, tiles and entry bundles of another implementation."""
    folder = data_path("ledger-vectors/tessera")
    verifier = note.parse_verifier((folder / "verifier-key.txt").read_text())
    opened = {}
    for path in sorted(folder.glob("checkpoint*")):
        one = checkpoint.open_checkpoint(path.read_text("utf-8"), [verifier])
        opened[one.size] = one
    assert sorted(opened) == list(range(16))
    bodies = tiles.unbundle((folder / "tile/entries/000.p/15").read_bytes())
    leaves = [merkle.leaf_hash(body) for body in bodies]
    for size, one in opened.items():
        assert merkle.root_of(leaves[:size]) == one.root
        if size:
            tile = (folder / tiles.path(0, 0, size)).read_bytes()
            assert tiles.split(tile) == leaves[:size]
            assert (
                tiles.bundle(bodies[:size]) == (folder / f"tile/entries/000.p/{size}").read_bytes()
            )
    data = b"".join(leaves)
    for old in range(1, 16):
        proof = proofs.consistency_proof(lambda _level, _number: data, old, 15)
        merkle.verify_consistency(old, 15, proof, opened[old].root, opened[15].root)


def test_a_proof_file_survives_its_text_and_proves_the_entry() -> None:
    signer = keys.signer(_ORIGIN, keys.generate())
    bodies = [f"entry {number}".encode() for number in range(9)]
    leaves = [merkle.leaf_hash(body) for body in bodies]
    signed = checkpoint.sign_checkpoint(
        checkpoint.Checkpoint(_ORIGIN, 9, merkle.root_of(leaves)), signer
    )
    hashes = proofs.inclusion_proof(lambda _level, _number: b"".join(leaves), 4, 9)
    proof = proof_file.Proof(4, tuple(hashes), signed, extra=bodies[4])
    again = proof_file.parse(proof.text())
    assert again == proof
    verifier = note.verifier_of(signer)
    assert proof_file.check(again, leaves[4], [verifier]).size == 9
    with pytest.raises(merkle.ProofError):
        proof_file.check(again, leaves[5], [verifier])
    stranger = note.verifier_of(keys.signer(_ORIGIN, keys.generate()))
    with pytest.raises(NoteError):
        proof_file.check(again, leaves[4], [stranger])


@given(st.text(max_size=300))
def test_no_text_makes_the_parsers_crash(text: str) -> None:
    for parse in (note.split, checkpoint.parse, proof_file.parse, note.parse_verifier):
        with contextlib.suppress(NoteError, BadKey):
            assert parse(text)


def test_ed25519_agrees_with_wycheproof() -> None:
    groups = json.loads(data_path("ledger-vectors/wycheproof/ed25519_test.json").read_text())
    count = 0
    for group in groups["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            signature = bytes.fromhex(case["sig"])
            valid = keys.verify(public, signature, bytes.fromhex(case["msg"]))
            assert valid == (case["result"] == "valid"), case
            count += 1
    assert count == groups["numberOfTests"]


def test_keys_of_low_order_are_refused() -> None:
    cases = json.loads(data_path("ledger-vectors/cctv-ed25519/ed25519vectors.json").read_text())
    refused = 0
    for case in cases:
        if "low_order_A" in (case["flags"] or []):
            with pytest.raises(BadKey):
                keys.check_public(bytes.fromhex(case["key"]))
            refused += 1
    assert refused > 0
