"""`python -m tests.benchmarks [NAME…]`: names are import, ship, million, start."""

from __future__ import annotations

import os
import platform
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.timing import Result


def main(names: list[str]) -> None:
    """Measure what is named (everything by default) and print one table."""
    # Worker processes of `verify` import this module again: it must cost them nothing.
    import sqlcipher3.dbapi2 as sqlite

    from tests.benchmarks.figures import (
        folder,
        measure_import,
        measure_lists,
        measure_ship,
        measure_verify,
        million,
    )
    from tests.benchmarks.window import measure_jump, measure_start

    wanted = names or ["import", "ship", "million", "start"]
    version = sqlite.sqlite_version
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite {version}")
    print("| figure | floor | ours | ratio | at most | | note |")
    print("|---|---|---|---|---|---|---|")
    if "ship" in wanted:
        show(measure_ship())
    if "import" in wanted:
        show(measure_import())
    if "start" in wanted:
        with folder() as place:
            shop = million(place, 73_000)
            path: Path = shop.shop.place.folder
            shop.close()
            show(measure_start(path))
    if "million" in wanted:
        with folder() as place:
            shop = million(place)
            for result in (*measure_lists(shop), measure_verify(shop), measure_jump(shop)):
                show(result)
            shop.close()
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"largest verifying process: {peak:.0f} MiB resident, Python included")


def show(result: Result) -> None:
    """Print a row at once."""
    print(result.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
