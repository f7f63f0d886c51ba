"""A new shop is whole, or not there at all."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from app.founding import Wish, make_shop
from app.shop import Place, Shop, found, may_be_encrypted
from engines.database.errors import DatabaseExists
from engines.identity import queries as people
from engines.identity.errors import PasswordTooShort

WISH = Wish("Mugs", "EUR", "Europe/Berlin")


class Keychain(KeyringBackend):
    """A keychain in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> Keychain:
    monkeypatch.setenv("COUNTERFOIL_KEYCHAIN", "on")
    chain = Keychain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(chain, name))
    return chain


def test_without_a_password_the_owner_acts(tmp_path: Path) -> None:
    made = make_shop(Place(tmp_path / "shop"), WISH)
    assert made.shop.acting() == made.owner
    made.shop.close()


def test_with_one_nobody_acts_without_it(tmp_path: Path) -> None:
    made = make_shop(
        Place(tmp_path / "shop"), Wish("Mugs", "EUR", "Europe/Berlin", password="correct horse")
    )
    assert made.shop.acting() is None
    owner = made.shop.database.read(lambda c: people.person_named(c, made.owner.name))
    assert owner is not None
    assert owner.actor == made.owner
    made.shop.close()


def test_a_password_that_is_refused_leaves_no_shop(tmp_path: Path) -> None:
    place = Place(tmp_path / "shop")
    with pytest.raises(PasswordTooShort):
        make_shop(place, Wish("Mugs", "EUR", "Europe/Berlin", password="short"))
    assert list(place.folder.iterdir()) == []


def test_what_is_not_finished_leaves_no_key_in_the_keychain(
    tmp_path: Path, keychain: Keychain
) -> None:
    made = make_shop(Place(tmp_path / "kept"), WISH)
    made.shop.close()
    assert len(keychain.held) == 1
    with pytest.raises(PasswordTooShort):
        make_shop(Place(tmp_path / "gone"), Wish("Mugs", "EUR", "Europe/Berlin", password="short"))
    assert len(keychain.held) == 1


def test_a_shop_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    place = Place(tmp_path / "shop")
    make_shop(place, WISH).shop.close()
    with pytest.raises(DatabaseExists):
        make_shop(place, Wish("Other", "EUR", "UTC"))
    shop = Shop(place)
    assert shop.about.name == "Mugs"
    shop.close()


def test_only_whole_pages_without_a_plain_beginning_can_be_an_encrypted_shop(
    tmp_path: Path,
) -> None:
    plain, secret = Place(tmp_path / "plain"), Place(tmp_path / "secret")
    found(plain, name="A", currency="EUR", timezone="UTC").close()
    found(secret, name="B", currency="EUR", timezone="UTC", key="a long phrase").close()
    assert (may_be_encrypted(plain), may_be_encrypted(secret)) == (False, True)
    assert not may_be_encrypted(Place(tmp_path / "nowhere"))
    for content in (b"", b"a letter", b"x" * 4_095):
        plain.database.write_bytes(content)
        assert not may_be_encrypted(plain)


def test_secrets_are_not_shown_where_a_wish_is_printed() -> None:
    wish = Wish("Mugs", "EUR", "UTC", password="correct horse", passphrase="a long phrase")
    assert "horse" not in repr(wish)
    assert "phrase" not in repr(wish)
