"""Reviews as WooCommerce tells them: they find the products that came from there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app import messages, undo
from engines.catalog import commands as catalog
from engines.catalog.commands import NewVariant
from engines.database.errors import RowChanged
from engines.exchange.reading.html import words_of
from engines.recommend import queries as reviews
from tests.data import data_path
from tests.engines.exchange.conformance import RecordTests
from tests.shops import TestShop
from tests.terminal import Terminal

SAMPLES = "formats/woocommerce-rest-json"
PRODUCT = {
    "id": 22,
    "name": "Album",
    "slug": "album",
    "sku": "MUSIC-1",
    "regular_price": "15.00",
    "price": "15.00",
    "status": "publish",
    "attributes": [],
    "categories": [],
}


def review(number: int, product: int = 22, **told: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date_created_gmt": "2026-03-01T10:00:00",
        "product_id": product,
        "status": "approved",
        "reviewer": "Quirina Lund",
        "reviewer_email": "q@lund.example",
        "review": "<p>Nice &amp; loud.</p>\n<p>Again!</p>\n",
        "rating": 5,
        "verified": True,
    } | told


class TestReviews(RecordTests):
    kind: ClassVar[str] = "woocommerce-json"
    text: ClassVar[str] = json.dumps([review(1), review(2, rating=4)], indent=0)
    bad: ClassVar[str] = json.dumps([review(1), review(3, 99)], indent=0)
    bad_place: ClassVar[tuple[int, str, str]] = (13, "product_id", "unknown product")

    def prepare(self, shop: TestShop) -> None:
        # A product without a SKU is known by its number there.
        new = [NewVariant("id:22", 1500)]
        shop.do(lambda c: catalog.add_product(c, title="Album", variants=new, handle="id:22"))

    def test_words_are_kept_without_their_markup(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        one = shop.read(lambda c: reviews.page(c, personal=True)).rows[0]
        assert (one.text, one.author, one.verified) == (
            "Nice & loud.\nAgain!",
            "Quirina Lund",
            True,
        )
        assert {row.ref for row in shop.read(reviews.page).rows} == {
            "woocommerce:1",
            "woocommerce:2",
        }

    def test_a_deleted_review_is_in_the_trash_and_brings_no_words(self, shop: TestShop) -> None:
        self.run(shop, json.dumps({"deleted": True, "previous": review(1)}))
        [one] = shop.read(lambda c: reviews.page(c, personal=True)).rows
        assert (one.status, one.text, one.author) == ("trash", "", "")


def _save(folder: Path, name: str, records: object) -> str:
    (folder / name).write_text(json.dumps(records), "utf-8")
    return str(folder / name)


def test_a_product_with_a_sku_is_found_by_its_number_there(run: Terminal, tmp_path: Path) -> None:
    products = _save(tmp_path, "products.json", [PRODUCT])
    told = _save(tmp_path, "reviews.json", [review(1), review(2, 23)])
    alone = run("import", "auto", told, status=1)
    assert {one["reason"] for one in alone["rejected"]} == {messages.reason("unknown product")}
    both = run("import", "auto", told, products, "--skip-rejected", status=1)
    assert both["created"] == {"products": 1, "variants": 1, "reviews": 1}
    [refused] = both["rejected"]
    assert (refused["column"], refused["value"]) == ("[1].product_id", "23")
    again = run("import", "auto", told, products, "--skip-rejected", status=1)
    assert (again["created"], again["updated"]) == ({}, {})
    assert [one["product"] for one in run("list", "reviews")["rows"]] == ["Album"]
    assert run("rebuild", "--check")["ok"]
    run("undo")
    assert run("list", "reviews")["rows"] == []
    run("redo")
    assert len(run("list", "reviews")["rows"]) == 1
    assert run("rebuild", "--check")["ok"]


def test_a_review_goes_to_the_product_that_sells_the_sku(run: Terminal, tmp_path: Path) -> None:
    run("do", "add-product", "MUSIC-1", "Our album", "15.00")
    told = _save(tmp_path, "reviews.json", [review(1)])
    run("import", "auto", _save(tmp_path, "products.json", [PRODUCT]), told)
    assert [one["title"] for one in run("show", "sku", "MUSIC-1")["reviews"]] == [""]
    assert [one["handle"] for one in run("list", "reviews")["rows"]] == ["product-4"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_samples_go_in_with_their_products(run: Terminal, tmp_path: Path, number: int) -> None:
    told = data_path(f"{SAMPLES}/product-reviews-0{number}.json")
    known = [PRODUCT, PRODUCT | {"id": 31, "sku": "MUSIC-2", "slug": "b", "name": "Book"}]
    outcome = run("import", "auto", _save(tmp_path, "products.json", known), str(told))
    assert outcome["rejected"] == []
    assert outcome["created"]["reviews"] == (1 if number == 1 else 2)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Nice", "Nice"),
        ("<p>One</p>\n<p>Two<br />Three</p>", "One\nTwo\nThree"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<script>x()</script>fine", "fine"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<b>un<i>closed", "unclosed"),
        ("", ""),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    assert words_of(html) == words


def test_undo_says_when_a_product_is_known_elsewhere_by_now(shop: TestShop) -> None:
    from engines.catalog.facts import LinkData, ProductsLinked
    from tests.shops import actor

    clerk = actor("manager")
    new = [NewVariant("A", 1)]
    shop.act(clerk, lambda c: catalog.add_product(c, title="A", variants=new))
    link = LinkData(id=1, source="woocommerce", key="44", product_id=1)
    shop.do(lambda c: c.record(ProductsLinked(new=(link,))))
    with pytest.raises(RowChanged):
        undo.undo(shop.shop.database, clerk)
