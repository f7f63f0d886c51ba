"""What is more than memory holds is refused before it is read, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import messages
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.plan import Options
from engines.exchange.run import MOST_BYTES, import_files, preview
from engines.ledger.queries import entries_count
from tests.shops import TestShop

HEAD = b"Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem price\n"
OPTIONS = Options("EUR", "Europe/Berlin")


def _file(path: Path, size: int) -> Path:
    """A file of that size that takes no room on the disk."""
    with path.open("wb") as out:
        out.write(HEAD)
        out.truncate(size)
    return path


@pytest.mark.parametrize("sizes", [[2 << 30], [MOST_BYTES // 2, MOST_BYTES // 2 + 1]])
def test_more_than_a_gibibyte_is_refused_at_once(tmp_path: Path, sizes: list[int]) -> None:
    files = [_file(tmp_path / f"{n}.csv", size) for n, size in enumerate(sizes)]
    shop = TestShop(tmp_path / "shop")
    before = shop.read(entries_count)
    for work in (preview, import_files):
        with pytest.raises(FileUnreadable) as caught:
            work(shop.shop.database, shop.owner, "auto", files, OPTIONS, Untold())
        assert (caught.value.file, caught.value.reason) == (files[-1], "too much at once")
    assert "split it" in messages.say(caught.value, "en")
    assert "拆分" in messages.say(caught.value, "zh_CN")
    assert shop.read(entries_count) == before
    shop.close()
