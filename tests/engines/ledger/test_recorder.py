"""Every change signs the new head; of the old heads those stay that somebody may rely on."""

from __future__ import annotations

from functools import partial

import pytest

from engines.database.moments import now_us
from engines.inventory import commands as stock
from engines.ledger import note, queries
from engines.ledger.checkpoint import open_checkpoint
from engines.ledger.merkle import leaf_hash, root_of
from tests.shops import TestShop, opened

MINUTE_US = 60_000_000


def _sizes(shop: TestShop) -> list[int]:
    return [head.size for head in shop.read(queries.heads)]


def test_the_newest_head_is_signed_and_is_the_root_of_the_texts(shop: TestShop) -> None:
    shop.stocked()
    head = shop.read(queries.head)
    assert head is not None
    bodies = shop.read(lambda c: c.column("SELECT body FROM ledger_entry ORDER BY idx"))
    signed = open_checkpoint(head.note, [note.parse_verifier(shop.shop.about.verifier)])
    assert (signed.origin, signed.size) == (shop.shop.about.origin, len(bodies))
    assert signed.root == root_of([leaf_hash(body) for body in bodies])


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [([0, 1, 2, 3], [0, 3]), ([0, 30, 61, 62, 90], [0, 2, 4]), ([0, 60, 120], [0, 1, 2])],
)
def test_the_first_head_of_an_hour_stays_and_the_newest(
    shop: TestShop, minutes: list[int], kept: list[int]
) -> None:
    first, began = shop.read(queries.entries_count), now_us()
    ticks = iter([began + one * MINUTE_US for one in minutes])
    with opened(shop, lambda: next(ticks)) as database:
        for number in range(len(minutes)):
            work = partial(stock.add_location, name=f"Place {number}")
            database.change(shop.owner, "add", work)
    assert [size - first - 1 for size in _sizes(shop) if size > first] == kept
    assert shop.shop.verify(processes=1).ok


def test_a_head_that_was_asked_for_stays(shop: TestShop) -> None:
    shop.do(lambda c: stock.add_location(c, name="A"))
    asked = shop.read(queries.entries_count)
    assert f"\n{asked}\n" in shop.shop.sign_now()
    for name in "BC":
        shop.do(partial(stock.add_location, name=name))
    assert asked in _sizes(shop)
    assert asked + 1 not in _sizes(shop)


def test_two_programs_that_write_in_turn_keep_one_tree(shop: TestShop) -> None:
    with opened(shop) as other:
        for number in range(6):
            database = other if number % 2 else shop.shop.database
            work = partial(stock.add_location, name=f"Place {number}")
            database.change(shop.owner, "add", work)
    shop.whole()


def test_an_entry_is_found_by_what_it_is_about(shop: TestShop) -> None:
    variant = shop.stocked()
    about = shop.read(lambda c: queries.entries_about(c, f"variant:{variant}"))
    assert [row.kind for row in about] == ["stock_moved"]
    facts = shop.read(
        lambda c: queries.facts_between(c, shop.shop.database.book, about[0].index, about[0].index)
    )
    assert [(one.index, one.fact.kind) for one in facts] == [(about[0].index, "stock_moved")]
