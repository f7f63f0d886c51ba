"""`python -m tests.benchmarks [NAME…]`: import, shopify, sheet, export, ship, recommend, …"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.timing import Result

NAMES = "import shopify sheet export ship paste search live recommend million start"


def main(names: list[str]) -> None:
    """Measure what is named (everything by default) and print one table."""
    # Worker processes of `verify` import this module again: it must cost them nothing.
    import sqlcipher3.dbapi2 as sqlite

    from tests.benchmarks.export import measure_export
    from tests.benchmarks.figures import (
        folder,
        measure_import,
        measure_lists,
        measure_ship,
        measure_verify,
    )
    from tests.benchmarks.search import measure_search
    from tests.benchmarks.sheet import measure_sheet
    from tests.benchmarks.shopify import measure_shopify
    from tests.benchmarks.shops import million, year
    from tests.benchmarks.window import measure_answers, measure_jump, measure_memory, measure_start

    if names == ["recommend"]:
        from tests.benchmarks.recommend_accuracy import print_accuracy

        print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
        print_accuracy()
        return
    wanted = names or [
        "import",
        "shopify",
        "sheet",
        "export",
        "ship",
        "paste",
        "search",
        "live",
        "million",
        "start",
    ]
    version = sqlite.sqlite_version
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite {version}")
    print("| figure | floor | ours | ratio | at most | | note |")
    print("|---|---|---|---|---|---|---|")
    if "ship" in wanted:
        show(measure_ship())
    if "paste" in wanted:
        from tests.benchmarks.paste import measure_paste

        for result in measure_paste():
            show(result)
    if "import" in wanted:
        show(measure_import())
    if "shopify" in wanted:
        for result in measure_shopify():
            show(result)
    if "sheet" in wanted:
        show(measure_sheet())
    if "export" in wanted:
        for result in measure_export():
            show(result)
    if "search" in wanted:
        show(measure_search())
    if "live" in wanted:
        from tests.benchmarks.recommend_lists import measure_live_lists
        from tests.benchmarks.recommend_live import measure_live

        for result in (*measure_live(), *measure_live_lists()):
            show(result)
    if "start" in wanted:
        with folder() as place:
            shop = year(place)
            path: Path = shop.shop.place.folder
            shop.close()
            show(measure_start(path))
    if "million" in wanted:
        with folder() as place:
            shop = million(place)
            for result in (*measure_lists(shop), measure_verify(shop)):
                show(result)
            at, path = shop.shop.place, shop.shop.place.database
            shop.close()
            for result in (measure_jump(at), *measure_answers(at)):
                show(result)
            print(measure_memory(path.parent))
            print(f"a verifying process at its peak: {peak_mib(path)} (Python alone: about 8)")


PEAK = """
import sys
from pathlib import Path
from app.facts import fact_types
from engines.ledger.verify import RUN, _check_run
types = fact_types()
for start in range(0, 20 * RUN, RUN):
    _check_run(Path(sys.argv[1]), None, types, start, start + RUN)
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line for line in lines if line.startswith("VmHWM")))
"""


def peak_mib(shop: Path) -> str:
    """The most memory a worker of `verify` ever held, as Linux counts it."""
    command = [sys.executable, "-c", PEAK, str(shop)]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def show(result: Result) -> None:
    """Print a row at once."""
    print(result.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
