from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.widgets.table.conftest import MakeView
from tests.widgets.table.shelf import GOODS, Goods
from widgets.table.footer import Footer
from widgets.table.grouped import GroupedSource, GroupRow
from widgets.table.preview import PreviewDialog
from widgets.table.source import Column, Filter, Group, ListSource, Row, Sort
from widgets.table.view import TableView

COLUMNS = (
    Column("no", "Order", sortable=True, width=90),
    Column("country", "Country", sortable=True, groupable=True),
    Column("total", "Total", "money", sortable=True, editable=True),
)
LANDS = ("DE", "FR", None)


def _rows(count: int) -> list[Row]:
    return [Row(at, (f"#{at}", LANDS[at % 3], at * 100)) for at in range(count)]


class Asked(ListSource):
    """Remembers which pages were read."""

    def __init__(self, count: int) -> None:
        super().__init__(COLUMNS, _rows(count))
        self.pages: list[tuple[int, int]] = []

    def page(
        self,
        where: tuple[Filter, ...],
        sort: tuple[Sort, ...],
        offset: int,
        limit: int,
        total: int,
    ) -> Sequence[Row]:
        self.pages.append((offset, limit))
        return super().page(where, sort, offset, limit, total)


@pytest.fixture
def lands(make_view: MakeView) -> TableView:
    view = make_view(Asked(3000), columns=COLUMNS)
    view.grouping.by("country")
    return view


def _shown(view: TableView, count: int) -> list[object]:
    return [view.pages.index(at, 0).data() for at in range(count)]


def test_groups_come_closed_with_their_count_and_subtotals(lands: TableView) -> None:
    assert lands.pages.rowCount() == 3
    assert _shown(lands, 3) == ["▸ – (1,000)", "▸ DE (1,000)", "▸ FR (1,000)"]
    assert lands.pages.index(1, 2).data() == "1,498,500.00"


def test_numbers_that_do_not_add_up_have_no_subtotal() -> None:
    columns = (*COLUMNS[:2], Column("total", "Price", "money", adds=False))
    source = GroupedSource(ListSource(columns, _rows(6)), columns, "country")
    heads = source.page((), (), 0, 9, source.count(()))
    assert [row.values[2] for row in heads] == [None, None, None]


def test_closed_groups_read_no_rows(make_view: MakeView) -> None:
    source = Asked(3000)
    view = make_view(source, columns=COLUMNS)
    source.pages.clear()
    view.grouping.by("country")
    assert source.pages == []


def test_an_open_group_is_read_page_by_page(lands: TableView, qtbot: QtBot) -> None:
    source = lands.pages.base
    assert isinstance(source, Asked)
    source.pages.clear()
    lands.pages.row(0)
    lands.grouping.toggle(1)
    assert lands.pages.rowCount() == 1003
    assert _shown(lands, 4) == ["▸ – (1,000)", "▾ DE (1,000)", "#0", "#3"]
    assert all(limit <= 200 for _offset, limit in source.pages)
    lands.pages.row(800, want=True)
    qtbot.waitUntil(lambda: lands.pages.row(800) is not None, timeout=1000)
    assert lands.pages.index(800, 0).data() == f"#{(800 - 2) * 3}"
    lands.grouping.toggle(1)
    assert lands.pages.rowCount() == 3


def test_any_page_of_a_grouped_table_is_what_one_long_list_would_be() -> None:
    base = ListSource(COLUMNS, _rows(50))
    source = GroupedSource(base, COLUMNS, "country", frozenset({"DE", None}))
    total = source.count(())
    whole = [row.key for row in source.page((), (), 0, total, total)]
    assert len(whole) == total == 3 + 17 + 16
    for offset in range(total):
        part = [row.key for row in source.page((), (), offset, 7, total)]
        assert part == whole[offset : offset + 7]


def test_filters_and_sorts_hold_inside_groups(lands: TableView) -> None:
    lands.set_where((Filter("total", "at_least", 299_000),))
    lands.pages.set_sort((Sort("total", descending=True),))
    lands.grouping.toggle(1)
    assert _shown(lands, 3)[:3] == ["▸ – (4)", "▾ DE (3)", "#2997"]


def test_keys_and_mouse_open_and_close(lands: TableView) -> None:
    lands.setCurrentIndex(lands.pages.index(0, 0))
    QTest.keyClick(lands, Qt.Key.Key_Space)
    assert lands.pages.rowCount() == 1003
    at = lands.visualRect(lands.pages.index(0, 0)).topLeft() + QPoint(12, 10)
    QTest.mouseClick(lands.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert lands.pages.rowCount() == 3
    lands.act("open_all")
    assert lands.pages.rowCount() == 3003
    lands.act("close_all")
    assert lands.pages.rowCount() == 3


def test_a_head_is_no_thing_to_act_on(lands: TableView, qtbot: QtBot) -> None:
    told: list[object] = []
    lands.current_changed.connect(told.append)
    lands.opened.connect(told.append)
    lands.setCurrentIndex(lands.pages.index(1, 2))
    QTest.keyClick(lands, Qt.Key.Key_F2)
    assert lands.editing.cell.field is None
    assert lands.selection().keys == ()
    assert all(one is None for one in told)


def test_what_is_pasted_onto_a_head_is_said_to_be_left_out(
    lands: TableView, qapp: QApplication
) -> None:
    lands.grouping.toggle(1)
    qapp.clipboard().setText("7.00\r\n8.00")
    lands.setCurrentIndex(lands.pages.index(1, 2))
    lands.act("paste")
    dialog = next(one for one in lands.findChildren(PreviewDialog) if one.isVisible())
    said = {label.text() for label in dialog.findChildren(QLabel)}
    assert "“Total” cannot be edited here: 1 cells stay as they are." in said
    assert dialog.verb.text() == "Change 1 cell"
    dialog.reject()


def test_everything_selected_means_all_rows_of_closed_groups(
    lands: TableView, qtbot: QtBot
) -> None:
    told: list[Footer] = []
    lands.footer_changed.connect(told.append)
    lands.selectAll()
    assert lands.selection().count == 3000
    keys: list[int] = []
    lands.with_selected_keys(lambda found: keys.extend(map(int, found)), lambda error: None)
    assert sorted(keys) == list(range(3000))
    qtbot.waitUntil(lambda: bool(told and told[-1].sums), timeout=1000)
    assert told[-1].sums[0].total == sum(range(3000)) * 100
    assert told[-1].rows == 3000


def test_the_header_menu_groups_and_ungroups(lands: TableView) -> None:
    menu = lands.arrangement.menu(1)
    by_name = {one.text().split("\t")[0]: one for one in menu.actions()}
    by_name["No groups"].trigger()
    assert lands.grouping.key == ""
    assert lands.pages.rowCount() == 3000
    by_name["Group by Country"].trigger()
    assert lands.grouping.key == "country"
    menu.deleteLater()


def test_a_source_that_cannot_group_stays_plain(make_view: MakeView) -> None:
    class Plain:
        late = None

        def count(self, where: tuple[Filter, ...]) -> int:
            return 2

        def page(
            self,
            where: tuple[Filter, ...],
            sort: tuple[Sort, ...],
            offset: int,
            limit: int,
            total: int,
        ) -> Sequence[Row]:
            return _rows(2)

    view = make_view(Plain(), columns=COLUMNS)
    view.grouping.by("country")
    assert view.grouping.key == ""


def test_late_values_come_to_things_not_to_heads() -> None:
    base = ListSource(COLUMNS, _rows(4))
    seen: list[Row] = []

    def late(rows: Sequence[Row]) -> Sequence[Row]:
        seen.extend(rows)
        return [Row(row.key, (*row.values[:2], 7)) for row in rows]

    base.late = late
    source = GroupedSource(base, COLUMNS, "country", frozenset({"DE"}))
    assert source.late is not None
    whole = source.late(source.page((), (), 0, 9, source.count(())))
    assert [row.values[2] for row in whole if row.own] == [7, 7]
    assert all(row.own for row in seen)
    assert sum(isinstance(row, GroupRow) for row in whole) == 3


def test_groups_of_a_list_add_up() -> None:
    groups = Goods(3).groups((), "kind", ("stock",))
    assert groups == [Group("a", 3, {"stock": (3, 3)})]
    assert len(GOODS) == 7
