"""Ed25519 keys: strict checking (RFC 8032), and where a shop's signing key is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engines.database.errors import CounterfoilError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_P = 2**255 - 19
# y coordinates of the eight points of small order (RFC 7748 section 7 warns of them).
_Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_Y = (0, 1, _P - 1, _Y8, _P - _Y8)


@dataclass
class BadKey(CounterfoilError):
    """A public key that must not be trusted, or a key file that cannot be used."""

    reason: str


@dataclass
class KeyMissing(CounterfoilError):
    """The shop's signing key is not where it should be."""

    path: Path


def check_public(key: bytes) -> None:
    """Refuse public keys of low order or with a non-canonical encoding. Raises BadKey."""
    if len(key) != 32:
        raise BadKey("length")
    y = int.from_bytes(key, "little") & (2**255 - 1)
    if y >= _P:
        raise BadKey("not canonical")
    if y in _SMALL_Y:
        raise BadKey("low order")


def verify(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is of `message` under `key` (32 bytes). Raises BadKey."""
    # Loading the library takes 25 ms: when the first key is used, not at a cold start.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    check_public(key)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True)
class Signer:
    """A signing key under the name of its log."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()


def generate() -> bytes:
    """A fresh private key, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def signer(name: str, seed: bytes) -> Signer:
    """A signer from the 32 bytes of a private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(name, Ed25519PrivateKey.from_private_bytes(seed))


def write_key_file(path: Path, seed: bytes, passphrase: str | None) -> None:
    """Write the private key as PEM (PKCS #8), readable by its owner alone, wrapped if asked."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        KeySerializationEncryption,
        NoEncryption,
        PrivateFormat,
    )

    wrap: KeySerializationEncryption = NoEncryption()
    if passphrase:
        wrap = BestAvailableEncryption(passphrase.encode())
    key = Ed25519PrivateKey.from_private_bytes(seed)
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, wrap)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def read_key_file(path: Path, passphrase: str | None) -> bytes:
    """The private key from its file. Raises KeyMissing, BadKey."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        data = path.read_bytes()
    except OSError as error:
        raise KeyMissing(path) from error
    try:
        key = load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError) as error:
        raise BadKey("key file") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("not Ed25519")
    return key.private_bytes_raw()
