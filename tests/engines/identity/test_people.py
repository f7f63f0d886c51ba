"""People: names are taken once, somebody always owns the shop."""

from __future__ import annotations

import pytest

from engines.database.errors import BadValue, NotFound
from engines.identity import commands, queries
from engines.identity.errors import LastOwner, NameTaken, PasswordTooShort
from tests.shops import TestShop, actor

GOOD = "long enough"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashes that cost nothing: these tests are not about them."""
    import argon2

    real = argon2.PasswordHasher
    monkeypatch.setattr(argon2, "PasswordHasher", lambda: real(1, 8, 1))


def _add(shop: TestShop, name: str, role: str, password: str = GOOD) -> int:
    return shop.do(lambda c: commands.add_person(c, name=name, role=role, password=password))


def _change(shop: TestShop, name: str, role: str | None, active: bool = True) -> None:
    shop.do(lambda c: commands.change_person(c, name=name, role=role, active=active))


def _person(shop: TestShop, name: str) -> queries.Person:
    found = shop.read(lambda c: queries.person_named(c, name))
    assert found is not None
    return found


def test_a_new_shop_has_an_owner_who_acts_without_a_password(shop: TestShop) -> None:
    [owner] = shop.read(queries.people)
    assert (owner.name, owner.role, owner.active, owner.has_password) == (
        "owner",
        "owner",
        True,
        False,
    )
    assert shop.shop.acting() == owner.actor


def test_once_somebody_has_a_password_nobody_acts_without_signing_in(shop: TestShop) -> None:
    _add(shop, "sue", "support")
    assert shop.shop.acting() is None


def test_a_person_acts_with_the_rights_of_the_role(shop: TestShop) -> None:
    key = _add(shop, "sue", "support")
    assert _person(shop, "sue") == queries.Person(key, "sue", "support", True, True)
    assert _person(shop, "sue").actor == actor("support", "sue")
    _change(shop, "sue", "manager")
    assert _person(shop, "sue").actor == actor("manager", "sue")
    _change(shop, "sue", None, active=False)
    assert (_person(shop, "sue").role, _person(shop, "sue").active) == ("manager", False)
    shop.whole()


@pytest.mark.parametrize(
    ("name", "role", "password", "error"),
    [
        ("owner", "support", "long enough", NameTaken("owner")),
        ("sue", "queen", "long enough", BadValue("role", "queen", "unknown role")),
        ("  ", "support", "long enough", BadValue("name", "  ", "empty")),
        ("sue", "support", "1234567", PasswordTooShort(8)),
    ],
)
def test_a_person_who_cannot_be_added_is_not(
    shop: TestShop, name: str, role: str, password: str, error: Exception
) -> None:
    before = shop.rows()
    with pytest.raises(type(error)) as caught:
        _add(shop, name, role, password)
    assert caught.value == error
    assert shop.rows() == before


@pytest.mark.parametrize(("role", "active"), [("manager", True), ("owner", False), (None, False)])
def test_the_last_owner_stays(shop: TestShop, role: str | None, active: bool) -> None:
    _add(shop, "old", "owner")
    _change(shop, "old", None, active=False)
    before = shop.rows()
    with pytest.raises(LastOwner):
        _change(shop, "owner", role, active)
    assert shop.rows() == before
    _change(shop, "old", None, active=True)
    _change(shop, "owner", role, active)
    assert (_person(shop, "owner").role, _person(shop, "owner").active) == (role or "owner", active)


def test_who_is_not_there_cannot_be_changed(shop: TestShop) -> None:
    with pytest.raises(NotFound):
        _change(shop, "nobody", "manager")
    with pytest.raises(NotFound):
        shop.do(lambda c: commands.set_password(c, name="nobody", password="long enough"))


def test_a_role_that_is_none_is_refused(shop: TestShop) -> None:
    _add(shop, "sue", "support")
    with pytest.raises(BadValue):
        _change(shop, "sue", "queen")
    assert _person(shop, "sue").role == "support"
