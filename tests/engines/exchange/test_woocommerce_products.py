"""WooCommerce product CSV: variations by parent, lists in a cell, units in the header."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from app.messages import reason
from engines.catalog import queries as catalog
from engines.exchange.formats.woocommerce_products import grams, split_list
from engines.inventory import queries as stock
from tests.engines.exchange.conformance import ImporterTests
from tests.shops import TestShop
from tests.terminal import Terminal

HEAD = (
    "ID,Type,SKU,Name,Published,In stock?,Stock,Backorders allowed?,Weight (kg),Length (cm),"
    "Sale price,Regular price,Categories,Tags,Images,Parent,Position,Attribute 1 name,"
    "Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s),Meta: _colour\n"
)
PARENT = (
    '7,variable,tee,Tée,1,1,,0,,,,,"Clothes > Tops, New","a, b\\, c",,,0,'
    'Color,"Red, Blue",Size,L,x\n'
)
RED = "8,variation,tee-red,Tée - Red,1,1,3,0,.2,,,20,,,,tee,0,Color,Red,Size,,\n"
BLUE = "9,variation,,Tée - Blue,1,1,,notify,,,15,20,,,,id:7,1,Color,Blue,Size,,\n"
CAP = '10,"simple, virtual",cap,Cap,0,1,0,0,1.5,,,9.50,,,,,0,Material,Wool,,,\n'
BUNDLE = "11,grouped,,Bündle,-1,1,,0,,,,,,,,,0,,,,,\n"


class TestWooCommerceProducts(ImporterTests):
    """A variation may come before its parent."""

    kind: ClassVar[str] = "woocommerce-products"
    text: ClassVar[str] = HEAD + RED + PARENT + BLUE + CAP + BUNDLE
    bad: ClassVar[str] = text + "12,simple,pot,Pot,1,1,1,0,,,,abc,,,,,0,,,,,\n"
    bad_place: ClassVar[tuple[int, str, str]] = (7, "Regular price", "not an amount")

    def variant(self, shop: TestShop, sku: str) -> catalog.Variant:
        """The variant of a SKU."""
        return shop.read(lambda c: catalog.variant_by_sku(c, sku))

    def test_variations_belong_to_their_parents(self, shop: TestShop) -> None:
        plan = self.run(shop, self.text).plan
        assert plan.created == {"products": 3, "variants": 3}
        assert plan.totals == {"products": 3, "variants": 3, "units": 3, "price": 4450}
        red, blue = self.variant(shop, "tee-red"), self.variant(shop, "id:9")
        assert (red.title, red.options, blue.options) == ("Tée", "Red", "Blue")
        product = shop.read(lambda c: catalog.product(c, red.product_id))
        assert (product.handle, product.option_names) == ("tee", ("Color",))
        assert (product.category, product.tags) == ("Clothes > Tops", "a, b, c")

    def test_prices_stock_and_weight_are_told_apart(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        red, blue, cap = (self.variant(shop, sku) for sku in ("tee-red", "id:9", "cap"))
        assert (red.price_minor, red.compare_at_minor, red.weight_grams) == (2000, None, 200)
        assert (blue.price_minor, blue.compare_at_minor, blue.weight_grams) == (1500, 2000, None)
        assert (red.tracked, blue.tracked, cap.tracked) == (True, False, True)
        assert (red.oversell, blue.oversell) == (False, True)
        assert (cap.weight_grams, cap.status) == (1500, "draft")
        assert shop.read(stock.pieces_on_hand) == 3

    def test_a_parent_may_be_in_the_shop_already(self, shop: TestShop) -> None:
        self.run(shop, HEAD + PARENT + RED)
        later = HEAD + BLUE.replace("id:7", "tee") + RED.replace("20", "21")
        plan = self.run(shop, later).plan
        assert (plan.created, plan.updated) == ({"variants": 1}, {"variants": 1})
        assert plan.totals == plan.file_totals
        assert self.variant(shop, "id:9").product_id == self.variant(shop, "tee-red").product_id
        assert self.variant(shop, "tee-red").title == "Tée"

    @pytest.mark.parametrize(
        ("rows", "places"),
        [
            (RED, [(2, "Parent", "tee", "unknown parent")]),
            (CAP + CAP, [(3, "SKU", "cap", "SKU twice")]),
            (CAP.replace("10,", ",").replace("cap", ""), [(2, "SKU", "", "empty")]),
            (CAP.replace('"simple, virtual"', ""), [(2, "Type", "", "empty")]),
            (
                PARENT.replace("Tée", "T\x07e") + RED + CAP,
                [
                    (2, "Name", "T\x07e", "control character"),
                    (3, "Parent", "tee", "rest of a refused product"),
                ],
            ),
            (
                PARENT + RED.replace("Red", "R\x07d"),
                [(3, "Name", "Tée - R\x07d", "control character")],
            ),
            (
                CAP.replace("1.5", "much"),
                [(2, "Weight (kg)", "much", "not a whole number")],
            ),
            (CAP.replace(",0,0,1.5", ",-1,0,1.5"), [(2, "Stock", "-1", "negative")]),
        ],
    )
    def test_each_fault_is_named(
        self, shop: TestShop, rows: str, places: list[tuple[int, str, str, str]]
    ) -> None:
        plan = self.run(shop, HEAD + rows).plan
        assert [(p.line, p.column, p.value, p.reason) for p in plan.rejected] == places


def test_the_unit_of_the_weight_is_that_of_the_header(run: Terminal, tmp_path: Path) -> None:
    for number, (unit, weight) in enumerate({"lbs": 680, "oz": 43, "g": 2, "kg": 1500}.items(), 1):
        row = CAP.replace("cap", f"cap-{number}").replace("10,", f"{number},")
        file = tmp_path / "file.csv"
        file.write_text(HEAD.replace("(kg)", f"({unit})") + row, "utf-8")
        assert run("import", "auto", str(file))["kind"] == "woocommerce-products"
        assert run("show", "sku", f"cap-{number}")["weight_grams"] == weight


def test_the_reason_for_a_lost_variation_is_a_sentence() -> None:
    assert "variation" in reason("unknown parent")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("", []), ("a", ["a"]), ("a, b", ["a", "b"]), (r"a\, b, c", ["a, b", "c"]), (",a,,", ["a"])],
)
def test_a_list_in_a_cell_is_split_at_its_own_commas(cell: str, parts: list[str]) -> None:
    assert split_list(cell) == parts


@pytest.mark.parametrize(("told", "unit", "found"), [("", "kg", ""), (".5", "lb", "227")])
def test_a_weight_is_whole_grams(told: str, unit: str, found: str) -> None:
    assert grams(told, unit) == found
