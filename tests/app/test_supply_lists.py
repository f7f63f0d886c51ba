"""Suppliers, reviews and advertising costs go out to a file and come back as they were."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lists import each_row, page_of
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files
from engines.exchange.writing import write_rows
from tests.shops import TestShop, actor
from tests.terminal import Terminal

SUPPLIERS = (
    "Supplier code,Supplier,Contact,E-mail,Phone,Our SKU,Supplier SKU,Cost,Currency,Pack,MOQ,Lead\n"
    "S1,Kiln,Ada,ada@kiln.example,+49 30 1,MUG,0077,4.10,USD,6,24,14\n"
    "S1,Kiln,,,,CUP,=2+2,1000,JPY,,,\n"
    "S2,-Töpferei,,,,,,,,,,9\n"
)
REVIEWS = (
    "Review ID,SKU,Stars,Date,Title,Review,Author,E-mail,Verified,Status\n"
    '0012,MUG,4.5,2026-03-01 10:00,=Great,"Two\nlines, ""quoted""",@ann,a@q.example,yes,hold\n'
    ",CUP,3,2026-07-02,,,,,,\n"
)
AD_COSTS = (
    "Day,Campaign,Cost,Currency,Impressions,Clicks,SKU,Channel\n"
    "2026-03-01,+summer,12.50,EUR,1200,31,,search\n"
    "2026-03-01,Spring,999,JPY,,,MUG,social\n"
)
KINDS: Mapping[str, tuple[str, str]] = {
    "suppliers": ("suppliers", SUPPLIERS),
    "supplier-items": ("suppliers", SUPPLIERS),
    "reviews": ("reviews", REVIEWS),
    "ad-costs": ("ad-costs", AD_COSTS),
}


def bring(shop: TestShop, kind: str, file: Path) -> Outcome:
    options = Options("EUR", "Europe/Berlin")
    return import_files(shop.shop.database, shop.owner, kind, [file], options, Untold())


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal over the shop of the test."""
    return Terminal(tmp_path, capsys)


@pytest.fixture
def supplied(shop: TestShop) -> TestShop:
    """A shop with something of each."""
    fill(shop)
    return shop


def fill(shop: TestShop) -> None:
    for sku in ("MUG", "CUP"):
        shop.stocked(sku, pieces=0)
    for kind, text in dict(KINDS.values()).items():
        file = shop.shop.place.folder.parent / f"{kind}.csv"
        file.write_text(text, "utf-8")
        outcome = bring(shop, kind, file)
        assert outcome.plan.rejected == []
        assert outcome.applied


def rows(shop: TestShop, name: str, **asked: Any) -> list[dict[str, Any]]:
    return list(page_of(shop.shop, asked.pop("who", shop.owner), name, **asked).rows)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("name", KINDS)
def test_what_was_exported_changes_nothing_when_it_is_imported(
    supplied: TestShop, tmp_path: Path, name: str, ending: str
) -> None:
    file = tmp_path / f"out.{ending}"
    count = each_row(supplied.shop, supplied.owner, name, lambda found: write_rows(file, found))
    outcome = bring(supplied, KINDS[name][0], file)
    assert outcome.plan.rejected == []
    assert outcome.plan.read == count == len(rows(supplied, name))
    assert (outcome.plan.created, outcome.plan.updated) == ({}, {})
    assert not outcome.applied
    assert outcome.plan.totals == outcome.plan.file_totals


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("name", ["supplier-items", "reviews", "ad-costs"])
def test_an_export_makes_the_same_in_another_shop(
    supplied: TestShop, tmp_path: Path, name: str, ending: str
) -> None:
    file = tmp_path / f"out.{ending}"
    each_row(supplied.shop, supplied.owner, name, lambda found: write_rows(file, found))
    other = TestShop(tmp_path / "other")
    for sku in ("MUG", "CUP"):
        other.stocked(sku, pieces=0)
    bring(other, KINDS[name][0], file)
    traces = {"id", "entry", "version"}
    bare = [
        [{key: value for key, value in row.items() if key not in traces} for row in rows(one, name)]
        for one in (supplied, other)
    ]
    other.whole()
    other.close()
    assert bare[0] == bare[1]


def test_a_list_says_amounts_ratings_and_names(supplied: TestShop) -> None:
    [kiln, other] = rows(supplied, "suppliers")
    assert (kiln["code"], kiln["items"], kiln["contact"], other["lead_days"]) == ("S1", 2, "Ada", 9)
    items = rows(supplied, "supplier-items")
    assert [one["cost"] for one in items] == [
        {"minor": 1000, "currency": "JPY"},
        {"minor": 410, "currency": "USD"},
    ]
    assert [one["rating"] for one in rows(supplied, "reviews")] == [3.0, 4.5]
    assert [one["campaign"] for one in rows(supplied, "ad-costs", where="clicks>=1")] == ["+summer"]
    assert [one["sku"] for one in rows(supplied, "reviews", where="status=pending")] == ["MUG"]
    assert [one["name"] for one in rows(supplied, "suppliers", where="kil")] == ["Kiln"]


def test_who_may_not_read_personal_data_sees_none(supplied: TestShop) -> None:
    who = actor("accountant")
    assert {one["contact"] for one in rows(supplied, "suppliers", who=who)} == {""}
    told = {one[key] for one in rows(supplied, "reviews", who=who) for key in ("text", "author")}
    assert told == {""}


def test_costs_and_reviews_of_some_days_alone(supplied: TestShop) -> None:
    def between(name: str, since: str, until: str) -> int:
        return each_row(
            supplied.shop,
            supplied.owner,
            name,
            lambda found: len(list(found)),
            since=since,
            until=until,
        )

    assert between("ad-costs", "2026-03-01", "2026-03-01") == 2
    assert between("ad-costs", "2026-03-02", "2026-12-31") == 0
    assert between("reviews", "2026-03-01", "2026-03-31") == 1


def test_privacy_covers_the_reviews_of_a_customer(
    run: Terminal, shop: TestShop, tmp_path: Path
) -> None:
    """Also of a customer who became known only after the review."""
    fill(shop)
    file = tmp_path / "customers.csv"
    file.write_text("Name,E-Mail,Phone,Country\nAnn,A@q.example,,DE\n", "utf-8")
    bring(shop, "customers", file)
    [held] = run("privacy", "export", "C1")["reviews"]
    assert (held["author"], held["title"], held["rating"]) == ("@ann", "=Great", 4.5)
    assert run("privacy", "erase", "C1")["entries_still_provable"] > 0
    assert run("privacy", "export", "C1") == {
        "customer": "C1",
        "orders": 0,
        "held": {},
        "reviews": [],
    }
    assert {one["author"] for one in run("list", "reviews")["rows"]} == {""}
    assert run("rebuild", "--check")["ok"]
    assert run("verify")["ok"]
    assert run("privacy", "erase", "C1", status=None)["error"]["kind"] == "NotFound"


def test_one_sku_shows_who_sells_it_and_what_is_said_of_it(run: Terminal, shop: TestShop) -> None:
    fill(shop)
    shown = run("show", "sku", "MUG")
    [supplier] = shown["suppliers"]
    assert (supplier["name"], supplier["cost"]) == ("Kiln", {"minor": 410, "currency": "USD"})
    assert [one["title"] for one in shown["reviews"]] == ["=Great"]


_WORDS = st.text(
    st.characters(
        codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n\r\t"
    ),
    max_size=12,
)


@settings(max_examples=12)
@given(st.lists(st.tuples(_WORDS, _WORDS, st.integers(1_000, 5_000)), min_size=1, max_size=4))
def test_whatever_people_write_survives_going_out_and_coming_back(
    told: list[tuple[str, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = TestShop(Path(folder) / "shop")
        shop.stocked("MUG", pieces=0)
        try:
            first = [
                {"ref": f"R{n}", "sku": "MUG", "rating": str(stars / 1000), "at": "2026-01-01"}
                | {"title": title, "text": text}
                for n, (title, text, stars) in enumerate(told)
            ]
            file = Path(folder) / "in.json"
            write_rows(file, first)
            bring(shop, "reviews", file)
            for ending in ("csv", "json", "xlsx"):
                out = Path(folder) / f"out.{ending}"
                each_row(shop.shop, shop.owner, "reviews", lambda f, o=out: write_rows(o, f))  # type: ignore[misc]
                again = bring(shop, "reviews", out)
                assert (again.plan.created, again.plan.updated) == ({}, {}), ending
                assert again.plan.rejected == []
        finally:
            shop.close()
