"""Online Retail: a real shop's year, dirty as it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import pytest

from app.messages import reason
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import import_files
from engines.orders.totals import totals
from tests.data import data_path
from tests.engines.exchange.conformance import ImporterTests
from tests.engines.exchange.tables import RETAIL, written
from tests.engines.exchange.test_bad_files import explained
from tests.shops import TestShop
from tests.terminal import Terminal

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

    @pytest.mark.parametrize(
        ("told", "otherwise", "number"),
        [
            ("LANTERN,6,", "LANTERN,7,", "536365"),
            (",3.39,", ",3.40,", "536365"),
            ("12/1/2010 9:41", "12/1/2010 9:42", "C536379"),
            ("-56", "-57", "536414"),
        ],
    )
    def test_an_invoice_of_before_there_were_digests_is_compared_line_by_line(
        self, shop: TestShop, told: str, otherwise: str, number: str
    ) -> None:
        self.run(shop, self.text)
        forget = "UPDATE orders_order SET source_digest = ''"
        shop.shop.database.write_derived(lambda c: c.run(forget))
        again = self.run(shop, self.text).plan
        assert (again.facts, again.unchanged, again.rejected) == ([], 5, [])
        plan = self.run(shop, self.text.replace(told, otherwise)).plan
        assert {(one.value, one.reason) for one in plan.rejected} == {(number, "order differs")}


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


QUERY = """
COPY (SELECT * FROM (VALUES
    ('1', 'A', 'ÄPFEL', 2, TIMESTAMP '2011-01-01 10:00', 1.5::DOUBLE, 7.0::DOUBLE, 'UK'),
    ('2', 'A', NULL, NULL, TIMESTAMP '2011-01-01 10:00', 1.5, NULL, 'UK'),
    ('3', 'A', 'Ä', 1, NULL, 1.5, NULL, NULL),
    ('4', NULL, 'Ä', 1, TIMESTAMP '2011-01-01 10:00', 1.5, NULL, NULL),
    ('5', 'A', 'Ä', 1, TIMESTAMP '2011-01-01 10:00', 1e300, NULL, NULL),
    ('6', 'A', chr(7), 1, TIMESTAMP '2011-01-01 10:00', 1.5, NULL, NULL)
) AS t({columns})) TO '{file}' (FORMAT parquet)
"""
COLUMNS = HEAD.strip()


def parquet(file: Path, columns: str = COLUMNS) -> Path:
    """A Parquet file with one good row and five bad ones."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(QUERY.format(columns=columns, file=file))
    return file


def test_a_bad_row_of_a_parquet_file_is_named_like_any_other(run: Terminal, tmp_path: Path) -> None:
    file = parquet(tmp_path / "sales.parquet")
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert (outcome["encoding"], outcome["read"], outcome["accepted"]) == ("Parquet", 6, 1)
    assert [(one["line"], one["column"], one["value"]) for one in outcome["rejected"]] == [
        (3, "Quantity", ""),
        (4, "InvoiceDate", ""),
        (5, "StockCode", ""),
        (6, "UnitPrice", "1e+300"),
        (7, "Description", "\x07"),
    ]
    assert run("show", "customer", "7")["ref"] == "7"


def test_a_cut_parquet_file_and_one_of_other_columns_are_told_apart(
    run: Terminal, tmp_path: Path
) -> None:
    file = parquet(tmp_path / "sales.parquet", COLUMNS.replace("Quantity", "Pieces"))
    assert explained(run, file, "auto")["kind"] == "WrongKind"
    os.truncate(file, file.stat().st_size // 2)
    error = explained(run, file, "auto")
    assert error["kind"] == "FileUnreadable"
    assert reason("damaged") in str(error["message"])


def test_the_order_of_the_columns_does_not_matter(run: Terminal, tmp_path: Path) -> None:
    rows = [RETAIL.header, RETAIL.first, RETAIL.spoilt("UnitPrice", "x"), RETAIL.other]
    file = tmp_path / "file.csv"
    file.write_text(written([row[::-1] for row in rows]), "utf-8")
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    places = [(one["line"], one["column"], one["value"]) for one in outcome["rejected"]]
    assert places == [(4, "UnitPrice", "x"), (5, "InvoiceNo", "536400")]
    assert outcome["totals"]["amount"] == {"minor": 1530, "currency": "EUR"}
