"""Totals beside the file's own: each worked out on its own way, so that one can catch the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.exchange.planning.file_sums import FileSums, read_number
from engines.exchange.planning.orders import OrderPlanner
from engines.exchange.reading import cells
from engines.orders.facts import OrderPlaced
from tests.engines.exchange.tables import (
    BY_COLUMNS,
    CUSTOMERS,
    INVENTORY,
    OLD_PRODUCTS,
    ORDERS,
    RETAIL,
    TABLES,
    Table,
)
from tests.engines.exchange.test_bad_input import save
from tests.terminal import Terminal


def plain(sums: Mapping[str, Any]) -> dict[str, int]:
    """Sums as numbers alone."""
    return {key: one["minor"] if isinstance(one, dict) else one for key, one in sums.items()}


def difference(outcome: Mapping[str, Any]) -> dict[str, int]:
    """What the file says more than what was kept."""
    kept, told = plain(outcome["totals"]), plain(outcome["file_totals"])
    assert list(kept) == list(told)
    return {key: told[key] - kept[key] for key in told}


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_they_differ_by_exactly_what_was_refused(
    run: Terminal, tmp_path: Path, table: Table
) -> None:
    column = table.roles.get("sku", table.roles.get("id", ""))
    bad = table.spoilt(column, "M\x07G")
    lone = run("import", table.kind, str(save(tmp_path, table.text(table.other))), "--dry-run")
    assert difference(lone) == dict.fromkeys(lone["totals"], 0)
    file = save(tmp_path, table.text(table.first, bad, table.second))
    outcome = run("import", table.kind, str(file), "--skip-rejected", status=1)
    assert difference(outcome) == plain(lone["totals"])


@pytest.mark.parametrize("table", [t for t in TABLES if "money" in t.roles], ids=lambda t: t.name)
def test_what_is_no_number_is_left_out(run: Terminal, tmp_path: Path, table: Table) -> None:
    column = "Total" if table is ORDERS else table.roles["money"]
    file = save(tmp_path, table.text(table.first, table.spoilt(column, "much"), table.second))
    outcome = run("import", table.kind, str(file), "--dry-run", status=1)
    lone = run("import", table.kind, str(save(tmp_path, table.text(table.other))), "--dry-run")
    money = {"amount", "price", "spent"} & set(lone["totals"])
    assert difference(outcome) == plain(lone["totals"]) | dict.fromkeys(money, 0)


def test_an_order_that_differs_is_not_among_what_is_kept(run: Terminal, tmp_path: Path) -> None:
    run("import", "auto", str(save(tmp_path, ORDERS.good())))
    dearer = list(ORDERS.first)
    dearer[ORDERS.header.index("Total")], dearer[ORDERS.header.index("Shipping")] = "31.00", "6"
    file = save(tmp_path, ORDERS.text(dearer, ORDERS.second))
    outcome = run("import", "auto", str(file), "--dry-run", status=1)
    assert difference(outcome) == {"orders": 1, "lines": 1, "units": 2, "amount": 3100}


def test_an_order_that_repeats_its_sums_on_every_row_has_them_once(
    run: Terminal, tmp_path: Path
) -> None:
    row = list(ORDERS.other)
    row[ORDERS.header.index("Total")] = "25.00"
    file = save(tmp_path, ORDERS.text(row, row))
    outcome = run("import", "auto", str(file), "--dry-run")
    assert plain(outcome["file_totals"]) == {"orders": 1, "lines": 2, "units": 2, "amount": 2500}
    assert difference(outcome) == dict.fromkeys(outcome["totals"], 0)


def _halved(read: Callable[..., int]) -> Callable[..., int]:
    return lambda *values: read(*values) // 2


@pytest.mark.parametrize(
    ("table", "reader", "sum_"),
    [
        (OLD_PRODUCTS, "parse_money", "price"),
        (OLD_PRODUCTS, "parse_integer", "units"),
        (CUSTOMERS, "parse_money", "spent"),
        (RETAIL, "parse_money", "amount"),
        (RETAIL, "parse_integer", "units"),
        *((table, "parse_integer", "units") for table in INVENTORY),
    ],
    ids=lambda one: one.name if isinstance(one, Table) else one,
)
def test_a_fault_in_a_reader_shows(
    run: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: Table,
    reader: str,
    sum_: str,
) -> None:
    monkeypatch.setattr(cells, reader, _halved(getattr(cells, reader)))
    outcome = run("import", table.kind, str(save(tmp_path, table.good())), "--dry-run")
    assert outcome["rejected"] == []
    assert difference(outcome)[sum_] != 0
    assert plain(outcome["file_totals"]) == table.totals


def test_a_fault_in_the_sums_of_orders_shows(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = OrderPlanner.sum_up

    def forgetful(planner: OrderPlanner, fact: OrderPlaced) -> None:
        if fact.number != "#3":
            whole(planner, fact)

    monkeypatch.setattr(OrderPlanner, "sum_up", forgetful)
    outcome = run("import", "auto", str(save(tmp_path, ORDERS.good())), "--dry-run")
    assert difference(outcome) == {"orders": 1, "lines": 1, "units": 3, "amount": 900}


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 4)), max_size=30))
def test_sums_are_exact_to_the_last_digit(numbers: list[tuple[int, int]]) -> None:
    sums = FileSums("amount")
    for number, digits in numbers:
        sums.add("amount", str(Decimal(number).scaleb(-digits)), digits=4)
    assert sums.done() == {"amount": sum(n * 10 ** (4 - digits) for n, digits in numbers)}


@pytest.mark.parametrize("text", ["", "much", "12,50", "1e9", "9" * 31, "1.2.3", "--1", "NaN"])
def test_what_is_not_written_as_a_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("'12", "12"), ("£1,234.50", "1234.5"), (" .5 ", "0.5"), ("-3.0", "-3")]
)
def test_what_people_write_as_a_number_is_one(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


def test_half_a_piece_is_none(run: Terminal, tmp_path: Path) -> None:
    bad = BY_COLUMNS.spoilt("Shöp", "1.5")
    file = save(tmp_path, BY_COLUMNS.text(BY_COLUMNS.first, bad))
    outcome = run("import", "auto", str(file), "--dry-run", status=1)
    assert difference(outcome) == {"levels": 2, "units": 1}
