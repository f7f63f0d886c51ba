from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engines.database.change import Actor
from engines.database.errors import BadValue
from engines.identity import views
from engines.identity.errors import ViewOfAnother
from tests.shops import TestShop, actor

ANNA, BEN = actor("support", "Anna"), actor("support", "Ben")


def _write(shop: TestShop, work: Callable[..., None], who: Actor, *more: Any) -> None:
    shop.shop.database.write_derived(lambda c: work(c, who, "orders", *more))


def _shared(shop: TestShop) -> list[tuple[str, str, str]]:
    found = shop.read(lambda c: views.shared_views(c, "orders"))
    return [(one.name, one.owner, one.body) for one in found]


def test_a_shared_view_is_replaced_and_removed_by_its_owner_alone(shop: TestShop) -> None:
    _write(shop, views.share, ANNA, "Late", "{1}")
    _write(shop, views.share, ANNA, "Late", "{2}")
    with pytest.raises(ViewOfAnother):
        _write(shop, views.share, BEN, "Late", "{3}")
    with pytest.raises(ViewOfAnother):
        _write(shop, views.unshare, BEN, "Late")
    assert _shared(shop) == [("Late", "Anna", "{2}")]
    assert shop.read(lambda c: views.shared_views(c, "inventory")) == []
    _write(shop, views.unshare, ANNA, "Late")
    assert _shared(shop) == []


def test_who_manages_the_shop_may_tidy_up_and_takes_nothing_over(shop: TestShop) -> None:
    _write(shop, views.share, ANNA, "Late", "{1}")
    _write(shop, views.share, shop.owner, "Late", "{2}")
    assert _shared(shop) == [("Late", "Anna", "{2}")]
    _write(shop, views.unshare, shop.owner, "Late")
    assert _shared(shop) == []


def test_a_view_has_a_name_and_is_no_book(shop: TestShop) -> None:
    for name, body in ((" ", "{}"), ("Late", "x" * 100_001)):
        with pytest.raises(BadValue):
            _write(shop, views.share, ANNA, name, body)


def test_sharing_writes_nothing_into_the_ledger(shop: TestShop) -> None:
    before = shop.rows()
    _write(shop, views.share, ANNA, "Late", "{}")
    assert shop.rows() == before
    shop.whole()
