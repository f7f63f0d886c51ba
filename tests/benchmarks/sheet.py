"""The figure of spreadsheets: 100,000 orders as XLSX, imported, against openpyxl reading them."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape

from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from tests.benchmarks.figures import folder
from tests.benchmarks.timing import Result, in_turn
from tests.engines.exchange.books import Leaf, letters, xlsx
from tests.shops import TestShop

ROWS = 100_000
# The columns of a Shopify order export of 2026.
COLUMNS = (
    "Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|"
    "Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|"
    "Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|"
    "Lineitem sku|Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|"
    "Billing Name|Billing Street|Billing Address1|Billing Address2|Billing Company|Billing City|"
    "Billing Zip|Billing Province|Billing Country|Billing Phone|Shipping Name|Shipping Street|"
    "Shipping Address1|Shipping Address2|Shipping Company|Shipping City|Shipping Zip|"
    "Shipping Province|Shipping Country|Shipping Phone|Notes|Note Attributes|Cancelled at|"
    "Payment Method|Payment Reference|Refunded Amount|Vendor|Outstanding Balance|Employee|"
    "Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount|Tax 1 Name|Tax 1 Value|"
    "Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value|Tax 5 Name|"
    "Tax 5 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name"
).split("|")
_FIRST, _BETWEEN = datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=2))), timedelta(seconds=311)
_FORM = "%Y-%m-%d %H:%M:%S %z"


def order_rows(count: int) -> Iterator[dict[str, str | float]]:
    """Orders of one line, as Shopify writes them and a spreadsheet keeps them."""
    chance = random.Random(20260101)
    for number in range(count):
        pieces, cents = chance.randint(1, 4), chance.randint(100, 9_999)
        goods = pieces * cents
        name = f"{chance.choice(('Ada', 'Bo', 'Zoë'))} Example {number % 40_000}"
        at = _FIRST + number * _BETWEEN
        address: dict[str, str | float] = {
            "Name": name,
            "Street": f"Street {number % 900}",
            "Address1": f"Street {number % 900}",
            "City": f"City {number % 300}",
            "Zip": f"'{10_000 + number % 80_000}",
            "Country": "DE",
            "Phone": f"'+49 30 {number:07}",
        }
        row: dict[str, str | float] = {
            "Name": f"#{1_000_000 + number}",
            "Email": f"person{number % 40_000}@example.com",
            "Financial Status": "paid",
            "Paid at": f"{at:{_FORM}}",
            "Fulfillment Status": "fulfilled",
            "Fulfilled at": f"{at + timedelta(hours=20):{_FORM}}",
            "Accepts Marketing": "no",
            "Currency": "EUR",
            "Subtotal": goods / 100,
            "Shipping": 4.9,
            "Taxes": 0,
            "Total": (goods + 490) / 100,
            "Discount Amount": 0,
            "Shipping Method": "Standard",
            "Created at": f"{at:{_FORM}}",
            "Lineitem quantity": pieces,
            "Lineitem name": f"Product {number % 500}",
            "Lineitem price": cents / 100,
            "Lineitem sku": f"SKU-{number % 500:04}",
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "fulfilled",
            "Payment Method": "Shopify Payments",
            "Payment Reference": f"c{number:020}.1",
            "Refunded Amount": 0,
            "Vendor": "Counterfoil",
            "Outstanding Balance": 0,
            "Id": 5_000_000_000_000 + number,
            "Risk Level": "Low",
            "Source": "web",
            "Lineitem discount": 0,
        }
        for kind in ("Billing", "Shipping"):
            row |= {f"{kind} {part}": value for part, value in address.items()}
        yield row


def orders_book(path: Path, count: int = ROWS) -> Path:
    """The orders as XLSX, with shared strings, as Excel saves it."""
    shared: dict[str, int] = {}
    names = [letters(column) for column in range(len(COLUMNS))]

    def cell(place: str, value: str | float | None) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return f'<c r="{place}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
        return f'<c r="{place}"><v>{value:.17g}</v></c>'

    def line(number: int, row: dict[str, str | float]) -> str:
        cells = (
            cell(f"{name}{number}", row.get(column))
            for name, column in zip(names, COLUMNS, strict=True)
        )
        return f'<row r="{number}" spans="1:{len(names)}">{"".join(cells)}</row>'

    lines = [line(1, {name: name for name in COLUMNS})]
    lines += [line(number, row) for number, row in enumerate(order_rows(count), 2)]
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    return xlsx(path, [Leaf("orders_export", "".join(lines))], strings=strings)


def _floor(file: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    widths = [len(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    if (len(widths), widths[0]) != (ROWS + 1, len(COLUMNS)):
        raise AssertionError(len(widths))
    book.close()


def measure_sheet(runs: int = 3) -> Result:
    """The whole import, ledger, indexes and undo kept, against openpyxl's reading alone."""
    with folder() as place:
        file = orders_book(place / "orders.xlsx")
        with zipfile.ZipFile(file) as archive:
            size = sum(one.file_size for one in archive.infolist()) >> 20
        shops: list[TestShop] = []

        def ours() -> None:
            shop = TestShop(place / f"shop{len(shops)}")
            shops.append(shop)
            options = Options("EUR", "Europe/Berlin")
            plan = import_files(
                shop.shop.database, shop.owner, "auto", [file], options, Untold()
            ).plan
            if (plan.accepted, plan.created["orders"]) != (ROWS, ROWS):
                raise AssertionError(plan.rejected[:3])

        floor_s, ours_s = in_turn(lambda: _floor(file), ours, runs)
        for shop in shops:
            shop.close()
    note = f"{len(COLUMNS)} columns, {size} MiB of XML"
    name = "import 100,000 orders as XLSX, against openpyxl reading"
    return Result(name, floor_s, ours_s, 1.6, note)
