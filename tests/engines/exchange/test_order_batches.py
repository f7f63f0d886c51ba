"""Orders are read some hundred rows at a time: where one lot ends makes no difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.database.ticket import Untold
from engines.exchange.formats import shopify_orders
from engines.exchange.plan import Options, Plan
from engines.exchange.run import preview
from tests.shops import TestShop

HEAD = "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
DAY = "2026-01-05 10:00:00 +0100"
ROWS = (
    f"#1,a@example.com,paid,20.00,{DAY},1,Mug,10.00",
    "#1,,,,,1,Bowl,10.00",
    f"#2,b@example.com,paid,30.00,{DAY},1,Mug,10.00",
    "#2,,,,,1,Bowl,10.00",
    "#2,,,,,one,Dish,10.00",
    f"#3,c@example.com,paid,10.00,{DAY[:5]}13{DAY[7:]},1,Mug,10.00",
    "#3,,,,,1,Bowl,10.00",
    f"#4,a@example.com,paid,11.00,{DAY},1,Mug,10.00",
    f"#5,d@example.com,paid,10.00,{DAY},1,Dish,10.00",
)


def _planned(shop: TestShop, file: Path) -> Plan:
    options = Options("EUR", "Europe/Berlin")
    return preview(shop.shop.database, shop.owner, "auto", [file], options, Untold()).plan


@pytest.mark.parametrize("at_once", [1, 2, 3, 4, 5, 8])
def test_where_a_lot_of_rows_ends_makes_no_difference(
    shop: TestShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("\n".join((HEAD, *ROWS)) + "\n", "utf-8")
    whole = _planned(shop, file)
    monkeypatch.setattr(shopify_orders, "AT_ONCE", at_once)
    parts = _planned(shop, file)
    assert sorted(one.line for one in whole.rejected) == [4, 5, 6, 7, 8, 9]
    assert set(parts.rejected) == set(whole.rejected)
    assert parts.facts == whole.facts
    assert (parts.totals, parts.file_totals) == (whole.totals, whole.file_totals)
    assert parts.personal == whole.personal


def test_what_was_refused_is_told_in_the_order_of_the_file(shop: TestShop, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("\n".join((HEAD, *ROWS)) + "\n", "utf-8")
    reasons = [(one.line, one.reason) for one in _planned(shop, file).rejected]
    assert reasons == [
        (6, "not a whole number"),
        (7, "no such date"),
        (4, "rest of a refused order"),
        (5, "rest of a refused order"),
        (8, "rest of a refused order"),
        (9, "total differs"),
    ]
