"""What suppliers, reviews and advertising name cannot be taken away under them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.analytics import commands as analytics
from engines.catalog import supplier_commands as suppliers
from engines.catalog.suppliers import suppliers_by_id
from engines.database.change import Change
from engines.database.errors import BadValue, RowChanged
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.identity import vault
from engines.orders.facts import CustomerData, CustomersAdded
from engines.recommend import commands as recommend
from engines.recommend.facts import ReviewData, ReviewsChanged
from tests.app.undoing import Work, add, add_seller, redone, refused, state_of, tell_cost, undone
from tests.shops import TestShop, actor


def test_a_supplier_that_sells_something_by_now_stays(shop: TestShop) -> None:
    shop.stocked("MUG")
    clerk = actor("manager")
    shop.act(clerk, lambda c: suppliers.add_supplier(c, code="S1", name="K", currency="EUR"))
    shop.do(
        lambda c: suppliers.set_item(
            c, supplier_id=1, variant_id=1, cost_minor=None, currency="EUR"
        )
    )
    assert refused(shop, undone, clerk) == RowChanged("catalog_supplier", "S1")


def test_a_supplier_edited_since_is_not_overwritten(shop: TestShop) -> None:
    clerk = actor("manager")
    shop.do(lambda c: suppliers.add_supplier(c, code="S1", name="K", currency="EUR"))
    shop.act(clerk, lambda c: suppliers.edit_supplier(c, supplier_id=1, version=1, name="Kiln"))
    shop.do(lambda c: suppliers.edit_supplier(c, supplier_id=1, version=2, lead_days=3))
    assert refused(shop, undone, clerk) == RowChanged("catalog_supplier", "S1")
    with pytest.raises(RowChanged):
        shop.do(lambda c: suppliers.edit_supplier(c, supplier_id=1, version=1, name="Old"))


def test_a_supplier_does_not_come_back_to_a_code_that_is_taken(shop: TestShop) -> None:
    clerk = actor("manager")
    shop.act(clerk, lambda c: suppliers.add_supplier(c, code="S1", name="K", currency="EUR"))
    undone(shop, clerk)
    shop.do(lambda c: suppliers.add_supplier(c, code="S2", name="L", currency="EUR"))
    shop.do(lambda c: suppliers.edit_supplier(c, supplier_id=2, version=1, code="S1"))
    assert refused(shop, redone, clerk) == RowChanged("catalog_supplier", "S1")


def _sell(change: Change) -> None:
    suppliers.add_supplier(change, code="S1", name="K", currency="EUR")
    add_seller(change)


def _advertise(change: Change) -> None:
    analytics.set_ad_cost(
        change,
        day="2026-01-01",
        channel="a",
        campaign="",
        cost_minor=1,
        currency="EUR",
        variant_id=1,
    )


_USES: dict[str, Work] = {
    "supplier": _sell,
    "review": lambda c: recommend.add_review(c, ref="R", product_id=1, rating_milli=1_000),
    "cost": _advertise,
}


@pytest.mark.parametrize("use", _USES)
def test_a_product_that_something_names_stays(shop: TestShop, use: str) -> None:
    clerk = actor("manager")
    shop.act(clerk, add("MUG"))

    shop.do(_USES[use])
    assert isinstance(refused(shop, undone, clerk), RowChanged)


def test_what_a_supplier_sold_does_not_come_back_without_the_product(shop: TestShop) -> None:
    clerk, other = actor("manager"), actor("owner", "other")
    shop.act(other, add("MUG"))
    shop.act(clerk, _sell)
    undone(shop, clerk)
    undone(shop, other)
    assert refused(shop, redone, clerk) == RowChanged("catalog_supplier_item", "2 · 1")


def test_what_a_supplier_sold_does_not_come_back_without_the_supplier(shop: TestShop) -> None:
    clerk, other = actor("manager"), actor("owner", "other")
    shop.do(add("MUG"))
    shop.act(other, lambda c: suppliers.add_supplier(c, code="S1", name="K", currency="EUR"))
    shop.act(
        clerk,
        lambda c: suppliers.set_item(c, supplier_id=1, variant_id=1, cost_minor=1, currency="EUR"),
    )
    undone(shop, clerk)
    undone(shop, other)
    assert refused(shop, redone, clerk) == RowChanged("catalog_supplier_item", "1 · 1")


@pytest.mark.parametrize("use", ["review", "cost"])
def test_nothing_comes_back_without_the_product_it_names(shop: TestShop, use: str) -> None:
    clerk, other = actor("manager"), actor("owner", "other")
    shop.act(other, add("MUG"))
    shop.act(clerk, _USES[use])
    undone(shop, clerk)
    undone(shop, other)
    assert isinstance(refused(shop, redone, clerk), RowChanged)


def test_a_customer_who_wrote_a_review_stays(shop: TestShop) -> None:
    clerk = actor("manager")
    shop.do(add("MUG"))
    customer = CustomerData(id=1, ref="C1")
    shop.act(clerk, lambda c: c.record(CustomersAdded(customers=(customer,))))
    review = ReviewData(id=1, ref="R", product_id=1, at_us=1, rating_milli=5_000, customer_id=1)
    shop.do(lambda c: c.record(ReviewsChanged(new=(review,))))
    assert refused(shop, undone, clerk) == RowChanged("orders_customer", "C1")


def test_the_words_of_a_review_do_not_come_back_with_redo(shop: TestShop) -> None:
    shop.do(add("MUG"))
    shop.do(
        lambda c: recommend.add_review(
            c, ref="R", product_id=1, rating_milli=5_000, personal={"text": "Fine"}
        ),
        "review",
    )
    undone(shop)
    assert shop.read(lambda c: c.all("SELECT * FROM identity_vault_item")) == []
    redone(shop)
    assert shop.read(lambda c: vault.unseal(c, [2 << 40 | 1])) == {}
    shop.whole()


def test_what_makes_no_sense_is_named(shop: TestShop) -> None:
    shop.do(add("MUG"))
    wrongs: tuple[Work, ...] = (
        lambda c: suppliers.add_supplier(c, code="", name="K", currency="EUR"),
        lambda c: suppliers.add_supplier(c, code="S", name="K", currency="euro"),
        lambda c: suppliers.add_supplier(c, code="S", name="K", currency="EUR", lead_days=-1),
        lambda c: recommend.add_review(c, ref="R", product_id=1, rating_milli=5_001),
        lambda c: tell_cost(c, "2026-1-1", 1),
        lambda c: tell_cost(c, "2026-01-01", -1),
    )
    for wrong in wrongs:
        with pytest.raises(BadValue):
            shop.do(wrong)
    assert shop.read(suppliers_by_id) == {}


_SUPPLIER = st.tuples(
    st.sampled_from(["S1", "S2", ""]),
    st.sampled_from(["Kiln", "Töpferei", "陶"]),
    st.sampled_from(["MUG", "CUP", "", "X-9"]),
    st.sampled_from(["", "1", "2.50", "much"]),
    st.sampled_from(["EUR", "JPY", ""]),
    st.sampled_from(["", "Ada", "Bo"]),
)
_REVIEW = st.tuples(
    st.sampled_from(["R1", "R2", ""]),
    st.sampled_from(["MUG", "CUP", "X-9"]),
    st.sampled_from(["1", "4.5", "5", "6"]),
    st.sampled_from(["2026-01-01", "2026-01-02 10:00", "soon"]),
    st.sampled_from(["", "Fine", "=1+1"]),
    st.sampled_from(["", "yes", "maybe"]),
)
_COST = st.tuples(
    st.sampled_from(["2026-01-01", "2026-01-02", "Total"]),
    st.sampled_from(["Spring", "+summer"]),
    st.sampled_from(["1", "2.50", ""]),
    st.sampled_from(["EUR", "JPY", "euros"]),
    st.sampled_from(["", "MUG"]),
    st.sampled_from(["", "7"]),
)
_TABLES = {
    "suppliers": ("Supplier code,Supplier,SKU,Cost,Currency,Contact", _SUPPLIER),
    "reviews": ("Review ID,SKU,Stars,Date,Review,Verified", _REVIEW),
    "ad-costs": ("Day,Campaign,Cost,Currency,SKU,Clicks", _COST),
}


@pytest.mark.parametrize("kind", _TABLES)
@settings(max_examples=12)
@given(data=st.data())
def test_import_twice_changes_nothing_and_undo_restores_everything(
    kind: str, data: st.DataObject
) -> None:
    header, row = _TABLES[kind]
    rows = [
        data.draw(st.lists(row, min_size=1, max_size=6), label=label) for label in ("first", "next")
    ]
    with tempfile.TemporaryDirectory() as folder:
        shop = TestShop(Path(folder) / "shop")
        file = Path(folder) / f"{kind}.csv"
        options = Options("EUR", "Europe/Berlin", skip_rejected=True)
        try:
            for sku in ("MUG", "CUP"):
                shop.stocked(sku, pieces=0)
            for some in rows:
                file.write_text("\n".join([header, *(",".join(one) for one in some)]), "utf-8")
                before = state_of(shop)
                database, owner = shop.shop.database, shop.owner
                plan = import_files(database, owner, kind, [file], options, Untold())
                after = state_of(shop)
                again = import_files(database, owner, kind, [file], options, Untold())
                assert (again.plan.created, again.plan.updated) == ({}, {})
                assert not again.applied
                assert list(plan.plan.totals) == list(plan.plan.file_totals)
                if plan.plan.facts:
                    undone(shop)
                    assert _but_imports(state_of(shop)) == _but_imports(before)
                    redone(shop)
                    assert _but_imports(state_of(shop)) == _but_imports(after)
            shop.whole()
        finally:
            shop.close()


def _but_imports(state: dict[str, list[object]]) -> dict[str, list[object]]:
    return {name: rows for name, rows in state.items() if name != "exchange_import"}
