"""A backup is whole and consistent, whatever happens meanwhile; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from app.rebuild import rebuild
from app.shop import Place, Shop, found
from engines.database import backup
from engines.database.errors import (
    Cancelled,
    DatabaseDamaged,
    DatabaseExists,
    DatabaseForeign,
    DatabaseKeyWrong,
    DatabaseMissing,
)
from engines.database.ticket import Untold
from engines.inventory import commands as stock
from engines.inventory.facts import LocationAdded
from engines.ledger import queries
from tests.shops import TestShop

KEY = "it's correct; horse"


class Steps:
    """A ticket that does something at each step and notes what it is told."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.told.append((done, total))
        self.work()


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy a few pages at a time, so that there is a meanwhile."""
    monkeypatch.setattr(backup, "_PAGES", 8)


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Shop]:
    """An encrypted shop."""
    one = found(Place(tmp_path / "shop"), name="E", currency="EUR", timezone="UTC", key=KEY)
    yield one
    one.close()


def _cancel() -> None:
    raise Cancelled


def _opened(shop: TestShop, copy: Path) -> Shop:
    """The copy as a shop of its own, with the key to check it."""
    folder = copy.parent / "opened"
    place = Place(folder)
    backup.restore(copy, place.database, None)
    place.key_file.write_bytes(shop.shop.place.key_file.read_bytes())
    return Shop(place)


def test_a_copy_says_its_size_and_digest_and_is_whole(shop: TestShop, tmp_path: Path) -> None:
    shop.stocked()
    target = tmp_path / "copy.db"
    copied = backup.backup(shop.shop.place.database, target, None)
    data = target.read_bytes()
    assert (copied.bytes, copied.sha256) == (len(data), sha256(data).hexdigest())
    assert backup.integrity(target, None) == []
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["copy.db"]
    again = _opened(shop, target)
    assert again.verify(processes=1).ok
    again.close()


@pytest.mark.usefixtures("small_steps")
def test_a_copy_made_while_somebody_writes_is_the_shop_of_one_moment(
    shop: TestShop, tmp_path: Path
) -> None:
    shop.stocked(pieces=0)
    entries = shop.read(queries.entries_count)

    def write() -> None:
        if len(ticket.told) < 60:
            shop.do(lambda c: stock.receive(c, variant_id=1, location_id=1, quantity=1))

    ticket = Steps(write)
    backup.backup(shop.shop.place.database, tmp_path / "copy.db", None, ticket)
    done = [step for step, _ in ticket.told]
    assert len(done) > 2
    assert done == sorted(done), "the copy began anew"
    again = _opened(shop, tmp_path / "copy.db")
    assert again.verify(processes=1).ok
    assert rebuild(again, Untold()).ok
    assert again.database.read(queries.entries_count) == entries
    again.close()
    shop.whole()


@pytest.mark.usefixtures("small_steps")
def test_a_cancelled_copy_leaves_nothing_behind(shop: TestShop, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        backup.backup(shop.shop.place.database, tmp_path / "copy.db", None, Steps(_cancel))
    assert [one.name for one in tmp_path.iterdir()] == ["shop"]
    shop.whole()


@pytest.mark.parametrize("copy", [backup.backup, backup.restore])
def test_a_file_that_is_there_is_never_overwritten(
    shop: TestShop, tmp_path: Path, copy: Callable[[Path, Path, str | None], object]
) -> None:
    target = tmp_path / "dear.db"
    target.write_bytes(b"dear to somebody")
    with pytest.raises(DatabaseExists):
        copy(shop.shop.place.database, target, None)
    assert target.read_bytes() == b"dear to somebody"


def test_a_file_that_came_meanwhile_is_not_overwritten(shop: TestShop, tmp_path: Path) -> None:
    target = tmp_path / "dear.db"
    ticket = Steps(lambda: target.write_bytes(b"dear to somebody"))
    with pytest.raises(DatabaseExists):
        backup.backup(shop.shop.place.database, target, None, ticket)
    assert target.read_bytes() == b"dear to somebody"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dear.db", "shop"]


def _cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2 + 100]


def _garbled(data: bytes) -> bytes:
    middle = len(data) // 4096 // 2 * 4096
    return data[:middle] + b"\xa5" * 4096 + data[middle + 4096 :]


@pytest.mark.parametrize("harm", [_cut_off, _garbled])
def test_a_damaged_copy_is_not_put_in_place(
    shop: TestShop, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    shop.do(lambda c: c.record_all([LocationAdded(id=n, name=f"Place {n}") for n in range(900)]))
    copy, target = tmp_path / "copy.db", tmp_path / "new" / "shop.db"
    backup.backup(shop.shop.place.database, copy, None)
    copy.write_bytes(harm(copy.read_bytes()))
    with pytest.raises(DatabaseDamaged):
        backup.restore(copy, target, None)
    assert not target.exists()


@pytest.mark.parametrize(("there", "error"), [(False, DatabaseMissing), (True, DatabaseForeign)])
def test_what_is_no_shop_is_not_put_in_place(
    tmp_path: Path, there: bool, error: type[Exception]
) -> None:
    if there:
        (tmp_path / "copy.db").write_bytes(b"a letter to my aunt" * 50)
    with pytest.raises(error):
        backup.restore(tmp_path / "copy.db", tmp_path / "shop.db", None)
    assert not (tmp_path / "shop.db").exists()


def test_the_copy_of_an_encrypted_shop_is_encrypted_with_the_same_key(
    encrypted: Shop, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(encrypted.place.database, copy, KEY)
    data = copy.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    for plain in (b"identity_person", b"counterfoil.local", b"shop_founded"):
        assert plain not in data
    with pytest.raises(DatabaseKeyWrong):
        backup.restore(copy, tmp_path / "wrong.db", "another key")
    backup.restore(copy, tmp_path / "again.db", KEY)
    again = Shop(Place(tmp_path / "again.db"), KEY)
    assert again.about == encrypted.about
    again.close()
