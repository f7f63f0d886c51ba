"""Recommendations from the command line, on a stranger's file and on the shop."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.engines.recommend.sales import random_sales
from tests.terminal import Terminal


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    data = random_sales(users=80, items=50, baskets=1_500)
    path = tmp_path / "sales.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["user", "item", "timestamp", "basket"])
        rows = zip(data.user, data.item, data.time, data.basket, strict=True)
        for user, item, time, basket in rows:
            writer.writerow([data.user_ids[user], data.item_ids[item], time, basket])
    return path


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("target", ["next", "new"])
def test_a_batch_needs_no_settings(run: Terminal, sales: Path, tmp_path: Path, target: str) -> None:
    users, out = tmp_path / "users.csv", tmp_path / "out.csv"
    users.write_text("user\nu3\nu9\nnobody\n", "utf-8")
    told = run(
        "recommend", "batch", "--interactions", str(sales), "--users", str(users),
        "--target", target, "-k", "7", "--out", str(out),
    )  # fmt: skip
    rows = written(out)
    assert told["rows"] == len(rows)
    assert (told["users"], told["guessed"]) == (3, 1)
    assert told["results"][0]["ndcg"] >= told["results"][-1]["ndcg"]
    bought = {row["item"] for row in written(sales) if row["user"] == "u3"}
    for user in ("u3", "u9", "nobody"):
        mine = [row for row in rows if row["user"] == user]
        assert [int(row["rank"]) for row in mine] == list(range(1, len(mine) + 1))
        assert 1 <= len(mine) <= 7
        scores = [float(row["score"]) for row in mine]
        assert scores == sorted(scores, reverse=True)
        assert np.isfinite(scores).all()
        if user == "u3" and target == "new":
            assert not bought & {row["item"] for row in mine}


def test_a_model_can_be_configured(run: Terminal, sales: Path, tmp_path: Path) -> None:
    config, out = tmp_path / "model.toml", tmp_path / "out.csv"
    config.write_text('model = "item-knn"\nneighbours = 20\nbm25 = true\n', "utf-8")
    told = run(
        "recommend", "batch", "--interactions", str(sales), "--config", str(config), "--out",
        str(out),
    )  # fmt: skip
    assert (told["model"], told["settings"]["neighbours"]) == ("item-knn", 20)
    assert told["users"] == 80


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('model = "magic"', "magic"),
        ('model = "ease"\nregularisation = 3', "regularisation"),
        ('model = "ease"\nregularization = -3', "below zero"),
        ('model = "item-knn"\nneighbours = 2.5', "not a whole number"),
        ('model = "ease', "TOML"),
    ],
)
def test_settings_that_make_no_sense_are_named(
    run: Terminal, sales: Path, tmp_path: Path, text: str, message: str
) -> None:
    config = tmp_path / "model.toml"
    config.write_text(text, "utf-8")
    told = run(
        "recommend", "batch", "--interactions", str(sales), "--config", str(config), "--out",
        str(tmp_path / "out.csv"), status=None,
    )  # fmt: skip
    assert message in told["error"]["message"]
    assert not (tmp_path / "out.csv").exists()


def test_a_broken_cell_is_named_and_nothing_written(
    run: Terminal, sales: Path, tmp_path: Path
) -> None:
    with sales.open("a", encoding="utf-8") as file:
        file.write("u1,i1,yesterday,5\n")
    told = run(
        "recommend", "batch", "--interactions", str(sales), "--out", str(tmp_path / "out.csv"),
        status=3,
    )  # fmt: skip
    error = told["error"]
    assert (error["kind"], error["column"]) == ("BadCell", "timestamp")
    assert error["line"] == len(sales.read_text("utf-8").splitlines())


def test_an_explanation_sums_to_the_score(run: Terminal, sales: Path) -> None:
    config = sales.with_name("model.toml")
    config.write_text('model = "item-knn"', "utf-8")
    told = run(
        "recommend", "explain", "--interactions", str(sales), "--user", "u3", "--item", "i1",
        "--config", str(config),
    )  # fmt: skip
    total = sum(one["amount"] for one in told["contributions"])
    assert total == pytest.approx(told["score"], abs=1e-6)
    assert run(
        "recommend", "explain", "--interactions", str(sales), "--user", "who", "--item", "i1",
        "--config", str(config), status=4,
    )["error"]["kind"] == "UserUnknown"  # fmt: skip


def test_a_rating_is_predicted_from_neighbours(run: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    rows = ["ann,tea,1,5", "ann,jam,2,3", "bob,tea,3,4", "bob,jam,4,2", "bob,nuts,5,4"]
    path.write_text("user,item,timestamp,rating\n" + "\n".join(rows) + "\n", "utf-8")
    told = run(
        "recommend", "predict", "--interactions", str(path), "--user", "ann", "--item", "nuts"
    )
    assert told["basis"] == "neighbours"
    assert [one["user"] for one in told["neighbours"]] == ["bob"]
    assert 4 < told["rating"] <= 5


def test_tune_and_evaluate_give_intervals(run: Terminal, sales: Path) -> None:
    told = run("recommend", "tune", "--interactions", str(sales))
    assert all(one["low"] <= one["ndcg"] <= one["high"] for one in told["results"])
    judged = run("recommend", "evaluate", "--interactions", str(sales))
    assert {"ndcg", "recall", "mrr", "coverage", "novelty"} <= judged["metrics"].keys()
    assert all(one["low"] <= one["mean"] <= one["high"] for one in judged["metrics"].values())


def test_one_row_or_none_is_an_answer_or_a_clear_error(run: Terminal, tmp_path: Path) -> None:
    path, out = tmp_path / "sales.csv", tmp_path / "out.csv"
    path.write_text("user,item,timestamp\nann,tea,1\n", "utf-8")
    run("recommend", "batch", "--interactions", str(path), "--out", str(out))
    assert [(row["user"], row["item"]) for row in written(out)] == [("ann", "tea")]
    path.write_text("user,item,timestamp\n", "utf-8")
    told = run("recommend", "batch", "--interactions", str(path), "--out", str(out), status=None)
    assert told["error"]["kind"] in ("NothingToLearn", "FileUnreadable")


def test_publish_and_roll_back_in_the_shop(run: Terminal, tmp_path: Path) -> None:
    run("init", "--name", "Test", "--currency", "EUR", "--timezone", "Europe/Berlin")
    run("import", "online-retail", str(sold(tmp_path)), "--currency", "GBP")
    config = tmp_path / "model.toml"
    config.write_text('model = "popularity"', "utf-8")
    first = run("recommend", "publish", "--config", str(config), "--note", "first")
    assert first["published"] == 1
    second = run("recommend", "publish", "--note", "whatever is best")
    assert second["settings"]["model"] == "popularity"  # too few sales to choose by
    assert run("recommend", "rollback")["published"] == 3
    told = run("recommend", "rollback", status=4)
    assert told["error"]["kind"] == "NothingPublished"
    assert run("rebuild", "--check")["ok"]


def sold(folder: Path) -> Path:
    """Two customers' orders as Online Retail has them."""
    path = folder / "retail.csv"
    path.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n"
        "536366,85123A,HEART,2,2010-12-02 09:00:00,2.55,13047,United Kingdom\n"
        "536366,71053,LANTERN,1,2010-12-02 09:00:00,3.39,13047,United Kingdom\n",
        "utf-8",
    )
    return path
