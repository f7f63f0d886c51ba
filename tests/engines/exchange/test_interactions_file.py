"""Any table of interactions is read whole, or refused with the cell that is wrong."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.database.ticket import Untold
from engines.exchange.errors import BadCell, ColumnTwice, FileUnreadable, WrongKind
from engines.exchange.tables.interactions import read_interactions, read_users
from engines.exchange.tables.lists import write_lists
from engines.recommend.lists import Lists

NOW = 1_700_000_000


def file_of(folder: Path, *lines: str) -> Path:
    path = folder / "sales.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_rows_become_interactions(tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        "user,item,timestamp,quantity,basket,rating,event,colour",
        f"ann,tea,{NOW},2,b1,5,purchase,red",
        f"ann,jam,{NOW},,b1,,,",
        f"bob,tea,{NOW + 5}.0,1,b2,,view,",
        f"ann,tea,{NOW + 9},1,b3,,return,",
    )
    found = read_interactions(path, Untold())
    data = found.data
    assert (found.rows, found.returned, found.untimed, found.future) == (4, 1, 0, 0)
    assert (data.user_ids, data.item_ids) == (("ann", "bob"), ("tea", "jam"))
    assert data.quantity.tolist() == [1, 1, 1]
    assert data.weight.tolist() == [1, 1, 0.1]
    assert data.rating[0] == 5
    assert np.isnan(data.rating[1:]).all()
    assert len(set(data.basket.tolist())) == 2


@pytest.mark.parametrize(
    ("line", "column", "value", "reason"),
    [
        (f"ann,,{NOW},1", "item", "", "empty cell"),
        (f",tea,{NOW},1", "user", "", "empty cell"),
        ("ann,tea,soon,1", "timestamp", "soon", "not a whole number"),
        ("ann,tea,1.5,1", "timestamp", "1.5", "not a whole number"),
        ("ann,tea,99999999999999999999,1", "timestamp", "9" * 20, "not a whole number"),
        (f"ann,tea,{NOW},many", "quantity", "many", "not a number"),
        (f"ann,tea,{NOW},nan", "quantity", "nan", "not a number"),
        (f"ann,tea,{NOW},inf", "quantity", "inf", "not a number"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(
    tmp_path: Path, line: str, column: str, value: str, reason: str
) -> None:
    path = file_of(tmp_path, "user,item,timestamp,quantity", f"ann,tea,{NOW},1", line)
    with pytest.raises(BadCell) as refused:
        read_interactions(path, Untold())
    assert refused.value == BadCell(path, 3, column, value, reason)


def test_an_unknown_event_is_named(tmp_path: Path) -> None:
    path = file_of(tmp_path, "user,item,timestamp,event", f"ann,tea,{NOW},wished")
    with pytest.raises(BadCell) as refused:
        read_interactions(path, Untold())
    assert (refused.value.line, refused.value.reason) == (2, "unknown event")


def test_files_that_are_no_interactions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongKind) as wrong:
        read_interactions(file_of(tmp_path, "user,thing", "ann,tea"), Untold())
    assert wrong.value.missing == ("item", "timestamp")
    with pytest.raises(ColumnTwice):
        read_interactions(file_of(tmp_path, "user,item,timestamp,user", "a,b,1,c"), Untold())
    with pytest.raises(FileUnreadable):
        read_interactions(tmp_path / "nowhere.csv", Untold())


def test_missing_times_are_the_oldest_and_future_ones_now(tmp_path: Path) -> None:
    ahead = int(time.time()) + 400 * 86_400
    path = file_of(
        tmp_path,
        "user,item,timestamp",
        f"ann,tea,{NOW}",
        "ann,jam,",
        f"bob,tea,{NOW - 50}",
        f"bob,jam,{ahead}",
    )
    found = read_interactions(path, Untold())
    assert (found.untimed, found.future) == (1, 1)
    assert found.data.start == NOW - 50
    assert found.data.end < ahead


def test_a_calendar_that_lies_wholly_ahead_is_kept(tmp_path: Path) -> None:
    ahead = int(time.time()) + 4_000 * 86_400
    path = file_of(tmp_path, "user,item,timestamp", f"a,b,{ahead}", f"a,c,{ahead + 9}")
    found = read_interactions(path, Untold())
    assert (found.future, found.data.end) == (0, ahead + 9)


ids = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
        min_size=1,
        max_size=6,
    )
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=40, deadline=None)
@given(names=st.lists(st.tuples(ids, ids), min_size=1, max_size=8))
def test_ids_of_any_unicode_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, names: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("ids")
    import csv

    path = folder / "sales.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["user", "item", "timestamp"])
        writer.writerows([user, item, NOW] for user, item in names)
    data = read_interactions(path, Untold()).data
    assert set(data.user_ids) == {user for user, _ in names}
    assert set(data.item_ids) == {item for _, item in names}
    assert read_users(path, Untold()) == tuple(dict.fromkeys(user for user, _ in names))
    out = folder / "lists.csv"
    lists = Lists(np.zeros((data.users, 1), np.int64), np.ones((data.users, 1)), np.zeros(1, bool))
    assert write_lists(out, data.user_ids, data.item_ids, lists) == data.users
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["user"] for row in rows] == list(data.user_ids)
    assert {row["item"] for row in rows} == {data.item_ids[0]}
