"""The vault: each subject under a key of its own, committed to in the ledger, and destroyable."""

from __future__ import annotations

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engines.database import search
from engines.database.change import Change
from engines.database.errors import NotFound
from engines.database.sql import Connection
from engines.identity import commands, vault
from engines.identity.vault import VaultDamaged
from engines.ledger import note, proof_file, queries
from engines.ledger.merkle import leaf_hash
from engines.orders import customer_commands, customers
from engines.orders.facts import CustomerData, CustomersAdded
from tests.shops import TestShop

ANA = {"name": "Anaximandra Vogelsang", "email": "anaximandra@quellental.example"}
BO = {"name": "Bo", "email": "bo@example.com"}
_ITEM = "SELECT nonce, ciphertext FROM identity_vault_item WHERE subject_id = ?"
_KEY = "SELECT key FROM identity_vault_key WHERE subject_id = ?"
_DIGEST = "SELECT digest FROM identity_commitment WHERE subject_id = ?"


@pytest.fixture
def sealed(shop: TestShop) -> TestShop:
    """A shop that knows two customers, and has their mail addresses by digest."""

    def work(change: Change) -> None:
        data = tuple(CustomerData(id=key, ref=f"C{key}") for key in (1, 2))
        change.record(CustomersAdded(customers=data))
        commands.seal_personal(change, {1: ANA, 2: BO})
        secret = vault.secret(change.connection)
        digests = {customers.email_digest(secret, ANA["email"]): 1}
        customer_commands.remember_digests(change, digests)

    shop.do(work)
    return shop


def _erase(shop: TestShop, customer: int) -> None:
    shop.do(lambda c: customer_commands.erase(c, customer_id=customer))


def test_what_was_sealed_opens_again(sealed: TestShop) -> None:
    assert sealed.read(lambda c: vault.unseal(c, [1, 2, 3])) == {1: ANA, 2: BO}
    assert sealed.read(lambda c: vault.unseal(c, [])) == {}


def test_each_subject_has_a_key_of_its_own(sealed: TestShop) -> None:
    keys = sealed.read(lambda c: c.all("SELECT subject_id, key FROM identity_vault_key"))
    assert {subject for subject, _ in keys} == {0, 1, 2}
    assert len({key for _, key in keys}) == 3
    assert all(len(key) == 32 for _, key in keys)


def test_the_ciphertext_is_aes_gcm_bound_to_its_subject(sealed: TestShop) -> None:
    nonce, ciphertext = sealed.read(lambda c: c.first(_ITEM, 1))
    key = sealed.read(lambda c: c.value(_KEY, 1))
    assert len(nonce) == 12
    assert json.loads(AESGCM(key).decrypt(nonce, ciphertext, b"counterfoil:1")) == ANA


def test_the_ledger_commits_to_sha256_of_nonce_and_ciphertext(sealed: TestShop) -> None:
    [row] = [
        json.loads(body)["data"]
        for body in sealed.read(lambda c: c.column("SELECT body FROM ledger_entry"))
        if b"personal_data_sealed" in body
    ]
    committed = {one["subject_id"]: one["digest"] for one in row["sealed"]}
    for subject in (1, 2):
        nonce, ciphertext = sealed.read(lambda c, s=subject: c.first(_ITEM, s))  # type: ignore[misc]
        digest = hashlib.sha256(nonce + ciphertext).hexdigest()
        assert committed[subject] == digest
        assert sealed.read(lambda c, s=subject: c.value(_DIGEST, s)) == digest  # type: ignore[misc]


def test_sealing_anew_keeps_the_key_and_never_the_nonce(sealed: TestShop) -> None:
    before = sealed.read(lambda c: (c.value(_KEY, 1), c.first(_ITEM, 1), c.value(_DIGEST, 1)))
    sealed.do(lambda c: commands.seal_personal(c, {1: ANA}))
    after = sealed.read(lambda c: (c.value(_KEY, 1), c.first(_ITEM, 1), c.value(_DIGEST, 1)))
    assert before[0] == after[0]
    assert before[1][0] != after[1][0]
    assert before[2] != after[2]
    sealed.whole()


@pytest.mark.parametrize(
    "harm",
    [
        # The other subject's whole row, key and all; its own row under another nonce; a cut text.
        "UPDATE identity_vault_item SET (nonce, ciphertext) = "
        "(SELECT nonce, ciphertext FROM identity_vault_item WHERE subject_id = 2) "
        "WHERE subject_id = 1; UPDATE identity_vault_key SET key = "
        "(SELECT key FROM identity_vault_key WHERE subject_id = 2) WHERE subject_id = 1",
        "UPDATE identity_vault_item SET nonce = zeroblob(12) WHERE subject_id = 1",
        "UPDATE identity_vault_item SET ciphertext = substr(ciphertext, 2) WHERE subject_id = 1",
        "UPDATE identity_vault_key SET key = zeroblob(32) WHERE subject_id = 1",
    ],
)
def test_what_was_changed_or_put_under_another_subject_does_not_open(
    sealed: TestShop, harm: str
) -> None:
    for statement in harm.split("; "):
        sealed.shop.database.write_derived(lambda c, sql=statement: c.run(sql))  # type: ignore[misc]
    with pytest.raises(VaultDamaged) as caught:
        sealed.read(lambda c: vault.unseal(c, [1, 2]))
    assert caught.value.subject_id == 1
    assert sealed.read(lambda c: vault.unseal(c, [2])) == {2: BO}


def test_damaged_data_can_be_erased_all_the_same(sealed: TestShop) -> None:
    harm = "UPDATE identity_vault_item SET nonce = zeroblob(12) WHERE subject_id = 1"
    sealed.shop.database.write_derived(lambda c: c.run(harm))
    _erase(sealed, 1)
    assert sealed.read(lambda c: c.first(_ITEM, 1)) is None


def test_who_is_erased_is_found_no_more_and_the_others_stay(sealed: TestShop) -> None:
    assert [hit.key for hit in sealed.read(lambda c: search.find(c, "vogelsang"))] == [1]
    _erase(sealed, 1)
    assert sealed.read(lambda c: search.find(c, "vogelsang")) == []
    assert sealed.read(lambda c: vault.unseal(c, [1, 2])) == {2: BO}
    assert sealed.read(customers.known_digests) == {}
    shown = sealed.read(lambda c: customers.load(c, [1, 2], personal=True))
    assert [one.name for one in shown] == ["C1", "Bo"]
    sealed.whole()


def test_an_erased_subject_leaves_no_byte_in_any_file_of_the_open_shop(sealed: TestShop) -> None:
    nonce, ciphertext = sealed.read(lambda c: c.first(_ITEM, 1))
    key = sealed.read(lambda c: c.value(_KEY, 1))
    digest = next(iter(sealed.read(customers.known_digests)))
    # The index folds case and shortens words to what differs from their neighbour.
    words = [word.encode() for value in ANA.values() for word in (value, value.lower())]
    secrets = [key, ciphertext, nonce, digest.encode(), *words, b"imandra", b"gelsang", b"llental"]
    files = [one for one in sealed.shop.place.folder.iterdir() if "shop.db" in one.name]
    held = b"".join(one.read_bytes() for one in files)
    assert all(secret in held for secret in (key, ciphertext, b"gelsang", digest.encode()))
    _erase(sealed, 1)
    files = [one for one in sealed.shop.place.folder.iterdir() if "shop.db" in one.name]
    assert len(files) > 1, "the shop is open"
    for file in files:
        data = file.read_bytes()
        assert [secret for secret in secrets if secret in data] == [], file.name


def test_a_reader_who_is_still_reading_delays_the_wipe_to_the_next_change(
    sealed: TestShop,
) -> None:
    def read(connection: Connection) -> int:
        first = connection.value("SELECT count(*) FROM ledger_entry")
        _erase(sealed, 1)
        return int(first)

    sealed.read(read)
    sealed.do(lambda c: commands.seal_personal(c, {2: BO}))
    for file in sealed.shop.place.folder.iterdir():
        assert b"gelsang" not in file.read_bytes(), file.name


def test_every_proof_holds_after_an_erasure(sealed: TestShop) -> None:
    count = sealed.read(queries.entries_count)
    _erase(sealed, 1)
    verifiers = [note.parse_verifier(sealed.shop.about.verifier)]
    for index in range(count):
        proof = sealed.read(lambda c, i=index: queries.proof_of(c, i))  # type: ignore[misc]
        assert proof_file.check(proof, leaf_hash(proof.extra), verifiers).size == count + 1
    sealed.whole()


@pytest.mark.parametrize("subject", [0, 3])
def test_who_has_no_personal_data_cannot_be_erased(sealed: TestShop, subject: int) -> None:
    before = sealed.rows()
    secret = sealed.read(vault.secret)
    with pytest.raises(NotFound):
        _erase(sealed, subject)
    assert sealed.rows() == before
    assert sealed.read(vault.secret) == secret


def test_nobody_is_erased_twice(sealed: TestShop) -> None:
    _erase(sealed, 1)
    with pytest.raises(NotFound):
        _erase(sealed, 1)
