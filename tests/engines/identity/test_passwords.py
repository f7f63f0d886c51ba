"""Passwords: hashed with argon2id, never in the ledger, and guessing gets slower and slower."""

from __future__ import annotations

import re
from collections.abc import Callable

import argon2
import pytest

from app.messages import say
from engines.database.errors import NotAllowed
from engines.database.moments import now_us
from engines.identity import commands, queries
from engines.identity.errors import PasswordTooShort, SignInLocked
from tests.shops import TestShop, actor

GOOD = "correct horse"
_HASH = "SELECT hash FROM identity_password"
_SECOND_US = 1_000_000


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.us = now_us()

    def __call__(self) -> int:
        return self.us


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the sign-in, and hashes that cost nothing."""
    one, real = Clock(), argon2.PasswordHasher
    monkeypatch.setattr(commands, "now_us", one)
    monkeypatch.setattr(argon2, "PasswordHasher", lambda: real(1, 8, 1))
    return one


@pytest.fixture
def sign_in(shop: TestShop, clock: Clock) -> Callable[[str], bool]:
    """Tries a password of the owner; whether it was right."""
    assert clock
    shop.do(lambda c: commands.set_password(c, name="owner", password=GOOD))

    def attempt(password: str) -> bool:
        person = shop.shop.database.write_derived(
            lambda c: commands.check_password(c, "owner", password)
        )
        return person is not None

    return attempt


def test_a_password_is_kept_as_argon2id_of_rfc_9106(shop: TestShop) -> None:
    shop.do(lambda c: commands.set_password(c, name="owner", password=GOOD))
    stored = shop.read(lambda c: c.value(_HASH))
    found = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$.+", stored)
    assert found is not None
    memory, rounds, lanes = map(int, found.groups())
    # Section 4, second recommended option: 64 MiB, three passes, four lanes.
    assert (memory, rounds, lanes) >= (65_536, 3, 4)
    assert argon2.PasswordHasher().verify(stored, GOOD)


@pytest.mark.usefixtures("clock")
def test_neither_password_nor_hash_enters_the_ledger(shop: TestShop) -> None:
    shop.do(lambda c: commands.set_password(c, name="owner", password=GOOD))
    stored = shop.read(lambda c: c.value(_HASH)).encode()
    bodies = b"".join(shop.read(lambda c: c.column("SELECT body FROM ledger_entry")))
    assert b"password_set" in bodies
    assert GOOD.encode() not in bodies
    assert stored not in bodies
    shop.whole()


@pytest.mark.usefixtures("clock")
def test_a_password_needs_eight_characters(shop: TestShop) -> None:
    with pytest.raises(PasswordTooShort) as caught:
        shop.do(lambda c: commands.set_password(c, name="owner", password="seven.."))
    assert caught.value.minimum == 8
    assert "8" in say(caught.value)
    assert shop.read(lambda c: c.value(_HASH)) is None
    shop.do(lambda c: commands.set_password(c, name="owner", password="eight..."))
    assert shop.read(lambda c: c.value(_HASH)) is not None


@pytest.mark.usefixtures("clock")
def test_anybody_sets_their_own_password_and_nobody_elses(shop: TestShop) -> None:
    for name in ("sue", "bob"):
        shop.do(
            lambda c, n=name: commands.add_person(c, name=n, role="support", password=GOOD)  # type: ignore[misc]
        )
    sue = actor("support", "sue")
    shop.act(sue, lambda c: commands.set_password(c, name="sue", password="another one"))
    with pytest.raises(NotAllowed):
        shop.act(sue, lambda c: commands.set_password(c, name="bob", password="another one"))


def test_the_right_password_signs_in_and_the_wrong_one_does_not(
    sign_in: Callable[[str], bool],
) -> None:
    assert not sign_in("wrong")
    assert sign_in(GOOD)


@pytest.mark.usefixtures("clock")
def test_who_is_unknown_idle_or_without_a_password_does_not_sign_in(shop: TestShop) -> None:
    def attempt(name: str) -> queries.Person | None:
        return shop.shop.database.write_derived(lambda c: commands.check_password(c, name, GOOD))

    assert attempt("owner") is None
    assert attempt("nobody") is None
    shop.do(lambda c: commands.add_person(c, name="sue", role="support", password=GOOD))
    assert attempt("sue") is not None
    shop.do(lambda c: commands.change_person(c, name="sue", role=None, active=False))
    assert attempt("sue") is None


def test_from_the_third_failure_on_the_delay_doubles_up_to_an_hour(
    sign_in: Callable[[str], bool], clock: Clock
) -> None:
    delays = []
    for _ in range(18):
        assert not sign_in("wrong")
        began = clock.us
        try:
            sign_in("wrong at once")
        except SignInLocked as locked:
            delays.append((locked.until_us - began) // _SECOND_US)
            clock.us = locked.until_us
        else:
            delays.append(0)
    # The first look after failure 1 counted as failure 2; from 3 on each look is refused.
    assert delays == [0, *(min(2**n, 3_600) for n in range(17))]


def test_while_delayed_the_right_password_does_not_count_either(
    sign_in: Callable[[str], bool], clock: Clock
) -> None:
    for _ in range(3):
        assert not sign_in("wrong")
    with pytest.raises(SignInLocked) as caught:
        sign_in(GOOD)
    clock.us = caught.value.until_us - 1
    with pytest.raises(SignInLocked):
        sign_in(GOOD)
    clock.us += 1
    assert sign_in(GOOD)


def test_a_success_forgives_the_failures_before(
    sign_in: Callable[[str], bool],
) -> None:
    for _ in range(5):
        assert not sign_in("wrong")
        assert not sign_in("wrong")
        assert sign_in(GOOD)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_who_is_delayed_is_told_until_when(language: str) -> None:
    said = say(SignInLocked("sue", 1_764_000_000_000_000), language)
    assert "2025-11-24T16:00:00" in said
