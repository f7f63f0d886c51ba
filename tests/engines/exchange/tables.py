"""Small tables of every kind and layout that can be imported, to be spoilt cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Table:
    """A header, two good rows and a third one to spoil; `roles` names the columns that matter.

    The first good row holds a line break inside quotes: it stands on lines 2 and 3.
    """

    name: str
    kind: str
    header: tuple[str, ...]
    first: tuple[str, ...]
    other: tuple[str, ...]
    second: tuple[str, ...]
    roles: Mapping[str, str]
    totals: Mapping[str, int]

    def spoilt(self, column: str, value: str) -> tuple[str, ...]:
        """The third row with another value in a column."""
        cells = list(self.other)
        cells[self.header.index(column)] = value
        return tuple(cells)

    def text(self, *rows: Sequence[str], delimiter: str = ",", end: str = "\n") -> str:
        """The file with these rows instead of the good ones."""
        return written([self.header, *rows], delimiter=delimiter, end=end)

    def good(self, *, delimiter: str = ",", end: str = "\n") -> str:
        """The file with its two good rows."""
        return self.text(self.first, self.second, delimiter=delimiter, end=end)


def written(rows: Sequence[Sequence[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    """Rows as a delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().replace("\n", end)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(line.split("|"))


ORDERS = Table(
    "orders",
    "shopify-orders",
    _cells(
        "Name|Email|Financial Status|Currency|Subtotal|Shipping|Taxes|Total|Discount Amount|"
        "Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku"
    ),
    _cells(
        "#1|ada@example.com|paid|EUR|25.00|5.00|0|30.00|0|2026-09-03 10:14:00 +0200|2|"
        "Müg\nbüg|12.50|MUG"
    ),
    _cells(
        "#2|bo@example.com|paid|EUR|12.50|0|0|12.50|0|2026-09-03 11:00:00 +0200|1|Müg|12.50|MUG"
    ),
    _cells("#3|cy@example.com||EUR|9.00|0|0|9.00|0|2026-09-04 10:00:00 UTC|3|Cüp|3.00|'00123"),
    {
        "id": "Name",
        "sku": "Lineitem sku",
        "money": "Lineitem price",
        "quantity": "Lineitem quantity",
        "date": "Created at",
        "text": "Lineitem name",
    },
    {"orders": 2, "lines": 2, "units": 5, "amount": 3900},
)
OLD_PRODUCTS = Table(
    "old products",
    "shopify-products",
    _cells(
        "Handle|Title|Vendor|Option1 Name|Option1 Value|Variant SKU|Variant Inventory Qty|"
        "Variant Inventory Policy|Variant Price|Variant Barcode"
    ),
    _cells("jug|Jüg\nlüg|Ada|Size|Small|JUG-S|5|deny|12.50|'00123"),
    _cells("cup|Cüp|Bo|Size|One|CUP|1|deny|1.00|"),
    _cells("pot|Püt|Cy|Size|One|POT|0|continue|7.25|4006381333931"),
    {
        "id": "Handle",
        "sku": "Variant SKU",
        "money": "Variant Price",
        "quantity": "Variant Inventory Qty",
        "text": "Title",
    },
    {"products": 2, "variants": 2, "units": 5, "price": 1975},
)
NEW_PRODUCTS = replace(
    OLD_PRODUCTS,
    name="new products",
    header=_cells(
        "URL handle|Title|Vendor|Option1 name|Option1 value|SKU|Inventory quantity|"
        "Continue selling when out of stock|Price|Barcode"
    ),
    roles={
        "id": "URL handle",
        "sku": "SKU",
        "money": "Price",
        "quantity": "Inventory quantity",
        "text": "Title",
    },
)
WOO_PRODUCTS = Table(
    "WooCommerce products",
    "woocommerce-products",
    _cells(
        "ID|Type|SKU|Name|Published|In stock?|Stock|Backorders allowed?|Weight (kg)|Sale price|"
        "Regular price|Categories|Parent"
    ),
    _cells("1|simple|JUG|Jüg\nlüg|1|1|5|0|.2||12.50|Cups|"),
    _cells("2|simple|CUP-2|Cüp|1|1|1|0|||1.00|Cups|"),
    _cells("3|simple|POT|Püt|-1|0|0|1||7.25|9.00||"),
    {"id": "ID", "sku": "SKU", "money": "Regular price", "quantity": "Stock", "text": "Name"},
    {"products": 2, "variants": 2, "units": 5, "price": 1975},
)
BY_COLUMNS = Table(
    "inventory by columns",
    "shopify-inventory",
    _cells("Handle|Title|Option1 Name|Option1 Value|SKU|HS Code|COO|Main|Shöp"),
    _cells("mug|Müg\nbüg|Title|Default Title|MUG|||7|not stocked"),
    _cells("cup|Cüp|Title|Default Title|CUP|||1|1"),
    _cells("pot|Püt|Title|Default Title|'00123|||4|2"),
    {"sku": "SKU", "quantity": "Shöp"},
    {"levels": 3, "units": 13},
)
BY_ROWS = Table(
    "inventory by rows",
    "shopify-inventory",
    _cells(
        "Handle|Title|Option1 Name|Option1 Value|SKU|HS Code|COO|Location|Incoming|Unavailable|"
        "Committed|Available|On hand"
    ),
    _cells("mug|Müg\nbüg|Title|Default Title|MUG|||Main|0|0|0|7|7"),
    _cells("cup|Cüp|Title|Default Title|CUP|||Main|0|0|0|1|1"),
    _cells("pot|Püt|Title|Default Title|'00123|||Shöp|0|0|0|6|6"),
    {"sku": "SKU", "quantity": "On hand"},
    {"levels": 2, "units": 13},
)
OF_2024 = Table(
    "inventory of 2024",
    "shopify-inventory",
    _cells(
        "Handle|Title|Option1 Name|Option1 Value|SKU|HS Code|COO|Location|Bin name|"
        "Incoming (not editable)|Unavailable (not editable)|Committed (not editable)|"
        "Available (not editable)|On hand (current)|On hand (new)"
    ),
    _cells("mug|Müg\nbüg|Title|Default Title|MUG|||Main||0|0|0|3|3|7"),
    _cells("cup|Cüp|Title|Default Title|CUP|||Main||0|0|0|1|1|2"),
    _cells("pot|Püt|Title|Default Title|'00123|||Shöp||0|0|0|6|6|"),
    {"sku": "SKU", "quantity": "On hand (new)"},
    {"levels": 2, "units": 13},
)
CUSTOMERS = Table(
    "customers",
    "shopify-customers",
    _cells("Customer ID|First Name|Last Name|Email|Phone|Total Spent|Total Orders|Note|Tags"),
    _cells("'00721|Teodoro|Villaseñor|teo@example.test|'+31612345678|7790.44|6|Cättle\nmän|retail"),
    _cells("723|Bo|Bäd|bo@example.test||1.00|1||"),
    _cells("'722|Jämel|Crooks|jamel@example.test||997.98|1||VIP"),
    {"id": "Customer ID", "money": "Total Spent", "text": "Note"},
    {"customers": 2, "spent": 878842},
)
RETAIL = Table(
    "online retail",
    "online-retail",
    _cells("InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country"),
    _cells("536365|85123A|WHITE HÄNGING\nHËART|6|12/1/2010 8:26|2.55|17850|United Kingdom"),
    _cells("536400|22139|MÜG|1|2011-02-03 11:52|1.00|12|France"),
    _cells("C536379|'00123|Discöunt|-1|12/1/2010 9:41|27.50|14527|United Kingdom"),
    {
        "id": "InvoiceNo",
        "sku": "StockCode",
        "money": "UnitPrice",
        "quantity": "Quantity",
        "date": "InvoiceDate",
        "text": "Description",
    },
    {"orders": 2, "lines": 2, "units": 5, "amount": 1530 - 2750},
)
PRODUCTS = (OLD_PRODUCTS, NEW_PRODUCTS)
INVENTORY = (BY_COLUMNS, BY_ROWS, OF_2024)
TABLES = (ORDERS, *PRODUCTS, WOO_PRODUCTS, *INVENTORY, CUSTOMERS, RETAIL)
