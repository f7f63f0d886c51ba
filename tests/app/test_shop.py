"""A shop on disk: founded whole or not at all, and readable even without its signing key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.messages import say
from app.shop import Place, Shop, found
from engines.database.errors import DatabaseExists, DatabaseForeign
from engines.database.migrate import create
from engines.identity import commands as identity
from engines.inventory import commands as stock
from engines.ledger import keys, note, queries
from engines.ledger.checkpoint import open_checkpoint, sign_checkpoint
from engines.ledger.keys import BadKey, KeyMissing
from tests.shops import TestShop


def _found(folder: Path) -> Shop:
    return found(Place(folder), name="T", currency="EUR", timezone="UTC")


def test_a_founded_shop_knows_itself_and_its_log(tmp_path: Path) -> None:
    shop = _found(tmp_path / "shop")
    assert (shop.about.name, shop.about.currency, shop.about.timezone) == ("T", "EUR", "UTC")
    assert shop.about.verifier == shop.verifier.text()
    assert shop.verify(processes=1).entries == 2
    shop.close()
    assert sorted(one.name for one in (tmp_path / "shop").iterdir()) == ["ledger.key", "shop.db"]


def test_every_shop_has_a_log_and_a_key_of_its_own(tmp_path: Path) -> None:
    one, other = _found(tmp_path / "one"), _found(tmp_path / "other")
    assert one.about.origin != other.about.origin
    assert one.verifier.public != other.verifier.public
    one.close()
    other.close()


def test_a_shop_is_not_founded_over_another(shop: TestShop) -> None:
    before = {one.name: one.read_bytes() for one in shop.shop.place.folder.iterdir()}
    with pytest.raises(DatabaseExists):
        _found(shop.shop.place.folder)
    assert {one.name: one.read_bytes() for one in shop.shop.place.folder.iterdir()} == before
    shop.whole()


def test_a_founding_that_fails_leaves_nothing_but_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "letter.txt").write_text("to my aunt")

    def fail(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(identity, "found_shop", fail)
    with pytest.raises(KeyboardInterrupt):
        _found(folder)
    assert [one.name for one in folder.iterdir()] == ["letter.txt"]


def test_a_file_without_a_shop_in_it_is_not_opened(tmp_path: Path) -> None:
    place = Place(tmp_path / "shop")
    create(place.database, None)
    with pytest.raises(DatabaseForeign):
        Shop(place)


def test_without_its_key_a_shop_is_read_and_checked_but_not_changed(shop: TestShop) -> None:
    shop.stocked()
    shop.close()
    shop.shop.place.key_file.unlink()
    again = Shop(shop.shop.place)
    assert again.verify(processes=1).ok
    count = "SELECT count(*) FROM ledger_entry"
    before = again.database.read(lambda c: c.value(count))
    with pytest.raises(KeyMissing):
        again.database.change(shop.owner, "add", lambda c: stock.add_location(c, name="Cellar"))
    with pytest.raises(KeyMissing):
        again.sign_now()
    assert again.database.read(lambda c: c.value(count)) == before
    again.close()


def _with_another_key(shop: TestShop) -> Shop:
    shop.close()
    shop.shop.place.key_file.unlink()
    keys.write_key_file(shop.shop.place.key_file, keys.generate(), None)
    return Shop(shop.shop.place)


def test_another_shops_key_signs_nothing_here(shop: TestShop) -> None:
    before = shop.rows()
    again = _with_another_key(shop)
    with pytest.raises(BadKey) as caught:
        again.database.change(shop.owner, "add", lambda c: stock.add_location(c, name="Cellar"))
    assert "another shop" in say(caught.value)
    assert shop.rows() == before
    again.close()


@pytest.mark.parametrize("name_too", [False, True])
def test_a_log_that_was_signed_anew_with_another_key_is_found(
    shop: TestShop, name_too: bool
) -> None:
    """Whoever can write the file signs every head anew, and may put the new key's name in it."""
    shop.stocked()
    place, origin, original = shop.shop.place, shop.shop.about.origin, shop.shop.about.verifier
    own = place.key_file.read_bytes()
    forger = keys.signer(origin, keys.generate())
    verifier = note.verifier_of(forger).text()
    for head in shop.read(queries.heads):
        genuine = open_checkpoint(head.note, [note.parse_verifier(original)])
        values = (sign_checkpoint(genuine, forger), head.size)
        shop.shop.database.write_derived(
            lambda c, v=values: c.run("UPDATE ledger_checkpoint SET note = ? WHERE size = ?", *v)  # type: ignore[misc]
        )
    if name_too:
        shop.shop.database.write_derived(
            lambda c: c.run("UPDATE identity_shop SET verifier = ?", verifier)
        )
    shop.close()
    place.key_file.unlink()
    keys.write_key_file(place.key_file, forger.private.private_bytes_raw(), None)
    forged = Shop(place)
    assert forged.verify(processes=1).ok == name_too, "only the key itself tells"
    forged.close()
    place.key_file.write_bytes(own)
    again = Shop(place)
    found = again.verify(processes=1)
    assert not found.ok
    assert {one.kind for one in found.problems} == {"signature"}
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_signing_key_is_its_owners_alone(shop: TestShop) -> None:
    assert shop.shop.place.key_file.stat().st_mode & 0o777 == 0o600


def test_a_path_to_the_file_itself_is_a_place_too(shop: TestShop) -> None:
    shop.close()
    again = Shop(Place(shop.shop.place.database))
    assert again.about == shop.shop.about
    again.close()
