"""Signed notes (C2SP signed-note): a text, an empty line, one line per signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from engines.database.errors import CounterfoilError
from engines.ledger.keys import Signer, check_public, verify

ED25519 = 0x01
_DASH = "\u2014 "


@dataclass
class NoteError(CounterfoilError):
    """A note or verifier key that cannot be read or trusted. `reason` is a stable key."""

    reason: str


@dataclass(frozen=True, slots=True)
class Verifier:
    """Whose signatures are known: a name and an Ed25519 public key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key)."""
        text = self.name.encode() + b"\n" + bytes([ED25519]) + self.public
        return hashlib.sha256(text).digest()[:4]

    def text(self) -> str:
        """The verifier key as people exchange it: name+id+base64."""
        key = base64.b64encode(bytes([ED25519]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note whose listed signatures were checked."""

    text: str
    signed_by: tuple[str, ...]


def check_name(name: str) -> None:
    """Key names are not empty and hold neither spaces nor plus signs. Raises NoteError."""
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteError("key name")


def parse_verifier(text: str) -> Verifier:
    """Read a verifier key. Raises NoteError, BadKey (low order, non-canonical)."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteError("verifier key")
    name, identifier, encoded = parts
    check_name(name)
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise NoteError("base64") from error
    if len(data) != 33 or data[0] != ED25519:
        raise NoteError("key type")
    check_public(data[1:])
    verifier = Verifier(name, data[1:])
    if verifier.key_id.hex() != identifier:
        raise NoteError("key id")
    return verifier


def verifier_of(signer: Signer) -> Verifier:
    """The public side of a signer."""
    return Verifier(signer.name, signer.public)


def signature_line(signer: Signer, text: str) -> str:
    """The signature line of `signer` for a note's text."""
    signature = signer.private.sign(text.encode())
    data = base64.b64encode(verifier_of(signer).key_id + signature).decode()
    return f"{_DASH}{signer.name} {data}\n"


def sign(text: str, *signers: Signer) -> str:
    """A signed note of `text`, which ends in a newline. Raises NoteError."""
    if not text.endswith("\n"):
        raise NoteError("no final newline")
    return text + "\n" + "".join(signature_line(signer, text) for signer in signers)


def split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signatures (name, id ‖ signature) of a note, unchecked. Raises NoteError."""
    if any(ord(character) < 0x20 and character != "\n" for character in note):
        raise NoteError("control character")
    text, found, tail = note.rpartition("\n\n")
    if not found or not tail.endswith("\n"):
        raise NoteError("no signatures")
    signatures = []
    for line in tail[:-1].split("\n"):
        if not line.startswith(_DASH):
            raise NoteError("signature line")
        name, space, encoded = line[len(_DASH) :].partition(" ")
        check_name(name)
        try:
            data = base64.b64decode(encoded, validate=True) if space else b""
        except binascii.Error as error:
            raise NoteError("base64") from error
        if len(data) < 5:
            raise NoteError("signature length")
        signatures.append((name, data))
    return text + "\n", signatures


def open_note(note: str, verifiers: Sequence[Verifier]) -> Note:
    """Check a note: signatures of unknown keys are ignored, a wrong one of a known key is not.

    Raises NoteError ("signature" when a known key's is wrong, "unsigned" when none is known).
    """
    text, signatures = split(note)
    known = {(v.name, v.key_id): v for v in verifiers}
    signed: list[str] = []
    for name, data in signatures:
        verifier = known.get((name, data[:4]))
        if verifier is None:
            continue
        if not verify(verifier.public, data[4:], text.encode()):
            raise NoteError("signature")
        if name not in signed:
            signed.append(name)
    if not signed:
        raise NoteError("unsigned")
    return Note(text, tuple(signed))
