"""A shop on disk: its folder, its keys, and opening, founding, checking it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engines.database.change import Actor
from engines.database.database import Database, Writing
from engines.database.errors import DatabaseForeign
from engines.database.files import plain_files
from engines.database.moments import now_us
from engines.identity import queries as people
from engines.identity.rights import rights_of

# What only writing and checking need is imported when something is first written or checked.
if TYPE_CHECKING:
    from engines.database.ticket import Ticket
    from engines.ledger.keys import Signer
    from engines.ledger.note import Verifier
    from engines.ledger.verdict import Verdict

SERVICE = "counterfoil"  # the name under which keys lie in the system keychain
FILE, KEY_FILE = "shop.db", "ledger.key"
PLAIN, PAGE = b"SQLite format 3\x00", 4096


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shop lies: a folder with the database and, without a keychain, the signing key."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file. A path to the file itself is taken as it is."""
        return self.folder if self.folder.suffix == ".db" else self.folder / FILE

    @property
    def key_file(self) -> Path:
        """The private key's file."""
        return self.database.with_name(KEY_FILE)


def passphrase() -> str | None:
    """The passphrase of an encrypted shop, from the environment."""
    return os.environ.get("COUNTERFOIL_PASSPHRASE") or None


def may_be_encrypted(place: Place) -> bool:
    """Whether the file can be an encrypted shop: whole pages that do not begin as SQLite's do.

    Nobody can tell such a file from noise without the passphrase.
    """
    try:
        size = place.database.stat().st_size
        with place.database.open("rb") as file:
            start = file.read(len(PLAIN))
    except OSError:
        return False
    return size > 0 and size % PAGE == 0 and start != PLAIN


def open_upgraded(place: Place, key: str | None) -> Shop:
    """Bring an older shop's file to today's schema, in one transaction, and open it."""
    from engines.database.migrate import upgrade

    upgrade(place.database, key)
    return Shop(place, key)


def key_for(place: Place) -> str | None:
    """The passphrase from the environment, where the file has need of one."""
    return passphrase() if may_be_encrypted(place) else None


def _keychain() -> bool:
    """Whether the system has a keychain we may use (COUNTERFOIL_KEYCHAIN=off forbids it)."""
    if os.environ.get("COUNTERFOIL_KEYCHAIN") == "off":
        return False
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def _store_key(place: Place, origin: str, seed: bytes, phrase: str | None) -> None:
    from engines.ledger import keys

    if _keychain():
        import keyring

        keyring.set_password(SERVICE, origin, seed.hex())
        return
    with plain_files(place.key_file):
        keys.write_key_file(place.key_file, seed, phrase)


def _load_key(place: Place, origin: str, phrase: str | None) -> Signer:
    from engines.ledger import keys

    if place.key_file.exists() or not _keychain():
        return keys.signer(origin, keys.read_key_file(place.key_file, phrase))
    import keyring

    stored = keyring.get_password(SERVICE, origin)
    if stored is None:
        raise keys.KeyMissing(place.key_file)
    return keys.signer(origin, bytes.fromhex(stored))


def _writing(load_signer: Callable[[], Signer]) -> Writing:
    """What records changes: the ledger, and every fact with what applies it."""
    from app.facts import fact_book
    from engines.ledger.recorder import LedgerRecorder

    return Writing(LedgerRecorder(load_signer), fact_book())


class Shop:
    """An open shop: the database, and what the program needs to know of it."""

    def __init__(self, place: Place, key: str | None = None) -> None:
        """Open the shop at `place`. Raises what opening a database raises."""
        self.place = place
        self.key = key
        self._origin = ""
        self._signer: Signer | None = None
        self.database = Database(place.database, lambda: _writing(self._load_signer), key=key)
        try:
            found = self.database.read(people.shop)
            if found is None:
                raise DatabaseForeign(place.database)
        except BaseException:
            self.database.close()
            raise
        self.about = found
        self._origin = found.origin

    def _load_signer(self) -> Signer:
        """The signing key, fetched once. Raises KeyMissing, BadKey (also of another shop)."""
        if self._signer is None:
            signer = _load_key(self.place, self._origin, self.key)
            if not self._is_ours(signer):
                from engines.ledger.keys import BadKey

                raise BadKey("another shop")
            self._signer = signer
        return self._signer

    def _is_ours(self, signer: Signer) -> bool:
        """Whether the key is the one the shop was founded with."""
        from engines.ledger.note import verifier_of

        return verifier_of(signer).text() == self.about.verifier

    @property
    def verifier(self) -> Verifier:
        """The public key of the log: of the signing key, else as the shop was founded."""
        from engines.ledger import keys
        from engines.ledger.note import parse_verifier, verifier_of

        try:
            return verifier_of(self._load_signer())
        except (keys.KeyMissing, keys.BadKey):
            return parse_verifier(self.about.verifier)

    def verify(
        self, ticket: Ticket | None = None, processes: int = 2, since: str | None = None
    ) -> Verdict:
        """Check the whole ledger, or what came after the checkpoint `since` (a signed note)."""
        from app.facts import fact_types
        from engines.ledger.verdict import Problem
        from engines.ledger.verify import verify

        path = self.place.database
        verdict = verify(path, self.key, [self.verifier], fact_types, ticket, processes, since)
        if self._key_fits():
            return verdict
        # Either of the two was changed: whoever replaces the log must replace the key as well.
        problem = Problem(None, "signature", "the signing key is not the one of this log")
        return replace(verdict, ok=False, problems=(problem, *verdict.problems))

    def _key_fits(self) -> bool:
        """Whether the signing key, where there is one, belongs to this log."""
        from engines.ledger import keys

        try:
            return self._is_ours(_load_key(self.place, self._origin, self.key))
        except (keys.KeyMissing, keys.BadKey):
            return True

    def sign_now(self) -> str:
        """Sign the newest head and keep that checkpoint; returns the note."""
        from engines.ledger.recorder import sign_now

        signer = self._load_signer()
        return self.database.write_derived(lambda c: sign_now(c, signer, now_us()))

    def acting(self) -> Actor | None:
        """Who acts without signing in: the owner, while nobody has a password."""
        person = self.database.read(people.acting_without_sign_in)
        return None if person is None else person.actor

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def found(
    place: Place,
    *,
    name: str,
    currency: str,
    timezone: str,
    key: str | None = None,
    simulated: str | None = None,
    clock: Callable[[], int] = now_us,
) -> Shop:
    """Make a new, empty shop with an owner without a password, and open it.

    Raises DatabaseExists, DatabaseReadOnly.
    """
    import secrets

    from engines.database.migrate import create
    from engines.identity import commands as identity
    from engines.ledger import keys
    from engines.ledger.note import verifier_of

    origin = f"counterfoil.local/{secrets.token_hex(8)}"
    create(place.database, key)
    try:
        seed = keys.generate()
        place.key_file.unlink(missing_ok=True)
        _store_key(place, origin, seed, key)
        signer = keys.signer(origin, seed)
        database = Database(place.database, lambda: _writing(lambda: signer), key=key, clock=clock)
        owner = Actor(identity.OWNER, rights_of("owner"))
        database.change(
            owner,
            "found shop",
            lambda change: identity.found_shop(
                change,
                name=name,
                currency=currency,
                timezone=timezone,
                origin=origin,
                verifier=verifier_of(signer).text(),
                simulated=simulated,
            ),
        )
        database.close()
    except BaseException:
        remove(place, origin)
        raise
    return Shop(place, key)


def remove(place: Place, origin: str) -> None:
    """Delete a shop that could not be finished: its database and its key, nothing else."""
    if _keychain():
        import keyring
        from keyring.errors import PasswordDeleteError

        with suppress(PasswordDeleteError):
            keyring.delete_password(SERVICE, origin)
    for ending in ("", "-wal", "-shm"):
        place.database.with_name(place.database.name + ending).unlink(missing_ok=True)
    place.key_file.unlink(missing_ok=True)
