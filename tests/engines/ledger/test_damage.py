"""In an encrypted shop a changed page is named, with what it held."""

from __future__ import annotations

from pathlib import Path

from app.shop import Place, Shop, found
from engines.catalog import commands as catalog
from engines.database.change import Change
from engines.inventory import commands as stock

KEY = "correct horse"
PAGE = 4096


def _fill(change: Change) -> None:
    stock.add_location(change, name="Main")
    catalog.add_product(change, title="Mug", variants=[catalog.NewVariant("MUG", 100)])


def test_a_changed_page_is_named_with_the_entries_it_held(tmp_path: Path) -> None:
    place = Place(tmp_path / "shop")
    shop = found(place, name="E", currency="EUR", timezone="UTC", key=KEY)
    owner = shop.acting()
    assert owner is not None
    shop.database.change(owner, "fill", _fill)
    for _ in range(200):
        shop.database.change(
            owner,
            "receive",
            lambda c: stock.receive(c, variant_id=1, location_id=1, quantity=1),
        )
    shop.close()
    whole = place.database.read_bytes()
    named: set[int] = set()
    last = len(whole) // PAGE
    some = range(20, last, 17)  # each opening derives the key anew: 0.2 s
    # Where entries lie in the file changes with every table there is.
    for page in (*some, *range(24, last, 5)):
        if named and page not in some:
            break
        data = bytearray(whole)
        data[page * PAGE + 100] ^= 1
        place.database.write_bytes(bytes(data))
        broken = Shop(place, KEY)
        verdict = broken.verify(processes=1)
        broken.close()
        if verdict.ok:
            continue  # a page that verification never reads: an index, or a free one
        pages = [one for one in verdict.problems if one.entry is None]
        assert f"damaged page {page + 1};" in pages[0].message
        named.update(one.entry for one in verdict.problems if one.entry is not None)
    assert named
    place.database.write_bytes(whole)
    healed = Shop(place, KEY)
    assert healed.verify(processes=1).ok
    healed.close()
