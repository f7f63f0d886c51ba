"""The figures of export: Online Retail's lines as CSV and XLSX, against the bare writers."""

from __future__ import annotations

import csv
import resource
from pathlib import Path
from typing import Any

from engines.exchange.writing import write_rows
from tests.benchmarks.figures import folder
from tests.benchmarks.timing import Result, in_turn
from tests.data import data_path

_QUERY = """
SELECT InvoiceNo, StockCode, coalesce(Description, ''), CAST(Quantity AS BIGINT),
       epoch_us(InvoiceDate), CAST(round(UnitPrice * 100) AS BIGINT),
       CAST(CustomerID AS BIGINT), Country FROM read_parquet(?)
"""


def _rows() -> list[dict[str, Any]]:
    """Lines as the program's lists give them: moments in microseconds, money in minor units."""
    import duckdb

    file = data_path("online-retail/online_retail.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(_QUERY, [str(file)]).fetchall()
    return [
        {
            "number": number,
            "sku": sku,
            "title": title,
            "quantity": quantity,
            "placed_at_us": placed,
            "price": {"minor": price, "currency": "GBP"},
            "customer": customer,
            "country": country,
        }
        for number, sku, title, quantity, placed, price, customer, country in found
    ]


def _same_cells(file: Path) -> list[list[Any]]:
    """The cells that a CSV of ours holds."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def _sheet_cells(rows: list[dict[str, Any]]) -> list[list[Any]]:
    from datetime import UTC, datetime
    from decimal import Decimal

    return [list(rows[0])] + [
        [
            row["number"],
            row["sku"],
            row["title"],
            row["quantity"],
            datetime.fromtimestamp(row["placed_at_us"] / 1e6, UTC).replace(tzinfo=None),
            Decimal(row["price"]["minor"]) / 100,
            row["customer"],
            row["country"],
        ]
        for row in rows
    ]


def measure_export() -> list[Result]:
    """Each against the same cells, ready made, through the bare writer."""
    rows = _rows()
    with folder() as place:
        write_rows(place / "ours.csv", rows)
        cells = _same_cells(place / "ours.csv")

        def bare_csv() -> None:
            with (place / "bare.csv").open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(cells)

        floor_s, ours_s = in_turn(bare_csv, lambda: write_rows(place / "ours.csv", rows), 5)
        name = f"export {len(rows):,} lines"
        of_csv = Result(f"{name} as CSV, against csv.writer", floor_s, ours_s, 1.5)
        typed = _sheet_cells(rows)
        floor_s, ours_s = in_turn(
            lambda: _bare_xlsx(place / "bare.xlsx", typed),
            lambda: write_rows(place / "ours.xlsx", rows),
            1,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    note = f"peak of the whole run, rows in memory: {peak} MiB"
    return [of_csv, Result(f"{name} as XLSX, against xlsxwriter", floor_s, ours_s, 1.5, note)]


def _bare_xlsx(path: Path, cells: list[list[Any]]) -> None:
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    book = Workbook(str(path), options)
    sheet = book.add_worksheet()
    for at, line in enumerate(cells):
        sheet.write_row(at, 0, line)
    book.close()
