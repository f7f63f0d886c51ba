"""Sentences of recommendations, and rows of experiments, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from engines.recommend import experiments, publications
from engines.recommend.evidence import Part, Tie
from engines.recommend.models.settings import KINDS
from tests.shops import TestShop
from ui.recommendations.models import read_board
from ui.recommendations.words import (
    DAY_S,
    ago,
    day,
    decimal,
    model_words,
    rounded,
    sentence,
    signed,
    strongest,
)

NOW = 1_700_000_000
TITLES = {"JAM": "Jam Making Set"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            Part("before", 1.0, times=4, last=NOW - 38 * DAY_S),
            "you bought it 4 times, last 38 days ago",
        ),
        (Part("before", 1.0, times=1, last=NOW), "you bought it once, today"),
        (Part("before", 1.0), "like what you buy again and again"),
        (
            Part("together", 1.0, ties=(Tie("JAM", 0.6, 31, 84),)),
            "bought by 31 of 84 customers who bought Jam Making Set",
        ),
        (Part("together", 1.0, ties=(Tie("JAM", 0.6, None, None),)), "goes with Jam Making Set"),
        (Part("together", 1.0), "goes with what you bought"),
        (Part("alike", 1.0, shoppers=7), "bought by 7 shoppers with a like taste"),
        (Part("alike", 1.0), "bought by shoppers with a like taste"),
        (Part("popular", 1.0), "popular lately"),
        (None, "nothing speaks for it: it fills the list"),
    ],
)
def test_a_part_is_one_plain_sentence(part: Part | None, said: str) -> None:
    assert sentence(part, TITLES, NOW) == said


def test_the_strongest_part_speaks() -> None:
    parts = (Part("before", -2.0), Part("together", 0.4), Part("popular", 0.3))
    assert strongest(parts) == parts[1]
    assert strongest(()) is None


def test_how_long_ago() -> None:
    assert [ago(days * DAY_S) for days in (-1, 0, 1, 2)] == [
        "today", "today", "yesterday", "2 days ago",
    ]  # fmt: skip


def test_what_is_shown_adds_up_to_what_is_shown() -> None:
    amounts = [0.3334, 0.3334, 0.3334]
    shown = rounded(amounts)
    assert sum(shown) == pytest.approx(round(sum(amounts), 3))
    assert rounded([]) == []


def test_figures_have_real_signs() -> None:
    assert [decimal(-0.0071), signed(0.0071), signed(0.0), decimal(-0.0001)] == [
        "−0.007", "+0.007", "0.000", "0.000",
    ]  # fmt: skip


def test_every_model_has_a_name() -> None:
    named = [model_words({"model": kind}) for kind in KINDS if kind != "frequency"]
    assert not set(named) & set(KINDS)
    settings = {"model": "frequency", "aspect": "bought again", "prior": 20.0}
    assert model_words(settings) == "Bought again (prior 20)"
    assert model_words({"model": "unheard"}) == "unheard"


def test_a_day_is_one_of_the_shop() -> None:
    assert day(NOW, ZoneInfo("Asia/Tokyo")) == "15 Nov"
    assert day(NOW, ZoneInfo("UTC")) == "14 Nov"


def _tried(prior: float, ndcg: float, digest: str, at_us: int) -> experiments.Experiment:
    return experiments.experiment(
        target="next",
        name="bought again",
        settings={"model": "frequency", "aspect": "bought again", "prior": prior},
        metrics={"ndcg": [ndcg - 0.01, ndcg, ndcg + 0.01]},
        asked=100,
        since=1,
        until=2,
        data_digest=digest,
        at_us=at_us,
    )


def test_the_board_has_the_newest_sales_first_and_what_is_live(shop: TestShop) -> None:
    found = [_tried(1.0, 0.9, "old", 1), _tried(2.0, 0.1, "new", 2), _tried(3.0, 0.3, "new", 2)]
    shop.shop.database.write_derived(lambda c: experiments.keep(c, found))
    board = shop.read(lambda c: read_board(c, "next"))
    assert [one.figure("ndcg")[1] for one in board.lines] == [0.3, 0.1, 0.9]
    assert board.live is None
    assert not board.earlier
    old = board.lines[2]
    for line in (board.lines[0], old):
        shop.do(
            lambda c, line=line: publications.publish(  # type: ignore[misc]
                c,
                target="next",
                settings=line.settings,
                metrics=line.published(),
                data_digest=line.digest,
            )
        )
    board = shop.read(lambda c: read_board(c, "next"))
    assert board.live is not None
    assert board.live.key == old.key
    assert board.earlier
    assert len(board.newest) == 3
    # An experiment that was forgotten stays on the board as long as it is live.
    shop.shop.database.write_derived(lambda c: experiments.drop(c, [old.key]))
    board = shop.read(lambda c: read_board(c, "next"))
    assert board.live is not None
    assert board.live.key < 0
    assert board.live.asked == 100
    assert board.live.half("ndcg") == pytest.approx(0.01)
