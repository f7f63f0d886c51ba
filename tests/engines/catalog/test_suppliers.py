"""Suppliers and what they ask: rules of the commands, and what can be read of them."""

from __future__ import annotations

import pytest

from engines.catalog import supplier_commands as commands
from engines.catalog import suppliers
from engines.catalog.errors import SupplierTaken
from engines.database.errors import BadValue, NotFound, NothingChanged, RowChanged
from engines.database.pages import Filter
from tests.shops import TestShop


@pytest.fixture
def sold(shop: TestShop) -> TestShop:
    """Mugs that two suppliers sell, the one of them for dollars."""
    shop.stocked("MUG")
    for code, currency, days in (("S1", "EUR", 5), ("S2", "USD", None)):
        shop.do(
            lambda c, k=code, m=currency, d=days: commands.add_supplier(  # type: ignore[misc]
                c, code=k, name=f"Kiln {k}", currency=m, lead_days=d, personal={"contact": "Ada"}
            )
        )
    return shop


def _ask(shop: TestShop, supplier: int, cost: int | None, **told: object) -> None:
    shop.do(
        lambda c: commands.set_item(
            c,
            supplier_id=supplier,
            variant_id=1,
            cost_minor=cost,
            currency="EUR",
            **told,  # type: ignore[arg-type]
        )
    )


def test_the_cheapest_comes_first_and_who_tells_no_cost_last(sold: TestShop) -> None:
    _ask(sold, 1, None)
    _ask(sold, 2, 300, lead_days=2)
    found = sold.read(lambda c: suppliers.items_of(c, 1))
    assert [(one.code, one.cost_minor, one.usual_lead_days) for one in found] == [
        ("S2", 300, 2),
        ("S1", None, 5),
    ]
    assert found[1].lead_days is None


def test_a_cost_told_anew_takes_the_place_of_the_old(sold: TestShop) -> None:
    _ask(sold, 1, 400, supplier_sku="A-1")
    _ask(sold, 1, 410, supplier_sku="A-1", pack_size=6)
    [one] = sold.read(suppliers.items_page).rows
    assert (one.cost_minor, one.pack_size, one.version) == (410, 6, 2)
    with pytest.raises(NothingChanged):
        _ask(sold, 1, 410, supplier_sku="A-1", pack_size=6)


def test_a_supplier_counts_what_it_sells(sold: TestShop) -> None:
    _ask(sold, 1, 400)
    rows = sold.read(lambda c: suppliers.page(c, [Filter("words", "contains", "kiln")])).rows
    assert [(one.code, one.items) for one in rows] == [("S1", 1), ("S2", 0)]
    found = sold.read(lambda c: suppliers.items_page(c, [Filter("sku", "is", "MUG")])).rows
    assert [one.code for one in found] == ["S1"]


def test_whom_to_ask_for_is_read_only_with_the_right(sold: TestShop) -> None:
    assert [one.contact for one in sold.read(suppliers.page).rows] == ["", ""]
    rows = sold.read(lambda c: suppliers.page(c, personal=True)).rows
    assert [one.contact for one in rows] == ["Ada", "Ada"]


def test_no_two_suppliers_share_a_code(sold: TestShop) -> None:
    with pytest.raises(SupplierTaken):
        sold.do(lambda c: commands.add_supplier(c, code=" S1 ", name="X", currency="EUR"))
    with pytest.raises(SupplierTaken):
        sold.do(lambda c: commands.edit_supplier(c, supplier_id=2, version=1, code="S1"))


def test_what_makes_no_sense_is_refused(sold: TestShop) -> None:
    with pytest.raises(RowChanged):
        sold.do(lambda c: commands.edit_supplier(c, supplier_id=1, version=9, name="X"))
    with pytest.raises(BadValue):
        sold.do(lambda c: commands.edit_supplier(c, supplier_id=1, version=1, colour="red"))
    with pytest.raises(NotFound):
        sold.read(lambda c: suppliers.supplier(c, "S9"))
    for wrong in ({"pack_size": 0}, {"min_quantity": 0}, {"lead_days": -1}):
        with pytest.raises(BadValue):
            _ask(sold, 1, 1, **wrong)
    with pytest.raises(BadValue):
        _ask(sold, 1, -1)
    with pytest.raises(NotFound):
        _ask(sold, 9, 1)
    sold.whole()
