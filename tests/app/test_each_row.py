"""An export sees every row once, as all of them stood when it began."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import lists
from app.lists import Row, each_row
from engines.catalog import commands as catalog
from tests.shops import TestShop


def test_rows_that_are_added_meanwhile_are_not_seen_and_none_is_seen_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_LONG_PAGE", 3)
    shop = TestShop(tmp_path / "shop")
    try:
        for number in range(10):
            _add(shop, f"B{number}")

        def use(rows: Iterator[Row]) -> list[str]:
            found = []
            for row in rows:
                found.append(str(row["sku"]))
                if len(found) == 4:
                    _add(shop, "A0")  # would push every later row one further down
            return found

        assert each_row(shop.shop, shop.owner, "products", use) == [f"B{n}" for n in range(10)]
        everything = each_row(shop.shop, shop.owner, "products", lambda rows: len(list(rows)))
        assert everything == 11
    finally:
        shop.close()


def _add(shop: TestShop, sku: str) -> None:
    shop.do(lambda c: catalog.add_product(c, title=sku, variants=[catalog.NewVariant(sku, 100)]))
