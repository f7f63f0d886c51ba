"""Many fields of many variants: one change, one undo, no lost update."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.undo import redo, undo
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.catalog.bulk import FieldEdit, FieldValue
from engines.catalog.errors import SkuTaken
from engines.database.change import Actor, Change
from engines.database.errors import BadValue, NotAllowed, NotFound, NothingChanged, RowChanged
from engines.database.pages import Filter
from engines.inventory import queries as stock
from engines.ledger import queries as log
from engines.orders import queries as orders
from tests.shops import TestShop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    made = TestShop(tmp_path / "shop")
    yield made
    made.close()


def _many(shop: TestShop, count: int) -> list[int]:
    def work(change: Change) -> list[int]:
        ids = []
        for number in range(count):
            product = catalog.add_product(
                change,
                title=f"Mug {number}",
                variants=[catalog.NewVariant(f"MUG-{number}", 1000 + number, 400)],
            )
            ids.append(products.variants_of(change.connection, product)[0].id)
        return ids

    return shop.do(work)


def _edit(
    key: int, new: FieldValue, old: FieldValue = 1250, field: str = "price_minor"
) -> FieldEdit:
    return FieldEdit(key, field, old, new)


def _set(shop: TestShop, *edits: FieldEdit) -> int:
    return shop.do(lambda c: catalog.edit_variants(c, edits=edits), "change prices")


def _price(shop: TestShop, key: int) -> int:
    return shop.read(lambda c: products.variant(c, key)).price_minor


def test_many_prices_are_one_change_and_one_undo(shop: TestShop) -> None:
    ids = _many(shop, 40)
    before = shop.read(log.entries_count)
    edits = [_edit(key, 2000 + at, 1000 + at) for at, key in enumerate(ids)]
    assert _set(shop, *edits) == 40
    assert shop.read(log.entries_count) == before + 1
    assert _price(shop, ids[7]) == 2007
    undo(shop.shop.database, shop.owner)
    assert [_price(shop, key) for key in ids] == [1000 + at for at in range(40)]
    redo(shop.shop.database, shop.owner)
    assert _price(shop, ids[39]) == 2039
    shop.whole()


def test_titles_costs_and_prices_go_together(shop: TestShop) -> None:
    key = shop.stocked()
    _set(
        shop,
        _edit(key, 1300),
        _edit(key, None, 400, "cost_minor"),
        _edit(key, "Cup", "Mug", "title"),
    )
    now = shop.read(lambda c: products.variant(c, key))
    assert (now.price_minor, now.cost_minor, now.title) == (1300, None, "Cup")
    assert [one.id for one in shop.read(lambda c: products.find(c, "cup"))] == [key]
    undo(shop.shop.database, shop.owner)
    now = shop.read(lambda c: products.variant(c, key))
    assert (now.price_minor, now.cost_minor, now.title) == (1250, 400, "Mug")
    shop.whole()


def test_a_lost_race_is_named_and_changes_nothing(shop: TestShop) -> None:
    mug, cup = shop.stocked("MUG"), shop.stocked("CUP")
    _set(shop, _edit(cup, 1300))
    with pytest.raises(RowChanged) as lost:
        _set(shop, _edit(mug, 1), _edit(cup, 1))
    assert lost.value.key == "CUP"
    assert _price(shop, mug) == 1250


@pytest.mark.parametrize(
    ("field", "old", "new", "rule"),
    [
        ("price_minor", 1250, -1, "negative"),
        ("price_minor", 1250, 10**14, "too large"),
        ("price_minor", 1250, None, "empty"),
        ("title", "Mug", "  ", "empty"),
        ("title", "Mug", "x" * 501, "too long"),
        ("handle", "mug", "x", "unknown column"),
        ("status", "active", "gone", "not a state"),
        ("weight_grams", None, -1, "negative"),
        ("tags", "", "x" * 501, "too long"),
    ],
)
def test_values_out_of_bounds_are_refused(
    shop: TestShop, field: str, old: FieldValue, new: FieldValue, rule: str
) -> None:
    key = shop.stocked()
    with pytest.raises(BadValue) as wrong:
        _set(shop, _edit(key, new, old, field))
    assert wrong.value.rule == rule


def test_ten_fields_of_a_product_go_together_and_come_back(shop: TestShop) -> None:
    key = shop.stocked()
    wanted: dict[str, tuple[FieldValue, FieldValue]] = {
        "title": ("Mug", "Cup"),
        "vendor": ("", "Acme"),
        "category": ("", "Kitchen"),
        "status": ("active", "archived"),
        "tags": ("", "blue, new"),
        "sku": ("MUG", "CUP"),
        "barcode": ("", "4006381333931"),
        "price_minor": (1250, 1300),
        "compare_at_minor": (None, 1500),
        "weight_grams": (None, 350),
    }
    edits = [_edit(key, new, old, field) for field, (old, new) in wanted.items()]
    assert _set(shop, *edits) == 10
    row = shop.read(lambda c: stock.levels_page(c)).rows[0]
    assert {field: getattr(row, field) for field in wanted} == {
        field: new for field, (_old, new) in wanted.items()
    }
    shop.whole()
    undo(shop.shop.database, shop.owner)
    row = shop.read(lambda c: stock.levels_page(c)).rows[0]
    assert {field: getattr(row, field) for field in wanted} == {
        field: old for field, (old, _new) in wanted.items()
    }
    shop.whole()


def test_versions_count_facts_in_a_replay_too(shop: TestShop) -> None:
    """Facts of one kind are applied together: their rows are written once, and count the same."""
    ids = _many(shop, 3)
    for turn in range(3):
        _set(
            shop,
            *(_edit(key, turn, 1000 + at if turn == 0 else turn - 1) for at, key in enumerate(ids)),
        )
        _set(shop, _edit(ids[0], f"{turn}", f"{turn - 1}" if turn else "", "barcode"))
    versions = [shop.read(lambda c, k=key: products.variant(c, k)).version for key in ids]  # type: ignore[misc]
    assert versions == [7, 4, 4]
    shop.whole()


def test_a_sku_is_taken_over_in_a_replay(shop: TestShop) -> None:
    mug, cup = shop.stocked("MUG"), shop.stocked("CUP")
    _set(shop, _edit(mug, 1, 1250), _edit(mug, "JUG", "MUG", "sku"))
    _set(shop, _edit(cup, 2, 1250))
    _set(shop, _edit(cup, "MUG", "CUP", "sku"), _edit(mug, 3, 1))
    assert shop.read(lambda c: products.variant_by_sku(c, "MUG")).id == cup
    shop.whole()


def test_one_thing_takes_one_value(shop: TestShop) -> None:
    key = shop.stocked()
    _set(shop, _edit(key, 1300), _edit(key, 1300))
    with pytest.raises(BadValue, match="two values"):
        _set(shop, _edit(key, 1400, 1300), _edit(key, 1500, 1300))


def test_skus_stay_unique(shop: TestShop) -> None:
    mug, cup = shop.stocked("MUG"), shop.stocked("CUP")
    with pytest.raises(SkuTaken):
        _set(shop, _edit(mug, "CUP", "MUG", "sku"))
    with pytest.raises(SkuTaken):
        _set(shop, _edit(mug, "NEW", "MUG", "sku"), _edit(cup, "NEW", "CUP", "sku"))


def test_rights_come_first(shop: TestShop) -> None:
    nobody = Actor("nobody", frozenset())
    with pytest.raises(NotAllowed):
        shop.shop.database.change(
            nobody, "x", lambda c: catalog.edit_variants(c, edits=[_edit(99, None)])
        )


def test_what_is_not_there_or_no_change_says_so(shop: TestShop) -> None:
    key = shop.stocked()
    with pytest.raises(NotFound):
        _set(shop, _edit(99, 1))
    with pytest.raises(NothingChanged):
        _set(shop, _edit(key, 1250))


def test_six_thousand_cells_are_one_change_and_one_undo(shop: TestShop) -> None:
    ids = _many(shop, 1000)
    edits: list[FieldEdit] = []
    for at, key in enumerate(ids):
        edits += [
            FieldEdit(key, "price_minor", 1000 + at, 1),
            FieldEdit(key, "cost_minor", 400, 2),
            FieldEdit(key, "barcode", "", str(at)),
            FieldEdit(key, "compare_at_minor", None, 3),
            FieldEdit(key, "weight_grams", None, 4),
            FieldEdit(key, "title", f"Mug {at}", f"Cup {at}"),
        ]
    assert _set(shop, *edits) == 6000
    assert _price(shop, ids[5]) == 1
    undo(shop.shop.database, shop.owner)
    assert _price(shop, ids[5]) == 1005


# sums and groups in SQL


def test_stock_is_summed_and_grouped_in_sql(shop: TestShop) -> None:
    shop.stocked("MUG", 10)
    shop.stocked("CUP", 5)
    shop.stocked("JUG", 0)
    where = [Filter("sku", "not", "CUP")]
    sums = shop.read(lambda c: stock.LISTING.summary(c, (), ("on_hand", "value_minor")))
    assert sums == {"on_hand": (15, 3), "value_minor": (6000, 3)}
    sums = shop.read(lambda c: stock.LISTING.summary(c, where, ("on_hand",)))
    assert sums == {"on_hand": (10, 2)}
    assert shop.read(lambda c: stock.LISTING.summary(c, (), ())) == {}
    groups = shop.read(lambda c: stock.LISTING.groups(c, (), "location", ("on_hand",)))
    assert [(one.value, one.count, one.sums["on_hand"][0]) for one in groups] == [
        (None, 1, 0),
        ("Main", 2, 15),
    ]


def test_only_listed_columns_are_summed_and_grouped(shop: TestShop) -> None:
    with pytest.raises(BadValue):
        shop.read(lambda c: stock.LISTING.summary(c, (), ("secret",)))
    with pytest.raises(BadValue):
        shop.read(lambda c: orders.LISTING.groups(c, (), "secret", ()))
    assert shop.read(lambda c: orders.LISTING.groups(c, (), "state", ("total_minor",))) == []
