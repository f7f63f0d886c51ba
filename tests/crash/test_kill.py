"""kill -9 at any moment: what was acknowledged is there, and nothing half is."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.rebuild import rebuild
from app.shop import Place, Shop
from engines.database.ticket import Untold
from engines.ledger import queries as log
from tests.data import ROOT
from tests.shops import TestShop

CHANGES = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from app.shop import Place, Shop
from engines.inventory import commands as stock
shop = Shop(Place(Path({folder!r})))
owner = shop.acting()
while True:
    done = shop.database.change(owner, "receive", lambda c: stock.receive(
        c, variant_id=1, location_id=1, quantity=1))
    sys.stdout.write(f"{{done.entries[-1]}}\\n")
    sys.stdout.flush()
"""
IMPORT = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from app.shop import Place, Shop
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
shop = Shop(Place(Path({folder!r})))
sys.stdout.write("ready\\n")
sys.stdout.flush()
import_files(shop.database, shop.acting(), "auto", [Path({file!r})],
             Options("EUR", "UTC"), Untold())
sys.stdout.write("done\\n")
sys.stdout.flush()
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a thing of POSIX")


def _run_and_kill(code: str, after_s: float) -> list[str]:
    """Start a child, let it speak first, kill it; returns the lines it had written."""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after_s)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    child.wait()
    return [first.strip(), *(line for line in rest.split("\n")[:-1])]


def _whole(folder: Path) -> int:
    """The shop opens, verifies and rebuilds; returns how many entries it has."""
    shop = Shop(Place(folder))
    try:
        verdict = shop.verify(processes=1)
        assert verdict.ok, verdict.problems
        assert rebuild(shop, Untold()).ok
        return shop.database.read(log.entries_count)
    finally:
        shop.close()


def _changes_survive(folder: Path, moments: list[float]) -> None:
    shop = TestShop(folder)
    shop.stocked()
    shop.close()
    code = CHANGES.format(root=str(ROOT), folder=str(folder))
    for moment in moments:
        acknowledged = _run_and_kill(code, moment)
        assert _whole(folder) > int(acknowledged[-1])


def _imports_are_whole_or_not_there(folder: Path, moments: list[float]) -> None:
    shop = TestShop(folder)
    before = shop.read(log.entries_count)
    shop.close()
    head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
    file = folder.parent / "retail.csv"
    rows = (
        f"{number},S{number % 50},THING {number % 50},2,2011-01-01 10:00:00,2.50,{number % 90},UK\n"
        for number in range(12_000)
    )
    file.write_text(head + "".join(rows), "utf-8")
    code = IMPORT.format(root=str(ROOT), folder=str(folder), file=str(file))
    for moment in moments:
        lines = _run_and_kill(code, moment)
        entries = _whole(folder)
        assert entries == before or entries > before + 12_000
        if "done" in lines:
            assert entries > before + 12_000


def test_acknowledged_changes_survive_five_kills(tmp_path: Path) -> None:
    chance = random.Random(5)
    _changes_survive(tmp_path / "shop", [chance.random() * 0.3 for _ in range(5)])


def test_an_import_is_whole_or_not_there_after_three_kills(tmp_path: Path) -> None:
    chance = random.Random(6)
    _imports_are_whole_or_not_there(tmp_path / "shop", [chance.random() for _ in range(3)])


@pytest.mark.deep
def test_acknowledged_changes_survive_fifty_kills(tmp_path: Path) -> None:
    chance = random.Random(7)
    _changes_survive(tmp_path / "shop", [chance.random() * 1.5 for _ in range(50)])


@pytest.mark.deep
def test_an_import_is_whole_or_not_there_after_fifty_kills(tmp_path: Path) -> None:
    chance = random.Random(8)
    _imports_are_whole_or_not_there(tmp_path / "shop", [chance.random() * 1.5 for _ in range(50)])
