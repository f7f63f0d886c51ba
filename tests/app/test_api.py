"""The Python API reads a shop, and its manual page runs as it stands."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from app.api import open_shop
from engines.database.change import Change
from engines.identity import commands as identity
from engines.identity.errors import SignInFailed
from engines.orders import commands as orders
from tests.data import ROOT
from tests.shops import TestShop


def _place(change: Change, number: str) -> int:
    lines = [orders.NewLine("MUG", 2)]
    return orders.place(change, number=number, lines=lines, currency="EUR", location_id=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shop of three orders, closed."""
    shop = TestShop(tmp_path / "my-shop")
    shop.stocked("MUG", pieces=10)
    for number in ("1001", "1002", "1003"):
        shop.do(partial(_place, number=number))
    shop.close()
    return tmp_path / "my-shop"


def test_the_manual_page_runs_from_top_to_bottom(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) > 5
    exec(compile("\n".join(blocks), "docs/api.md", "exec"), {})  # noqa: S102 - our own page


def test_a_frame_has_exact_amounts_and_utc_times(folder: Path) -> None:
    with open_shop(folder) as shop:
        frame = shop.orders().to_pandas()
    assert list(frame["number"]) == ["1003", "1002", "1001"]
    assert frame["total_minor"].sum() == 3 * 2500
    assert str(frame["placed_at"].dtype) == "datetime64[us, UTC]"
    assert frame["due_at"].isna().all()


def test_rows_are_filtered_and_sorted_as_on_the_command_line(folder: Path) -> None:
    with open_shop(folder) as shop:
        found = shop.orders(where="number=1002").first()
        assert [one.number for one in found] == ["1002"]
        assert [one.number for one in shop.orders(sort="number")] == ["1001", "1002", "1003"]
        assert list(shop.orders(where="state=shipped")) == []
        assert shop.orders(where="state=shipped").to_pandas().empty


def test_reading_leaves_the_file_as_it_was(folder: Path) -> None:
    before = (folder / "shop.db").read_bytes()
    with open_shop(folder) as shop:
        assert shop.stats().orders == 3
        assert shop.verify().ok
    assert (folder / "shop.db").read_bytes() == before


def test_a_shop_with_people_asks_who_reads(folder: Path, tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "signed")
    shop.do(lambda c: identity.set_password(c, name="owner", password="correct horse"))
    shop.close()
    with pytest.raises(SignInFailed):
        open_shop(tmp_path / "signed", user="owner", password="wrong")
    with open_shop(tmp_path / "signed", user="owner", password="correct horse") as opened:
        assert opened.stats().orders == 0
