"""kill -9 at any moment: what was acknowledged is there, and nothing half is."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.rebuild import rebuild
from app.shop import Place, Shop
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.ledger import queries as log
from tests.benchmarks.shopify import orders_file
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
COMMAND = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
sys.path.insert(0, {root!r})
import app.cli.parser
from app.cli.run import main
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.exit(main(["--shop", {folder!r}, "--json", "import", "auto", {file!r}]))
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


def _file(folder: Path, rows: int = 12_000) -> Path:
    head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
    file = folder / "retail.csv"
    lines = (
        f"{number},S{number % 50},THING {number % 50},2,2011-01-01 10:00:00,2.50,{number % 90},UK\n"
        for number in range(rows)
    )
    file.write_text(head + "".join(lines), "utf-8")
    return file


@dataclass(frozen=True)
class Undisturbed:
    """An import that nobody killed: the shop before it, its file, and how it went."""

    folder: Path
    file: Path
    before: int
    after: int
    seconds: float

    def moments(self, number: int, seed: int) -> list[float]:
        """Random moments of the import, one in each of so many parts of it."""
        chance = random.Random(seed)
        return [(n + chance.random()) / number * self.seconds for n in range(number)]

    def copy(self, name: str) -> Path:
        """The shop as it was before, under another name."""
        target = self.folder.with_name(name)
        shutil.copytree(self.folder, target)
        return target


@pytest.fixture
def undisturbed(tmp_path: Path) -> Undisturbed:
    """A shop, and how long it takes to import the file into it."""
    return _undisturbed(tmp_path, _file(tmp_path))


def _undisturbed(tmp_path: Path, file: Path) -> Undisturbed:
    shop = TestShop(tmp_path / "shop")
    before = shop.read(log.entries_count)
    shop.close()
    shutil.copytree(tmp_path / "shop", tmp_path / "whole")
    code = IMPORT.format(root=str(ROOT), folder=str(tmp_path / "whole"), file=str(file))
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    began = time.monotonic()
    assert child.stdout.read() == "done\n"
    seconds = time.monotonic() - began
    child.stdout.close()
    child.wait()
    after = _whole(tmp_path / "whole")
    assert after > before + 12_000
    return Undisturbed(tmp_path / "shop", file, before, after, seconds)


def _imports_are_whole_or_not_there(undisturbed: Undisturbed, moments: list[float]) -> None:
    killed = 0
    for number, moment in enumerate(moments):
        folder = undisturbed.copy(f"shop-{number}")
        code = IMPORT.format(root=str(ROOT), folder=str(folder), file=str(undisturbed.file))
        acknowledged = "done" in _run_and_kill(code, moment)
        entries = _whole(folder)
        assert entries == undisturbed.after or (entries == undisturbed.before and not acknowledged)
        killed += entries == undisturbed.before
        if entries == undisturbed.before and number % 10 == 0:
            _goes_in_now(folder, undisturbed)
        shutil.rmtree(folder)
    # Most moments lie before the commit: a campaign that never met an open import proves nothing.
    assert killed >= len(moments) // 2


def _goes_in_now(folder: Path, undisturbed: Undisturbed) -> None:
    shop = Shop(Place(folder))
    try:
        owner = shop.acting()
        assert owner is not None
        options = Options("EUR", "UTC")
        import_files(shop.database, owner, "auto", [undisturbed.file], options, Untold())
        assert shop.database.read(log.entries_count) == undisturbed.after
    finally:
        shop.close()


def test_acknowledged_changes_survive_five_kills(tmp_path: Path) -> None:
    chance = random.Random(5)
    _changes_survive(tmp_path / "shop", [chance.random() * 0.3 for _ in range(5)])


def test_an_import_is_whole_or_not_there_after_five_kills(undisturbed: Undisturbed) -> None:
    _imports_are_whole_or_not_there(undisturbed, undisturbed.moments(5, seed=6))


def test_an_interrupted_import_leaves_nothing(undisturbed: Undisturbed) -> None:
    statuses = []
    for number, moment in enumerate(undisturbed.moments(3, seed=9)):
        folder = undisturbed.copy(f"shop-{number}")
        code = COMMAND.format(root=str(ROOT), folder=str(folder), file=str(undisturbed.file))
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.05 + moment * 0.7)
        child.send_signal(signal.SIGINT)
        answer = json.loads(child.stdout.read())
        child.stdout.close()
        statuses.append(child.wait())
        done = answer.get("applied", False)
        assert done or answer["error"]["kind"] == "cancelled"
        assert _whole(folder) == (undisturbed.after if done else undisturbed.before)
    # Interrupted after it has said that it is done, a program just ends.
    assert set(statuses) <= {0, 130, -signal.SIGINT}
    assert 130 in statuses


@pytest.mark.deep
def test_acknowledged_changes_survive_fifty_kills(tmp_path: Path) -> None:
    chance = random.Random(7)
    _changes_survive(tmp_path / "shop", [chance.random() * 1.5 for _ in range(50)])


@pytest.mark.deep
def test_an_import_is_whole_or_not_there_after_fifty_kills(undisturbed: Undisturbed) -> None:
    _imports_are_whole_or_not_there(undisturbed, undisturbed.moments(50, seed=8))


@pytest.mark.deep
def test_a_large_import_is_whole_or_not_there_after_twenty_kills(tmp_path: Path) -> None:
    """100,000 rows of a Shopify export, 33 MB, with customers in the vault."""
    undisturbed = _undisturbed(tmp_path, orders_file(tmp_path / "orders.csv"))
    _imports_are_whole_or_not_there(undisturbed, undisturbed.moments(20, seed=10))
