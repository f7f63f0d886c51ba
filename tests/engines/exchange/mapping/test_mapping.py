"""Mappings are guessed from names and cells, told in TOML, and exact."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.database.ticket import Untold
from engines.exchange.mapping import values
from engines.exchange.mapping.guess import folded, guess, guess_kind
from engines.exchange.mapping.rules import BadMapping, Mapping, Rule, from_toml, shape_of, to_toml
from engines.exchange.mapping.steps import Lookup, Replace, Split, Step, Unit
from engines.exchange.mapping.targets import TARGETS
from engines.exchange.reading.table import open_table
from tests.data import ROOT

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_SOME = _TEXT.filter(bool)
_STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(Split, _SOME, st.integers(-3, 3)),
    st.builds(Replace, _SOME, _TEXT),
    st.builds(Unit, st.decimals(allow_nan=False, allow_infinity=False, places=3)),
    st.builds(
        Lookup,
        st.dictionaries(_SOME, _TEXT, max_size=3).map(lambda found: tuple(found.items())),
        st.none() | _TEXT,
    ),
)


@st.composite
def _mappings(draw: st.DrawFn) -> Mapping:
    kind = draw(st.sampled_from(sorted(TARGETS)))
    names = [one.name for one in TARGETS[kind].fields]
    rules = tuple(
        Rule(
            name,
            tuple(draw(st.lists(_TEXT, max_size=1))),
            " ",
            tuple(draw(st.lists(_STEPS, max_size=2))),
            draw(st.none() | _TEXT),
        )
        for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    )
    return Mapping(
        kind, rules, draw(st.sampled_from([".", ","])), draw(st.sampled_from(["dmy", "ymd"]))
    )


@given(_mappings())
def test_a_mapping_comes_back_from_its_toml(mapping: Mapping) -> None:
    assert from_toml(to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        ("kind = ", "not toml", "Invalid value"),
        ('kind = "bikes"', "unknown kind", "bikes"),
        ('kind = "prices"\ndecimal = ";"', "decimal", ";"),
        ('kind = "prices"\n[columns.colour]\nfrom = ["a"]', "unknown field", "columns.colour"),
        ('kind = "prices"\n[columns.sku]\nfrom = "a"', "columns", "columns.sku"),
        (
            'kind = "prices"\n[columns.sku]\nfrom = ["a"]\nsteps = [{ split = "" }]',
            "step",
            "steps[0]",
        ),
        (
            'kind = "prices"\n[columns.sku]\nfrom = ["a"]\nsteps = [{ unit = "x" }]',
            "step",
            "steps[0]",
        ),
    ],
)
def test_a_bad_mapping_is_refused_by_its_place(text: str, reason: str, detail: str) -> None:
    with pytest.raises(BadMapping) as caught:
        from_toml(text)
    assert caught.value.reason == reason
    assert detail in caught.value.detail


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,50", "3,00"], ","),
        (["1.234,50", "7"], ","),
        (["1,234.50", "7"], "."),
        (["1.234", "1.234.567"], ","),
        (["12.50", "1,234"], "."),
        (["€ 12,50", "CHF 1’000,00"], ","),
        ([], "."),
    ],
)
def test_the_decimal_sign_is_that_of_the_whole_file(cells: list[str], decimal: str) -> None:
    assert values.guess_decimal(cells) == decimal


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([".", ","]), st.booleans())
def test_a_number_is_read_as_it_was_written(value: Decimal, decimal: str, grouped: bool) -> None:
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    if decimal == ",":
        text = text.translate({ord(","): ".", ord("."): ","})
    assert Decimal(values.number(text, ",")) == value if decimal == "," else True
    assert Decimal(values.number(text, ".")) == value if decimal == "." else True


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("(12.50)", ".", "-12.50"),
        ("1 234,5", ",", "1234.5"),
        ("−3", ".", "-3"),
        ("¥1,200", ".", "1200"),
        ("1.2E+12", ".", "1.2E+12"),
        ("12,3,4", ".", "12,3,4"),
        ("abc", ".", "abc"),
    ],
)
def test_what_is_no_number_stays_to_be_refused(text: str, decimal: str, plain: str) -> None:
    assert values.number(text, "," if decimal == "," else ".") == plain


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["31.12.2025", "01.02.2026"], "dmy"),
        (["12/31/2025", "02/01/2026"], "mdy"),
        (["2025-12-31"], "ymd"),
        (["01/02/2026"], "dmy"),
        ([], "ymd"),
    ],
)
def test_the_order_of_dates_is_that_of_the_whole_file(cells: list[str], order: str) -> None:
    assert values.guess_dates(cells, "dmy") == order


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("31.12.2025", "2025-12-31T00:00:00"),
        ("1/2/26 9:05", "2026-02-01T09:05:00"),
        ("1/2/2026, 12:30 AM", "2026-02-01T00:30:00"),
        ("2026年2月1日", "2026-02-01T00:00:00"),
        ("2026-02-01T10:00:00+02:00", "2026-02-01T10:00:00+02:00"),
        ("soon", "soon"),
    ],
)
def test_a_date_becomes_iso(text: str, iso: str) -> None:
    assert values.moment(text, "dmy") == iso


def test_steps_are_exact_and_leave_what_they_do_not_know() -> None:
    assert Unit(Decimal("453.59237")).apply("2") == "907.18474"
    assert Unit(Decimal(1000)).apply("abc") == "abc"
    assert Split("|", -1).apply("a | b|c ") == "c"
    assert Split("|", 5).apply("a|b") == ""
    assert Lookup((("Ja ", "yes"),)).apply(" ja") == "yes"
    assert Lookup((("Ja", "yes"),), "no").apply("vielleicht") == "no"


def test_columns_are_found_by_what_people_call_them(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("货号,商品名称,售价,库存\nA-1,杯子,12.50,10\n", "utf-8")
    table = open_table(file)
    assert guess_kind(table.header) == "products"
    found = guess("products", table, Untold())
    columns = {one.field: one.columns for one in found.rules if one.columns}
    assert columns == {
        "sku": ("货号",),
        "title": ("商品名称",),
        "price": ("售价",),
        "quantity": ("库存",),
    }


def test_kilograms_become_grams(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("sku,title,price,Weight (kg)\nA,Mug,1,0.35\n", "utf-8")
    rule = guess("products", open_table(file), Untold()).rule("grams")
    assert rule is not None
    assert rule.steps == (Unit(Decimal(1000)),)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["Order No", "Date", "SKU", "Qty", "Unit price"], "orders"),
        (["SKU", "Price"], "prices"),
        (["SKU", "Stock"], "stock"),
        (["Name", "E-Mail"], "customers"),
        (["foo", "bar"], None),
    ],
)
def test_the_kind_is_told_by_the_columns(header: list[str], kind: str | None) -> None:
    assert guess_kind(header) == kind


def test_the_shape_of_a_file_is_its_columns_in_any_order() -> None:
    assert shape_of(["SKU", "Price "]) == shape_of(["price", "sku"])
    assert shape_of(["SKU", "Price"]) != shape_of(["SKU", "Cost"])
    assert folded("Unit_Price (EUR)") == "unit price"


def test_the_mapping_of_the_manual_reads() -> None:
    page = (ROOT / "docs" / "manual" / "importing.md").read_text("utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    assert from_toml(text).missing() == ()
