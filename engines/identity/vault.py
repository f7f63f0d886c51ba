"""The vault: personal data under a key of its own per subject, so that it can be destroyed.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the subject's id is associated data, so a
ciphertext cannot be moved to another subject. The ledger holds SHA-256(nonce ‖ ciphertext).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from engines.database.errors import CounterfoilError
from engines.database.sql import Connection, chunks, one_of
from engines.identity.facts import Sealed


@dataclass
class VaultDamaged(CounterfoilError):
    """A ciphertext does not open under its key: it was changed behind the program's back."""

    subject_id: int


def _associated(subject_id: int) -> bytes:
    return b"counterfoil:" + str(subject_id).encode()


def seal(connection: Connection, items: Mapping[int, Mapping[str, str]]) -> tuple[Sealed, ...]:
    """Encrypt the fields of each subject into the vault; returns what the ledger commits to.

    Replaces what the vault held for these subjects, under their existing key if there is one.
    """
    # Half of a cold start's cryptography import is the AEAD module: pay when first used.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    keys = _keys(connection, list(items))
    fresh, rows, sealed = [], [], []
    for subject_id, fields in items.items():
        key = keys.get(subject_id)
        if key is None:
            key = AESGCM.generate_key(256)
            fresh.append((subject_id, key))
        nonce = os.urandom(12)
        text = msgspec.json.encode(dict(sorted(fields.items())))
        ciphertext = AESGCM(key).encrypt(nonce, text, _associated(subject_id))
        rows.append((subject_id, nonce, ciphertext))
        digest = hashlib.sha256(nonce + ciphertext).hexdigest()
        sealed.append(Sealed(subject_id=subject_id, digest=digest))
    connection.run_many("INSERT INTO identity_vault_key(subject_id, key) VALUES (?, ?)", fresh)
    connection.run_many(
        "INSERT INTO identity_vault_item(subject_id, nonce, ciphertext) VALUES (?, ?, ?) "
        "ON CONFLICT (subject_id) DO UPDATE SET nonce = excluded.nonce, "
        "ciphertext = excluded.ciphertext",
        rows,
    )
    return tuple(sealed)


def unseal(
    connection: Connection, subject_ids: Iterable[int], *, strict: bool = True
) -> dict[int, dict[str, str]]:
    """The personal data of the subjects that have any left.

    Raises VaultDamaged; unless it is `strict`, what is damaged is left out.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wanted = list(subject_ids)
    keys = _keys(connection, wanted)
    opened: dict[int, dict[str, str]] = {}
    for some in chunks(wanted):
        near = one_of("subject_id", some)
        sql = f"SELECT subject_id, nonce, ciphertext FROM identity_vault_item WHERE {near.text}"
        for subject_id, nonce, data in connection.all(sql, *near.values):
            if subject_id not in keys:
                continue
            try:
                text = AESGCM(keys[subject_id]).decrypt(nonce, data, _associated(subject_id))
            except InvalidTag as error:
                if strict:
                    raise VaultDamaged(subject_id) from error
                continue
            opened[subject_id] = msgspec.json.decode(text, type=dict[str, str])
    return opened


def holds(connection: Connection, subject_id: int) -> bool:
    """Whether anything is kept of a subject, be it damaged."""
    sql = "SELECT 1 FROM identity_vault_item WHERE subject_id = ?"
    return connection.first(sql, subject_id) is not None


def make_secret(connection: Connection) -> None:
    """Give a new shop its secret for keyed hashes of personal data: subject 0 of the vault."""
    sql = "INSERT INTO identity_vault_key(subject_id, key) VALUES (?, ?)"
    connection.run_many(sql, [(0, os.urandom(32))])


def secret(connection: Connection) -> bytes:
    """The shop's own secret for keyed hashes of personal data, 32 bytes."""
    return _keys(connection, [0])[0]


def destroy(connection: Connection, subject_ids: Sequence[int]) -> None:
    """Delete ciphertext and key of the subjects; with secure_delete the pages are zeroed."""
    rows = [(key,) for key in subject_ids]
    connection.run_many("DELETE FROM identity_vault_item WHERE subject_id = ?", rows)
    connection.run_many("DELETE FROM identity_vault_key WHERE subject_id = ?", rows)


def _keys(connection: Connection, subject_ids: Sequence[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for some in chunks(subject_ids):
        near = one_of("subject_id", some)
        sql = f"SELECT subject_id, key FROM identity_vault_key WHERE {near.text}"
        found.update(connection.all(sql, *near.values))
    return found
