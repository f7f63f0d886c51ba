"""The catalogue: SKUs and handles are taken once, prices have bounds, edits never overwrite."""

from __future__ import annotations

from typing import Any

import pytest

from engines.catalog import commands, queries
from engines.catalog.commands import MAX_MINOR, NewVariant
from engines.catalog.errors import HandleTaken, SkuTaken
from engines.catalog.facts import ProductsWithdrawn, VariantData, VariantsAdded
from engines.database.change import Change
from engines.database.errors import BadValue, NotFound, NothingChanged, RowChanged
from engines.database.pages import Filter, Sort
from tests.shops import TestShop


def _add(shop: TestShop, title: str, *skus: str, handle: str | None = None) -> int:
    variants = [NewVariant(sku, 1_000 + number, 400) for number, sku in enumerate(skus)]
    return shop.do(lambda c: commands.add_product(c, title=title, variants=variants, handle=handle))


def _edit(
    shop: TestShop, sku: str, /, *, read_at: int | None = None, **fields: Any
) -> queries.Variant:
    was = shop.read(lambda c: queries.variant_by_sku(c, sku))
    version = was.version if read_at is None else read_at
    shop.do(lambda c: commands.edit_variant(c, variant_id=was.id, version=version, **fields))
    return shop.read(lambda c: queries.variant(c, was.id))


def _found(shop: TestShop, text: str) -> list[str]:
    return [one.sku for one in shop.read(lambda c: queries.find(c, text))]


def test_a_product_stands_with_its_variants_as_it_was_added(shop: TestShop) -> None:
    def work(change: Change) -> int:
        new = NewVariant("MUG-R", 1250, 400, barcode="4006381333931", options=("Red", "L"))
        return commands.add_product(
            change,
            title="Mug",
            variants=[new, NewVariant("MUG-B", 0)],
            vendor="Acme",
            category="Kitchen",
            option_names=("Colour", "Size"),
        )

    key = shop.do(work)
    product = shop.read(lambda c: queries.product(c, key))
    assert (product.title, product.handle, product.option_names, product.status) == (
        "Mug",
        "product-1",
        ("Colour", "Size"),
        "active",
    )
    blue, red = shop.read(lambda c: queries.variants_of(c, key))
    assert (red.sku, red.options, red.price_minor, red.cost_minor) == (
        "MUG-R",
        "Red / L",
        1250,
        400,
    )
    assert (red.barcode, red.vendor, red.category) == ("4006381333931", "Acme", "Kitchen")
    assert (blue.price_minor, blue.cost_minor, blue.tracked, blue.oversell) == (
        0,
        None,
        True,
        False,
    )
    shop.whole()


@pytest.mark.parametrize(
    ("title", "variants", "error"),
    [
        (" ", [NewVariant("B", 1)], BadValue("title", " ", "empty")),
        ("B", [NewVariant(" ", 1)], BadValue("sku", " ", "empty")),
        ("B", [NewVariant("B", -1)], BadValue("price", "-1", "negative")),
        ("B", [NewVariant("B", 1, -1)], BadValue("price", "-1", "negative")),
        ("B", [NewVariant("B", MAX_MINOR + 1)], BadValue("price", str(MAX_MINOR + 1), "too large")),
        ("B", [NewVariant("A", 1)], SkuTaken("A")),
        ("B", [NewVariant("B", 1), NewVariant("B", 1)], SkuTaken("B")),
    ],
)
def test_a_product_that_cannot_be_added_is_not(
    shop: TestShop, title: str, variants: list[NewVariant], error: Exception
) -> None:
    _add(shop, "A", "A")
    before = shop.rows()
    with pytest.raises(type(error)) as caught:
        shop.do(lambda c: commands.add_product(c, title=title, variants=variants))
    assert caught.value == error
    assert shop.rows() == before


def test_a_handle_is_taken_once(shop: TestShop) -> None:
    _add(shop, "A", "A", handle="mug")
    with pytest.raises(HandleTaken):
        _add(shop, "B", "B", handle="mug")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sku", "NEW"),
        ("barcode", "123"),
        ("price_minor", 0),
        ("price_minor", MAX_MINOR),
        ("compare_at_minor", 2_000),
        ("cost_minor", None),
        ("weight_grams", 350),
        ("tracked", False),
        ("oversell", True),
    ],
)
def test_every_field_of_a_variant_can_be_edited_alone(
    shop: TestShop, field: str, value: Any
) -> None:
    _add(shop, "A", "A")
    was = shop.read(lambda c: queries.variant_by_sku(c, "A"))
    now = _edit(shop, "A", **{field: value})
    expected = {name: getattr(was, name) for name in was.__slots__}
    expected |= {field: value, "version": was.version + 1}
    assert {name: getattr(now, name) for name in now.__slots__} == expected
    shop.whole()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"price_minor": -1}, BadValue("price", "-1", "negative")),
        ({"cost_minor": MAX_MINOR + 1}, BadValue("price", str(MAX_MINOR + 1), "too large")),
        ({"sku": "B"}, SkuTaken("B")),
        ({"sku": "  "}, BadValue("sku", "  ", "empty")),
        ({"price_minor": None}, BadValue("price_minor", "", "empty")),
        ({"barcode": None}, BadValue("barcode", "", "empty")),
        ({"product_id": 2}, BadValue("field", "product_id", "unknown column")),
        ({"price_minor": 5, "colour": "red"}, BadValue("field", "colour", "unknown column")),
    ],
)
def test_a_value_that_cannot_stand_is_refused(
    shop: TestShop, fields: dict[str, Any], error: Exception
) -> None:
    _add(shop, "A", "A")
    _add(shop, "B", "B")
    before = shop.rows()
    with pytest.raises(type(error)) as caught:
        _edit(shop, "A", **fields)
    assert caught.value == error
    assert shop.rows() == before


def test_who_edits_what_somebody_changed_meanwhile_is_told(shop: TestShop) -> None:
    _add(shop, "A", "A")
    assert _edit(shop, "A", read_at=1, price_minor=5).version == 2
    with pytest.raises(RowChanged):
        _edit(shop, "A", read_at=1, price_minor=7)
    assert shop.read(lambda c: queries.variant_by_sku(c, "A")).price_minor == 5


def test_an_edit_that_changes_nothing_leaves_no_entry(shop: TestShop) -> None:
    _add(shop, "A", "A")
    before = shop.rows()
    with pytest.raises(NothingChanged):
        _edit(shop, "A", sku="A", price_minor=1_000)
    assert shop.rows() == before


def test_a_product_is_found_by_its_sku_first_then_by_words(shop: TestShop) -> None:
    _add(shop, "Blue mug", "X-1")
    _add(shop, "Dish", "MUG-2", "MUG-1")
    _add(shop, "蓝色马克杯", "C-1")
    assert _found(shop, "MUG") == ["MUG-1", "MUG-2", "X-1"]
    assert _found(shop, "blue") == ["X-1"]
    assert _found(shop, "马克") == ["C-1"]
    assert _found(shop, "") == _found(shop, "nothing like it") == []
    assert _found(shop, "mug") == ["MUG-1", "MUG-2", "X-1"]  # SKUs are written in capitals
    assert len(shop.read(lambda c: queries.find(c, "MUG", limit=2))) == 2


def test_a_product_is_found_by_how_its_barcode_begins(shop: TestShop) -> None:
    _add(shop, "Mug", "A")
    _edit(shop, "A", barcode="4006381333931")
    assert _found(shop, "40063") == ["A"]


def test_the_index_follows_an_edited_sku_and_barcode(shop: TestShop) -> None:
    _add(shop, "Mug", "OLD")
    _edit(shop, "OLD", sku="NEW", barcode="4711")
    assert _found(shop, "old") == []
    assert _found(shop, "new") == _found(shop, "4711") == ["NEW"]


def test_the_index_follows_variants_that_come_and_go(shop: TestShop) -> None:
    key = _add(shop, "Mug", "A")
    more = VariantsAdded(product_id=key, variants=(VariantData(id=7, sku="EXTRA"),))
    shop.do(lambda c: c.record(more))
    assert _found(shop, "extra") == ["EXTRA", "A"]  # who has that SKU comes first
    shop.do(lambda c: c.record(ProductsWithdrawn(variant_ids=(7,))))
    assert _found(shop, "extra") == []
    assert _found(shop, "mug") == ["A"]


def test_variants_are_paged_to_the_end(shop: TestShop) -> None:
    _add(shop, "Mug", "C", "A", "B")
    first = shop.read(lambda c: queries.variants_page(c, limit=2))
    assert ([one.sku for one in first.rows], first.next) == (["A", "B"], 2)
    rest = shop.read(lambda c: queries.variants_page(c, offset=2, limit=2))
    assert ([one.sku for one in rest.rows], rest.next) == (["C"], None)
    dear = shop.read(
        lambda c: queries.variants_page(
            c, [Filter("price_minor", "min", 1_001)], [Sort("price_minor", descending=True)]
        )
    )
    assert [one.sku for one in dear.rows] == ["B", "A"]


@pytest.mark.parametrize(
    ("joined", "text"),
    [
        ("", ""),
        ("Default Title", ""),
        ("S\x1fRed", "S / Red"),
        ("\x1fRed", "Red"),
    ],
)
def test_options_are_read_as_people_read_them(joined: str, text: str) -> None:
    assert queries.options_text(joined) == text


def test_what_is_not_there_is_named(shop: TestShop) -> None:
    with pytest.raises(NotFound) as caught:
        shop.read(lambda c: queries.variant_by_sku(c, "GONE"))
    assert (caught.value.kind, caught.value.key) == ("SKU", "GONE")
    for ask in (queries.variant, queries.product):
        with pytest.raises(NotFound):
            shop.read(lambda c, query=ask: query(c, 99))  # type: ignore[misc]
