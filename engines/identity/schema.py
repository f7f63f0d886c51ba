"""Tables of the shop, its people, and the vault."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Table, Text

from engines.database.metadata import METADATA

shop = Table(
    "identity_shop",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("simulated", Text),  # what in this shop is simulated, in words; NULL for a real one
    Column("founded_us", BigInteger, nullable=False),
)

person = Table(
    "identity_person",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("added_us", BigInteger, nullable=False),
)

# A password hash is a secret: it never enters a fact, and a replay cannot rebuild it.
password = Table(
    "identity_password",
    METADATA,
    Column("person_id", Integer, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until_us", BigInteger, nullable=False),
    info={"scope": "vault"},
)

vault_key = Table(
    "identity_vault_key",
    METADATA,
    Column("subject_id", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    info={"scope": "vault"},
)

vault_item = Table(
    "identity_vault_item",
    METADATA,
    Column("subject_id", Integer, primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    info={"scope": "vault"},
)

commitment = Table(
    "identity_commitment",
    METADATA,
    Column("subject_id", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

# How a table is looked at is no business fact: it is kept with the shop, but not in its ledger.
view = Table(
    "identity_view",
    METADATA,
    Column("tab", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),  # who shares it: a person's name
    Column("body", Text, nullable=False),  # JSON, as the table parts write it
    info={"scope": "local"},
)
