"""Every sample file of the shops' formats: read whole, or refused with what it is.

The outcome of each stands in docs/formats.md. COUNTERFOIL_UPDATE_DOCS=1 writes it anew: look at
the difference before you keep it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from app import messages
from app.cli.run import PROBLEMS
from engines.database.errors import CounterfoilError
from engines.database.money import exponent
from engines.database.ticket import Untold
from engines.exchange.plan import Options, Plan
from engines.exchange.run import import_files, preview
from engines.orders.facts import OrderPlaced
from tests.data import ROOT, data_path
from tests.shops import TestShop
from tests.terminal import Terminal, is_chinese

FOLDERS = (
    "woocommerce-csv",
    "woocommerce-rest-json",
    "shopify-products-csv-2024",
    "shopify-products-csv-old",
    "shopify-rest-json",
    "shopify-webhooks",
    "marketplace-csv",
)
OTHERS = ("amazon", "carrier", "ebay", "square")  # of marketplace-csv: other shops' files
NO_FILES = (".headers", ".md")  # the heads of webhooks, and notes on where samples come from
PAGE = ROOT / "docs" / "formats.md"
MARK = "<!-- samples: written by tests/engines/exchange/test_samples.py -->"
HEAD = (
    "| file | kind | read | accepted | total ours | total of the file | refused: why |\n"
    "|---|---|---|---|---|---|---|"
)
SUMS = ("amount", "spent", "refunded", "units", "price")
UPDATE = "COUNTERFOIL_UPDATE_DOCS"
# The only rows of business files that cannot go in alone, and why.
ALONE = {
    "unknown order": "refunds and parcels name an order that is not in the shop",
    "unknown item": "levels name items and locations of other files",
    "unknown product": "reviews name products by a number of that shop",
    "unknown SKU": "stock is of products that are in other files",
}


@dataclass(frozen=True)
class Sample:
    """What came of a file."""

    name: str
    kind: str
    read: int
    accepted: int
    ours: str
    files: str
    why: str

    def row(self) -> str:
        """As a row of the page."""
        return "| " + " | ".join(str(one) for one in astuple(self)) + " |"


def files() -> Iterator[Path]:
    """Every sample of the two shops' formats."""
    for folder in FOLDERS:
        for one in sorted(data_path(f"formats/{folder}").iterdir()):
            if one.suffix not in NO_FILES and not one.name.startswith(OTHERS):
                yield one


def tried(shop: TestShop, file: Path) -> Sample:
    """Read a file as `import auto --dry-run` does."""
    name = f"{file.parent.name}/{file.name}"
    options = Options("USD", "UTC")
    try:
        outcome = preview(shop.shop.database, shop.owner, "auto", [file], options, Untold())
    except CounterfoilError as error:
        return named(name, messages.say(error).replace(str(file), "it"), error)
    plan = outcome.plan
    reasons = dict.fromkeys(one.reason for one in plan.rejected)
    assert set(reasons) <= set(ALONE), name
    assert plan.read == plan.accepted + len(plan.rejected) > 0
    assert (plan.totals == plan.file_totals) == (not plan.rejected), name
    why = ", ".join(messages.reason(one) for one in reasons)
    return Sample(name, outcome.kind, plan.read, plan.accepted, *said(plan), why)


def said(plan: Plan) -> tuple[str, str]:
    """Our total and the file's: money in the file's currency, else pieces, else prices in sum."""
    both = plan.totals, plan.file_totals
    name = next((one for one in SUMS if any(sums.get(one) for sums in both)), None)
    if name is None:
        return "–", "–"
    if name == "units":
        return f"{both[0][name]:,} pieces", f"{both[1][name]:,} pieces"
    placed = [one for one in plan.facts if isinstance(one, OrderPlaced)]
    (currency,) = {one.currency for one in placed} or {"USD"}
    digits = exponent(currency)
    unit = f"{currency} of prices" if name == "price" else currency
    ours, files = (f"{Decimal(sums[name]).scaleb(-digits):,.{digits}f} {unit}" for sums in both)
    return ours, files


def named(name: str, words: str, error: CounterfoilError) -> Sample:
    """A file that is refused whole: what is said of it, and that it is said in Chinese as well."""
    assert is_chinese(messages.say(error, "zh_CN"))
    return Sample(name, "–", 0, 0, "–", "–", words.partition(". ")[0].rstrip("."))


def page(samples: Sequence[Sample]) -> str:
    """docs/formats.md with these samples."""
    before = PAGE.read_text("utf-8").partition(MARK)[0]
    table = "\n".join([HEAD, *(one.row() for one in samples)])
    return f"{before}{MARK}\n\n{table}\n"


def test_every_sample_is_read_whole_or_named(tmp_path: Path) -> None:
    shop = TestShop(tmp_path / "shop", "USD")
    try:
        samples = [tried(shop, file) for file in files()]
    finally:
        shop.close()
    wanted = page(samples)
    if os.environ.get(UPDATE):
        PAGE.write_text(wanted, "utf-8")
    assert PAGE.read_text("utf-8") == wanted
    assert sum(one.read for one in samples) - sum(one.accepted for one in samples) == 24


GROUPS = (
    ("woocommerce-rest-json/products-07.json", "woocommerce-rest-json/product-variations-06.json"),
    ("woocommerce-rest-json/orders-03.json", "woocommerce-rest-json/order-refunds-03.json"),
    ("woocommerce-rest-json/customers-06.json", "woocommerce-rest-json/orders-06.json"),
    ("shopify-rest-json/orders.json", "shopify-rest-json/customer.json"),
    ("shopify-rest-json/product.json", "shopify-rest-json/variant.json"),
    ("shopify-products-csv-old/apparel.csv", "woocommerce-csv/sample_products_head.csv"),
)


@pytest.mark.parametrize("names", GROUPS, ids=lambda one: "+".join(Path(n).stem for n in one))
def test_files_that_belong_together_go_in_together_and_only_once(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    together = [data_path(f"formats/{name}") for name in names]
    shop = TestShop(tmp_path / "shop", "USD")
    options = Options("USD", "UTC")
    try:
        for again in (False, True):
            database, owner = shop.shop.database, shop.owner
            outcome = import_files(database, owner, "auto", together, options, Untold())
            assert outcome.applied != again
            assert outcome.plan.rejected == []
            assert outcome.plan.totals == outcome.plan.file_totals
            assert outcome.plan.updated == {}
            assert bool(outcome.plan.created) != again
        shop.whole()
    finally:
        shop.close()


def test_orders_of_a_week_later_move_on(run: Terminal) -> None:
    """Order 727 was processing in the one answer and is completed in the other."""
    first, second = (
        str(data_path(f"formats/woocommerce-rest-json/orders-0{n}.json")) for n in (1, 4)
    )
    run("import", "woocommerce-json", first, "--currency", "USD")
    assert run("show", "order", "727")["state"] == "to_ship"
    assert run("import", "auto", second)["updated"] == {"orders": 1}
    shown = run("show", "order", "727")
    assert (shown["state"], shown["paid"]["minor"]) == ("shipped", 2935)
    again = run("import", "auto", second)
    assert (again["created"], again["updated"], again["unchanged"]) == ({}, {}, 1)
    assert run("rebuild", "--check")["ok"]


def test_levels_alone_say_what_to_import_with_them(run: Terminal) -> None:
    file = data_path("formats/shopify-rest-json/inventory_levels.json")
    rows = run("import", "shopify-json", str(file), status=PROBLEMS)["rejected"]
    assert [one["line"] for one in rows] == [3, 10, 17, 24]
    assert {one["reason"] for one in rows} == {messages.reason("unknown item")}


def test_a_record_that_lacks_something_says_what(run: Terminal, tmp_path: Path) -> None:
    record = json.loads(data_path("formats/shopify-webhooks/orders_create.json").read_text("utf-8"))
    del record["financial_status"]
    (tmp_path / "file.json").write_text(json.dumps(record), "utf-8")
    error = run("import", "shopify-json", str(tmp_path / "file.json"), status=3)["error"]
    assert error["kind"] == "WrongKind"
    assert error["message"].endswith("it lacks the columns financial_status.")
