"""A bad cell of suppliers, reviews or advertising costs is named; the rest can go in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import messages
from tests.engines.exchange.tables import Table
from tests.engines.exchange.test_bad_input import refused, save, the_rest_goes_in
from tests.terminal import Terminal

SUPPLIERS = Table(
    "suppliers",
    "suppliers",
    ("Supplier code", "Supplier", "SKU", "Cost", "Currency", "Lead time", "MOQ", "Contact"),
    ("S1", "Kiln\n& Co", "MUG", "4.10", "EUR", "14", "6", "Ada"),
    ("S2", "Töpferei", "CUP", "2", "USD", "3", "1", ""),
    ("S3", "Clay", "'00123", "1.5", "EUR", "", "", "Bo"),
    {},
    {"suppliers": 2, "supplier-items": 2},
)
REVIEWS = Table(
    "reviews",
    "reviews",
    ("Review ID", "SKU", "Rating", "Date", "Text", "Author", "Verified", "Status"),
    ("R1", "MUG", "5", "2026-03-01 10:00", "Fine\ntea", "Ada", "yes", "approved"),
    ("R2", "CUP", "4.5", "2026-03-02", "", "", "", ""),
    ("'0012", "'00123", "1", "2026-03-03", "Meh", "Bo", "no", "hold"),
    {},
    {"reviews": 2},
)
AD_COSTS = Table(
    "ad costs",
    "ad-costs",
    ("Day", "Channel", "Campaign", "SKU", "Cost", "Currency", "Impressions", "Clicks"),
    ("2026-03-01", "search", "Spring\nsale", "MUG", "12.50", "EUR", "1200", "31"),
    ("2026-03-02", "search", "Spring", "", "1", "EUR", "", ""),
    ("2026-03-03", "social", "", "'00123", "999", "JPY", "10", "0"),
    {},
    {"ad-costs": 2, "impressions": 1210, "clicks": 31, "spend": 1250, "spend JPY": 999},
)
TABLES = (SUPPLIERS, REVIEWS, AD_COSTS)
FAULTS: tuple[tuple[Table, str, str, str], ...] = (
    (SUPPLIERS, "SKU", "NO-1", "unknown SKU"),
    (SUPPLIERS, "SKU", "M\x07G", "control character"),
    (SUPPLIERS, "Supplier code", "1.2E+12", "spreadsheet id"),
    (SUPPLIERS, "Cost", "much", "not an amount"),
    (SUPPLIERS, "Cost", "-1.00", "negative"),
    (SUPPLIERS, "Cost", "1.005", "too many decimals"),
    (SUPPLIERS, "Currency", "euros", "not a currency"),
    (SUPPLIERS, "Lead time", "two weeks", "not a whole number"),
    (SUPPLIERS, "Lead time", "-1", "negative"),
    (SUPPLIERS, "Lead time", "4000", "out of range"),
    (SUPPLIERS, "MOQ", "0", "out of range"),
    (SUPPLIERS, "Contact", "\x1b[2Jboo", "control character"),
    (REVIEWS, "SKU", "NO-1", "unknown SKU"),
    (REVIEWS, "SKU", "", "empty"),
    (REVIEWS, "Rating", "0", "not a rating"),
    (REVIEWS, "Rating", "5.001", "not a rating"),
    (REVIEWS, "Rating", "4.5001", "not a rating"),
    (REVIEWS, "Rating", "good", "not a rating"),
    (REVIEWS, "Rating", "", "empty"),
    (REVIEWS, "Date", "2026-02-30T10:00:00", "no such date"),
    (REVIEWS, "Date", "yesterday", "not a date"),
    (REVIEWS, "Verified", "perhaps", "not yes or no"),
    (REVIEWS, "Status", "glowing", "not a status"),
    (REVIEWS, "Text", "a\x9bb", "control character"),
    (REVIEWS, "Review ID", "R1", "review twice"),
    (AD_COSTS, "Day", "Total", "not a date"),
    (AD_COSTS, "Channel", "a\x9bb", "control character"),
    (AD_COSTS, "SKU", "NO-1", "unknown SKU"),
    (AD_COSTS, "Cost", "", "empty"),
    (AD_COSTS, "Cost", "-1.00", "negative"),
    (AD_COSTS, "Cost", "9.999", "too many decimals"),
    (AD_COSTS, "Currency", "euros", "not a currency"),
    (AD_COSTS, "Impressions", "1.5", "not a whole number"),
    (AD_COSTS, "Clicks", "-1", "negative"),
)


def _name(told: Table | str) -> str:
    return told.name if isinstance(told, Table) else ascii(told)


@pytest.mark.parametrize(("table", "column", "value", "reason"), FAULTS, ids=_name)
def test_a_bad_cell_is_named_exactly_and_the_rest_goes_in(
    run: Terminal, tmp_path: Path, table: Table, column: str, value: str, reason: str
) -> None:
    bad = table.spoilt(column, value)
    file = save(tmp_path, table.text(table.first, bad, table.second))
    [row] = refused(run, file, table.kind)
    assert (row["file"], row["line"], row["column"]) == ("file.csv", 4, column)
    assert (row["value"], row["reason"]) == (value, messages.reason(reason))
    the_rest_goes_in(run, file, save(tmp_path, table.good(), "good.csv"), table.kind)


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_the_totals_are_those_of_the_file(run: Terminal, tmp_path: Path, table: Table) -> None:
    file = save(tmp_path, table.good())
    outcome = run("import", table.kind, str(file))
    plain = {
        name: value["minor"] if isinstance(value, dict) else value
        for name, value in outcome["totals"].items()
    }
    assert plain == table.totals
    assert outcome["file_totals"] == outcome["totals"]


def test_a_sum_of_costs_carries_its_currency(run: Terminal, tmp_path: Path) -> None:
    file = save(tmp_path, AD_COSTS.good())
    totals = run("import", "ad-costs", str(file), "--dry-run")["totals"]
    assert totals["spend"] == {"minor": 1250, "currency": "EUR"}
    assert totals["spend JPY"] == {"minor": 999, "currency": "JPY"}


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_table_without_what_it_needs_says_so(run: Terminal, tmp_path: Path, table: Table) -> None:
    file = save(tmp_path, "Colour,Shape\nred,round\n")
    error = run("import", table.kind, str(file), status=3)["error"]
    assert error["kind"] == "WrongKind"


def test_one_undo_takes_back_the_whole_file(run: Terminal, tmp_path: Path) -> None:
    for table in TABLES:
        run("import", table.kind, str(save(tmp_path, table.good())))
        assert run("list", table.kind)["rows"]
        run("undo")
        assert run("list", table.kind)["rows"] == []
    assert run("rebuild", "--check")["ok"]
    assert run("verify")["ok"]
