"""What advertising cost: told anew it takes the place of what was told before."""

from __future__ import annotations

import pytest

from engines.analytics import commands, queries
from engines.database.errors import BadValue, NotFound, NothingChanged
from engines.database.pages import Filter
from tests.shops import TestShop


def _tell(shop: TestShop, day: str = "2026-03-01", cost: int = 100, **told: object) -> None:
    shop.do(
        lambda c: commands.set_ad_cost(
            c,
            day=day,
            cost_minor=cost,
            **{"channel": "search", "campaign": "Spring", "currency": "EUR"} | told,  # type: ignore[arg-type]
        )
    )


def test_a_day_of_a_campaign_is_told_once(shop: TestShop) -> None:
    _tell(shop)
    _tell(shop, cost=250, clicks=3)
    [one] = shop.read(queries.page).rows
    assert (one.cost_minor, one.clicks, one.impressions, one.version) == (250, 3, None, 2)
    with pytest.raises(NothingChanged):
        _tell(shop, cost=250, clicks=3)
    shop.whole()


def test_another_day_channel_campaign_or_sku_is_another_cost(shop: TestShop) -> None:
    shop.stocked("MUG")
    _tell(shop)
    _tell(shop, "2026-03-02")
    _tell(shop, channel="social")
    _tell(shop, campaign="")
    _tell(shop, variant_id=1)
    rows = shop.read(queries.page).rows
    assert len(rows) == 5
    assert rows[0].day == "2026-03-02"
    march = [Filter("day", "min", "2026-03-02"), Filter("day", "max", "2026-03-31")]
    assert len(shop.read(lambda c: queries.page(c, march)).rows) == 1
    assert [one.sku for one in rows if one.sku] == ["MUG"]
    words = [Filter("words", "contains", "soci")]
    assert [one.channel for one in shop.read(lambda c: queries.page(c, words)).rows] == ["social"]


def test_what_makes_no_sense_is_refused(shop: TestShop) -> None:
    for wrong in (
        {"day": "2026-3-1"},
        {"day": "20260301"},
        {"cost": -1},
        {"currency": "euro"},
        {"channel": " "},
        {"clicks": -1},
    ):
        with pytest.raises(BadValue):
            _tell(shop, **wrong)
    with pytest.raises(NotFound):
        _tell(shop, variant_id=9)
