"""What is live is an entry of the ledger, and can be brought back."""

from __future__ import annotations

import json

import pytest

from app import undo
from app.rebuild import rebuild
from engines.database.errors import NotAllowed, NotFound
from engines.database.ticket import Untold
from engines.identity.rights import Right
from engines.recommend import publications
from engines.recommend.errors import NothingPublished
from engines.recommend.experiments import drop, experiment, keep, kept
from tests.engines.recommend.sales import random_sales
from tests.shops import TestShop, actor


def publish(shop: TestShop, half_life: float, target: str = "next") -> int:
    settings = {"model": "popularity", "half_life": half_life}
    return shop.do(
        lambda change: publications.publish(
            change,
            target=target,
            settings=settings,
            metrics={"ndcg": [0.1, 0.2, 0.3]},
            data_digest="ab" * 32,
            note=f" after {half_life} ",
        )
    )


def live_half_life(shop: TestShop) -> float | None:
    found = shop.read(lambda c: publications.live(c, "next"))
    return None if found is None else float(found.model()["half_life"])


def test_the_latest_publication_is_live(shop: TestShop) -> None:
    assert live_half_life(shop) is None
    publish(shop, 7.0)
    publish(shop, 30.0)
    publish(shop, 90.0, target="new")
    live = shop.read(lambda c: publications.live(c, "next"))
    assert live is not None
    assert (live.model()["half_life"], live.note, live.actor) == (30.0, "after 30.0", "owner")
    assert live.figures() == {"ndcg": [0.1, 0.2, 0.3]}


def test_a_rollback_is_a_new_entry_that_says_what_it_brought_back(shop: TestShop) -> None:
    first, *_ = publish(shop, 7.0), publish(shop, 30.0), publish(shop, 90.0)
    shop.do(lambda change: publications.rollback(change, target="next"))
    assert live_half_life(shop) == 30.0
    shop.do(lambda change: publications.rollback(change, target="next"))
    assert live_half_life(shop) == 7.0
    found = shop.read(lambda c: publications.publications(c, "next"))
    assert [one.again for one in found] == [first, first + 1, None, None, None]
    with pytest.raises(NothingPublished):
        shop.do(lambda change: publications.rollback(change, target="next"))


def test_any_publication_can_be_brought_back(shop: TestShop) -> None:
    first, *_ = publish(shop, 7.0), publish(shop, 30.0), publish(shop, 90.0)
    shop.do(lambda c: publications.rollback(c, target="next", publication_id=first))
    assert live_half_life(shop) == 7.0
    with pytest.raises(NotFound):
        shop.do(lambda c: publications.rollback(c, target="new", publication_id=first))


def test_undo_brings_back_what_was_live(shop: TestShop) -> None:
    publish(shop, 7.0)
    publish(shop, 30.0)
    undo.undo(shop.shop.database, shop.owner)
    assert live_half_life(shop) == 7.0
    undo.redo(shop.shop.database, shop.owner)
    assert live_half_life(shop) == 30.0
    assert rebuild(shop.shop, Untold()).ok


def test_publishing_asks_for_the_right(shop: TestShop) -> None:
    with pytest.raises(NotAllowed) as refused:
        shop.act(
            actor("support"),
            lambda c: publications.publish(
                c, target="next", settings={}, metrics={}, data_digest=""
            ),
        )
    assert refused.value.right == Right.RECOMMEND_PUBLISH


def test_a_digest_tells_any_change_of_the_data() -> None:
    data = random_sales()
    same, less = publications.digest(random_sales()), publications.digest(data.where(data.user > 0))
    assert publications.digest(data) == same != less


def test_experiments_are_kept_once_for_the_same_data(shop: TestShop) -> None:
    one = experiment(
        target="next",
        name="popularity",
        settings={"model": "popularity"},
        metrics={"ndcg": [0.1, 0.2, 0.3]},
        asked=50,
        since=1,
        until=2,
        data_digest="ab",
        at_us=5,
    )
    for _ in range(2):
        shop.shop.database.write_derived(lambda c: keep(c, [one]))
    found = shop.read(lambda c: kept(c, "next"))
    assert [(each.name, each.figures()["ndcg"]) for each in found] == [
        ("popularity", (0.1, 0.2, 0.3))
    ]
    assert json.loads(found[0].settings) == {"model": "popularity"}
    shop.shop.database.write_derived(lambda c: drop(c, [found[0].id]))
    assert shop.read(lambda c: kept(c, "next")) == []
    assert rebuild(shop.shop, Untold()).ok
