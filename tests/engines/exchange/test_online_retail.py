"""Online Retail: a real shop's year, dirty as it is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.orders.totals import totals
from tests.data import data_path
from tests.engines.exchange.conformance import ImporterTests
from tests.shops import TestShop

HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


class TestOnlineRetail(ImporterTests):
    """Invoice lines, credit notes and adjustments."""

    kind: ClassVar[str] = "online-retail"
    text: ClassVar[str] = (
        HEAD + "536365,85123A,WHITE HÄNGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
        "536365,71053,WHITE METAL LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
        "C536379,D,Discount,-1,12/1/2010 9:41,27.50,14527,United Kingdom\n"
        "536414,22139,,-56,2010-12-01 11:52:00,0,,United Kingdom\n"
        "A563186,B,Adjust bad debt,1,8/12/2011 14:51,-11062.06,,United Kingdom\n"
    )
    bad: ClassVar[str] = text + "536400,22139,MUG,1,2/30/2011 11:52,1.00,,France\n"
    bad_place: ClassVar[tuple[int, str, str]] = (7, "InvoiceDate", "no such date")

    def test_credit_notes_are_refunds_not_sales(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        counted = shop.read(totals)
        assert counted.orders == 4
        assert [money.minor for money in counted.gross] == [3564 - 1106206]
        assert [money.minor for money in counted.refunded] == [2750]


@pytest.mark.deep
def test_the_whole_year_goes_in_and_adds_up(tmp_path: Path) -> None:
    """541,909 lines, 25,900 invoices, 9,747,747.93 pounds, nothing refused."""
    file = data_path("online-retail/online_retail.parquet")
    shop = TestShop(tmp_path / "shop", "GBP")
    try:
        options = Options("GBP", "Europe/London")
        plan = import_files(
            shop.shop.database, shop.owner, "online-retail", [file], options, Untold()
        ).plan
        assert (plan.read, len(plan.rejected), plan.rounded) == (541_909, 0, 1)
        assert plan.totals == {
            "orders": 25_900,
            "lines": 541_909,
            "units": 5_176_450,
            "amount": 974_774_793,
        }
        shop.whole()
    finally:
        shop.close()
