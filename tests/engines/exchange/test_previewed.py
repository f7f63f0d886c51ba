"""An import after its preview reads nothing twice, unless something changed in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.catalog import commands as catalog
from engines.catalog import queries
from engines.database.ticket import Untold
from engines.exchange.formats.shopify_products import ShopifyProducts
from engines.exchange.plan import Options, Plan, Reading
from engines.exchange.run import Outcome, import_files, preview
from tests.shops import TestShop

TEXT = """Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price
mug,Mug,Title,Default Title,MUG,12.50
cup,Cup,Title,Default Title,CUP,9.00
"""
OPTIONS = Options("EUR", "Europe/Berlin")


@pytest.fixture
def shop(tmp_path: Path) -> TestShop:
    """An empty shop."""
    return TestShop(tmp_path / "shop")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two products."""
    path = tmp_path / "products.csv"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each time that the files are read."""
    told: list[int] = []
    plan = ShopifyProducts.plan

    def counted(self: ShopifyProducts, files: list[Path], reading: Reading) -> Plan:
        told.append(1)
        return plan(self, files, reading)

    monkeypatch.setattr(ShopifyProducts, "plan", counted)
    return told


def _look(shop: TestShop, file: Path) -> Outcome:
    return preview(shop.shop.database, shop.owner, "auto", [file], OPTIONS, Untold())


def _import(shop: TestShop, file: Path, seen: Outcome | None) -> Outcome:
    database = shop.shop.database
    return import_files(database, shop.owner, "auto", [file], OPTIONS, Untold(), seen)


def test_what_was_previewed_is_not_read_again(
    shop: TestShop, file: Path, readings: list[int]
) -> None:
    outcome = _import(shop, file, _look(shop, file))
    assert outcome.applied
    assert len(readings) == 1
    assert sorted(shop.read(queries.sku_ids)) == ["CUP", "MUG"]
    shop.close()


def test_a_small_file_is_read_once_without_a_preview_too(
    shop: TestShop, file: Path, readings: list[int]
) -> None:
    assert _import(shop, file, None).applied
    assert len(readings) == 1
    shop.close()


def test_what_changed_in_the_shop_since_is_seen(
    shop: TestShop, file: Path, readings: list[int]
) -> None:
    seen = _look(shop, file)
    shop.do(
        lambda c: catalog.add_product(
            c, title="Mug", handle="mug", variants=[catalog.NewVariant("MUG", 1250)]
        )
    )
    outcome = _import(shop, file, seen)
    assert outcome.plan.created == {"products": 1, "variants": 1}
    assert len(readings) > 1
    shop.close()


def test_a_file_that_changed_since_is_read_again(shop: TestShop, file: Path) -> None:
    seen = _look(shop, file)
    file.write_text(TEXT + "pot,Pot,Title,Default Title,POT,30.00\n", "utf-8")
    assert _import(shop, file, seen).plan.created["products"] == 3
    shop.close()


def test_a_preview_that_came_to_nothing_is_no_answer_once_the_shop_changed(
    shop: TestShop, file: Path
) -> None:
    _import(shop, file, None)
    seen = _look(shop, file)
    assert not _import(shop, file, seen).applied
    cup = shop.read(queries.sku_ids)["CUP"]
    shop.do(lambda c: catalog.edit_variant(c, variant_id=cup, version=1, price_minor=100))
    assert _import(shop, file, seen).applied
    assert shop.read(lambda c: queries.variant_by_sku(c, "CUP")).price_minor == 900
    shop.close()
