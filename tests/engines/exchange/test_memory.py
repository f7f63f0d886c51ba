"""Large files are read in bounded memory, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.sheet import orders_book
from tests.data import ROOT
from tests.engines.exchange.books import ods, ods_row, ods_table

MIB = 1 << 20
READ = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.table import open_table
import engines.exchange.reading.delimited, engines.exchange.reading.sheet_ods
import engines.exchange.reading.sheet_xlsx
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
before = peak()
count, reason = 0, ""
try:
    for _ in open_table(Path(sys.argv[2])).rows(Untold()):
        count += 1
except FileUnreadable as error:
    reason = error.reason
print(count, (peak() - before) >> 10, reason)
"""


def reading(file: Path) -> tuple[int, int, str]:
    """Rows read, MiB that this took at the most, and why it stopped."""
    command = [sys.executable, "-c", READ, str(ROOT), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, peak, *reason = done.stdout.split(maxsplit=2)
    return int(count), int(peak), "".join(reason).strip()


pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(sys.platform != "linux", reason="ONLY LINUX COUNTS MEMORY IN KIB"),
]


def test_a_text_of_200_mb_takes_no_more_memory_than_a_page_of_it(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    line = "1001,Müller,a note of some length that stands in each of the many rows,12.50\n"
    page = line.encode() * 10_000
    with file.open("wb") as out:
        out.write(b"number,name,note,price\n")
        while out.tell() < 200 * MIB:
            out.write(page)
    count, peak, _ = reading(file)
    assert count > 2_000_000
    assert peak < 40


@pytest.mark.parametrize("codec", ["cp1252", "gb18030", "utf-16"])
def test_so_does_one_in_another_encoding(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "file.csv"
    name = "王小明" if codec == "gb18030" else "Müller"
    page = f"1001,{name},a note of some length in each of the many rows,12.50\n" * 10_000
    with file.open("w", encoding=codec, newline="") as out:
        out.write("number,name,note,price\n")
        for _ in range(100):
            out.write(page)
    count, peak, _ = reading(file)
    assert count == 1_000_000
    assert peak < 60


def test_a_sparse_file_of_2_gb_without_a_line_end_is_refused_early(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    with file.open("wb") as out:
        out.write(b"number,name\n1,")
        out.truncate(2 << 30)  # zero bytes to the end, which take no room on the disk
    count, peak, reason = reading(file)
    assert (count, reason) == (0, "endless cell")
    assert peak < 400


def test_a_sheet_of_100_000_rows_takes_its_texts_and_little_more(tmp_path: Path) -> None:
    count, peak, _ = reading(orders_book(tmp_path / "orders.xlsx"))
    assert count == 100_000
    assert peak < 150  # 700,000 shared texts are half of it


def test_an_ods_sheet_of_100_000_rows_takes_next_to_none(tmp_path: Path) -> None:
    row = [f"cell number {number}" for number in range(20)]
    file = ods(tmp_path / "file.ods", ods_table("A", ods_row(row) * 100_000))
    count, peak, _ = reading(file)
    assert count in (99_999, 100_000)
    assert peak < 40
