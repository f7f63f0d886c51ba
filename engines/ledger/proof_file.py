"""Proof files (C2SP tlog-proof v1): everything to check one entry without the log."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from engines.ledger.checkpoint import Checkpoint, open_checkpoint
from engines.ledger.merkle import verify_inclusion
from engines.ledger.note import NoteError, Verifier

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's place and path, with the signed checkpoint it leads to, and data about it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def text(self) -> str:
        """The file's text."""
        lines = [HEADER]
        if self.extra:
            lines.append("extra " + base64.b64encode(self.extra).decode())
        lines.append(f"index {self.index}")
        lines.extend(base64.b64encode(one).decode() for one in self.hashes)
        return "\n".join(lines) + "\n\n" + self.checkpoint


def parse(text: str) -> Proof:
    """Read a proof file. Raises NoteError."""
    head, blank, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != HEADER:
        raise NoteError("not a tlog-proof")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = _decode(lines.pop(0).removeprefix("extra "))
    number = lines.pop(0).removeprefix("index ") if lines else ""
    if not (number.isascii() and number.isdigit()) or (number != "0" and number[0] == "0"):
        raise NoteError("proof index")
    hashes = tuple(_decode(line) for line in lines)
    if any(len(one) != 32 for one in hashes):
        raise NoteError("hash length")
    return Proof(int(number), hashes, checkpoint, extra)


def check(proof: Proof, leaf: bytes, verifiers: Sequence[Verifier]) -> Checkpoint:
    """Check a proof for an entry's leaf hash; returns the checkpoint it leads to.

    Raises NoteError, BadKey (the checkpoint), ProofError (the path).
    """
    checkpoint = open_checkpoint(proof.checkpoint, verifiers)
    verify_inclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise NoteError("base64") from error
