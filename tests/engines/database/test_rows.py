"""Rows that facts say whole: what a fact did, its inverse undoes, whatever the rows are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.catalog.facts import SupplierData, SuppliersChanged
from engines.catalog.suppliers import SUPPLIERS
from engines.database.errors import RowChanged
from engines.database.rows import A_FACT, facts_of
from tests.app.undoing import undone
from tests.shops import TestShop

KILN = SupplierData(id=1, code="S1", name="Kiln", currency="EUR")
CLAY = SupplierData(id=2, code="S2", name="Clay", currency="USD", lead_days=3)
_ROWS = st.dictionaries(
    st.integers(1, 5),
    st.tuples(st.sampled_from(["A", "B"]), st.none() | st.integers(0, 3)),
    max_size=5,
)


def _made(told: dict[int, tuple[str, int | None]]) -> dict[int, SupplierData]:
    return {
        key: SupplierData(id=key, code=f"S{key}", name=name, currency="EUR", lead_days=days)
        for key, (name, days) in told.items()
    }


def _stands(shop: TestShop) -> list[tuple[object, ...]]:
    return shop.read(lambda c: c.all("SELECT id, code, name, lead_days FROM catalog_supplier"))


@settings(max_examples=25)
@given(_ROWS, _ROWS)
def test_a_fact_leads_from_one_state_to_the_other_and_undo_back(
    first: dict[int, tuple[str, int | None]], second: dict[int, tuple[str, int | None]]
) -> None:
    one, other = _made(first), _made(second)
    with tempfile.TemporaryDirectory() as folder:
        shop = TestShop(Path(folder) / "shop")
        try:
            if one:
                shop.do(lambda c: c.record_all(facts_of(SuppliersChanged, {}, one, one)))
            before = _stands(shop)
            facts = facts_of(SuppliersChanged, one, other, one.keys() | other.keys())
            assert bool(facts) == (one != other)
            if facts:
                shop.do(lambda c: c.record_all(facts))
                assert {row[0] for row in _stands(shop)} == set(other)
                undone(shop)
                assert _stands(shop) == before
            shop.whole()
        finally:
            shop.close()


def test_facts_say_only_what_is_different_and_are_never_long() -> None:
    many = {key: msgspec.structs.replace(KILN, id=key, code=str(key)) for key in range(1, 1_202)}
    assert facts_of(SuppliersChanged, many, many, many) == []
    made = facts_of(SuppliersChanged, {}, many, many)
    assert [len(one.new) for one in made if isinstance(one, SuppliersChanged)] == [
        A_FACT,
        A_FACT,
        201,
    ]


def test_a_row_counts_its_changes_and_keeps_the_entry_that_brought_it(shop: TestShop) -> None:
    first = shop.do(lambda c: c.record(SuppliersChanged(new=(KILN,))))
    other = msgspec.structs.replace(KILN, name="Kilns")
    shop.do(lambda c: c.record(SuppliersChanged(old=(KILN,), new=(other,))))
    sql = "SELECT name, version, entry FROM catalog_supplier"
    assert shop.read(lambda c: c.all(sql)) == [("Kilns", 2, first)]


@pytest.mark.parametrize(
    "meanwhile",
    [
        SuppliersChanged(old=(KILN,), new=(msgspec.structs.replace(KILN, name="Other"),)),
        SuppliersChanged(old=(KILN,)),
    ],
    ids=["changed", "gone"],
)
def test_what_somebody_changed_since_is_not_overwritten(
    shop: TestShop, meanwhile: SuppliersChanged
) -> None:
    from tests.shops import actor

    clerk = actor("manager")
    shop.act(clerk, lambda c: c.record(SuppliersChanged(new=(KILN, CLAY))))
    shop.do(lambda c: c.record(meanwhile))
    with pytest.raises(RowChanged) as caught:
        undone(shop, clerk)
    assert (caught.value.table, caught.value.key) == ("catalog_supplier", "S1")


def test_ids_go_on_after_the_last(shop: TestShop) -> None:
    assert shop.read(SUPPLIERS.next_id) == 1
    shop.do(lambda c: c.record(SuppliersChanged(new=(CLAY,))))
    assert shop.read(SUPPLIERS.next_id) == 3
