"""Checkpoints (C2SP tlog-checkpoint): a log's origin, size and root, as a signed note."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from engines.ledger.keys import Signer
from engines.ledger.note import NoteError, Verifier, open_note, sign

ROOT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log commits to: so many entries under this root (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The body of the note."""
        root = base64.b64encode(self.root).decode()
        return "\n".join((self.origin, str(self.size), root, *self.extensions)) + "\n"


def parse(text: str) -> Checkpoint:
    """Read the body of a checkpoint. Raises NoteError."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise NoteError("checkpoint lines")
    origin, size, root = lines[:3]
    if not (size.isascii() and size.isdigit()) or (size != "0" and size.startswith("0")):
        raise NoteError("checkpoint size")
    try:
        data = base64.b64decode(root, validate=True)
    except binascii.Error as error:
        raise NoteError("base64") from error
    if len(data) != ROOT_BYTES:
        raise NoteError("root length")
    return Checkpoint(origin, int(size), data, tuple(lines[3:-1]))


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> str:
    """The checkpoint as a signed note."""
    return sign(checkpoint.text(), *signers)


def open_checkpoint(note: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """A checkpoint signed by its own log, whose key is among `verifiers`. Raises NoteError."""
    opened = open_note(note, verifiers)
    checkpoint = parse(opened.text)
    if checkpoint.origin not in opened.signed_by:
        raise NoteError("not signed by its origin")
    return checkpoint
