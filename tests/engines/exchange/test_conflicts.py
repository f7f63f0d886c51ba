"""Rows that are fine alone but not together: duplicates, two currencies, parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import messages
from tests.engines.exchange.tables import (
    BY_COLUMNS,
    CUSTOMERS,
    NEW_PRODUCTS,
    OF_2024,
    OLD_PRODUCTS,
    ORDERS,
    RETAIL,
    Table,
)
from tests.engines.exchange.test_bad_input import refused, save, the_rest_goes_in
from tests.terminal import Terminal, is_chinese

Place = tuple[int, str, str, str]  # line, column, value, reason


def changed(table: Table, row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A row with other values in the columns of some roles."""
    found = list(row)
    for role, value in cells.items():
        column = table.roles.get(role, role.replace("_", " "))
        found[table.header.index(column)] = value
    return tuple(found)


@dataclass(frozen=True)
class Clash:
    """Rows that clash below the good first one, and what is said of each."""

    name: str
    table: Table
    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]


TWO_CURRENCIES = changed(ORDERS, ORDERS.other, Currency="USD", Total="")
FULL_USD = changed(ORDERS, ORDERS.other, Currency="USD")
OTHER_TOTAL = changed(ORDERS, ORDERS.other, Total="13.50")
ANOTHER_DAY = changed(ORDERS, ORDERS.other, Total="", date="2026-02-30")
BROKEN_HEAD = changed(ORDERS, ORDERS.other, date="2026-02-30 10:00:00")
FURTHER_LINE = changed(ORDERS, ORDERS.other, Total="", Currency="", date="")
CLASHES = (
    Clash(
        "a line in another currency",
        ORDERS,
        (ORDERS.other, TWO_CURRENCIES),
        (
            (5, "Currency", "USD", "two currencies"),
            (4, "Name", "#2", "rest of a refused order"),
        ),
    ),
    Clash(
        "the same order again in another currency",
        ORDERS,
        (ORDERS.other, FULL_USD),
        (
            (5, "Currency", "USD", "two currencies"),
            (4, "Name", "#2", "rest of a refused order"),
        ),
    ),
    Clash(
        "an order number twice with different content",
        ORDERS,
        (ORDERS.other, OTHER_TOTAL),
        ((5, "Name", "#2", "order twice"), (4, "Name", "#2", "rest of a refused order")),
    ),
    Clash(
        "a further line of an order whose first row was refused",
        ORDERS,
        (BROKEN_HEAD, FURTHER_LINE),
        (
            (4, "Created at", "2026-02-30 10:00:00", "no such date"),
            (5, "Name", "#2", "rest of a refused order"),
        ),
    ),
    Clash(
        "a further line of an order whose first row is short",
        ORDERS,
        (ORDERS.other[:-1], FURTHER_LINE),
        ((4, "", "13", "too few columns"), (5, "Name", "#2", "rest of a refused order")),
    ),
    Clash(
        "lines that do not add up to the total",
        ORDERS,
        (changed(ORDERS, ORDERS.other, quantity="2"),),
        ((4, "Total", "12.50", "total differs"),),
    ),
    Clash(
        "a line dearer than money can be",
        ORDERS,
        (changed(ORDERS, ORDERS.other, quantity="90000000", money="99999999.00"),),
        ((4, "Lineitem quantity", "90000000", "too large"),),
    ),
    Clash(
        "a customer twice by id",
        CUSTOMERS,
        (CUSTOMERS.other, changed(CUSTOMERS, CUSTOMERS.first, id="723", Email="")),
        ((5, "Customer ID", "723", "customer twice"),),
    ),
    Clash(
        "a customer twice by mail",
        CUSTOMERS,
        (CUSTOMERS.other, changed(CUSTOMERS, CUSTOMERS.other, id="")),
        ((5, "Email", "bo@example.test", "customer twice"),),
    ),
    Clash(
        "a customer who is nobody",
        CUSTOMERS,
        (("", "", "", "", "1", "1", "1", "", ""),),
        ((4, "Email", "", "empty"),),
    ),
    *(
        Clash(
            f"a SKU twice in {table.name}",
            table,
            (table.other, changed(table, table.other, money="2.00")),
            ((5, table.roles["sku"], "CUP", "SKU twice"),),
        )
        for table in (OLD_PRODUCTS, NEW_PRODUCTS)
    ),
    *(
        Clash(
            f"a variant below a refused first row in {table.name}",
            table,
            (
                changed(table, table.other, money="abc"),
                changed(table, table.other, Title="", Vendor="", sku="CUP-2"),
            ),
            (
                (4, table.roles["money"], "abc", "not an amount"),
                (5, table.roles["id"], "cup", "rest of a refused product"),
            ),
        )
        for table in (OLD_PRODUCTS, NEW_PRODUCTS)
    ),
    Clash(
        "a SKU twice at the second location of a row",
        BY_COLUMNS,
        (changed(BY_COLUMNS, BY_COLUMNS.other, Main="not stocked"), BY_COLUMNS.other),
        ((5, "SKU", "CUP", "SKU twice"),),
    ),
    Clash(
        "a SKU twice at a location",
        OF_2024,
        (OF_2024.other, changed(OF_2024, OF_2024.other, quantity="5")),
        ((5, "SKU", "CUP", "SKU twice"),),
    ),
    Clash(
        "another customer in one invoice",
        RETAIL,
        (RETAIL.other, changed(RETAIL, RETAIL.other, CustomerID="13")),
        (
            (5, "CustomerID", "13", "another customer in one order"),
            (4, "InvoiceNo", "536400", "rest of a refused order"),
        ),
    ),
    Clash(
        "a further line of an invoice whose first row was refused",
        RETAIL,
        (changed(RETAIL, RETAIL.other, date="2011-02-30 11:52"), RETAIL.other),
        (
            (4, "InvoiceDate", "2011-02-30 11:52", "no such date"),
            (5, "InvoiceNo", "536400", "rest of a refused order"),
        ),
    ),
    Clash(
        "a further line of an invoice whose first row is short",
        RETAIL,
        (RETAIL.other[:-1], RETAIL.other),
        ((4, "", "7", "too few columns"), (5, "InvoiceNo", "536400", "rest of a refused order")),
    ),
    Clash(
        "an invoice line dearer than money can be",
        RETAIL,
        (changed(RETAIL, RETAIL.other, quantity="90000000", money="99999999.00"),),
        ((4, "Quantity", "90000000", "too large"),),
    ),
)


@pytest.mark.parametrize("clash", CLASHES, ids=lambda one: one.name)
def test_what_clashes_is_named_and_nothing_of_it_goes_in(
    run: Terminal, tmp_path: Path, clash: Clash
) -> None:
    table = clash.table
    keeps = "twice" in clash.name and "order number" not in clash.name
    file = save(tmp_path, table.text(table.first, *clash.rows, table.second))
    found = [
        (one["line"], one["column"], one["value"], one["reason"])
        for one in refused(run, file, table.kind)
    ]
    assert found == [(*place[:3], messages.reason(place[3])) for place in clash.places]
    kept = clash.rows[:1] if keeps else ()
    good = save(tmp_path, table.text(table.first, *kept, table.second), "good.csv")
    the_rest_goes_in(run, file, good, table.kind)


def test_an_order_number_twice_in_two_files_is_named_with_its_file(
    run: Terminal, tmp_path: Path
) -> None:
    first = save(tmp_path, ORDERS.good(), "one.csv")
    other = changed(ORDERS, ORDERS.second, Email="someone@else.test")
    second = save(tmp_path, ORDERS.text(ORDERS.other, other), "two.csv")
    before = run.entries()
    outcome = run("import", "auto", str(first), str(second), status=1)
    assert [(one["file"], one["line"], one["value"]) for one in outcome["rejected"]] == [
        ("two.csv", 3, "#3")
    ]
    assert outcome["read"] == outcome["accepted"] + 1 == 4
    assert run.entries() == before


def test_the_rest_of_a_refused_invoice_is_named_with_its_own_file(
    run: Terminal, tmp_path: Path
) -> None:
    first = save(tmp_path, RETAIL.text(RETAIL.first), "one.csv")
    second = save(tmp_path, RETAIL.text(RETAIL.other, RETAIL.other[:-1]), "two.csv")
    outcome = run("import", "auto", str(first), str(second), status=1)
    assert [(one["file"], one["line"]) for one in outcome["rejected"]] == [
        ("two.csv", 3),
        ("two.csv", 2),
    ]


@pytest.mark.parametrize(
    ("table", "cells"),
    [(ORDERS, {"Total": "31.00", "Shipping": "6.00"}), (RETAIL, {"quantity": "7"})],
    ids=["orders", "online retail"],
)
def test_an_order_that_differs_from_the_shops_is_refused_and_never_overwritten(
    run: Terminal, tmp_path: Path, table: Table, cells: dict[str, str]
) -> None:
    run("import", "auto", str(save(tmp_path, table.good())))
    number = table.first[0]
    before = run("show", "order", number)
    other = table.text(changed(table, table.first, **cells), table.second, table.other)
    rows = refused(run, save(tmp_path, other), "auto")
    column = table.roles["id"]
    expected = {"file": "file.csv", "line": 2, "column": column, "value": number}
    assert rows == [expected | {"reason": messages.reason("order differs")}]
    outcome = run("import", "auto", str(tmp_path / "file.csv"), "--skip-rejected", status=1)
    assert (outcome["created"]["orders"], outcome["unchanged"]) == (1, 1)
    assert run("show", "order", number) == before


def test_a_file_without_titles_leaves_the_catalogues_titles(run: Terminal, tmp_path: Path) -> None:
    run("import", "auto", str(save(tmp_path, OLD_PRODUCTS.good())))
    bare = changed(OLD_PRODUCTS, OLD_PRODUCTS.second, Title="", money="8.00")
    outcome = run("import", "auto", str(save(tmp_path, OLD_PRODUCTS.text(bare))))
    assert outcome["updated"] == {"variants": 1}
    titles = {row["sku"]: row["title"] for row in run("list", "products", "--limit", "9")["rows"]}
    assert titles["POT"] == "Püt"


@pytest.mark.parametrize(
    ("currency", "language"), [("euro", "en"), ("EU", "zh_CN"), ("ÄÖÜ", "zh_CN")]
)
def test_a_currency_that_is_none_is_refused(
    run: Terminal, tmp_path: Path, currency: str, language: str
) -> None:
    file = str(save(tmp_path, ORDERS.good()))
    arguments = ("--lang", language, "import", "auto", file, "--currency", currency)
    error = run(*arguments, status=2)["error"]
    assert error["kind"] == "BadValue"
    assert currency in error["message"]
    assert is_chinese(error["message"]) == (language == "zh_CN")
