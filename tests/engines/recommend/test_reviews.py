"""Reviews: exact ratings, words in the vault, and an end to them on wish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.errors import BadValue, NotFound, NothingChanged
from engines.identity import vault
from engines.recommend import commands, queries
from engines.recommend.errors import ReviewTaken
from tests.shops import TestShop


@pytest.fixture
def said(shop: TestShop) -> TestShop:
    """Mugs with a review under an address."""
    shop.stocked("MUG")
    shop.do(
        lambda c: commands.add_review(
            c,
            ref="R1",
            product_id=1,
            rating_milli=4_500,
            at_us=5,
            personal={"text": "Holds tea", "email": "Q@lund.example"},
        )
    )
    return shop


def _add(shop: TestShop, ref: str, rating: int, status: str = "approved") -> None:
    shop.do(
        lambda c: commands.add_review(
            c, ref=ref, product_id=1, rating_milli=rating, at_us=6, status=status
        )
    )


def test_the_mean_is_of_what_is_approved_to_the_nearest_thousandth(said: TestShop) -> None:
    _add(said, "R2", 1_000)
    _add(said, "R3", 1_000)
    _add(said, "R4", 5_000, "pending")
    assert said.read(lambda c: queries.standing(c, 1)) == queries.Standing(3, 2_167)
    said.do(lambda c: commands.set_status(c, review_id=4, status="approved"))
    assert said.read(lambda c: queries.standing(c, 1)).count == 4


def test_the_newest_come_first_with_words_for_who_may_read_them(said: TestShop) -> None:
    _add(said, "R2", 1_000)
    found = said.read(lambda c: queries.newest_of(c, 1, 5, personal=True))
    assert [(one.ref, one.text) for one in found] == [("R2", ""), ("R1", "Holds tea")]
    assert said.read(lambda c: queries.newest_of(c, 1, 1, personal=False))[0].text == ""


def test_erasing_destroys_the_words_and_keeps_the_rating(said: TestShop) -> None:
    email = "q@LUND.example"
    assert said.do(lambda c: commands.erase_reviews(c, customer_id=9, email=email)) == 1
    [one] = said.read(lambda c: queries.page(c, personal=True)).rows
    assert (one.text, one.email, one.rating_milli) == ("", "", 4_500)
    assert said.read(lambda c: queries.by_ids(c, [1]))[0].erased
    assert said.read(lambda c: vault.unseal(c, [2 << 40 | 1])) == {}
    with pytest.raises(NothingChanged):
        said.do(lambda c: commands.erase_reviews(c, customer_id=9, email=email))
    said.whole()


@given(rating=st.integers(-10, 10_000))
def test_a_rating_is_from_one_to_five(rating: int) -> None:
    assert (commands.LEAST <= rating <= commands.MOST) == (1 <= rating / 1000 <= 5)


def test_what_makes_no_sense_is_refused(said: TestShop) -> None:
    with pytest.raises(ReviewTaken):
        _add(said, "R1", 1_000)
    for wrong in (999, 5_001):
        with pytest.raises(BadValue):
            _add(said, "R2", wrong)
    with pytest.raises(BadValue):
        _add(said, "R2", 1_000, "glowing")
    with pytest.raises(NotFound):
        said.do(lambda c: commands.set_status(c, review_id=9, status="spam"))
    with pytest.raises(NotFound):
        said.do(lambda c: commands.add_review(c, ref="R", product_id=9, rating_milli=1_000))
