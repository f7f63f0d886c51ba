"""A new shop as a person wishes it: its name and money, the owner's sign-in, encryption."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.shop import Place, Shop, found, remove
from engines.database.change import Actor
from engines.identity import commands as identity
from engines.identity.rights import rights_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new shop is to be. Without a password, whoever opens it acts as its owner."""

    name: str
    currency: str
    timezone: str
    password: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Founded:
    """An open shop, and its owner, who need not sign in to what was made just now."""

    shop: Shop
    owner: Actor


def make_shop(place: Place, wish: Wish) -> Founded:
    """Found the shop and set the owner's password; leaves nothing behind when either fails.

    Raises PasswordTooShort, DatabaseExists, DatabaseReadOnly.
    """
    shop = found(
        place,
        name=wish.name,
        currency=wish.currency,
        timezone=wish.timezone,
        key=wish.passphrase or None,
    )
    owner = Actor(identity.OWNER, rights_of("owner"))
    try:
        if wish.password:
            shop.database.change(
                owner,
                "set password",
                lambda c: identity.set_password(c, name=owner.name, password=wish.password),
            )
    except BaseException:
        shop.close()
        remove(place, shop.about.origin)
        raise
    return Founded(shop, owner)
