"""What can happen to the shop, its people and the personal data it holds."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact
from engines.identity import subjects


class ShopFounded(Fact, frozen=True, kw_only=True):
    """The shop came to be. The first entry of every ledger."""

    kind: ClassVar[str] = "shop_founded"
    name: str
    currency: str
    timezone: str
    origin: str
    verifier: str
    simulated: str | None = None


class PersonAdded(Fact, frozen=True, kw_only=True):
    """Somebody may act in the shop."""

    kind: ClassVar[str] = "person_added"
    id: int
    name: str
    role: str

    @property
    def subject(self) -> str:
        """The person."""
        return f"person:{self.id}"


class PersonChanged(Fact, frozen=True, kw_only=True):
    """A person's role changed, or the person may no longer act."""

    kind: ClassVar[str] = "person_changed"
    id: int
    role: str
    active: bool

    @property
    def subject(self) -> str:
        """The person."""
        return f"person:{self.id}"


class PasswordSet(Fact, frozen=True, kw_only=True):
    """A person's password was set. The password and its hash are not in the entry."""

    kind: ClassVar[str] = "password_set"
    id: int

    @property
    def subject(self) -> str:
        """The person."""
        return f"person:{self.id}"


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment: hex SHA-256 of nonce ‖ ciphertext of one subject's personal data."""

    subject_id: int
    digest: str


class PersonalDataSealed(Fact, frozen=True, kw_only=True):
    """Personal data went into the vault. The entry commits to the ciphertext only."""

    kind: ClassVar[str] = "personal_data_sealed"
    sealed: tuple[Sealed, ...]


class PersonalDataErased(Fact, frozen=True, kw_only=True):
    """Ciphertext and key of a subject were destroyed."""

    kind: ClassVar[str] = "personal_data_erased"
    subject_id: int

    @property
    def subject(self) -> str:
        """The customer, supplier or review whose data went."""
        kind, key = subjects.of(self.subject_id)
        return f"{kind}:{key}"


class PersonalDataWithdrawn(Fact, frozen=True, kw_only=True):
    """What an import had brought of a subject left again with it: no one asked to be forgotten."""

    kind: ClassVar[str] = "personal_data_withdrawn"
    subject_id: int

    @property
    def subject(self) -> str:
        """The customer, supplier or review whose data went."""
        kind, key = subjects.of(self.subject_id)
        return f"{kind}:{key}"


FACTS: tuple[type[Fact], ...] = (
    ShopFounded,
    PersonAdded,
    PersonChanged,
    PasswordSet,
    PersonalDataSealed,
    PersonalDataErased,
    PersonalDataWithdrawn,
)
